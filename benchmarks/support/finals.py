"""How late final looks are with 10,000 live stories, on the machine's own clock.

A story is looked at eleven times in 24 hours, so in a short while few looks fall due. Those that
do are put close together: ``TIMES_A_PEAK`` times as many as in the peak hour of a day with so
many stories, of every age of the ladder alike. The other stories are rows of one more account,
with their looks tomorrow: about them nobody asks, so the sandbox need not know them.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks.support.due_rows import LOOKS_A_STORY, filled
from benchmarks.support.story_world import (
    Shop,
    StoryWorld,
    know,
    story_world,
)
from bot.clock import SystemClock
from bot.config import read_settings
from bot.domain.story_life import LIFE, Ladder, Lane, PlannedLook, planned_looks
from bot.main import build
from bot.storage.columns import UtcDateTime
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside
from bot.storage.unit_of_work import SqlDatabase

LIVE = 10_000
STORIES_A_SHOP = 5
WINDOW = timedelta(seconds=90)
PEAK = 2.5
"""Times the mean of a day."""
TIMES_A_PEAK = 2
SETTING_UP = timedelta(seconds=75)
LAST_CHANCE = timedelta(seconds=60)

LADDER = Ladder()
AGES = (*LADDER.ages, *(LIFE - before for before in LADDER.finals))
EACH_AGE = round(LIVE / LIFE.total_seconds() * PEAK * TIMES_A_PEAK * WINDOW.total_seconds())
"""Stories that reach an age within the window."""


@dataclass(frozen=True)
class Lateness:
    """Seconds after the looks were due, and seconds that were left until their deadline."""

    finals: Sequence[float]
    others: Sequence[float]
    least_left: float
    not_made: int


@dataclass(frozen=True)
class Planned:
    story_id: int
    look: PlannedLook


async def measure(url: str, folder: Path) -> Lateness:
    others = LIVE - EACH_AGE * len(AGES)
    async with filled(url, others * LOOKS_A_STORY):
        pass
    async with story_world(folder) as world:
        start = SystemClock().now() + SETTING_UP
        shops = await _published(world, start)
        settings = read_settings(world.settings(url))
        async with build(settings, SystemClock(), "capture_bench_bot") as product:
            database = open_beside(url, SystemClock(), Keyring.parse(settings.encryption_keys))
            await know(database, shops)
            planned = await _plan(database, shops, start)
            stop = asyncio.Event()
            assert SystemClock().now() < start, "setting up took too long"
            async with asyncio.TaskGroup() as tasks:
                await product.engine.start()
                tasks.create_task(product.ticks.run(stop))
                end = start + WINDOW + LAST_CHANCE
                due = [one for one in planned if one.look.due_at < start + WINDOW]
                while SystemClock().now() < end and len(await _made(database)) < len(due):  # noqa: ASYNC110
                    await asyncio.sleep(1)
                stop.set()
            await product.engine.stop()
            made = await _made(database)
            await database.close()
    return _lateness(due, made)


async def _published(world: StoryWorld, start: datetime) -> list[Shop]:
    """Stories that reach an age of the ladder within the window, spread over shops."""
    step = WINDOW / EACH_AGE
    posted = sorted(start + number * step - age for age in AGES for number in range(EACH_AGE))
    shops = await world.open_shops(-(-len(posted) // STORIES_A_SHOP))
    ahead = timedelta()
    for number, at in enumerate(posted):
        jump = at - (SystemClock().now() + ahead)
        await world.jump(jump)
        ahead += jump
        await world.publish(shops[number % len(shops)])
    await world.jump(-ahead)
    return shops


async def _plan(database: SqlDatabase, shops: Sequence[Shop], start: datetime) -> list[Planned]:
    """All looks that lie ahead at the start; the first one, upon finding, was made before."""
    planned = []
    for shop in shops:
        async with database.transaction() as stored:
            for story_id, story in zip(shop.story_ids, shop.stories, strict=True):
                before = start - timedelta(seconds=2)
                looks = [
                    look for look in planned_looks(story.posted_at, before, LADDER) if look.slot
                ]
                await stored.captures.plan(story_id, shop.id, looks)
                planned += [Planned(story_id, look) for look in looks]
    return planned


async def _made(database: SqlDatabase) -> dict[tuple[int, int], datetime]:
    samples = text("SELECT story_id, slot, captured_at FROM sample").columns(
        captured_at=UtcDateTime
    )
    async with database.session() as session:
        rows = (await session.execute(samples)).all()
    return {(story_id, slot): captured_at for story_id, slot, captured_at in rows}


def _lateness(due: Sequence[Planned], made: dict[tuple[int, int], datetime]) -> Lateness:
    finals: list[float] = []
    others: list[float] = []
    left: list[float] = []
    for one in due:
        at = made.get((one.story_id, one.look.slot))
        if at is None:
            continue
        late = (at - one.look.due_at).total_seconds()
        (finals if one.look.lane is Lane.FINAL else others).append(late)
        if one.look.lane is Lane.FINAL:
            left.append((one.look.deadline - at).total_seconds())
    return Lateness(finals, others, min(left), len(due) - len(finals) - len(others))
