"""What did best and worst in the time that a digest tells of, each beside its usual."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.media import Media, MediaProductType
from bot.domain.same_age import BesideUsual, Measure, Ranked, SeenMedia, beside_usual, rank

LOW = 0.7
"""So far below the usual a reason is worth telling."""


@dataclass(frozen=True)
class BestMedia:
    """The best of its kind by how many times its usual it reached.

    ``beside`` is None where too little is known to say what is usual: then it is what reached most.
    """

    media: Media
    beside: BesideUsual | None


@dataclass(frozen=True)
class WorstMedia:
    """The worst of all, and by what: its reach, or how often it was saved."""

    media: Media
    measure: Measure
    beside: BesideUsual


@dataclass(frozen=True)
class Picks:
    """``ranked``: everything that has a usual to stand beside, best first."""

    best_post: BestMedia | None
    best_reel: BestMedia | None
    worst: WorstMedia | None
    ranked: Sequence[Ranked]
    immature: int
    """Left out, because they are younger than 48 hours."""


def picks(
    within: Sequence[SeenMedia], newest: Sequence[SeenMedia], now: datetime, *, young: bool
) -> Picks:
    """``within``: what was published in the time; ``newest``: among what the usual is found.

    ``young``: of a single day nothing is old enough; each stands beside what others had at its
    age, however few hours that is, and nothing is called the worst yet.
    """
    if young:
        ranked, told, immature = _ranked_young(within, newest), within, 0
    else:
        ranking = rank(within, newest, Measure.REACH, now)
        ranked, immature = list(ranking.ranked), ranking.immature
        told = [one for one in within if not one.media.still_counting(now)]
    best_post = _best(MediaProductType.FEED, ranked, told)
    best_reel = _best(MediaProductType.REELS, ranked, told)
    best = {found.media.id for found in (best_post, best_reel) if found is not None}
    worst = None if young else _worst(ranked, rank(within, newest, Measure.SAVES, now).ranked, best)
    return Picks(best_post, best_reel, worst, ranked, immature)


def _ranked_young(within: Iterable[SeenMedia], newest: Sequence[SeenMedia]) -> list[Ranked]:
    ranked = [
        Ranked(seen.media, beside)
        for seen in within
        if (beside := beside_usual(seen, newest, Measure.REACH)) is not None
    ]
    return sorted(ranked, key=lambda one: one.beside.times, reverse=True)


def _best(
    kind: MediaProductType, ranked: Sequence[Ranked], told: Sequence[SeenMedia]
) -> BestMedia | None:
    for one in ranked:
        if one.media.details.media_product_type is kind:
            return BestMedia(one.media, one.beside)
    reached = [
        (reach, seen.media)
        for seen in told
        if seen.media.details.media_product_type is kind
        and seen.media.insights is not None
        and (reach := seen.media.insights.get("reach"))
    ]
    if not reached:
        return None
    return BestMedia(max(reached, key=lambda one: one[0])[1], None)


def _worst(
    by_reach: Sequence[Ranked], by_saves: Sequence[Ranked], best: Collection[int]
) -> WorstMedia | None:
    """None where nothing lies so far below its usual that one could say by what."""
    for measure, ranked in ((Measure.REACH, by_reach), (Measure.SAVES, by_saves)):
        for one in reversed(ranked):
            if one.beside.times <= LOW and one.media.id not in best:
                return WorstMedia(one.media, measure, one.beside)
    return None
