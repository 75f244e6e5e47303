"""Look at stories and keep what they show, before it is gone for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind
from bot.domain.metrics import CallGroup
from bot.domain.story_life import LIFE, Look
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import Access, Clock, Database, DueLook, InstagramApi, Purpose, Ref

GROUPS = (CallGroup.CORE, CallGroup.EXTRA, CallGroup.NAVIGATION)

SHORTEST_PAUSE = timedelta(seconds=45)
LONGEST_PAUSE = timedelta(minutes=10)
"""Between tries of a failed look: a tenth of what is left, so that a final at -10 minutes still
gets ten of them, and hours without Instagram do not use up the budget of its calls."""

ENDING = timedelta(minutes=45)
"""A story with so little time left goes before everything else."""


@dataclass(frozen=True)
class CaptureStories:
    """Make due looks. A look is stored in the same transaction that finishes its row.

    A story with too few viewers is *hidden*: that is an answer, the ladder looks again. A story
    that is gone, from the list of live stories too, closes its remaining looks. Everything else
    is tried again until the deadline; where we were told to wait, the moment that is over. While
    Instagram wants no calls nothing is sent, not even for a story that ends.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def __call__(self, refs: Sequence[Ref]) -> None:
        waiting = list(refs)
        while waiting:
            # Those that wait are lent for longer each time, so that none runs out before its turn.
            async with self.database.transaction() as stored:
                looks = await stored.captures.looks(await stored.captures.begin(waiting, RUN_TTL))
            await work_on_each(looks[:1], self._look, self._give_back)
            waiting = [look.ref for look in looks[1:]]

    async def _look(self, due: DueLook) -> None:
        purpose = self._purpose(due)

        async def read(access: Access) -> Insights:
            return await self.instagram.media_insights(
                access, due.media_id, MediaKind.STORY, GROUPS
            )

        try:
            insights: Insights | None = await self.call_instagram(due.account_id, purpose, read)
        except InstagramRefused as refused:
            if refused.refusal is Refusal.GONE and not await self._is_listed(due):
                await self._gone(due)
                return
            if refused.refusal is not Refusal.HIDDEN:
                raise
            insights = None
        look = Look(self.clock.now(), insights)
        async with self.database.transaction() as stored:
            if await stored.captures.finish([due.ref]):
                await stored.stories.save_look(due.story_id, due.slot, due.ref.attempt, look)

    async def _is_listed(self, due: DueLook) -> bool:
        """Throttling may look like a missing object: the list of live stories knows better."""
        listed = await self.call_instagram(
            due.account_id, self._purpose(due), self.instagram.live_stories
        )
        return due.media_id in {story.details.media_id for story in listed}

    def _purpose(self, due: DueLook) -> Purpose:
        """Only a story that ends is lost for ever; an earlier look has others after it."""
        left = due.posted_at + LIFE - self.clock.now()
        return Purpose.ENDING_STORY if left <= ENDING else Purpose.STORY

    async def _gone(self, due: DueLook) -> None:
        async with self.database.transaction() as stored:
            if await stored.captures.finish([due.ref]):
                await stored.stories.set_gone(due.story_id, self.clock.now())
                await stored.captures.cancel(due.story_id)

    async def _give_back(self, due: DueLook, error: Exception) -> None:
        now = self.clock.now()
        pause = min(max((due.deadline - now) / 10, SHORTEST_PAUSE), LONGEST_PAUSE)
        async with self.database.transaction() as stored:
            await stored.captures.release(due.ref, try_again_at(error, now, pause), failure(error))
