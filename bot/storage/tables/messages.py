"""What people are told: digests, alerts, where, and what goes out."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    UniqueConstraint,
    not_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.digests import AHEAD
from bot.storage.columns import RowId
from bot.storage.tables.base import (
    COUNTS_UP,
    AccountId,
    Base,
    BigInt,
    Due,
    Id,
    PersonId,
    TelegramId,
    lent_rows,
    open_rows,
)


class DigestSubscriptionRow(Due, Base):
    """Lives and dies with the person's link to the account: nobody else's numbers are sent.

    Without an account it is about all accounts of the person, and goes with the person.
    """

    __tablename__ = "digest_subscription"
    __table_args__ = (
        UniqueConstraint(
            "telegram_user_id",
            "account_id",
            "chat_id",
            "cadence",
            name="uq_digest_subscription_one_a_cadence",
        ),
        Index(
            "ix_digest_subscription_of_all_accounts",
            "telegram_user_id",
            "chat_id",
            "cadence",
            unique=True,
            sqlite_where=text("account_id IS NULL"),
            postgresql_where=text("account_id IS NULL"),
        ),
        ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            ondelete="CASCADE",
        ),
        open_rows("digest_subscription", "available_at"),
        lent_rows("digest_subscription"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    telegram_user_id: Mapped[PersonId]
    account_id: Mapped[int | None] = mapped_column(RowId)
    chat_id: Mapped[TelegramId]
    message_thread_id: Mapped[BigInt | None]
    cadence: Mapped[str]
    at: Mapped[time]
    weekday: Mapped[int] = mapped_column(SmallInteger)
    time_zone: Mapped[str]
    enabled: Mapped[bool]
    due_at: Mapped[datetime]
    """The instant that the next digest is for; ``available_at`` moves while it is claimed."""
    muted_until: Mapped[datetime | None]

    @classmethod
    def is_in_lane(cls, lane: str) -> ColumnElement[bool]:
        """Due before its hour, to be drawn ahead, or at its hour."""
        is_ahead = cls.available_at < cls.due_at
        return is_ahead if lane == AHEAD else not_(is_ahead)


class ReadyDigestRow(Base):
    """A digest that was put together ahead of its hour; at most the next one of a subscription."""

    __tablename__ = "ready_digest"

    subscription_id: Mapped[int] = mapped_column(
        RowId,
        ForeignKey("digest_subscription.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    key: Mapped[str]
    """The key of the message."""
    mark: Mapped[str]
    """Names who gets what, as it was then."""
    made_at: Mapped[datetime] = mapped_column(index=True)
    screen: Mapped[dict[str, Any]]
    picture: Mapped[str | None] = mapped_column(index=True)
    """A key of ``digest_picture``. It may be gone: then the picture is drawn at the hour."""


class DigestPictureRow(Base):
    """A picture of such digests, once for all that show the same; it goes with the last of them."""

    __tablename__ = "digest_picture"

    key: Mapped[str] = mapped_column(primary_key=True)
    """The same for equal pictures."""
    png: Mapped[bytes] = mapped_column(LargeBinary)


class ChatGrantRow(Base):
    """A group or channel in which an account is shown. It lives and dies with the link."""

    __tablename__ = "chat_grant"
    __table_args__ = (
        UniqueConstraint("telegram_user_id", "account_id", "chat_id"),
        ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            ondelete="CASCADE",
        ),
        COUNTS_UP,
    )

    id: Mapped[Id]
    telegram_user_id: Mapped[TelegramId]
    account_id: Mapped[int] = mapped_column(RowId)
    chat_id: Mapped[TelegramId] = mapped_column(index=True)
    message_thread_id: Mapped[BigInt | None]
    kind: Mapped[str]
    title: Mapped[str]
    allowed: Mapped[int] = mapped_column(SmallInteger)
    """The sum of what is shown: see ``domain.chat_grants.Allowed``."""
    language: Mapped[str]
    granted_at: Mapped[datetime]
    silenced_at: Mapped[datetime | None]


class AlertSettingsRow(Base):
    """What a person wants to hear of, and when; without a row all alerts come, at any hour."""

    __tablename__ = "alert_settings"

    telegram_user_id: Mapped[PersonId] = mapped_column(primary_key=True, autoincrement=False)
    switched_off: Mapped[list[str]]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    urgent_rings: Mapped[bool]


class AlertMuteRow(Base):
    """Until when a person wants to hear nothing of one kind about one account."""

    __tablename__ = "alert_mute"
    __table_args__ = (
        ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            ondelete="CASCADE",
        ),
    )

    telegram_user_id: Mapped[TelegramId] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class AlertToldRow(Base):
    """What happened to an account and was told: it is told once, whoever decides it again."""

    __tablename__ = "alert_told"

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(primary_key=True)
    """The media, the story, the round number or the day that it is about."""
    told_at: Mapped[datetime]


class OutboxRow(Due, Base):
    __tablename__ = "outbox"
    __table_args__ = (
        open_rows("outbox", "available_at"),
        open_rows("outbox", "deadline"),
        lent_rows("outbox", "chat_id"),
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


class LinkedMessageRow(Due, Base):
    """A message in the person's chat that told of a link, for as long as it must be kept true.

    It outlives the link: then it is told that there is none any more.
    """

    __tablename__ = "linked_message"
    __table_args__ = (
        UniqueConstraint("telegram_user_id", "message_id"),
        open_rows("linked_message", "available_at"),
        lent_rows("linked_message"),
        COUNTS_UP,
    )

    id: Mapped[Id]
    telegram_user_id: Mapped[PersonId]
    account_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("instagram_account.id", ondelete="SET NULL"), index=True
    )
    message_id: Mapped[BigInt]
    live_stories: Mapped[int]
    relinked: Mapped[bool]
    told: Mapped[str | None]
    """How far the first sync was when the message was last edited."""
    created_at: Mapped[datetime]
