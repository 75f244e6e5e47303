"""Look at posts and reels at the ages of the ladder: what is not read then is never known."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights
from bot.domain.media_life import AGES, RETESTED_AGES, MediaLane, next_rung
from bot.domain.metrics import CallGroup
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    Clock,
    Database,
    DueMediaLook,
    InstagramApi,
    ListedMedia,
    Purpose,
    Ref,
    Repositories,
)
from bot.services.tell_of_post import news_of_look, tell_of_post

GROUPS = (CallGroup.CORE, CallGroup.EXTRA, CallGroup.PROFILE_ACTIVITY)

ANSWERS = frozenset({Refusal.BEFORE_CONVERSION, Refusal.GONE, Refusal.HIDDEN})
"""Refusals that say something of the media: asking again soon would be in vain."""

PAUSE = timedelta(minutes=10)
LONG_PAUSE = timedelta(hours=6)
"""After a failure that waiting alone does not mend."""

BUDGET_PAUSE = timedelta(minutes=5)
"""While an account has no calls left all its looks wait, so that not each is tried in vain. What
its budget gains meanwhile is not lost: it is enough for five looks."""


@dataclass(frozen=True)
class SampleMedia:
    """Make due looks. A look is stored in the same transaction that moves its row to the next.

    A look that comes late is made all the same, with its real age; what was missed on the way is
    not made up for. A media without numbers for ever, or deleted, is looked at no more; a deleted
    one only when Instagram does not know the media itself either.
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
                begun = await stored.media_looks.begin(waiting, RUN_TTL)
                looks = await stored.media_looks.looks(begun)
            await work_on_each(looks[:1], self._look, self._give_back)
            waiting = [look.ref for look in looks[1:]]

    async def _look(self, due: DueMediaLook) -> None:
        try:
            insights = await self._read(due)
        except InstagramRefused as refused:
            await self._without_numbers(due, refused)
            return
        async with self.database.reading() as stored:
            alerts = await news_of_look(stored, due, insights)
        async with self.database.transaction() as stored:
            if await stored.account_numbers.still_wanted(due.account_id) and await _go_on(
                stored, due, insights.as_of
            ):
                await stored.media.save_insights(due.ref.id, insights)
                await tell_of_post(stored, alerts)

    async def _read(self, due: DueMediaLook) -> Insights:
        retested = due.lane is MediaLane.LADDER and AGES[due.rung] in RETESTED_AGES

        async def read(access: Access) -> Insights:
            return await self.instagram.media_insights(
                access, due.media_id, due.kind, GROUPS, () if retested else due.refused
            )

        return await self.call_instagram(due.account_id, _purpose(due), read)

    async def _without_numbers(self, due: DueMediaLook, refused: InstagramRefused) -> None:
        """Raises what says nothing of the media itself: then the look is tried again."""
        if refused.refusal not in ANSWERS:
            raise refused
        if refused.refusal is Refusal.GONE and not await self._is_gone(due):
            detail = f"media {due.ref.id} was told to be gone, and is not: {refused.detail}"
            raise InstagramRefused(Refusal.TRANSIENT, detail) from refused
        async with self.database.transaction() as stored:
            if not await stored.account_numbers.still_wanted(due.account_id):
                return
            if refused.refusal is Refusal.HIDDEN:
                await _go_on(stored, due, self.clock.now())
                return
            await stored.media_looks.finish([due.ref])
            if refused.refusal is Refusal.BEFORE_CONVERSION:
                await stored.media.set_before_conversion(due.ref.id)
                await stored.media_looks.end_before_conversion(due.account_id)

    async def _is_gone(self, due: DueMediaLook) -> bool:
        """Throttling may look like a missing object: then the account seems to be missing, too."""

        async def read(access: Access) -> ListedMedia:
            return await self.instagram.media(access, due.media_id)

        if await self._answers(due, read):
            return False
        return await self._answers(due, self.instagram.profile)

    async def _answers(
        self, due: DueMediaLook, read: Callable[[Access], Awaitable[object]]
    ) -> bool:
        """False when Instagram knows no such thing. Raises every other refusal."""
        try:
            await self.call_instagram(due.account_id, _purpose(due), read)
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.GONE:
                raise
            return False
        return True

    async def _give_back(self, due: DueMediaLook, error: Exception) -> None:
        now = self.clock.now()
        pause = PAUSE if failure(error) is None else LONG_PAUSE
        at = try_again_at(error, now, pause)
        budget_is_spent = isinstance(error, InstagramRefused) and error.own_budget
        async with self.database.transaction() as stored:
            if budget_is_spent:
                at = max(at, now + BUDGET_PAUSE)
                await stored.media_looks.rest(due.account_id, due.lane, at)
            await stored.media_looks.release(due.ref, at, failure(error))


def _purpose(due: DueMediaLook) -> Purpose:
    return Purpose.REFRESH if due.lane is MediaLane.LADDER else Purpose.BACKFILL


async def _go_on(stored: Repositories, due: DueMediaLook, looked_at: datetime) -> bool:
    """On to the next age that lies ahead; False when the look was not ours any more."""
    rung = next_rung(looked_at - due.published_at)
    if rung == len(AGES):
        return bool(await stored.media_looks.finish([due.ref]))
    return await stored.media_looks.climb(due.ref, rung, due.published_at + AGES[rung])
