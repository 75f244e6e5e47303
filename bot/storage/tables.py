"""Every table. The migrations build them; a test holds both in step."""

from datetime import date, datetime, time
from enum import IntEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage.columns import Json, RowId, UtcDateTime


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: Integer(),
        bool: Boolean(),
        float: Double(),
        date: Date(),
        time: Time(),
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[str]: Json,
    }


Id = Annotated[int, mapped_column(RowId, Identity(), primary_key=True)]
"""Counted up and never used twice: values encrypted for a row fit no later one."""

BigInt = Annotated[int, mapped_column(BigInteger)]
TelegramId = Annotated[int, mapped_column(BigInteger)]
AccountId = Annotated[
    int, mapped_column(RowId, ForeignKey("instagram_account.id", ondelete="CASCADE"))
]
StoryId = Annotated[int, mapped_column(RowId, ForeignKey("story.id", ondelete="CASCADE"))]
PersonId = Annotated[
    int, mapped_column(BigInteger, ForeignKey("person.telegram_user_id", ondelete="CASCADE"))
]

COUNTS_UP = {"sqlite_autoincrement": True}


# Due rows -------------------------------------------------------------------------------------


class DueState(IntEnum):
    """Stored as a number, and written as a literal in statements: see :data:`STILL_OPEN`."""

    OPEN = 0
    CLAIMED = 1
    DONE = 2
    MISSED = 3
    FAILED = 4
    UNKNOWN = 5
    """Outbox only: sending began and its end is not known."""


STILL_OPEN = text("state IN (0, 1)")
"""OPEN or CLAIMED. Literal in index and statement: a bound value would lose the index."""


class Due:
    """A row that waits.

    ``available_at`` is when it falls due while OPEN, and when the lease ends while CLAIMED.
    ``attempt`` is the fencing token and nothing else: it counts claims. ``failures`` and
    ``crashes`` (leases that ran out) are counted apart, for setting rows aside.
    """

    available_at: Mapped[datetime]
    state: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    attempt: Mapped[int] = mapped_column(server_default=text("0"))
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    crashes: Mapped[int] = mapped_column(server_default=text("0"))
    deadline: Mapped[datetime | None]
    last_error: Mapped[str | None]


def open_rows(table: str, *columns: str) -> Index:
    """A partial index on the rows that are still open."""
    return Index(
        f"ix_{table}_open_{'_'.join(columns)}",
        *columns,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


# People and accounts --------------------------------------------------------------------------


class PersonRow(Base):
    __tablename__ = "person"

    telegram_user_id: Mapped[TelegramId] = mapped_column(primary_key=True, autoincrement=False)
    first_name: Mapped[str]
    username: Mapped[str | None]
    language: Mapped[str]
    time_zone: Mapped[str]
    time_zone_known: Mapped[bool]
    current_account_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("instagram_account.id", ondelete="SET NULL"), index=True
    )
    blocked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class InstagramAccountRow(Base):
    __tablename__ = "instagram_account"
    __table_args__ = (COUNTS_UP,)

    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(unique=True)
    app_scoped_id: Mapped[str] = mapped_column(index=True)
    username: Mapped[str]
    name: Mapped[str | None]
    account_type: Mapped[str]
    time_zone: Mapped[str]
    followers_count: Mapped[int | None]
    follows_count: Mapped[int | None]
    media_count: Mapped[int | None]
    as_of: Mapped[datetime]
    media_synced_at: Mapped[datetime | None]
    media_sync_after: Mapped[str | None]
    """Instagram's cursor at which the first sync goes on."""
    created_at: Mapped[datetime]


class LinkRow(Base):
    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("telegram_user_id", "account_id"), COUNTS_UP)

    id: Mapped[Id]
    telegram_user_id: Mapped[PersonId]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    state: Mapped[str]
    reason: Mapped[str | None]
    permissions: Mapped[list[str] | None]
    token: Mapped[str]
    """Encrypted for this row and its owner."""
    linked_at: Mapped[datetime]
    token_issued_at: Mapped[datetime]
    token_expires_at: Mapped[datetime]


class LinkAttemptRow(Base):
    __tablename__ = "link_attempt"
    __table_args__ = (Index(None, "telegram_user_id", "created_at"), COUNTS_UP)

    id: Mapped[Id]
    telegram_user_id: Mapped[PersonId]
    chat_id: Mapped[TelegramId]
    status: Mapped[str]
    ticket_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    state_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    return_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    typed_code_scrypt: Mapped[str | None]
    wrong_typed_codes: Mapped[int] = mapped_column(server_default=text("0"))
    code: Mapped[str | None]
    """Encrypted for this row and its owner; wiped when it was used or ran out. So are the tokens
    that take its place."""
    short_lived_token: Mapped[str | None]
    long_lived_token: Mapped[str | None]
    permissions: Mapped[list[str] | None]
    token_issued_at: Mapped[datetime | None]
    token_expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    pending_since: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    """Until when the next step may be taken; each step sets it anew."""


