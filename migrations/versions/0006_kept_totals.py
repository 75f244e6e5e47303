"""Totals that an answer leaves out stay, with the age that they have."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "account_totals", sa.Column("kept_from", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    with op.batch_alter_table("account_totals") as totals:
        totals.drop_column("kept_from")
