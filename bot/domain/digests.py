"""When a digest is due, by the clock on the wall of the person who gets it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.periods import first_instant

LATEST = timedelta(hours=6)
"""A digest that is later than this is skipped: old news at a wrong hour helps nobody."""


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class DigestSubscription:
    """Who gets which digest, where and when. ``weekday`` counts from Monday, 0 to 6."""

    id: int
    telegram_user_id: int
    account_id: int
    chat_id: int
    message_thread_id: int | None
    cadence: Cadence
    at: time
    weekday: int
    time_zone: str
    enabled: bool

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def next_after(self, after: datetime) -> "DueDigest":
        return next_digest(self.cadence, self.at, self.weekday, self.zone, after)


@dataclass(frozen=True)
class DueDigest:
    """One digest to send: the local date it is for, and the instant it is due."""

    local_date: date
    due_at: datetime


def next_local(at: time, zone: ZoneInfo, after: datetime) -> DueDigest:
    """The first instant after ``after`` at which the wall clock in ``zone`` shows ``at``.

    Once per local date: a time that does not exist comes right after the gap, a time that comes
    twice counts the first time.
    """
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        due_at = first_instant(datetime.combine(day, at), zone)
        # A zone that skips a whole day (Apia, 2011) shows the next date: that one's turn comes.
        if due_at > after and due_at.astimezone(zone).date() == day:
            return DueDigest(day, due_at)
        day += timedelta(days=1)


def next_digest(
    cadence: Cadence, at: time, weekday: int, zone: ZoneInfo, after: datetime
) -> DueDigest:
    """The first digest after ``after``; ``weekday`` matters to a weekly one only."""
    due = next_local(at, zone, after)
    while cadence is Cadence.WEEKLY and due.local_date.weekday() != weekday:
        due = next_local(at, zone, due.due_at)
    return due
