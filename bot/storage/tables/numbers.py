"""Numbers of accounts, and what Instagram showed of itself."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    SmallInteger,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import AccountId, Base


class AccountTotalsRow(Base):
    """Totals of one window, as Instagram gave them: never summed from days."""

    __tablename__ = "account_totals"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    time_zone: Mapped[str] = mapped_column(primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date] = mapped_column(primary_key=True, index=True)
    as_of: Mapped[datetime]
    values: Mapped[dict[str, Any]]
    breakdowns: Mapped[dict[str, Any]]
    kept_from: Mapped[datetime | None]
    """When the oldest number was given, where the answer of ``as_of`` left known ones out."""


class AccountDayRow(Base):
    """One value of a daily series; the day is known by the instant at which it ended."""

    __tablename__ = "account_day"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    metric: Mapped[str] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    value: Mapped[float]
    as_of: Mapped[datetime]


class FollowersDayRow(Base):
    """The followers count of a local day, as it was last seen on that day."""

    __tablename__ = "followers_day"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    followers_count: Mapped[int]


class OnlineDayRow(Base):
    """Followers online by the hour of a Pacific day, known by the instant at which it ended.

    Empty where Instagram gave nothing of that day; ``as_of`` is when it was last asked.
    """

    __tablename__ = "online_day"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    ends_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    hours: Mapped[dict[str, Any]]
    as_of: Mapped[datetime]


class AudienceRow(Base):
    """Who the people are, as read on a UTC day: parts by dimension value."""

    __tablename__ = "audience"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    metric: Mapped[str] = mapped_column(primary_key=True)
    breakdown: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    as_of: Mapped[datetime]
    parts: Mapped[dict[str, Any]]


# What Instagram showed of itself --------------------------------------------------------------


class RefusedMetricRow(Base):
    """A metric that Instagram does not offer for a kind of media, or ``LIST`` for lists."""

    __tablename__ = "refused_metric"

    kind: Mapped[str] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    refused_at: Mapped[datetime]
    """The newest refusal; a week later it is tried again."""
    detail: Mapped[str]


class ServedVersionRow(Base):
    """Which Graph version answers when another one is asked for."""

    __tablename__ = "served_version"

    asked: Mapped[str] = mapped_column(primary_key=True)
    served: Mapped[str]
    since: Mapped[datetime]


class UsageRow(Base):
    """How much of a limit is used, in percent, as Instagram's newest header said."""

    __tablename__ = "usage"

    key: Mapped[str] = mapped_column(primary_key=True)
    """As in ``bucket``: an account, or the whole app."""
    call_count: Mapped[int]
    total_cputime: Mapped[int]
    total_time: Mapped[int]
    as_of: Mapped[datetime]


class RequestCountRow(Base):
    """How many requests an account cost on a UTC day, and what for."""

    __tablename__ = "request_count"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    purpose: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    requests: Mapped[int]


class RecentRequestsRow(Base):
    """How many requests an account cost in a minute; kept for as long as the hour matters."""

    __tablename__ = "recent_requests"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    minute: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    requests: Mapped[int]
