"""Since when a link is as it is and an account unread; the calls of the last hour."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

NOTED = (
    ("link", "state_since"),
    ("instagram_account", "stories_listed_at"),
    ("instagram_account", "unreadable_since"),
)


def upgrade() -> None:
    for table, name in NOTED:
        op.add_column(table, sa.Column(name, INSTANT, nullable=True))
    op.create_table(
        "recent_requests",
        sa.Column("account_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("minute", INSTANT, nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_recent_requests_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "minute", name="pk_recent_requests"),
    )
    op.create_index("ix_recent_requests_minute", "recent_requests", ["minute"])


def downgrade() -> None:
    # A kept history has no token, and the schema before knows no link without one.
    op.execute("DELETE FROM link WHERE state = 'unlinked'")
    op.execute("DELETE FROM instagram_account WHERE id NOT IN (SELECT account_id FROM link)")
    op.drop_table("recent_requests")
    for table, name in reversed(NOTED):
        op.drop_column(table, name)
