"""Short ways to people, accounts, links and stories in tests of any room."""

from datetime import UTC, datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.secret import Secret
from bot.services.ports import (
    Access,
    IssuedToken,
    ListedMedia,
    Profile,
    Purpose,
    Repositories,
)
from tests.support.clock import START


def access(token: Secret, account_id: int | None = None) -> Access:
    """As somebody who waits for the answer."""
    return Access(token, account_id, Purpose.PERSON)


def profile(user_id: str = "17841400000000001", username: str = "ana") -> Profile:
    return Profile(
        app_scoped_id=f"app-{user_id}",
        user_id=user_id,
        username=username,
        name=username.title(),
        account_type="BUSINESS",
        followers_count=1200,
        follows_count=30,
        media_count=12,
    )


def issued_token(token: str = "IGAA-long-lived", *, days: int = 60) -> IssuedToken:
    return IssuedToken(
        token=Secret(token),
        permissions=frozenset({"instagram_business_basic"}),
        issued_at=START,
        expires_at=START + timedelta(days=days),
    )


async def linked_account(
    work: Repositories,
    telegram_user_id: int = 7,
    user_id: str = "17841400000000001",
    token: str = "IGAA-long-lived",
) -> InstagramAccount:
    """A person (seen now) with a link to an account."""
    await work.people.seen(telegram_user_id, "Ana", "ana", "en")
    account = await work.accounts.save_profile(profile(user_id), "Europe/Madrid", START)
    await work.links.save(telegram_user_id, account.id, issued_token(token))
    return account


def listed(
    media_id: str,
    kind: MediaProductType = MediaProductType.FEED,
    timestamp: datetime = START,
    insights: Insights | None = None,
) -> ListedMedia:
    details = MediaDetails(
        media_id=media_id,
        media_type="IMAGE",
        media_product_type=kind,
        timestamp=timestamp,
        caption=f"caption of {media_id}",
        permalink=f"https://www.instagram.com/p/{media_id}/",
        media_url=f"https://cdn.example/{media_id}.jpg",
        thumbnail_url=None,
    )
    return ListedMedia(details, like_count=5, comments_count=None, insights=insights)


async def live_story(
    work: Repositories, account_id: int, media_id: str = "story-1", posted_at: datetime = START
) -> int:
    """A new story in the sequence of its UTC day; its id."""
    story_id = await work.stories.add(
        account_id,
        listed(media_id, MediaProductType.STORY, posted_at),
        posted_at.astimezone(UTC).date(),
        posted_at + timedelta(hours=24),
    )
    assert story_id is not None
    return story_id
