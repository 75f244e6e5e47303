"""Alerts: who wants to hear of what and when, what is muted, and what was told."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alert_settings",
        sa.Column(
            "telegram_user_id",
            sa.BigInteger(),
            sa.ForeignKey("person.telegram_user_id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("switched_off", sa.JSON(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("urgent_rings", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "alert_mute",
        sa.Column("telegram_user_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("account_id", ROW_ID, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("until", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "alert_told",
        sa.Column(
            "account_id",
            ROW_ID,
            sa.ForeignKey("instagram_account.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("occasion", sa.Text(), primary_key=True),
        sa.Column("told_at", INSTANT, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("alert_told")
    op.drop_table("alert_mute")
    op.drop_table("alert_settings")
