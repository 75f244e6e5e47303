"""A first sync that breaks off goes on where it was."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instagram_account", sa.Column("media_sync_after", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("instagram_account") as account:
        account.drop_column("media_sync_after")
