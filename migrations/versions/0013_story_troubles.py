"""Why stories were lost: what kept us from looks, and when the bot did not work."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
STILL_OPEN = sa.text("state IN (0, 1)")
INSTANTS_OF_STORIES = ("found_at", "trouble_since", "trouble_until")


def upgrade() -> None:
    op.add_column("story", sa.Column("trouble", sa.Text(), nullable=True))
    for name in INSTANTS_OF_STORIES:
        op.add_column("story", sa.Column(name, INSTANT, nullable=True))
    op.create_table(
        "outage",
        sa.Column("id", ROW_ID, sa.Identity(), nullable=False),
        sa.Column(
            "account_id",
            ROW_ID,
            sa.ForeignKey("instagram_account.id", ondelete="CASCADE"),
            nullable=True,
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outage"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outage_account_id_until", "outage", ["account_id", "until"])
    op.create_table(
        "heartbeat",
        sa.Column("id", ROW_ID, primary_key=True, autoincrement=False),
        sa.Column("beat_at", INSTANT, nullable=True),
        sa.Column("available_at", INSTANT, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
    )
    op.create_index(
        "ix_heartbeat_open_available_at",
        "heartbeat",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    # Due at once; there is never another row.
    heartbeat = sa.table("heartbeat", sa.column("id", ROW_ID), sa.column("available_at", INSTANT))
    op.bulk_insert(heartbeat, [{"id": 1, "available_at": datetime(2020, 1, 1, tzinfo=UTC)}])


def downgrade() -> None:
    op.drop_table("heartbeat")
    op.drop_table("outage")
    with op.batch_alter_table("story") as story:
        for name in ("trouble", *INSTANTS_OF_STORIES):
            story.drop_column(name)
