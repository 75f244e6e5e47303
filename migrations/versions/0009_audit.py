"""Security events say how they ended, are found by person, and cannot be changed afterwards."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "audit", sa.Column("result", sa.Text(), nullable=False, server_default=sa.text("'done'"))
    )
    op.create_index("ix_audit_who_id", "audit", ["who", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit"
            " FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        )
    else:
        op.execute(
            "CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_is_append_only ON audit")
        op.execute("DROP FUNCTION audit_is_append_only()")
    else:
        op.execute("DROP TRIGGER audit_is_append_only")
    op.drop_index("ix_audit_who_id", "audit")
    with op.batch_alter_table("audit") as audit:
        audit.drop_column("result")
