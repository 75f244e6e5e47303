"""How often ``/besttime`` claims a lead where there is none, and how often it finds a real one.

``python -m benchmarks.best_time`` prints the tables of docs/besttime.md.
"""

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.best_time import (
    BANDS,
    COMPARED,
    HOURS_IN_A_BAND,
    SHUFFLES,
    Outcome,
    Score,
    best_time,
    find,
    scores,
)

ACCOUNTS = 1000

USUAL = 1000
SIGMA = 0.6
BEST = 4
"""The band from 16 to 20."""
ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Hours(StrEnum):
    """At which hours the posts of an account come."""

    ANY = "any hour"
    EVEN = "as many in each band"
    """Those of the 20 before included: nothing is left to chance but the values."""
    DAYTIME = "few at night"


DAYTIME = (0.3, 1, 3, 3, 3, 3)
"""Weights of the bands."""


@dataclass(frozen=True)
class Setup:
    """What is made up. ``usual_known``: the median is the true one, not that of the 20 before."""

    hours: Hours = Hours.ANY
    usual_known: bool = False


REFERENCE = Setup(Hours.EVEN, usual_known=True)


def made_up(
    posts: int, times: float, chance: random.Random, hours: Hours = Hours.ANY
) -> list[Outcome]:
    """Posts of 180 days, log-normal, those of one band better; 20 more before them."""
    since = NOW - timedelta(days=180)
    outcomes = []
    in_turn = _hours(posts, chance, hours)
    for number in range(-COMPARED, posts):
        at = since + timedelta(days=180 * (number + 0.5) / posts)
        at = at.replace(hour=next(in_turn), minute=chance.randrange(60))
        at = max(at, since) if number >= 0 else min(at, since - timedelta(minutes=1))
        lift = times if at.hour // HOURS_IN_A_BAND == BEST else 1
        outcomes.append(Outcome(at, USUAL * lift * chance.lognormvariate(0, SIGMA)))
    return outcomes


def _hours(posts: int, chance: random.Random, hours: Hours) -> Iterator[int]:
    """One after another, those of the 20 before first."""
    if hours is Hours.ANY:
        while True:
            yield chance.randrange(24)
    bands: list[int] = []
    for count in (COMPARED, posts):
        if hours is Hours.EVEN:
            some = [number % BANDS for number in range(count)]
            chance.shuffle(some)
        else:
            some = chance.choices(range(BANDS), DAYTIME, k=count)
        bands += some
    for band in bands:
        yield band * HOURS_IN_A_BAND + chance.randrange(HOURS_IN_A_BAND)


def _scored(outcomes: Sequence[Outcome], setup: Setup) -> list[Score]:
    if setup.usual_known:
        return [
            Score(one.posted_at, math.log(one.value / USUAL), late=False)
            for one in outcomes[COMPARED:]
        ]
    return scores(outcomes, NOW - timedelta(days=180))


def rates(
    posts: int,
    times: float,
    accounts: int = ACCOUNTS,
    shuffles: int = SHUFFLES,
    setup: Setup = Setup(),
) -> Sequence[float]:
    """Shares of accounts: claims of a band, of the right one, of a weekday, of either."""
    chance = random.Random(posts * 1000 + round(times * 10))
    bands = right = weekdays = either = 0
    for _ in range(accounts):
        scored = _scored(made_up(posts, times, chance, setup.hours), setup)
        found = best_time(scored, ZONE, shuffles)
        band, weekday = found.bands.lead, found.weekdays.lead
        bands += band is not None
        right += band is not None and band.slot.place == BEST
        weekdays += weekday is not None
        either += band is not None or weekday is not None
    return [count / accounts for count in (bands, right, weekdays, either)]


def main() -> None:
    for setup in (Setup(), REFERENCE, Setup(Hours.DAYTIME)):
        median = "the true median" if setup.usual_known else "the median of the 20 before"
        print(f"{setup.hours}, held against {median}")
        print("posts  effect  claims a band  right among them  claims a weekday  either")
        for posts in (30, 60, 120):
            for times in (1.0, 1.3, 1.6):
                bands, right, weekdays, either = rates(posts, times, setup=setup)
                print(
                    f"{posts:5}  {times:5.1f}×  {bands:13.1%}  {right / bands:16.0%}"
                    f"  {weekdays:16.1%}  {either:6.1%}",
                    flush=True,
                )
        print()
    for posts in (60, 120, 360):
        chance = random.Random(posts)
        cells = [
            [chance.gauss(1.0 * (cell == 1), 0.6) for _ in range(posts // 6)] for cell in range(6)
        ]
        scored = scores(made_up(posts, 1.6, chance), NOW - timedelta(days=180))
        began = time.process_time()
        found = find(cells)
        one = time.process_time() - began
        began = time.process_time()
        best_time(scored, ZONE)
        both = time.process_time() - began
        print(
            f"{posts} posts: {one * 1000:.0f} ms for a lead ({found.level}),"
            f" {both * 1000:.0f} ms for an account of the table"
        )


if __name__ == "__main__":
    main()
