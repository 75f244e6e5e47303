"""When a digest is due, by the clock on the wall of the person who gets it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.periods import Period, first_instant

LATEST = timedelta(hours=6)
"""A digest that is later than this is skipped: old news at a wrong hour helps nobody."""


AHEAD_BY = timedelta(minutes=30)
"""So long before its hour a digest is drawn. Numbers that are read then are still fresh at the
hour, and thousands that are due at the same minute have their pictures when they are sent."""

ON_TIME, AHEAD = "on time", "ahead"
"""The lanes of digests: those whose hour has come, and those that are drawn ahead of it."""


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    """On the first of the month, about the month before."""


@dataclass(frozen=True)
class DigestSubscription:
    """Who gets which digest, where and when.

    ``account_id`` is None for one digest about all accounts of the person: in a group or channel,
    about those that the person shows there. ``weekday`` counts from Monday, 0 to 6.
    """

    id: int
    telegram_user_id: int
    account_id: int | None
    chat_id: int
    message_thread_id: int | None
    cadence: Cadence
    at: time
    weekday: int
    time_zone: str
    enabled: bool
    muted_until: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def next_after(self, after: datetime) -> "DueDigest":
        return next_digest(self.cadence, self.at, self.weekday, self.zone, after)


@dataclass(frozen=True)
class DueDigest:
    """One digest to send: the local date it is for, and the instant it is due."""

    local_date: date
    due_at: datetime

    def ahead_at(self, zone: ZoneInfo) -> datetime:
        """When to draw it: not before the day is over that it tells of."""
        midnight = first_instant(datetime.combine(self.local_date, time()), zone)
        return min(max(self.due_at - AHEAD_BY, midnight), self.due_at)


def next_local(at: time, zone: ZoneInfo, after: datetime) -> DueDigest:
    """The first instant after ``after`` at which the wall clock in ``zone`` shows ``at``.

    Once per local date: a time that does not exist comes right after the gap, a time that comes
    twice counts the first time. Where the day ends in the gap (Nuuk, every March), it is the last
    minute of the day.
    """
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        due_at = first_instant(datetime.combine(day, at), zone)
        if due_at.astimezone(zone).date() != day:
            due_at -= timedelta(minutes=1)
        # A zone that skips a whole day (Apia, 2011) shows the next date: that one's turn comes.
        if due_at > after and due_at.astimezone(zone).date() == day:
            return DueDigest(day, due_at)
        day += timedelta(days=1)


def next_digest(
    cadence: Cadence, at: time, weekday: int, zone: ZoneInfo, after: datetime
) -> DueDigest:
    """The first digest after ``after``; ``weekday`` matters to a weekly one only."""
    due = next_local(at, zone, after)
    while not comes_on(cadence, weekday, due.local_date):
        due = next_local(at, zone, due.due_at)
    return due


def due_after_change(
    before: DigestSubscription,
    waiting: datetime | None,
    after: DigestSubscription,
    now: datetime,
) -> DueDigest:
    """When the changed subscription is due, whose next digest was due at ``waiting``.

    None if it was off. A digest that waited for today is not lost because its new hour is over
    already: it comes at once.
    """
    due = after.next_after(now)
    if waiting is None or now - waiting > LATEST:
        return due
    today = now.astimezone(after.zone).date()
    waited_for = waiting.astimezone(before.zone).date()
    if waited_for == today < due.local_date and comes_on(after.cadence, after.weekday, today):
        return DueDigest(today, now)
    return due


def comes_on(cadence: Cadence, weekday: int, local_date: date) -> bool:
    """Whether that is a day of such digests."""
    match cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKLY:
            return local_date.weekday() == weekday
        case Cadence.MONTHLY:
            return local_date.day == 1


def period_of(cadence: Cadence, local_date: date, zone: ZoneInfo) -> Period:
    """What a digest of that date is about: the day before it, the seven days, or the month.

    The month is the whole calendar month before the one of ``local_date``, whatever its day: a
    digest that is asked for on the 20th tells of the last month that is over.
    """
    yesterday = local_date - timedelta(days=1)
    match cadence:
        case Cadence.DAILY:
            return Period(yesterday, yesterday, zone)
        case Cadence.WEEKLY:
            return Period(yesterday - timedelta(days=6), yesterday, zone)
        case Cadence.MONTHLY:
            last = local_date.replace(day=1) - timedelta(days=1)
            return Period(last.replace(day=1), last, zone)
