"""Digests that wait for their hour, so that whichever process sends finds what another prepared."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "digest_picture",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("png", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "ready_digest",
        sa.Column(
            "subscription_id",
            ROW_ID,
            sa.ForeignKey("digest_subscription.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("screen", JSON, nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
    )
    op.create_index("ix_ready_digest_made_at", "ready_digest", ["made_at"])
    op.create_index("ix_ready_digest_picture", "ready_digest", ["picture"])


def downgrade() -> None:
    op.drop_table("ready_digest")
    op.drop_table("digest_picture")
