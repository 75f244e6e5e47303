"""Deletions that Meta asked for: their confirmation codes, without a word on whom they were for."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_deletion",
        sa.Column("confirmation_code", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("confirmation_code", name="pk_data_deletion"),
        sa.UniqueConstraint("request_sha256", name="uq_data_deletion_request_sha256"),
    )
    op.create_index("ix_data_deletion_done_at", "data_deletion", ["done_at"])


def downgrade() -> None:
    op.drop_table("data_deletion")
