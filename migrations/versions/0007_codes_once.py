"""A code of Instagram is taken once, under one state."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("link_attempt", sa.Column("code_sha256", sa.String(64), nullable=True))
    op.create_index("ix_link_attempt_code_sha256", "link_attempt", ["code_sha256"])


def downgrade() -> None:
    op.drop_index("ix_link_attempt_code_sha256", "link_attempt")
    with op.batch_alter_table("link_attempt") as attempt:
        attempt.drop_column("code_sha256")
