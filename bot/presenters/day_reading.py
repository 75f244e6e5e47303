"""A day as people write it, in the order and with the month names of their language."""

import re
from collections.abc import Mapping
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})\.?(?:[./-]?(\d{2}|\d{4}))?\.?")
_NAMED = re.compile(r"(\d{1,2})\.?\s*(?:de\s+)?([^\W\d_]+)\.?(?:\s*(?:de\s+)?(\d{4}))?")

LEAP = 8
"""29 February comes again after eight years at the latest."""


def read_day(said: str, months: Mapping[str, int], today: date) -> date | None:
    """None for what is no day.

    The day stands before the month in all our languages; where that cannot be meant (11/21), the
    other order is. Without a year it is the last such day, today included. ``months`` are the
    numbers of the months by name, in small letters.
    """
    text = " ".join(said.lower().split())
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
        return _a_day(year, month, day)
    if numbers := _NUMBERS.fullmatch(text):
        first, second = int(numbers[1]), int(numbers[2])
        return _in_year(numbers[3], second, first, today) or _in_year(
            numbers[3], first, second, today
        )
    if named := _NAMED.fullmatch(text):
        month = months.get(named[2], 0)
        return _in_year(named[3], month, int(named[1]), today)
    return None


def _in_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year is not None:
        return _a_day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for back in range(LEAP + 1):
        found = _a_day(today.year - back, month, day)
        if found is not None and found <= today:
            return found
    return None


def _a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
