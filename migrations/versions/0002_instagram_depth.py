"""History of posts on a ladder of ages, audiences, and what Instagram showed of itself."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
STILL_OPEN = sa.text("state IN (0, 1)")


def due_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("available_at", INSTANT, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
    ]


def account_id() -> sa.Column[int]:
    return sa.Column(
        "account_id",
        ROW_ID,
        sa.ForeignKey("instagram_account.id", ondelete="CASCADE"),
        nullable=False,
    )


def open_rows(table: str, *columns: str) -> None:
    op.create_index(
        f"ix_{table}_open_{'_'.join(columns)}",
        table,
        list(columns),
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def upgrade() -> None:
    add_history()
    create_audience()
    create_what_instagram_showed()
    plan_for_linked_accounts()


def add_history() -> None:
    op.add_column("media", sa.Column("refused_metrics", JSON, nullable=True))
    op.add_column(
        "media",
        sa.Column(
            "before_conversion", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
    )
    op.create_table(
        "media_look",
        sa.Column(
            "media_id",
            ROW_ID,
            sa.ForeignKey("media.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        account_id(),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        *due_columns(),
    )
    op.create_index("ix_media_look_account_id", "media_look", ["account_id"])
    open_rows("media_look", "lane", "available_at")
    op.create_table(
        "newest_media_plan",
        account_id(),
        *due_columns(),
        sa.PrimaryKeyConstraint("account_id"),
    )
    open_rows("newest_media_plan", "available_at")


def create_audience() -> None:
    op.create_table(
        "audience",
        account_id(),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("parts", JSON, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "metric", "breakdown", "day"),
    )


def create_what_instagram_showed() -> None:
    op.create_table(
        "refused_metric",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("refused_at", INSTANT, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "metric"),
    )
    op.create_table(
        "served_version",
        sa.Column("asked", sa.Text(), primary_key=True),
        sa.Column("served", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
    )
    op.create_table(
        "usage",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("call_count", sa.Integer(), nullable=False),
        sa.Column("total_cputime", sa.Integer(), nullable=False),
        sa.Column("total_time", sa.Integer(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
    )
    op.create_table(
        "request_count",
        account_id(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("purpose", sa.SmallInteger(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "day", "purpose"),
    )


def plan_for_linked_accounts() -> None:
    """Accounts that were linked before get their newest posts listed from now on, too."""
    op.execute(
        "INSERT INTO newest_media_plan (account_id, available_at)"
        " SELECT account_id, available_at FROM refresh_plan"
    )


def downgrade() -> None:
    for table in (
        "request_count",
        "usage",
        "served_version",
        "refused_metric",
        "audience",
        "newest_media_plan",
        "media_look",
    ):
        op.drop_table(table)
    with op.batch_alter_table("media") as media:
        media.drop_column("before_conversion")
        media.drop_column("refused_metrics")
