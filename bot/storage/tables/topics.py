"""Topics, and what was marked with them."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import RowId
from bot.storage.tables.base import COUNTS_UP, Base, Id, StoryId, TelegramId


class TagRow(Base):
    """A person's word for a topic. Lives and dies with their link to the account."""

    __tablename__ = "tag"
    __table_args__ = (
        UniqueConstraint("telegram_user_id", "account_id", "key"),
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
    name: Mapped[str]
    key: Mapped[str]
    """The name without what people do not tell apart."""
    created_at: Mapped[datetime]


class MediaTagRow(Base):
    """A post or reel that has a topic."""

    __tablename__ = "media_tag"

    tag_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    media_id: Mapped[int] = mapped_column(
        RowId,
        ForeignKey("media.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )


class StoryTagRow(Base):
    """A story that has a topic."""

    __tablename__ = "story_tag"

    tag_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    story_id: Mapped[StoryId] = mapped_column(primary_key=True, autoincrement=False, index=True)
