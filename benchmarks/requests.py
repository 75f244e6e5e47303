"""Requests to Instagram for what we promise, and how many numbers they brought.

The real product links an account in the sandbox, whose clock then walks on; the sandbox counts.
Targets are those of the project's issue; what has none is shown to be seen.
"""

import asyncio
import json
import logging
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

# Run as a script, this folder would come first, and ``import requests`` would find this file.
sys.path.remove(str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.support.demo import (
    ACCOUNT_NUMBERS,
    AUDIENCE,
    LISTS,
    NEWEST,
    OWN_CALLS,
    START,
    STORY_LISTS,
    demo,
)
from benchmarks.support.report import Row, publish_one_by_one, wants_json
from bot.domain.media import MediaProductType, media_kind
from bot.domain.metrics import CallGroup, listed_metrics, metrics_of

HOUR, DAY = 3600, 86_400
"""Seconds."""
SYNC = HOUR // 2
"""Within it the first sync ends, and the newest posts are not listed again."""

LATER_DAYS = 5

DAILY_TARGET = 8
REFRESHES = (LISTS, ACCOUNT_NUMBERS)
"""What a daily refresh is made of."""


@dataclass(frozen=True)
class Scenario:
    """An account, and the way Instagram answers about it."""

    media: int
    carousels: int
    nesting: bool
    target: int | None
    """Requests for profile and list at the first sync, where lists nest insights."""
    refusing: int = 0
    """Of the media: old feed videos, which refuse most metrics."""
    asking: bool = False
    """Whether the person opens screens all through the first sync."""

    @property
    def conditions(self) -> str:
        nesting = "on" if self.nesting else "off"
        refusing = f", {self.refusing} of them refusing" if self.refusing else ""
        asking = ", somebody asking meanwhile" if self.asking else ""
        return f"N = {self.media}{refusing}, {self.carousels} carousels, nesting {nesting}{asking}"

    def settings(self, username: str) -> dict[str, str | int]:
        others = self.media - self.carousels - self.refusing
        return {
            "username": username,
            "followers": 5000,
            "reels": others // 2,
            "posts": others - others // 2,
            "carousels": self.carousels,
            "children": 3,
            "legacy_videos": self.refusing,
            "stories_per_day": 0,
            "seed": 5,
        }


def halvings(page: int) -> int:
    """ceil(log2(page))"""
    return (page - 1).bit_length()


REFUSING, MANY_REFUSING = 3, 40
EACH_REFUSING = 2 * halvings(50) + 3
"""What each refusing media may cost more, once, on pages of 50."""

SCENARIOS = (
    *(
        Scenario(media, carousels, nesting, target if nesting else None)
        for media, target in ((60, 12), (250, 25))
        for carousels in (10, 50)
        for nesting in (True, False)
    ),
    Scenario(60, 10, True, 12 + REFUSING * EACH_REFUSING, refusing=REFUSING),
    Scenario(250, 50, True, 25 + MANY_REFUSING * EACH_REFUSING, refusing=MANY_REFUSING),
    Scenario(250, 50, True, 25 + REFUSING * EACH_REFUSING, refusing=REFUSING, asking=True),
)


@dataclass
class Counted:
    """Requests by what they were for, phase by phase, and numbers stored by then."""

    first_sync: Counter[str] = field(default_factory=Counter)
    numbers_first: int = 0
    first_day: Counter[str] = field(default_factory=Counter)
    second_day: Counter[str] = field(default_factory=Counter)
    numbers: int = 0


def count_scenario(scenario: Scenario) -> Counted:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_count_scenario(scenario, Path(folder)))


async def _count_scenario(scenario: Scenario, folder: Path) -> Counted:
    logging.disable(logging.WARNING)
    counted = Counted()
    async with demo(folder) as world:
        await world.make_account(scenario.settings("counted.shop"))
        if not scenario.nesting:
            await world.switch("nested_insights", {"mode": "refused"})
        await world.link("counted.shop")
        world.requests()
        if scenario.asking:
            await world.look_around()
        await world.advance(SYNC)
        counted.first_sync = world.requests()
        counted.numbers_first = numbers_of_posts(folder)
        await world.advance(DAY - SYNC)
        counted.first_day = world.requests()
        await world.advance(DAY)
        counted.second_day = world.requests()
        counted.numbers = numbers_of_posts(folder)
    return counted


@dataclass
class CountedStory:
    requests: Counter[str] = field(default_factory=Counter)
    looks: int = 0
    numbers: int = 0


def count_story(nesting: bool) -> CountedStory:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_count_story(nesting, Path(folder)))


async def _count_story(nesting: bool, folder: Path) -> CountedStory:
    """One story from its publishing to its end; the account has nothing else."""
    logging.disable(logging.WARNING)
    async with demo(folder) as world:
        settings = {"username": "counted.shop", "followers": 5000, "stories_per_day": 0, "seed": 5}
        nothing = {"posts": 0, "reels": 0, "carousels": 0}
        user_id = await world.make_account(settings | nothing)
        if not nesting:
            await world.switch("nested_insights", {"mode": "refused"})
        await world.link("counted.shop")
        await world.advance(SYNC)
        await world.publish_story(user_id)
        world.requests()
        await world.advance(DAY + HOUR)
        requests = world.requests()
    with sqlite3.connect(database_in(folder)) as database:
        samples = database.execute(
            "SELECT reach, views, replies, shares, total_interactions, follows, profile_visits,"
            " reposts, navigation, tap_forward, tap_back, tap_exit, swipe_forward FROM sample"
        ).fetchall()
    numbers = sum(value is not None for sample in samples for value in sample)
    return CountedStory(requests, len(samples), numbers)


