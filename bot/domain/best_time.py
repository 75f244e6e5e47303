"""At which hours and on which weekdays one's own posts did better, and whether that can be chance.

The highest of several means always looks good: with six bands and sixty posts and no effect at
all, the best cell "wins" by far. So the lead is held against what shuffled hours give, and what
does not stand out is said to be nothing.
"""

import math
import random
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

from bot.domain.media import Number

AGE = timedelta(hours=72)
"""Posts are compared as they were at this age; younger ones are left out."""
SINCE = timedelta(days=180)
COMPARED = 20
"""A post is held against the median of so many of the same format before it."""
FEWEST_COMPARED = 5

HOURS_IN_A_BAND = 4
BANDS = 24 // HOURS_IN_A_BAND
WEEKDAYS = 7

SHRINK = 5
"""Posts with no effect that are added to each slot: few posts say little."""
FEWEST_IN_A_SLOT = 5
FEWEST_POSTS = 30
ENOUGH_IN_A_SLOT = 10

SHUFFLES = 400
CHANCE = 0.1
"""How often a lead is claimed where there is none: once in ten."""
RESAMPLES = 500
INTERVAL = 0.8

_SEED = 20_261_130
"""The same posts give the same answer."""
_EXACT = 1e-9
"""Sums in another order differ by less."""


class Level(StrEnum):
    """How sure a lead is.

    NONE: no more than shuffled hours give. THIN: more than those, but on fewer than ten posts or
    with an interval that reaches down to no difference. OK: neither.
    """

    NONE = "none"
    THIN = "thin"
    OK = "ok"


@dataclass(frozen=True)
class Outcome:
    """What a post had at the age at which posts are compared.

    ``late``: nobody looked then, so it is the newest value instead.
    """

    posted_at: datetime
    value: Number
    late: bool = False


@dataclass(frozen=True)
class Score:
    """ln(value / median of the posts before): 0 is as usual."""

    posted_at: datetime
    score: float
    late: bool


@dataclass(frozen=True)
class Slot:
    """A band of hours or a weekday, by its place. ``times`` is None under five posts."""

    place: int
    count: int
    times: float | None


@dataclass(frozen=True)
class Lead:
    """The slot that did better than chance explains, with its bootstrap interval."""

    slot: Slot
    low: float
    high: float


@dataclass(frozen=True)
class Finding:
    """All slots in their order, and the lead of one of them, if there is any."""

    slots: tuple[Slot, ...]
    lead: Lead | None

    @property
    def level(self) -> Level:
        if self.lead is None:
            return Level.NONE
        sure = self.lead.slot.count >= ENOUGH_IN_A_SLOT and self.lead.low > 1
        return Level.OK if sure else Level.THIN


@dataclass(frozen=True)
class BestTime:
    """``posts`` were scored; of ``late`` of them nobody had looked at the right age."""

    posts: int
    late: int
    bands: Finding
    weekdays: Finding

    @property
    def enough(self) -> bool:
        return self.posts >= FEWEST_POSTS


def scores(outcomes: Iterable[Outcome], since: datetime) -> list[Score]:
    """Of the posts since then, oldest first; those before serve as what they are held against.

    A post after fewer than five others has none, nor one whose value or median is 0.
    """
    in_order = sorted(
        (one for one in outcomes if one.value > 0), key=lambda outcome: outcome.posted_at
    )
    scored = []
    first = bisect_left(in_order, since, key=lambda outcome: outcome.posted_at)
    for place in range(max(first, FEWEST_COMPARED), len(in_order)):
        outcome = in_order[place]
        usual = median(one.value for one in in_order[max(0, place - COMPARED) : place])
        score = math.log(outcome.value / usual)
        scored.append(Score(outcome.posted_at, score, outcome.late))
    return scored


def best_time(scored: Sequence[Score], zone: ZoneInfo, shuffles: int = SHUFFLES) -> BestTime:
    """Bands of four hours and, apart, weekdays, by the wall clock of ``zone``."""
    bands: list[list[float]] = [[] for _ in range(BANDS)]
    weekdays: list[list[float]] = [[] for _ in range(WEEKDAYS)]
    for one in scored:
        local = one.posted_at.astimezone(zone)
        bands[local.hour // HOURS_IN_A_BAND].append(one.score)
        weekdays[local.weekday()].append(one.score)
    return BestTime(
        len(scored),
        sum(one.late for one in scored),
        find(bands, shuffles),
        find(weekdays, shuffles),
    )


def find(slots: Sequence[Sequence[float]], shuffles: int = SHUFFLES) -> Finding:
    """``slots`` are the scores in each."""
    shown = tuple(
        Slot(
            place,
            len(inside),
            math.exp(_estimate(inside)) if len(inside) >= FEWEST_IN_A_SLOT else None,
        )
        for place, inside in enumerate(slots)
    )
    candidates = [slot for slot in shown if slot.times is not None]
    if sum(map(len, slots)) < FEWEST_POSTS or not candidates:
        return Finding(shown, None)
    best = max(candidates, key=lambda slot: slot.times or 0)
    inside = slots[best.place]
    chance = random.Random(_SEED)  # noqa: S311 - nothing is kept secret with it
    if not _stands_out(slots, _estimate(inside), shuffles, chance):
        return Finding(shown, None)
    resampled = sorted(_estimate(chance.choices(inside, k=len(inside))) for _ in range(RESAMPLES))
    beyond = round(RESAMPLES * (1 - INTERVAL) / 2)
    low, high = resampled[beyond], resampled[-1 - beyond]
    return Finding(shown, Lead(best, math.exp(low), math.exp(high)))


def _estimate(inside: Sequence[float]) -> float:
    return sum(inside) / (len(inside) + SHRINK)


def _stands_out(
    slots: Sequence[Sequence[float]], lead: float, shuffles: int, chance: random.Random
) -> bool:
    """Whether at most one in ten gives such a lead when the hours are dealt out anew.

    The real order counts as one of them, so that the rate holds exactly whatever scores there
    are. Most of what is nothing is known to be so after a few dozen.
    """
    dealt = [score for inside in slots for score in inside]
    hands = []
    start = 0
    for inside in slots:
        end = start + len(inside)
        if len(inside) >= FEWEST_IN_A_SLOT:
            hands.append((start, end, len(inside) + SHRINK))
        start = end
    left = math.floor(CHANCE * (shuffles + 1)) - 1
    for _ in range(shuffles):
        chance.shuffle(dealt)
        if max(sum(dealt[a:b]) / weight for a, b, weight in hands) >= lead - _EXACT:
            left -= 1
            if left < 0:
                return False
    return True
