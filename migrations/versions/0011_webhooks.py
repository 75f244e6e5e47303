"""What Meta's webhooks told, and when each account's subscription is looked at."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
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


def index_open_rows(table: str) -> None:
    op.create_index(
        f"ix_{table}_open_available_at",
        table,
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def upgrade() -> None:
    op.create_table(
        "webhook_entry",
        sa.Column("id", ROW_ID, sa.Identity(), nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column(
            "account_id",
            ROW_ID,
            sa.ForeignKey("instagram_account.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("stored_at", INSTANT, nullable=False),
        *due_columns(),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_entry"),
        sa.UniqueConstraint("key", name="uq_webhook_entry_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_webhook_entry_account_id_stored_at", "webhook_entry", ["account_id", "stored_at"]
    )
    op.create_index("ix_webhook_entry_stored_at", "webhook_entry", ["stored_at"])
    index_open_rows("webhook_entry")
    op.create_table(
        "webhook_subscription",
        sa.Column(
            "account_id",
            ROW_ID,
            sa.ForeignKey("instagram_account.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("accepted", sa.JSON(none_as_null=True), nullable=True),
        *due_columns(),
    )
    index_open_rows("webhook_subscription")
    # Accounts that are linked already are subscribed as soon as webhooks are set up.
    op.execute(
        "INSERT INTO webhook_subscription (account_id, available_at)"
        " SELECT id, created_at FROM instagram_account"
    )


def downgrade() -> None:
    op.drop_table("webhook_subscription")
    op.drop_table("webhook_entry")
