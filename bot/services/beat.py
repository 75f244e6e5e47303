"""Note that the bot works, so that a time in which it did not is known afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.story_coverage import HEARTBEAT, outage_before
from bot.services.due_work import RUN_TTL
from bot.services.ports import Clock, Database, Ref
from bot.services.warn_of_unseen_stories import warn_of_unseen_stories


@dataclass(frozen=True)
class Beat:
    """A long pause between two beats, of whichever processes, is an outage of the bot.

    A last beat that lies ahead is that of a clock which was: it knew of no outage's end. With
    each beat it is looked whether stories end unseen.
    """

    database: Database
    clock: Clock

    async def __call__(self, refs: Sequence[Ref]) -> None:
        now = self.clock.now()
        async with self.database.transaction() as stored:
            for ref in await stored.heartbeat.begin(refs, RUN_TTL):
                last = await stored.heartbeat.beat(ref, now)
                down = outage_before(last, now)
                if down is not None:
                    await stored.outages.note(None, down)
                if last is not None and last > now:
                    await stored.outages.end_by(now)
                await stored.heartbeat.rearm(ref, now + HEARTBEAT)
        # The beat comes first: whatever goes wrong here, the bot works.
        await warn_of_unseen_stories(self.database, self.clock)
