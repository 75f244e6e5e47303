"""All codes that came with a state are remembered, not the first one only."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_code",
        sa.Column("code_sha256", sa.String(64), primary_key=True),
        sa.Column(
            "link_attempt_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("link_attempt.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
    )
    op.create_index("ix_link_code_link_attempt_id", "link_code", ["link_attempt_id"])
    op.execute(
        "INSERT INTO link_code (code_sha256, link_attempt_id)"
        " SELECT code_sha256, id FROM link_attempt WHERE code_sha256 IS NOT NULL"
    )
    op.drop_index("ix_link_attempt_code_sha256", "link_attempt")
    op.drop_column("link_attempt", "code_sha256")


def downgrade() -> None:
    op.add_column("link_attempt", sa.Column("code_sha256", sa.String(64), nullable=True))
    op.create_index("ix_link_attempt_code_sha256", "link_attempt", ["code_sha256"])
    op.execute(
        "UPDATE link_attempt SET code_sha256 = (SELECT min(link_code.code_sha256)"
        " FROM link_code WHERE link_code.link_attempt_id = link_attempt.id)"
    )
    op.drop_table("link_code")
