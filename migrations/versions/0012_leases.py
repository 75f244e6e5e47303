"""Work that is lent is found by itself, who has an update is known, and who waits for a lease."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
LENT = sa.text("state = 1")
DUE_TABLES = (
    "pending_link",
    "media_look",
    "story_sequence",
    "capture",
    "discover_plan",
    "refresh_plan",
    "newest_media_plan",
    "token_plan",
    "digest_subscription",
    "outbox",
    "webhook_entry",
    "webhook_subscription",
)
WHOSE = {
    "media_look": "account_id",
    "capture": "account_id",
    "outbox": "chat_id",
    "webhook_entry": "account_id",
}


def upgrade() -> None:
    for table in DUE_TABLES:
        op.create_index(
            f"ix_{table}_lent",
            table,
            [WHOSE[table], "available_at"] if table in WHOSE else ["available_at"],
            sqlite_where=LENT,
            postgresql_where=LENT,
        )
    op.add_column("processed_update", sa.Column("owner", sa.Text(), nullable=True))
    op.add_column("lease", sa.Column("wanted_by", sa.Text(), nullable=True))
    op.add_column("lease", sa.Column("wanted_until", INSTANT, nullable=True))
    op.add_column("lease", sa.Column("urgency", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    for table, column in (
        ("lease", "urgency"),
        ("lease", "wanted_until"),
        ("lease", "wanted_by"),
        ("processed_update", "owner"),
    ):
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
    for table in DUE_TABLES:
        op.drop_index(f"ix_{table}_lent", table)
