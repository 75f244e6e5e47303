"""A post beside the account's own of the same format, each as it was at the same age."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.formulas import (
    engagement_rate_by_reach,
    own_median,
    same_age_ratio,
    save_rate,
    share_rate,
    share_within,
)
from bot.domain.media import SETTLING, Insights, Media, MediaKind, Number
from bot.domain.media_life import AGES

TOLERANCE = 0.2
"""A look that was made within a fifth of an age stands for that age."""

AGES_COMPARED = (
    *AGES,
    *(timedelta(days=days) for days in (4, 5, 10, 20, 45, 60, 130, 190, 280, 420)),
)
"""Those of the ladder, and between them others: what was older when it was found has no look on
the ladder. A look stands for the first of them that it is near enough to."""

COMPARED = 20
"""What is usual rests on the newest 20 others that were seen at that age."""

DAY = timedelta(hours=24)


def age_stood_for(age: timedelta) -> timedelta | None:
    """The first of AGES_COMPARED that a look at ``age`` is near enough to."""
    near = (one for one in AGES_COMPARED if abs(age - one) <= TOLERANCE * one)
    return next(near, None)


class Measure(StrEnum):
    """By what posts are held against each other."""

    REACH = "reach"
    VIEWS = "views"
    ENGAGEMENT = "engagement_rate_by_reach"
    SAVES = "save_rate"
    SHARES = "share_rate"

    @property
    def is_count(self) -> bool:
        return self in {Measure.REACH, Measure.VIEWS}

    def of(self, insights: Insights) -> Number | None:
        match self:
            case Measure.ENGAGEMENT:
                return engagement_rate_by_reach(insights)
            case Measure.SAVES:
                return save_rate(insights)
            case Measure.SHARES:
                return share_rate(insights)
        return insights.get(self.value)


@dataclass(frozen=True)
class SeenMedia:
    """A post, and what it had at AGES_COMPARED: an age at which nobody looked is absent."""

    media: Media
    at: Mapping[timedelta, Insights]

    def value(self, age: timedelta, measure: Measure) -> Number | None:
        insights = self.at.get(age)
        return None if insights is None else measure.of(insights)


@dataclass(frozen=True)
class BesideUsual:
    """A value at an age, beside the median of ``compared`` others of the format at that age."""

    age: timedelta
    value: Number
    usual: float
    times: float
    compared: int


def beside_usual(
    seen: SeenMedia, others: Sequence[SeenMedia], measure: Measure
) -> BesideUsual | None:
    """At the greatest age at which it and five others are known; None where there is none.

    ``others``: newest first; those of another format, and the post itself, are left out.
    """
    return _beside(seen, _KnownValues(others, measure), timedelta())


class _KnownValues:
    """By format and age the values of the newest, with whose they are: made once for a ranking."""

    def __init__(self, others: Sequence[SeenMedia], measure: Measure) -> None:
        self.measure = measure
        self._known: dict[tuple[MediaKind, timedelta], list[tuple[int, Number]]] = {}
        for other in others:
            for age in other.at:
                known = self._known.setdefault((other.media.details.kind, age), [])
                # One more than is needed: the one that is compared may be among them.
                if len(known) <= COMPARED:
                    value = other.value(age, measure)
                    known += [] if value is None else [(other.media.id, value)]

    def of_others(self, seen: SeenMedia, age: timedelta) -> list[Number]:
        known = self._known.get((seen.media.details.kind, age), [])
        return [value for whose, value in known if whose != seen.media.id][:COMPARED]


def _beside(seen: SeenMedia, known: _KnownValues, youngest: timedelta) -> BesideUsual | None:
    measure = known.measure
    for age in sorted(seen.at, reverse=True):
        value = seen.value(age, measure)
        if age < youngest or value is None:
            continue
        values = known.of_others(seen, age)
        usual = own_median(values)
        times = same_age_ratio(value, usual, is_count=measure.is_count)
        if usual is not None and times is not None:
            return BesideUsual(age, value, usual, times, len(values))
    return None


def share_at_a_day(seen: SeenMedia) -> float | None:
    """Its reach at 24 hours / that of its newest numbers; None before it is two days old."""
    newest, day = seen.media.insights, seen.at.get(DAY)
    if newest is None or day is None:
        return None
    now, then = newest.get("reach"), day.get("reach")
    old_enough = newest.as_of - seen.media.details.timestamp >= SETTLING
    return share_within(then, now) if old_enough else None


@dataclass(frozen=True)
class Ranked:
    media: Media
    beside: BesideUsual


@dataclass(frozen=True)
class Ranking:
    """Posts by how many times their usual they did, best first."""

    ranked: Sequence[Ranked]
    immature: int
    """Younger than 48 hours: their numbers still move, so they are left out."""
    without_usual: int
    """Of too few of their format something is known at the same age."""


def rank(
    candidates: Iterable[SeenMedia],
    others: Sequence[SeenMedia],
    measure: Measure,
    now: datetime,
) -> Ranking:
    """Immature ones are left out; equal ones stand as they came."""
    known = _KnownValues(others, measure)
    ranked: list[Ranked] = []
    immature = without = 0
    for seen in candidates:
        if seen.media.still_counting(now):
            immature += 1
            continue
        beside = _beside(seen, known, SETTLING)
        if beside is None:
            without += 1
        else:
            ranked.append(Ranked(seen.media, beside))
    ranked.sort(key=lambda one: one.beside.times, reverse=True)
    return Ranking(ranked, immature, without)
