"""What claiming and finishing due looks costs, with more and more looks that lie ahead."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Date, TextClause, bindparam, text
from sqlalchemy.types import TypeEngine

from benchmarks.support.databases import MakeUrl
from bot.chance import new_encryption_key
from bot.clock import SystemClock
from bot.domain.media import Insights
from bot.domain.secret import Secret
from bot.domain.story_life import Look
from bot.services.ports import Clock, MadeLook, Profile, Ref
from bot.storage.columns import UtcDateTime
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.migrating import migrate
from bot.storage.unit_of_work import SqlDatabase

LOOKS_A_STORY = 10
DUE = 200
"""Looks that are due in a round, all of which are worked off."""

ROUNDS = 13
"""The first warms up."""

CLAIMED_AT_ONCE = 100
CHUNK = 10
LEASE = timedelta(seconds=90)
RUN = timedelta(minutes=3)
PROFILE = Profile("27100000000000777", "17841400000000777", "tea.shop", None, "BUSINESS", 1, 1, 1)
INSIGHTS = {"reach": 812, "views": 1043, "replies": 3, "shares": 5, "navigation": 960}


def _sql(statement: str, **types: type[TypeEngine[Any]]) -> TextClause:
    return text(statement).bindparams(*(bindparam(key, type_=kind) for key, kind in types.items()))


SEQUENCE = _sql(
    "INSERT INTO story_sequence (id, account_id, local_date, available_at, state)"
    " VALUES (1, :account, :today, :now, 2)",
    today=Date,
    now=UtcDateTime,
)
STORIES = _sql(
    "INSERT INTO story (id, account_id, sequence_id, media_id, media_type, timestamp)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :stories)"
    " SELECT i, :account, 1, 'story ' || i, 'IMAGE', :now FROM n",
    now=UtcDateTime,
)
LOOKS = _sql(
    "INSERT INTO capture (story_id, account_id, slot, lane, available_at, deadline)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :slots)"
    " SELECT story.id, :account, n.i, 'capture', :at, :deadline FROM story, n"
    " WHERE story.id BETWEEN :first AND :last",
    at=UtcDateTime,
    deadline=UtcDateTime,
)


@asynccontextmanager
async def filled(url: str, ahead: int) -> AsyncIterator["Filled"]:
    """A database with ``ahead`` looks of tomorrow, and stories for all that will be due."""
    await migrate(url)
    clock = SystemClock()
    database = open_database(url, clock, Keyring.parse(Secret(new_encryption_key())))
    now = clock.now()
    waiting = ahead // LOOKS_A_STORY
    try:
        async with database.transaction() as stored:
            account = await stored.accounts.save_profile(PROFILE, "UTC", now)
        one_filled = Filled(database, clock, account.id, waiting)
        async with database.session() as session:
            here = {"account": account.id, "now": now}
            await session.execute(SEQUENCE, here | {"today": now.date()})
            await session.execute(STORIES, here | {"stories": waiting + DUE * ROUNDS})
        await one_filled.plan(1, waiting, LOOKS_A_STORY, now + timedelta(days=1))
        async with database.session() as session:
            await session.execute(text("ANALYZE"))
        yield one_filled
    finally:
        await database.close()


@dataclass(frozen=True)
class Took:
    """Milliseconds: by the clock, and of our processor time, which knows nothing of the disk."""

    waited: float
    worked: float


@dataclass
class Filled:
    database: SqlDatabase
    clock: Clock
    account_id: int
    used: int
    """Stories that have their looks."""

    async def plan(self, first: int, last: int, slots: int, at: datetime) -> None:
        looks = {"account": self.account_id, "first": first, "last": last, "slots": slots}
        when = {"at": at, "deadline": at + timedelta(days=1)}
        async with self.database.session() as session:
            await session.execute(LOOKS, looks | when)

    async def round(self) -> "Took":
        """For each of the looks that are due now, from the claim to the sample."""
        await self.plan(self.used + 1, self.used + DUE, 1, self.clock.now())
        self.used += DUE
        began, worked, done = time.perf_counter(), time.process_time(), 0
        while claimed := await self._claim():
            for start in range(0, len(claimed), CHUNK):
                await self._work_on(claimed[start : start + CHUNK])
            done += len(claimed)
        assert done == DUE, f"{done} of {DUE} looks were claimed"
        waited, worked = time.perf_counter() - began, time.process_time() - worked
        return Took(1000 * waited / DUE, 1000 * worked / DUE)

    async def _claim(self) -> list[Ref]:
        """As the engine does it at each tick."""
        async with self.database.transaction() as stored:
            free = CLAIMED_AT_ONCE - await stored.captures.in_flight("capture")
            return await stored.captures.claim(free, LEASE, "capture")

    async def _work_on(self, refs: list[Ref]) -> None:
        async with self.database.transaction() as stored:
            looks = await stored.captures.looks(await stored.captures.begin(refs, RUN))
        async with self.database.transaction() as stored:
            finished = await stored.captures.finish([look.ref for look in looks])
            assert len(finished) == len(refs), "a look was lost"
            for look in looks:
                seen = Look(self.clock.now(), Insights(self.clock.now(), INSIGHTS, {}))
                made = MadeLook(look.story_id, look.slot, look.ref.attempt, seen)
                await stored.stories.save_looks([made])


async def milliseconds_a_look(make_url: MakeUrl, sizes: Sequence[int]) -> dict[int, list[Took]]:
    """By looks that lie ahead, one figure a round; the databases take turns, so that what else
    the machine does is shared by all.
    """
    async with AsyncExitStack() as stack:
        databases = {
            ahead: await stack.enter_async_context(filled(make_url(f"ahead_{ahead}"), ahead))
            for ahead in sizes
        }
        rounds = [
            {ahead: await database.round() for ahead, database in databases.items()}
            for _ in range(ROUNDS)
        ]
    return {ahead: [one[ahead] for one in rounds[1:]] for ahead in sizes}
