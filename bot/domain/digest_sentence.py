"""The one useful sentence of a digest: what can be said of an account without guessing.

Every rule compares two groups of the account's own posts or stories, says how many each rests on,
and is silent where the difference may be chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from math import comb, sqrt
from statistics import median

from bot.domain.formulas import FEWEST, ratio, sequence_completion
from bot.domain.media import Media, MediaKind
from bot.domain.same_age import Measure, Ranked
from bot.domain.story_life import StorySequence

LOOKED_BACK = timedelta(days=90)
"""A week has too few posts to compare formats by: those of so long before its end count, too."""

SMALLEST_TIMES = 1.3
"""Less of a difference helps nobody, however sure it is."""

SUREST = 2.5
"""So many standard deviations the ranks of two groups must lie apart (Mann-Whitney): where there
is no difference, one comparison in eighty seems to have one."""

LUCK = 0.025
"""No more often may a coin fall as unevenly as the posts of a period did."""

LONG_SEQUENCE = 6
"""From so many slides on a day's stories count as many."""

FORMATS = (MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.REELS)
RATES = (Measure.SAVES, Measure.SHARES, Measure.ENGAGEMENT)


class Told(StrEnum):
    """What a sentence is about."""

    ABOVE_USUAL = "above_usual"
    BELOW_USUAL = "below_usual"
    SAVES = "saves"
    SHARES = "shares"
    ENGAGEMENT = "engagement"
    SHORT_STORIES = "short_stories"
    LONG_STORIES = "long_stories"


@dataclass(frozen=True)
class UsefulSentence:
    """``more`` of something rest on ``count``, and ``less`` on ``other_count``.

    Of a period's posts ``count`` of ``other_count`` did more, or less, than usual.
    """

    told: Told
    count: int
    other_count: int
    times: float | None = None
    """By the medians of the two groups."""
    more: MediaKind | None = None
    less: MediaKind | None = None


@dataclass(frozen=True)
class Facts:
    """What a sentence may rest on."""

    ranked: Sequence[Ranked]
    """Posts and reels of the period beside their usual reach."""
    media: Sequence[Media]
    """Posts and reels of LOOKED_BACK; immature ones do not count."""
    sequences: Sequence[StorySequence]
    """Of the same days; of those that are not over nothing is said."""
    now: datetime


def useful_sentence(facts: Facts, turn: int) -> UsefulSentence | None:
    """At most one: what the period brought, else what the last months say.

    Of several of those another one comes with each ``turn``, so that a person is not told the same
    every week.
    """
    news = _beside_usual(facts.ranked)
    if news is not None:
        return news
    known = [*_formats(facts), *_stories(facts)]
    return known[turn % len(known)] if known else None


def _beside_usual(ranked: Sequence[Ranked]) -> UsefulSentence | None:
    """Nearly all of the period's posts did more than usual, or nearly all did less."""
    count = len(ranked)
    above = sum(one.beside.times > 1 for one in ranked)
    below = sum(one.beside.times < 1 for one in ranked)
    for told, those in ((Told.ABOVE_USUAL, above), (Told.BELOW_USUAL, below)):
        if those * 2 > count and _as_uneven(those, count) <= LUCK:
            return UsefulSentence(told, those, count)
    return None


def _as_uneven(those: int, count: int) -> float:
    """How often as many of ``count`` tosses fall on one side, whichever it is."""
    tosses: float = 2.0**count
    return 2 * sum(comb(count, many) for many in range(those, count + 1)) / tosses


def _formats(facts: Facts) -> Iterator[UsefulSentence]:
    """Of each rate the two formats that lie farthest apart."""
    mature = [
        one for one in facts.media if one.insights is not None and not one.still_counting(facts.now)
    ]
    for measure, told in zip(RATES, (Told.SAVES, Told.SHARES, Told.ENGAGEMENT), strict=True):
        rates = {kind: _rates(mature, kind, measure) for kind in FORMATS}
        found = [
            UsefulSentence(told, len(rates[more]), len(rates[less]), times, more, less)
            for one, other in combinations(FORMATS, 2)
            for more, less in ((one, other), (other, one))
            if (times := surely_more(rates[more], rates[less])) is not None
        ]
        if found:
            yield max(found, key=lambda sentence: sentence.times or 0)


def _rates(media: Sequence[Media], kind: MediaKind, measure: Measure) -> list[float]:
    values = [
        measure.of(one.insights)
        for one in media
        if one.details.kind is kind and one.insights is not None
    ]
    return [value for value in values if value is not None]


def _stories(facts: Facts) -> Iterator[UsefulSentence]:
    """Whether few slides a day are watched to their end more than many, or the other way round."""
    over = [one for one in facts.sequences if one.ends_at <= facts.now]
    completions = [(len(one.stories), sequence_completion(one)) for one in over]
    short = [part for count, part in completions if part is not None and count < LONG_SEQUENCE]
    many = [part for count, part in completions if part is not None and count >= LONG_SEQUENCE]
    for told, more, less in (
        (Told.SHORT_STORIES, short, many),
        (Told.LONG_STORIES, many, short),
    ):
        times = surely_more(more, less)
        if times is not None:
            yield UsefulSentence(told, len(more), len(less), times)


def surely_more(more: Sequence[float], less: Sequence[float]) -> float | None:
    """median / median; None under five on either side, and where the difference may be chance."""
    if min(len(more), len(less)) < FEWEST:
        return None
    times = ratio(median(more), median(less))
    if times is None or times < SMALLEST_TIMES or _apart(more, less) < SUREST:
        return None
    return times


def _apart(more: Sequence[float], less: Sequence[float]) -> float:
    """By how many standard deviations the ranks of ``more`` are higher (Mann-Whitney)."""
    wins = sum((a > b) + 0.5 * (a == b) for a in more for b in less)
    pairs = len(more) * len(less)
    return (wins - pairs / 2) / sqrt(pairs * (len(more) + len(less) + 1) / 12)
