"""People, their accounts at Instagram, their links and keys."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import RowId
from bot.storage.tables.base import (
    COUNTS_UP,
    AccountId,
    Base,
    Due,
    Encrypted,
    Id,
    PersonId,
    TelegramId,
    lent_rows,
    open_rows,
)


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
    place_asked_at: Mapped[datetime | None]


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
    stories_listed_at: Mapped[datetime | None]
    unreadable_since: Mapped[datetime | None]
    """No link serves; set when the last one ends, wiped when something was read again."""


class LinkRow(Base):
    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("telegram_user_id", "account_id"), COUNTS_UP)

    id: Mapped[Id]
    telegram_user_id: Mapped[PersonId]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    state: Mapped[str]
    reason: Mapped[str | None]
    permissions: Mapped[list[str] | None]
    token: Mapped[Encrypted]
    """Empty once the person let go of the account, or removed us at Instagram."""
    linked_at: Mapped[datetime]
    token_issued_at: Mapped[datetime]
    token_expires_at: Mapped[datetime]
    state_since: Mapped[datetime | None]


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
    code: Mapped[Encrypted | None]
    """Wiped when it was used or ran out. So are the tokens that take its place, one at a time."""
    short_lived_token: Mapped[Encrypted | None]
    long_lived_token: Mapped[Encrypted | None]
    permissions: Mapped[list[str] | None]
    token_issued_at: Mapped[datetime | None]
    token_expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    pending_since: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    """Until when the next step may be taken; each step sets it anew."""


class LinkCodeRow(Base):
    """A code of Instagram that came with an attempt's state: one that comes again is refused."""

    __tablename__ = "link_code"

    code_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    link_attempt_id: Mapped[int] = mapped_column(
        RowId,
        ForeignKey("link_attempt.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )


class PendingLinkRow(Due, Base):
    """The next try to finish an attempt; it is there for as long as the attempt is pending."""

    __tablename__ = "pending_link"
    __table_args__ = (open_rows("pending_link", "available_at"), lent_rows("pending_link"))

    link_attempt_id: Mapped[int] = mapped_column(
        RowId,
        ForeignKey("link_attempt.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


class ApiKeyRow(Base):
    """A key to the HTTP API. Opened by one account it lives and dies with the link to it."""

    __tablename__ = "api_key"
    __table_args__ = (
        # Not looked at while account_id is empty: then the key is for all accounts.
        ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            ondelete="CASCADE",
        ),
        COUNTS_UP,
    )

    id: Mapped[Id]
    telegram_user_id: Mapped[PersonId] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(RowId)
    rights: Mapped[int] = mapped_column(SmallInteger)
    digest: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the key: it has 256 bits of chance, so nobody finds it from that."""
    ending: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
