"""Several digests of a person: also of all accounts in one, monthly ones, and muted ones."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "digest_subscription"
ONE_A_CHAT = f"uq_{TABLE}_telegram_user_id_account_id_chat_id"
ONE_A_CADENCE = f"uq_{TABLE}_one_a_cadence"
OF_ALL = f"ix_{TABLE}_of_all_accounts"
NO_ACCOUNT = sa.text("account_id IS NULL")


def upgrade() -> None:
    counted = _counted()
    with op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True}) as digests:
        digests.alter_column("account_id", existing_type=ROW_ID, nullable=True)
        digests.add_column(sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True))
        digests.drop_constraint(ONE_A_CHAT, type_="unique")
        digests.create_unique_constraint(
            ONE_A_CADENCE, ["telegram_user_id", "account_id", "chat_id", "cadence"]
        )
        digests.create_foreign_key(
            f"fk_{TABLE}_telegram_user_id",
            "person",
            ["telegram_user_id"],
            ["telegram_user_id"],
            ondelete="CASCADE",
        )
    _count_on(counted)
    op.create_index(
        OF_ALL,
        TABLE,
        ["telegram_user_id", "chat_id", "cadence"],
        unique=True,
        sqlite_where=NO_ACCOUNT,
        postgresql_where=NO_ACCOUNT,
    )


def downgrade() -> None:
    """What the older schema has no place for goes: the newest of several stays."""
    op.drop_index(OF_ALL, TABLE)
    op.execute(
        "DELETE FROM digest_subscription"
        " WHERE account_id IS NULL OR cadence = 'monthly' OR id NOT IN ("
        "SELECT max(id) FROM digest_subscription WHERE cadence <> 'monthly'"
        " GROUP BY telegram_user_id, account_id, chat_id)"
    )
    counted = _counted()
    with op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True}) as digests:
        digests.drop_constraint(f"fk_{TABLE}_telegram_user_id", type_="foreignkey")
        digests.drop_constraint(ONE_A_CADENCE, type_="unique")
        digests.create_unique_constraint(ONE_A_CHAT, ["telegram_user_id", "account_id", "chat_id"])
        digests.drop_column("muted_until")
        digests.alter_column("account_id", existing_type=ROW_ID, nullable=False)
    _count_on(counted)


def _counted() -> int | None:
    """The highest id that was ever given; None on PostgreSQL, where the table stays the same.

    Keys in the outbox name the id: one that is given again would find its messages sent.
    """
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return None
    asked = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return bind.execute(asked, {"name": TABLE}).scalar()


def _count_on(counted: int | None) -> None:
    if counted is None:
        return
    bind, what = op.get_bind(), {"name": TABLE, "seq": counted}
    bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), what)
    bind.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), what)
