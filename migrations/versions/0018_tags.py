"""Topics of a person for an account, and the posts, reels and stories that have them."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tag",
        sa.Column("id", ROW_ID, sa.Identity(), nullable=False),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sa.UniqueConstraint(
            "telegram_user_id",
            "account_id",
            "key",
            name="uq_tag_telegram_user_id_account_id_key",
        ),
        sa.ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            name="fk_tag_telegram_user_id_account_id_link",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    for kind in ("media", "story"):
        name, column = f"{kind}_tag", f"{kind}_id"
        op.create_table(
            name,
            sa.Column("tag_id", ROW_ID, nullable=False, autoincrement=False),
            sa.Column(column, ROW_ID, nullable=False, autoincrement=False),
            sa.PrimaryKeyConstraint("tag_id", column, name=f"pk_{name}"),
            sa.ForeignKeyConstraint(
                ["tag_id"], ["tag.id"], name=f"fk_{name}_tag_id_tag", ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                [column], [f"{kind}.id"], name=f"fk_{name}_{column}_{kind}", ondelete="CASCADE"
            ),
        )
        op.create_index(f"ix_{name}_{column}", name, [column])


def downgrade() -> None:
    for name in ("story_tag", "media_tag", "tag"):
        op.drop_table(name)
