"""The numbers of all live stories of an account, for every look that they can stand for."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.errors import InstagramRefused
from bot.domain.media import Insights
from bot.domain.story_life import EARLY, Look, Story, stands_for
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    Clock,
    Database,
    InstagramApi,
    ListedMedia,
    MadeLook,
    OpenLook,
    Purpose,
    Repositories,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class StoriesRead:
    """What one reading gave. ``insights`` by media id, only of those that were wanted."""

    at: datetime
    listed: Sequence[ListedMedia]
    insights: Mapping[str, Insights] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadStories:
    """Two requests for all live stories of an account, instead of two for each.

    Only stories whose numbers were seen before are read so: one with too few viewers fails the
    whole list, and is asked by itself. Those among them whose next look is due soon are read
    along. Raises what CallInstagram raises.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def __call__(
        self, account_id: int, purpose: Purpose, due: Collection[str], at_least: int
    ) -> StoriesRead | None:
        """``due``: by media id whose looks are being made. None when fewer than ``at_least`` can
        be read together, or when Instagram does not answer that question at present.
        """
        now = self.clock.now()
        async with self.database.reading() as stored:
            live = await stored.stories.live(account_id)
            open_looks = await stored.captures.open_looks([account_id], now + EARLY)
        seen = {story.details.media_id for story in live if story.insights is not None}
        wanted = seen & {*due, *due_soon(open_looks.get(account_id, ()), now)}
        if len(wanted) < at_least:
            return None

        async def read(access: Access) -> Sequence[ListedMedia] | None:
            return await self.instagram.live_stories_with_insights(
                access, wanted, _newest_without_numbers(live)
            )

        try:
            listed = await self.call_instagram(account_id, purpose, read)
        except InstagramRefused as refused:
            if refused.retry_at is not None:
                raise
            # Only this question may be too much: what cannot be answered otherwise fails again.
            logger.info("Stories are not read together: %s", refused.detail)
            return None
        if listed is None:
            return None
        insights = {
            one.details.media_id: one.insights
            for one in listed
            if one.insights is not None and one.details.media_id in wanted
        }
        return StoriesRead(self.clock.now(), listed, insights)


async def answer_open_looks(
    stored: Repositories, account_id: int, read: StoriesRead, without: Collection[str] = ()
) -> None:
    """Let numbers that came along stand for looks that nobody makes yet, one look a story."""
    looks: dict[str, OpenLook] = {}
    open_looks = await stored.captures.open_looks([account_id], read.at + EARLY)
    for look in open_looks.get(account_id, ()):
        fits = look.media_id in read.insights and look.media_id not in without
        if fits and stands_for(look.due, read.at):
            looks.setdefault(look.media_id, look)
    by_id = {look.ref.id: look for look in looks.values()}
    made = []
    for ref in await stored.captures.answer([look.ref for look in looks.values()]):
        look = by_id[ref.id]
        found = Look(read.at, read.insights[look.media_id])
        made.append(MadeLook(look.story_id, look.slot, ref.attempt, found))
    await stored.stories.save_looks(made)


def due_soon(looks: Sequence[OpenLook], now: datetime) -> set[str]:
    """By media id what is read along."""
    return {look.media_id for look in looks if stands_for(look.due, now)}


def _newest_without_numbers(live: Sequence[Story]) -> int:
    """How many of the newest lie before the first one with numbers; ``live`` is oldest first."""
    count = 0
    for story in reversed(live):
        if story.insights is not None:
            break
        count += 1
    return count
