"""When followers are online: the hours of each day, as Instagram counts them."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "online_day",
        sa.Column("account_id", ROW_ID, nullable=False, autoincrement=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "ends_at", name="pk_online_day"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_online_day_account_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_online_day_ends_at", "online_day", ["ends_at"])


def downgrade() -> None:
    op.drop_table("online_day")
