"""How far the first reading of all posts and reels is, from what is stored."""

from bot.domain.accounts import InstagramAccount, LinkState
from bot.services.ports import Repositories
from bot.services.results import FirstSync


def at_first(account: InstagramAccount) -> FirstSync | None:
    """For who cannot keep it true: without a figure that would soon be wrong."""
    return FirstSync() if account.media_synced_at is None else None


async def first_sync_of(stored: Repositories, account: InstagramAccount) -> FirstSync | None:
    """None once everything was read."""
    if account.media_synced_at is not None:
        return None
    read = await stored.media.count_all(account.id)
    links = await stored.links.of_account(account.id)
    cut_off = all(link.state is not LinkState.ACTIVE for link in links)
    return FirstSync(
        read=read or None,
        total=account.media_count if read else None,
        # Without a link it is tried again, and that is not when it goes on.
        goes_on_at=None if cut_off else await stored.refreshes.waits_until(account.id),
        cut_off=cut_off,
    )
