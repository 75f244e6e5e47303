"""Posts and reels, and the looks at them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    SmallInteger,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import RowId
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
    __table_args__ = (
        open_rows("media_look", "lane", "available_at"),
        lent_rows("media_look", "account_id"),
    )

    media_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("media.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[AccountId] = mapped_column(index=True)
    lane: Mapped[str]
    rung: Mapped[int] = mapped_column(SmallInteger)
    """Position on the ladder of the look that is due next."""
