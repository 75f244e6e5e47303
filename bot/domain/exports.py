"""What can be taken along as a table: of which kind, over which time, in which form, and what has
to be said with it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.periods import Period, last_days

FIRST_DAY = date(2010, 10, 6)
"""Instagram's own: nothing is older."""


class ExportKind(StrEnum):
    """The values are in file names and in buttons: they never change."""

    DAYS = "days"
    POSTS = "posts"
    REELS = "reels"
    STORIES = "stories"
    AUDIENCE = "audience"


class ExportSpan(StrEnum):
    """The values are what one writes after ``/export``, too."""

    WEEK = "7d"
    FOUR_WEEKS = "28d"
    QUARTER = "90d"
    THIS_MONTH = "month"
    LAST_MONTH = "lastmonth"
    EVERYTHING = "all"


class ExportFormat(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


class Note(StrEnum):
    """What a number does not say of itself."""

    BLANK = "blank"
    """What Instagram did not give is empty, never 0."""
    DELAY = "delay"
    """Meta: insights may lag by up to 48 hours."""
    TWO_YEARS = "two_years"
    """Meta keeps the numbers of media for up to two years."""
    ORGANIC = "organic"
    """Meta: what ads bring is not counted on media."""
    WITH_ADS = "with_ads"
    """Of accounts it is."""
    ALBUMS = "albums"
    """Meta gives no numbers for what an album holds."""
    REPLIES = "replies"
    """Meta: in Europe and Japan replies may read 0."""
    FEW_VIEWERS = "few_viewers"
    """Meta: no numbers of a story under 5 viewers."""
    UNIQUE = "unique"
    """Each person counts once a period."""
    INSTAGRAM_DAYS = "instagram_days"
    """Instagram's own days are Pacific ones."""
    AUDIENCE = "audience"
    """Thresholds of 100, and the 45 largest parts."""
    ESTIMATED = "estimated"
    """Meta: reach and skip rate are estimates."""


_ALWAYS = (Note.BLANK, Note.DELAY)
_MEDIA = (*_ALWAYS, Note.ORGANIC, Note.TWO_YEARS)

# What matters most comes first: under a file there is room for some only.
NOTES: dict[ExportKind, tuple[Note, ...]] = {
    ExportKind.DAYS: (
        *_ALWAYS,
        Note.REPLIES,
        Note.UNIQUE,
        Note.WITH_ADS,
        Note.INSTAGRAM_DAYS,
        Note.ESTIMATED,
    ),
    ExportKind.POSTS: (*_MEDIA, Note.ALBUMS, Note.UNIQUE, Note.ESTIMATED),
    ExportKind.REELS: (*_MEDIA, Note.UNIQUE, Note.ESTIMATED),
    ExportKind.STORIES: (
        *_ALWAYS,
        Note.REPLIES,
        Note.FEW_VIEWERS,
        Note.ORGANIC,
        Note.UNIQUE,
        Note.ESTIMATED,
    ),
    ExportKind.AUDIENCE: (*_ALWAYS, Note.AUDIENCE),
}

REPORT_NOTES = (
    *_ALWAYS,
    Note.UNIQUE,
    Note.ESTIMATED,
    Note.ORGANIC,
    Note.WITH_ADS,
    Note.TWO_YEARS,
    Note.ALBUMS,
    Note.REPLIES,
    Note.FEW_VIEWERS,
)


class Unit(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    COUNT = "count"
    DECIMAL = "decimal"
    SHARE = "share"
    """0 to 1."""
    SECONDS = "seconds"
    DAY = "day"
    INSTANT = "instant"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """``name`` is that of the metric or formula where it is one."""

    name: str
    unit: Unit = Unit.COUNT


Cell = str | int | float | bool | date | datetime | None


def period_of(span: ExportSpan, now: datetime, zone: ZoneInfo) -> Period:
    """7, 28 and 90 are complete days, as in the overview; the others go on until today."""
    today = now.astimezone(zone).date()
    match span:
        case ExportSpan.WEEK:
            return last_days(7, now, zone)
        case ExportSpan.FOUR_WEEKS:
            return last_days(28, now, zone)
        case ExportSpan.QUARTER:
            return last_days(90, now, zone)
        case ExportSpan.THIS_MONTH:
            return Period(today.replace(day=1), today, zone)
        case ExportSpan.LAST_MONTH:
            return month_of(today.replace(day=1) - timedelta(days=1), zone)
        case ExportSpan.EVERYTHING:
            return Period(FIRST_DAY, today, zone)


def month_of(day: date, zone: ZoneInfo) -> Period:
    """The whole month that the day lies in."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first, following - timedelta(days=1), zone)


def report_months(now: datetime, zone: ZoneInfo, count: int) -> list[date]:
    """The first days of the newest months with a complete day, newest first."""
    months: list[date] = []
    month = (now.astimezone(zone).date() - timedelta(days=1)).replace(day=1)
    for _ in range(count):
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def report_period(month: date, now: datetime, zone: ZoneInfo) -> Period | None:
    """The complete days of the month; None where it has none yet."""
    whole = month_of(month, zone)
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    if whole.first > yesterday:
        return None
    return Period(whole.first, min(whole.last, yesterday), zone)
