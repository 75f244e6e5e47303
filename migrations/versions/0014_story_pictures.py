"""The small pictures of stories, and the work of fetching them."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
STILL_OPEN = sa.text("state IN (0, 1)")


def upgrade() -> None:
    op.create_table(
        "story_picture",
        sa.Column(
            "story_id",
            ROW_ID,
            sa.ForeignKey("story.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column(
            "account_id",
            ROW_ID,
            sa.ForeignKey("instagram_account.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("kept_at", INSTANT, nullable=True),
        sa.Column("jpeg", sa.LargeBinary(), nullable=True),
        sa.Column("available_at", INSTANT, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
    )
    op.create_index("ix_story_picture_account_id", "story_picture", ["account_id"])
    op.create_index(
        "ix_story_picture_open_available_at",
        "story_picture",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def downgrade() -> None:
    op.drop_table("story_picture")
