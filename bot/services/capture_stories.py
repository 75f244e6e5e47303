"""Look at stories and keep what they show, before it is gone for ever."""

import logging
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind
from bot.domain.metrics import CallGroup
from bot.domain.story_life import EARLY, LIFE, Look, Outage
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    Clock,
    Database,
    DueLook,
    InstagramApi,
    MadeLook,
    Purpose,
    Ref,
    Repositories,
)
from bot.services.read_stories import ReadStories, answer_open_looks, due_soon
from bot.services.together import Together
from bot.services.troubles import trouble_of

logger = logging.getLogger(__name__)

GROUPS = (CallGroup.CORE, CallGroup.EXTRA, CallGroup.NAVIGATION)

SHORTEST_PAUSE = timedelta(seconds=45)
LONGEST_PAUSE = timedelta(minutes=10)
"""Between tries of a failed look: a tenth of what is left, so that a final at -10 minutes still
gets ten of them, and hours without Instagram do not use up the budget of its calls."""

WORTH_READING_TOGETHER = 2
"""One story costs two requests by itself, and so do all of them together."""

LENT_AGAIN_AFTER = timedelta(minutes=1)
"""So long looks are made before those that wait are lent again: together with the longest look
that is less than what they are lent for."""

ENDING = timedelta(minutes=45)
"""A story with so little time left goes before everything else."""


@dataclass(frozen=True)
class CaptureStories:
    """Make due looks, those of one account together where Instagram gives them so.

    A look is stored in the same transaction that finishes its row. A story with too few viewers
    is *hidden*: that is an answer, the ladder looks again. A story that is gone, from the list of
    live stories too, closes its remaining looks. Everything else is tried again until the
    deadline; where we were told to wait, the moment that is over. While Instagram wants no calls
    nothing is sent, not even for a story that ends.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    @cached_property
    def read_stories(self) -> ReadStories:
        return ReadStories(self.database, self.clock, self.instagram, self.call_instagram)

    async def __call__(self, refs: Sequence[Ref]) -> None:
        waiting = list(refs)
        read_together: set[int] = set()
        while waiting:
            until = self.clock.now() + LENT_AGAIN_AFTER
            # Those that wait are lent for longer, so that none runs out before its turn.
            async with self.database.transaction() as stored:
                looks = await stored.captures.looks(await stored.captures.begin(waiting, RUN_TTL))
                together = await self._worth_reading_together(stored, looks) - read_together
            waiting = [look.ref for look in await self._make(looks, together, until)]
            read_together |= together

    async def _make(
        self, looks: Sequence[DueLook], together: Collection[int], until: datetime
    ) -> Sequence[DueLook]:
        """Make looks until then; those that were not begun.

        ``together``: the accounts whose looks are made in one reading, where it succeeds.
        """
        untried = set(together)
        while looks:
            account_id = looks[0].account_id
            over: Sequence[DueLook] = ()
            if account_id in untried:
                untried.remove(account_id)
                over = await self._look_together(
                    [look for look in looks if look.account_id == account_id]
                )
            if not over:
                over = looks[:1]
                await work_on_each(over, self._look, self._give_back)
            looks = [look for look in looks if look not in over]
            if self.clock.now() >= until:
                break
        return looks

    async def _worth_reading_together(
        self, stored: Repositories, looks: Sequence[DueLook]
    ) -> set[int]:
        """Accounts of which enough is due, or soon will be."""
        now = self.clock.now()
        due: dict[int, set[str]] = defaultdict(set)
        for look in looks:
            due[look.account_id].add(look.media_id)
        soon = await stored.captures.open_looks(due, now + EARLY)
        return {
            account_id
            for account_id, of_account in due.items()
            if len(of_account | due_soon(soon.get(account_id, ()), now)) >= WORTH_READING_TOGETHER
        }

    async def _look_together(self, looks: Sequence[DueLook]) -> Sequence[DueLook]:
        """Make looks of one account in one reading; those that are over, for better or worse."""
        account_id = looks[0].account_id
        purpose = min(self._purpose(look) for look in looks)
        due = {look.media_id for look in looks}
        try:
            read = await self.read_stories(account_id, purpose, due, WORTH_READING_TOGETHER)
        except BotError as error:
            logger.info("Looks are given back: %s", error.detail)
            for look in looks:
                await self._give_back(look, error)
            return looks
        except Exception:
            logger.exception("Stories could not be read together; each is asked by itself")
            return []
        made = [look for look in looks if read is not None and look.media_id in read.insights]
        if read is None or not made:
            return []
        async with self.database.transaction() as stored:
            # The account first, as in _finish.
            if not await stored.account_numbers.still_wanted(account_id):
                return looks
            finished = await stored.captures.finish([look.ref for look in made])
            await stored.stories.save_looks(
                [
                    _made(look, Look(read.at, read.insights[look.media_id]))
                    for look in made
                    if look.ref in finished
                ]
            )
            await answer_open_looks(stored, account_id, read, without=due)
        return made

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
        await self._keep((due, Look(self.clock.now(), insights)))

    @cached_property
    def _keep(self) -> Together[tuple[DueLook, Look], None]:
        return Together(self._keep_all)

    async def _keep_all(self, looks: Sequence[tuple[DueLook, Look]]) -> Sequence[None]:
        async with self.database.transaction() as stored:
            # The accounts first, as in _finish.
            wanted = await stored.account_numbers.wanted_among({due.account_id for due, _ in looks})
            still_there = [one for one in looks if one[0].account_id in wanted]
            finished = await stored.captures.finish([due.ref for due, _ in still_there])
            await stored.stories.save_looks(
                [_made(due, look) for due, look in still_there if due.ref in finished]
            )
        return [None] * len(looks)

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
            if await _finish(stored, due):
                await stored.stories.set_gone(due.story_id, self.clock.now())
                await stored.captures.cancel(due.story_id)
                await stored.story_pictures.cancel(due.story_id)

    async def _give_back(self, due: DueLook, error: Exception) -> None:
        now = self.clock.now()
        pause = min(max((due.deadline - now) / 10, SHORTEST_PAUSE), LONGEST_PAUSE)
        async with self.database.transaction() as stored:
            at = try_again_at(error, now, pause)
            if await stored.captures.release(due.ref, at, failure(error)):
                trouble = Outage(trouble_of(error), now, at)
                await stored.stories.note_trouble(due.story_id, trouble)


def _made(due: DueLook, look: Look) -> MadeLook:
    return MadeLook(due.story_id, due.slot, due.ref.attempt, look)


async def _finish(stored: Repositories, due: DueLook) -> bool:
    """The account first, as whoever forgets it does: else the two could wait for each other."""
    return await stored.account_numbers.still_wanted(due.account_id) and bool(
        await stored.captures.finish([due.ref])
    )
