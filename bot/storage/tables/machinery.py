"""The machinery: budgets, leases, what came in, keys, the audit, the operator's alerts."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Index,
    LargeBinary,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import (
    COUNTS_UP,
    AccountId,
    Base,
    BigInt,
    Due,
    Id,
    lent_rows,
    open_rows,
)


class BucketRow(Base):
    """A rate budget (GCRA). Both instants are microseconds since 1970: exact sums in SQL."""

    __tablename__ = "bucket"

    key: Mapped[str] = mapped_column(primary_key=True)
    tat: Mapped[BigInt]
    """Theoretical arrival time: when everything granted so far is paid for."""
    blocked_until: Mapped[BigInt]
    """Nothing is granted before, whatever the burst allows."""


class LeaseRow(Base):
    """Something that only one process may do at a time.

    Who waits leaves a mark: nobody less urgent, and nobody else as urgent, takes it before them.
    A mark that is not renewed is soon over.
    """

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    until: Mapped[datetime]
    wanted_by: Mapped[str | None]
    wanted_until: Mapped[datetime | None]
    urgency: Mapped[int | None] = mapped_column(SmallInteger)
    """Of who waits; the smaller, the more urgent."""


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
    owner: Mapped[str | None]
    """The inbox that works on it; others take it up when that one's lease is over."""


class WebhookEntryRow(Due, Base):
    """One change that Meta told, until its repetitions are over. It holds nobody's words."""

    __tablename__ = "webhook_entry"
    __table_args__ = (
        Index(None, "account_id", "stored_at"),
        open_rows("webhook_entry", "available_at"),
        lent_rows("webhook_entry", "account_id"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    key: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """SHA-256 of the account, the field and its whole value; as bytes, for a small index."""
    account_id: Mapped[AccountId]
    field: Mapped[str]
    media_id: Mapped[str]
    """Instagram's id of what it is about."""
    numbers: Mapped[str | None]
    """JSON, for ``story_insights`` only, as it came."""
    sent_at: Mapped[datetime | None]
    stored_at: Mapped[datetime] = mapped_column(index=True)


class WebhookSubscriptionRow(Due, Base):
    """When it is looked next whether an account's webhooks still come. Every account has one."""

    __tablename__ = "webhook_subscription"
    __table_args__ = (
        open_rows("webhook_subscription", "available_at"),
        lent_rows("webhook_subscription"),
    )

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    accepted: Mapped[list[str] | None]
    """The fields that Instagram took the last time."""


class EncryptionKeyRow(Base):
    """Which keys were ever used here; ``check_value`` tells a wrong key of the same label."""

    __tablename__ = "encryption_keys"

    kid: Mapped[str] = mapped_column(primary_key=True)
    check_value: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class BotIdentityRow(Base):
    """What the bot is called, for starts at which Telegram cannot be asked."""

    __tablename__ = "bot_identity"

    bot_id: Mapped[str] = mapped_column(primary_key=True)
    """The part of the token that is no secret: another token may be another bot."""
    username: Mapped[str]


class DataDeletionRow(Base):
    """A deletion that Meta asked for, done in the transaction that made this row.

    It names nobody: ``request_sha256`` is that of Meta's signature, which nobody can try out.
    """

    __tablename__ = "data_deletion"

    confirmation_code: Mapped[str] = mapped_column(primary_key=True)
    request_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    done_at: Mapped[datetime] = mapped_column(index=True)


class AuditRow(Base):
    """Who did what, and how it ended. A trigger refuses changes. ``detail`` holds no secret."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "at"), Index(None, "who", "id"), COUNTS_UP)

    id: Mapped[Id]
    at: Mapped[datetime]
    who: Mapped[str]
    """A Telegram user id, or ``-`` for the operator and for whoever we cannot name."""
    what: Mapped[str]
    result: Mapped[str] = mapped_column(server_default=text("'done'"))
    detail: Mapped[dict[str, Any]]


class OperatorAlertRow(Base):
    """A trouble that the operator is told of. ``scope`` says where, and names nobody."""

    __tablename__ = "operator_alert"

    kind: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    count: Mapped[int]
    """How often since ``first_at``."""
    seen: Mapped[list[int]]
    """The ids that are in it now, where it is looked at by rows."""
    told_at: Mapped[datetime | None]
    told_count: Mapped[int] = mapped_column(server_default=text("0"))
    """What ``count`` was when it was told; 0 as long as nobody has heard of it."""
    over_at: Mapped[datetime | None]
