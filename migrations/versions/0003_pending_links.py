"""Links that wait for Instagram: what an attempt has obtained so far, and its next try."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
STILL_OPEN = sa.text("state IN (0, 1)")

OBTAINED: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("short_lived_token", sa.Text()),
    ("long_lived_token", sa.Text()),
    ("permissions", JSON),
    ("token_issued_at", INSTANT),
    ("token_expires_at", INSTANT),
    ("pending_since", INSTANT),
)


def upgrade() -> None:
    for name, kind in OBTAINED:
        op.add_column("link_attempt", sa.Column(name, kind, nullable=True))
    op.create_table(
        "pending_link",
        sa.Column(
            "link_attempt_id",
            ROW_ID,
            sa.ForeignKey("link_attempt.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("available_at", INSTANT, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
    )
    op.create_index(
        "ix_pending_link_open_available_at",
        "pending_link",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def downgrade() -> None:
    op.drop_table("pending_link")
    for name, _ in reversed(OBTAINED):
        op.drop_column("link_attempt", name)
