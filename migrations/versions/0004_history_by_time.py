"""What the hourly tidy-up looks for by time alone is found by an index."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES = (
    ("media_snapshot", "taken_at"),
    ("account_totals", "last_day"),
    ("account_day", "ends_at"),
    ("followers_day", "day"),
    ("audience", "day"),
)


def upgrade() -> None:
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in reversed(INDEXES):
        op.drop_index(f"ix_{table}_{column}", table)
