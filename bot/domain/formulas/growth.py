"""What came and went, and how a post does beside the account's own at the same age."""

from bot.domain.formulas.basis import SMALLEST_BASE, ratio
from bot.domain.media import Number

TAKES_OFF_AT = 3.0

DROPS_TO = 0.5
SMALLEST_USUAL = 100
"""Of fewer people a day, half of them is chance."""


def net_followers(came: Number | None, left: Number | None) -> Number | None:
    """follows - unfollows; None unless both are known."""
    return None if came is None or left is None else came - left


def same_age_ratio(
    value: Number | None, usual: float | None, *, is_count: bool = True
) -> float | None:
    """value / median of the last 20 of the format at the same age, as ``own_median`` gives it.

    How many times a count under 20 something is says more about chance: then None, too. A rate
    has been held to its own base before.
    """
    if usual is None or (is_count and usual < SMALLEST_BASE):
        return None
    return ratio(value, usual)


def take_off(
    times_usual: float | None, reach: Number | None, median_reach: float | None
) -> bool | None:
    """Whether a post does three times the usual at its age, and has its own median reach already.

    None unless all three are known.
    """
    if times_usual is None or reach is None or median_reach is None:
        return None
    return times_usual >= TAKES_OFF_AT and reach >= median_reach


def drop(median_of_week: Number | None, median_before: Number | None) -> bool | None:
    """Whether the median reach of a day has fallen to half of what it was in the weeks before.

    None unless both are known, and the usual is not too small to tell.
    """
    if median_of_week is None or median_before is None or median_before < SMALLEST_USUAL:
        return None
    return median_of_week <= DROPS_TO * median_before
