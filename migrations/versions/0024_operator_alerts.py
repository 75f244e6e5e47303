"""What the operator is told of, so that each trouble is told once for all processes."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "operator_alert",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("scope", sa.Text(), primary_key=True),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("seen", JSON, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("told_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("over_at", INSTANT, nullable=True),
    )


def downgrade() -> None:
    op.drop_table("operator_alert")