class PendingLinkRow(Due, Base):
    """The next try to finish an attempt; it is there for as long as the attempt is pending."""

    __tablename__ = "pending_link"
    __table_args__ = (open_rows("pending_link", "available_at"),)

    link_attempt_id: Mapped[int] = mapped_column(
        RowId,
        ForeignKey("link_attempt.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


# Posts and reels ------------------------------------------------------------------------------


class MediaRow(Base):
    __tablename__ = "media"
    __table_args__ = (
        Index(None, "account_id", "media_product_type", "timestamp"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    account_id: Mapped[AccountId]
    media_id: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    media_product_type: Mapped[str]
    timestamp: Mapped[datetime]
    caption: Mapped[str | None]
    permalink: Mapped[str | None]
    media_url: Mapped[str | None]
    thumbnail_url: Mapped[str | None]
    like_count: Mapped[int | None]
    comments_count: Mapped[int | None]
    listed_at: Mapped[datetime]
    """When Instagram last listed it, with the two counts above."""
    insights_as_of: Mapped[datetime | None]
    extras_as_of: Mapped[datetime | None]
    values: Mapped[dict[str, Any] | None]
    breakdowns: Mapped[dict[str, Any] | None]
    refused_metrics: Mapped[list[str] | None]
    """Metrics that this one media does not have, though its kind may."""
    before_conversion: Mapped[bool] = mapped_column(server_default=text("false"))
    """From before the account was professional: it has no numbers, for ever."""


class MediaSnapshotRow(Base):
    """What one look at a post or reel gave: its history. Rows are only added."""

    __tablename__ = "media_snapshot"

    media_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("media.id", ondelete="CASCADE"), primary_key=True
    )
    taken_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    age_seconds: Mapped[BigInt]
    values: Mapped[dict[str, Any]]
    breakdowns: Mapped[dict[str, Any]]


class MediaLookRow(Due, Base):
    """The next look at a post or reel on its ladder of ages, or its turn in the back-fill."""

    __tablename__ = "media_look"
    __table_args__ = (open_rows("media_look", "lane", "available_at"),)

    media_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("media.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[AccountId] = mapped_column(index=True)
    lane: Mapped[str]
    rung: Mapped[int] = mapped_column(SmallInteger)
    """Position on the ladder of the look that is due next."""


# Stories --------------------------------------------------------------------------------------


class StorySequenceRow(Due, Base):
    __tablename__ = "story_sequence"
    __table_args__ = (
        UniqueConstraint("account_id", "local_date"),
        open_rows("story_sequence", "available_at"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    account_id: Mapped[AccountId]
    local_date: Mapped[date]


class StoryRow(Base):
    __tablename__ = "story"
    __table_args__ = (Index(None, "account_id", "timestamp"), COUNTS_UP)

    id: Mapped[Id]
    account_id: Mapped[AccountId]
    sequence_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("story_sequence.id", ondelete="CASCADE"), index=True
    )
    media_id: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    timestamp: Mapped[datetime]
    caption: Mapped[str | None]
    permalink: Mapped[str | None]
    media_url: Mapped[str | None]
    thumbnail_url: Mapped[str | None]
    gone_at: Mapped[datetime | None]


class CaptureRow(Due, Base):
    """One look that is to be made. ``lane`` is stored: finals are claimed by themselves."""

    __tablename__ = "capture"
    __table_args__ = (
        UniqueConstraint("story_id", "slot"),
        open_rows("capture", "lane", "available_at"),
        open_rows("capture", "deadline"),
        COUNTS_UP | {"postgresql_with": {"fillfactor": 70}},
    )

    id: Mapped[Id]
    story_id: Mapped[StoryId]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    slot: Mapped[int] = mapped_column(SmallInteger)
    lane: Mapped[str]


class SampleRow(Base):
    """One look that was made. A metric that Instagram did not give is NULL, never 0.

    ``others`` keeps what came and has no column: ``{"values": …, "breakdowns": …}``.
    """

    __tablename__ = "sample"
    __table_args__ = (
        Index(None, "story_id"),
        {"postgresql_partition_by": "RANGE (posted_on)"},
    )

    posted_on: Mapped[date] = mapped_column(primary_key=True)
    """The UTC date of the story: PostgreSQL can drop old months as partitions."""
    story_id: Mapped[StoryId] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(index=True)
    captured_at: Mapped[datetime]
    attempt: Mapped[int]
    hidden: Mapped[bool]
    reach: Mapped[BigInt | None]
    views: Mapped[BigInt | None]
    replies: Mapped[BigInt | None]
    shares: Mapped[BigInt | None]
    total_interactions: Mapped[BigInt | None]
    follows: Mapped[BigInt | None]
    profile_visits: Mapped[BigInt | None]
    reposts: Mapped[BigInt | None]
    navigation: Mapped[BigInt | None]
    tap_forward: Mapped[BigInt | None]
    tap_back: Mapped[BigInt | None]
    tap_exit: Mapped[BigInt | None]
    swipe_forward: Mapped[BigInt | None]
    others: Mapped[dict[str, Any] | None]


# Plans ----------------------------------------------------------------------------------------


class DiscoverPlanRow(Due, Base):
    __tablename__ = "discover_plan"
    __table_args__ = (open_rows("discover_plan", "available_at"),)

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)


class RefreshPlanRow(Due, Base):
    __tablename__ = "refresh_plan"
    __table_args__ = (open_rows("refresh_plan", "available_at"),)

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)


class NewestMediaPlanRow(Due, Base):
    """When the newest posts of an account are listed next, so that none is found too late."""

    __tablename__ = "newest_media_plan"
    __table_args__ = (open_rows("newest_media_plan", "available_at"),)

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)


class TokenPlanRow(Due, Base):
    __tablename__ = "token_plan"
    __table_args__ = (open_rows("token_plan", "available_at"),)

    link_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("link.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class DigestSubscriptionRow(Due, Base):
    """Lives and dies with the person's link to the account: nobody else's numbers are sent."""

    __tablename__ = "digest_subscription"
    __table_args__ = (
        UniqueConstraint("telegram_user_id", "account_id", "chat_id"),
        ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            ondelete="CASCADE",
        ),
        open_rows("digest_subscription", "available_at"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    telegram_user_id: Mapped[TelegramId]
    account_id: Mapped[int] = mapped_column(RowId)
    chat_id: Mapped[TelegramId]
    message_thread_id: Mapped[BigInt | None]
    cadence: Mapped[str]
    at: Mapped[time]
    weekday: Mapped[int] = mapped_column(SmallInteger)
    time_zone: Mapped[str]
    enabled: Mapped[bool]
    due_at: Mapped[datetime]
    """The instant that the next digest is for; ``available_at`` moves while it is claimed."""


class OutboxRow(Due, Base):
    __tablename__ = "outbox"
    __table_args__ = (
        open_rows("outbox", "available_at"),
        open_rows("outbox", "deadline"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[TelegramId] = mapped_column(index=True)
    message_thread_id: Mapped[BigInt | None]
    payload: Mapped[dict[str, Any]]
    silent: Mapped[bool]
    created_at: Mapped[datetime]
    sending_at: Mapped[datetime | None]
    """When the sending began whose end is not known yet."""
    sent_message_id: Mapped[BigInt | None]


# Numbers of accounts --------------------------------------------------------------------------


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


# The machinery --------------------------------------------------------------------------------


class BucketRow(Base):
    """A rate budget (GCRA). Both instants are microseconds since 1970: exact sums in SQL."""

    __tablename__ = "bucket"

    key: Mapped[str] = mapped_column(primary_key=True)
    tat: Mapped[BigInt]
    """Theoretical arrival time: when everything granted so far is paid for."""
    blocked_until: Mapped[BigInt]
    """Nothing is granted before, whatever the burst allows."""


class LeaseRow(Base):
    """Something that only one process may do at a time."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    until: Mapped[datetime]


class FsmRow(Base):
    """A conversation's state, where one is unavoidable."""

    __tablename__ = "fsm"

    key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


UNFINISHED = text("body IS NOT NULL")


class ProcessedUpdateRow(Base):
    """An update of Telegram. ``body`` is kept until it is done; the number stays."""

    __tablename__ = "processed_update"
    __table_args__ = (
        Index(
            "ix_processed_update_unfinished",
            "update_id",
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
        ),
    )

    update_id: Mapped[BigInt] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[str | None]
    handed_out: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))


class EncryptionKeyRow(Base):
    """Which keys were ever used here; ``check_value`` tells a wrong key of the same label."""

    __tablename__ = "encryption_keys"

    kid: Mapped[str] = mapped_column(primary_key=True)
    check_value: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class AuditRow(Base):
    """Who did what. ``detail`` never holds a secret."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "at"), COUNTS_UP)

    id: Mapped[Id]
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    detail: Mapped[dict[str, Any]]
