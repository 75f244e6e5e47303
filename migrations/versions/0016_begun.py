"""Whether work on a row had begun: only then is a lease that ran out a crash."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = (
    "pending_link",
    "media_look",
    "story_sequence",
    "capture",
    "story_picture",
    "heartbeat",
    "discover_plan",
    "refresh_plan",
    "newest_media_plan",
    "token_plan",
    "digest_subscription",
    "outbox",
    "webhook_entry",
    "webhook_subscription",
)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(
            table, sa.Column("begun", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "begun")
