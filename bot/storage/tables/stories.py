"""Stories, the looks at them, and what was in their way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    UniqueConstraint,
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
    StoryId,
    lent_rows,
    open_rows,
)


class StorySequenceRow(Due, Base):
    __tablename__ = "story_sequence"
    __table_args__ = (
        UniqueConstraint("account_id", "local_date"),
        open_rows("story_sequence", "available_at"),
        lent_rows("story_sequence"),
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
    found_at: Mapped[datetime | None]
    trouble: Mapped[str | None]
    """Why looks failed since the last one that was made, and from when to when."""
    trouble_since: Mapped[datetime | None]
    trouble_until: Mapped[datetime | None]


class CaptureRow(Due, Base):
    """One look that is to be made. ``lane`` is stored: finals are claimed by themselves."""

    __tablename__ = "capture"
    __table_args__ = (
        UniqueConstraint("story_id", "slot"),
        open_rows("capture", "lane", "available_at"),
        open_rows("capture", "deadline"),
        lent_rows("capture", "account_id"),
        COUNTS_UP | {"postgresql_with": {"fillfactor": 70}},
    )

    id: Mapped[Id]
    story_id: Mapped[StoryId]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    slot: Mapped[int] = mapped_column(SmallInteger)
    lane: Mapped[str]


class StoryPictureRow(Due, Base):
    """The small picture of a story, and the work of fetching it while the story is alive."""

    __tablename__ = "story_picture"
    __table_args__ = (open_rows("story_picture", "available_at"),)

    story_id: Mapped[StoryId] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[AccountId] = mapped_column(index=True)
    kept_at: Mapped[datetime | None]
    jpeg: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """At most 60 KiB; read only where it is shown or taken along."""


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


class OutageRow(Base):
    """When nothing of an account could be seen, or, without one, when the bot did not work."""

    __tablename__ = "outage"
    __table_args__ = (Index(None, "account_id", "until"), COUNTS_UP)

    id: Mapped[Id]
    account_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("instagram_account.id", ondelete="CASCADE")
    )
    cause: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]


class HeartbeatRow(Due, Base):
    """One row: when the bot last noted that it works, whichever process it was."""

    __tablename__ = "heartbeat"
    __table_args__ = (open_rows("heartbeat", "available_at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    beat_at: Mapped[datetime | None]
