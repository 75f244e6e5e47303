"""When posts and reels are looked at: for whoever has just listed some."""

from datetime import datetime

from bot.domain.media_life import first_looks
from bot.services.ports import Repositories


async def plan_media_looks(stored: Repositories, account_id: int, now: datetime) -> None:
    """Put every media on the ladder that is not on it yet, or in the back-fill behind the rest.

    What is from before the conversion has nothing to look at.
    """
    await stored.media_looks.end_before_conversion(account_id)
    unplanned = await stored.media_looks.unplanned(account_id)
    backfilled_until = await stored.media_looks.backfilled_until(account_id) or now
    await stored.media_looks.plan(account_id, first_looks(unplanned, now, backfilled_until))
