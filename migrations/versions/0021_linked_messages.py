"""Which messages told of a link while its first sync goes on: they are kept true."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
OPEN, LENT = sa.text("state IN (0, 1)"), sa.text("state = 1")


def upgrade() -> None:
    op.create_table(
        "linked_message",
        sa.Column("id", ROW_ID, sa.Identity(), primary_key=True),
        sa.Column(
            "telegram_user_id",
            sa.BigInteger(),
            sa.ForeignKey("person.telegram_user_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "account_id",
            ROW_ID,
            sa.ForeignKey("instagram_account.id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("live_stories", sa.Integer(), nullable=False),
        sa.Column("relinked", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("available_at", INSTANT, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("begun", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.UniqueConstraint("telegram_user_id", "message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_linked_message_account_id", "linked_message", ["account_id"])
    op.create_index(
        "ix_linked_message_open_available_at",
        "linked_message",
        ["available_at"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_linked_message_lent",
        "linked_message",
        ["available_at"],
        sqlite_where=LENT,
        postgresql_where=LENT,
    )


def downgrade() -> None:
    op.drop_table("linked_message")
