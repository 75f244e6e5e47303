"""Where a digest goes, what may be told there, and what holds it up."""

from bot.domain.accounts import InstagramAccount, LinkState
from bot.domain.chat_grants import Allowed, ChatGrant, Place
from bot.domain.digests import DigestSubscription
from bot.services.ports import Repositories
from bot.services.results import Pause
from bot.services.shown_accounts import with_accounts


def is_private(subscription: DigestSubscription) -> bool:
    return subscription.chat_id == subscription.telegram_user_id


async def shown_there(stored: Repositories, subscription: DigestSubscription) -> list[ChatGrant]:
    """The grants by which it may be read in its group or channel; none for the private chat.

    Of all accounts those count whose digests the person lets into that very place.
    """
    place = Place(subscription.chat_id, subscription.message_thread_id)
    return [
        grant
        for grant in await stored.chat_grants.in_chat(subscription.chat_id)
        if grant.telegram_user_id == subscription.telegram_user_id
        and subscription.account_id in {None, grant.account_id}
        and grant.shows(Allowed.DIGESTS, place)
    ]


async def why_paused(stored: Repositories, subscription: DigestSubscription) -> Pause | None:
    """None where it comes, as long as it is on and not muted."""
    if is_private(subscription):
        return None
    grants = await shown_there(stored, subscription)
    if not grants:
        return Pause.NOT_SHOWN
    return None if any(grant.silenced_at is None for grant in grants) else Pause.SILENCED


async def told_of(stored: Repositories, subscription: DigestSubscription) -> list[InstagramAccount]:
    """The accounts that it tells of at present; none when it has nothing to tell."""
    if not is_private(subscription):
        grants = await shown_there(stored, subscription)
        return [shown.account for shown in await with_accounts(stored, grants)]
    return [
        linked.account
        for linked in await stored.accounts.linked_to(subscription.telegram_user_id)
        if linked.link.state is not LinkState.UNLINKED
        and subscription.account_id in {None, linked.account.id}
    ]