async def _count_everything(folder: Path) -> list[tuple[str, Counter[str]]]:
    """An account of the demo with posts, reels and stories: what one day really costs."""
    logging.disable(logging.WARNING)
    async with demo(folder) as world:
        await world.link("casa.verde")
        await world.switch_daily_digest_on()
        await world.advance(SYNC)
        first = world.requests()
        await world.advance(DAY)
        first_day = world.requests()
        await world.advance(DAY)
        second_day = world.requests()
        await world.advance(LATER_DAYS * DAY)
        later_days = world.requests()
        await world.ask_overview()
        overview = world.requests()
    return [
        ("linking and the first half hour", first),
        ("the first day", first_day),
        ("the second day", second_day),
        (f"the {LATER_DAYS} days after it", later_days),
        ("one /overview", overview),
    ]


def count_everything() -> list[tuple[str, Counter[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_count_everything(Path(folder)))


# Numbers --------------------------------------------------------------------------------------


def database_in(folder: Path) -> Path:
    (found,) = folder.rglob("farolero.sqlite3")
    return found


def numbers_of_posts(folder: Path) -> int:
    with sqlite3.connect(database_in(folder)) as database:
        rows = database.execute('SELECT "values" FROM media WHERE "values" IS NOT NULL').fetchall()
    return sum(len(json.loads(values)) for (values,) in rows)


OWN_GROUPS = (CallGroup.CORE, CallGroup.EXTRA, CallGroup.PROFILE_ACTIVITY)


def numbers_there(scenario: Scenario) -> int:
    """What the registry asks for of such media, were nothing refused."""
    feed, reels = MediaProductType.FEED, MediaProductType.REELS
    others = scenario.media - scenario.carousels - scenario.refusing
    kinds = {
        media_kind("VIDEO", reels): others // 2,
        media_kind("IMAGE", feed): others - others // 2,
        media_kind("CAROUSEL_ALBUM", feed): scenario.carousels,
        media_kind("VIDEO", feed): scenario.refusing,
    }
    return sum(count * len(metrics_of(kind, *OWN_GROUPS)) for kind, count in kinds.items())


# The table ------------------------------------------------------------------------------------


def row(
    figure: str, target: int | None, measured: int, numbers: str | None, conditions: str
) -> Row:
    return {
        "figure": figure,
        "target": None if target is None else f"≤ {target}",
        "requests": measured,
        "numbers": numbers,
        "conditions": conditions,
    }


def scenario_rows(scenario: Scenario, counted: Counted) -> Iterator[Row]:
    listed = scenario.media * len(listed_metrics())
    there = numbers_there(scenario)
    conditions = scenario.conditions
    first, later = counted.first_sync, counted.second_day
    yield row(
        "first sync: profile and list with numbers",
        scenario.target,
        first[LISTS],
        f"{counted.numbers_first} of {listed} that lists bring" if scenario.nesting else None,
        conditions,
    )
    for figure, requests in (
        ("  account numbers", first[ACCOUNT_NUMBERS]),
        ("  audience, weekly", first[AUDIENCE]),
        ("  calls of one post, at once", first[OWN_CALLS]),
        ("  calls of one post, first day: ladder and back-fill", counted.first_day[OWN_CALLS]),
    ):
        yield row(figure, None, requests, None, conditions)
    yield row(
        "a day of refreshes",
        DAILY_TARGET,
        sum(later[what] for what in REFRESHES),
        None,
        conditions,
    )
    yield row("  newest posts, hourly", None, later[NEWEST], None, conditions)
    yield row(
        "  calls of one post: ladder and back-fill",
        None,
        later[OWN_CALLS],
        f"{counted.numbers} of {there} after two days",
        conditions,
    )


def story_rows(nesting: bool, counted: CountedStory) -> Iterator[Row]:
    conditions = f"one story, nothing else, nesting {'on' if nesting else 'off'}"
    numbers = f"{counted.numbers} in {counted.looks} looks"
    yield row("one story's life: looks", None, counted.requests[OWN_CALLS], numbers, conditions)
    yield row("  story lists", None, counted.requests[STORY_LISTS], None, conditions)


def everything_rows(counted: list[tuple[str, Counter[str]]]) -> Iterator[Row]:
    for phase, requests in counted:
        conditions = f"@casa.verde, {phase}"
        yield row("all requests", None, requests.total(), None, conditions)
        for what, number in sorted(requests.items()):
            yield row(f"  {what}", None, number, None, conditions)


def all_rows(processes: ProcessPoolExecutor) -> Iterator[Row]:
    everything = processes.submit(count_everything)
    stories = {nesting: processes.submit(count_story, nesting) for nesting in (True, False)}
    counted = processes.map(count_scenario, SCENARIOS)
    for nesting, story in stories.items():
        yield from story_rows(nesting, story.result())
    for scenario, of_scenario in zip(SCENARIOS, counted, strict=True):
        yield from scenario_rows(scenario, of_scenario)
    yield from everything_rows(everything.result())


WIDTHS = {"figure": 53, "target": 6, "requests": 8, "numbers": 32, "conditions": 60}


def main() -> None:
    as_json = wants_json("Requests to Instagram, with targets, and the numbers they brought.")
    conditions = {
        "world": f"seed 1 from {START:%Y-%m-%d %H:%M} UTC",
        "pages": "50 media a list",
        "refusing": f"each may cost {EACH_REFUSING} requests more, once",
    }
    with ProcessPoolExecutor(2) as processes:
        rows = all_rows(processes)
        publish_one_by_one("requests", conditions, rows, WIDTHS, as_json=as_json)


if __name__ == "__main__":
    main()
