"""What every formula stands on: shares, changes and medians, each None rather than a guess."""

from collections.abc import Sequence
from statistics import median

from bot.domain.media import Number

SMALLEST_BASE = 20
"""A percentage on a smaller base says more about chance than about the account."""

FEWEST = 5
"""A median of fewer says what happened to a few posts, and not what is usual."""


def ratio(part: Number | None, whole: Number | None) -> float | None:
    """part / whole; None when either is unknown or the whole is 0."""
    if part is None or whole is None or whole == 0:
        return None
    return part / whole


def share(part: Number | None, whole: Number | None) -> float | None:
    """part / whole as a percentage is told: None also on a base under 20."""
    return None if whole is None or whole < SMALLEST_BASE else ratio(part, whole)


def share_within(part: Number | None, whole: Number | None) -> float | None:
    """The same of what is a part of the whole: None where the two numbers contradict each other."""
    known = share(part, whole)
    return known if known is not None and 0 <= known <= 1 else None


def change(now: Number | None, before: Number | None) -> float | None:
    """now / before - 1; None when the base is unknown or under 20."""
    if now is None or before is None or before < SMALLEST_BASE:
        return None
    return now / before - 1


def change_per_day(
    now: Number | None, days: int, before: Number | None, days_before: int
) -> float | None:
    """The same of daily averages, where the two times are not equally long, as months are not."""
    if now is None or before is None or before < SMALLEST_BASE:
        return None
    return (now / days) / (before / days_before) - 1


def own_median(values: Sequence[Number | None]) -> float | None:
    """The median of what is known; needs five."""
    known = [value for value in values if value is not None]
    return median(known) if len(known) >= FEWEST else None


def sum_of(values: Sequence[Number | None]) -> Number | None:
    """None as soon as one is unknown: a blank is not a zero."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
