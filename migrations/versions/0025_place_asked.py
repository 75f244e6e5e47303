"""Since when a person is asked where they are: what they type then is a city's name."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("person", sa.Column("place_asked_at", INSTANT, nullable=True))


def downgrade() -> None:
    op.drop_column("person", "place_asked_at")
