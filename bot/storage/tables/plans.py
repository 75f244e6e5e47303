"""When what of an account is read, or renewed, again."""

from sqlalchemy import (
    ForeignKey,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import RowId
from bot.storage.tables.base import AccountId, Base, Due, lent_rows, open_rows


class DiscoverPlanRow(Due, Base):
    __tablename__ = "discover_plan"
    __table_args__ = (open_rows("discover_plan", "available_at"), lent_rows("discover_plan"))

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)


class RefreshPlanRow(Due, Base):
    __tablename__ = "refresh_plan"
    __table_args__ = (open_rows("refresh_plan", "available_at"), lent_rows("refresh_plan"))

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)


class NewestMediaPlanRow(Due, Base):
    """When the newest posts of an account are listed next, so that none is found too late."""

    __tablename__ = "newest_media_plan"
    __table_args__ = (
        open_rows("newest_media_plan", "available_at"),
        lent_rows("newest_media_plan"),
    )

    account_id: Mapped[AccountId] = mapped_column(primary_key=True, autoincrement=False)


class TokenPlanRow(Due, Base):
    __tablename__ = "token_plan"
    __table_args__ = (open_rows("token_plan", "available_at"), lent_rows("token_plan"))

    link_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("link.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
