"""What a broken link puts at risk, told to its owner."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.services.find_account import own_account
from bot.services.ports import Database


@dataclass(frozen=True)
class BrokenLink:
    """A link that Instagram ended, and the live stories whose numbers wait for a new one."""

    account: InstagramAccount
    live_stories: int
    first_end: datetime | None
    """When the first of them is lost; None when none is alive."""
    last_saved: datetime | None
    """The newest numbers that we have of them."""


@dataclass(frozen=True)
class DescribeBrokenLink:
    """Raises NotFound when the person has no such link any more."""

    database: Database

    async def __call__(self, telegram_user_id: int, account_id: int) -> BrokenLink:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            stories = await stored.stories.live(account_id)
        looks = [look.at for story in stories for look in story.looks]
        return BrokenLink(
            account=linked.account,
            live_stories=len(stories),
            first_end=min((story.ends_at for story in stories), default=None),
            last_saved=max(looks, default=None),
        )
