"""What the bot is called, for starts at which Telegram cannot be asked."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bot_identity",
        sa.Column("bot_id", sa.Text(), primary_key=True),
        sa.Column("username", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("bot_identity")
