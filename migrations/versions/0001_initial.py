"""Everything that the first version keeps."""
# Alembic finds it by its path: the folder is no package.
# ruff: noqa: INP001

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
STILL_OPEN = sa.text("state IN (0, 1)")


def counted_id() -> sa.Column[int]:
    return sa.Column("id", ROW_ID, sa.Identity(), nullable=False)


def due_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("available_at", INSTANT, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deadline", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
    ]


def upgrade() -> None:
    create_people_and_accounts()
    create_media()
    create_stories()
    create_plans()
    create_account_numbers()
    create_machinery()


def create_people_and_accounts() -> None:
    op.create_table(
        "instagram_account",
        counted_id(),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("app_scoped_id", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("account_type", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("followers_count", sa.Integer(), nullable=True),
        sa.Column("follows_count", sa.Integer(), nullable=True),
        sa.Column("media_count", sa.Integer(), nullable=True),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("media_synced_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instagram_account"),
        sa.UniqueConstraint("user_id", name="uq_instagram_account_user_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_instagram_account_app_scoped_id", "instagram_account", ["app_scoped_id"])
    op.create_table(
        "person",
        sa.Column("telegram_user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("time_zone_known", sa.Boolean(), nullable=False),
        sa.Column("current_account_id", ROW_ID, nullable=True),
        sa.Column("blocked_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["current_account_id"],
            ["instagram_account.id"],
            name="fk_person_current_account_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("telegram_user_id", name="pk_person"),
    )
    op.create_index("ix_person_current_account_id", "person", ["current_account_id"])
    op.create_table(
        "link",
        counted_id(),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("permissions", JSON, nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("linked_at", INSTANT, nullable=False),
        sa.Column("token_issued_at", INSTANT, nullable=False),
        sa.Column("token_expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["instagram_account.id"], name="fk_link_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["telegram_user_id"],
            ["person.telegram_user_id"],
            name="fk_link_telegram_user_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint(
            "telegram_user_id", "account_id", name="uq_link_telegram_user_id_account_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_account_id", "link", ["account_id"])
    op.create_table(
        "link_attempt",
        counted_id(),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ticket_sha256", sa.String(length=64), nullable=False),
        sa.Column("state_sha256", sa.String(length=64), nullable=True),
        sa.Column("return_sha256", sa.String(length=64), nullable=True),
        sa.Column("typed_code_scrypt", sa.Text(), nullable=True),
        sa.Column("wrong_typed_codes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["telegram_user_id"],
            ["person.telegram_user_id"],
            name="fk_link_attempt_telegram_user_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link_attempt"),
        sa.UniqueConstraint("return_sha256", name="uq_link_attempt_return_sha256"),
        sa.UniqueConstraint("state_sha256", name="uq_link_attempt_state_sha256"),
        sa.UniqueConstraint("ticket_sha256", name="uq_link_attempt_ticket_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_link_attempt_telegram_user_id_created_at",
        "link_attempt",
        ["telegram_user_id", "created_at"],
    )


def create_media() -> None:
    op.create_table(
        "media",
        counted_id(),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("media_product_type", sa.Text(), nullable=False),
        sa.Column("timestamp", INSTANT, nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("permalink", sa.Text(), nullable=True),
        sa.Column("media_url", sa.Text(), nullable=True),
        sa.Column("thumbnail_url", sa.Text(), nullable=True),
        sa.Column("like_count", sa.Integer(), nullable=True),
        sa.Column("comments_count", sa.Integer(), nullable=True),
        sa.Column("listed_at", INSTANT, nullable=False),
        sa.Column("insights_as_of", INSTANT, nullable=True),
        sa.Column("extras_as_of", INSTANT, nullable=True),
        sa.Column("values", JSON, nullable=True),
        sa.Column("breakdowns", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["instagram_account.id"], name="fk_media_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
        sa.UniqueConstraint("media_id", name="uq_media_media_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_media_account_id_media_product_type_timestamp",
        "media",
        ["account_id", "media_product_type", "timestamp"],
    )
    op.create_table(
        "media_snapshot",
        sa.Column("media_id", ROW_ID, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.Column("age_seconds", sa.BigInteger(), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("breakdowns", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name="fk_media_snapshot_media_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "taken_at", name="pk_media_snapshot"),
    )


def create_stories() -> None:
    op.create_table(
        "story_sequence",
        counted_id(),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        *due_columns(),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_story_sequence_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_story_sequence"),
        sa.UniqueConstraint(
            "account_id", "local_date", name="uq_story_sequence_account_id_local_date"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_story_sequence_open_available_at",
        "story_sequence",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "story",
        counted_id(),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("sequence_id", ROW_ID, nullable=False),
        sa.Column("media_id", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("timestamp", INSTANT, nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("permalink", sa.Text(), nullable=True),
        sa.Column("media_url", sa.Text(), nullable=True),
        sa.Column("thumbnail_url", sa.Text(), nullable=True),
        sa.Column("gone_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["instagram_account.id"], name="fk_story_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sequence_id"], ["story_sequence.id"], name="fk_story_sequence_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.UniqueConstraint("media_id", name="uq_story_media_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_account_id_timestamp", "story", ["account_id", "timestamp"])
    op.create_index("ix_story_sequence_id", "story", ["sequence_id"])
    op.create_table(
        "capture",
        counted_id(),
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        *due_columns(),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_capture_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_capture_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_capture"),
        sa.UniqueConstraint("story_id", "slot", name="uq_capture_story_id_slot"),
        postgresql_with={"fillfactor": 70},
        sqlite_autoincrement=True,
    )
    op.create_index("ix_capture_account_id", "capture", ["account_id"])
    op.create_index(
        "ix_capture_open_deadline",
        "capture",
        ["deadline"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_index(
        "ix_capture_open_lane_available_at",
        "capture",
        ["lane", "available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "sample",
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("story_id", ROW_ID, nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("captured_at", INSTANT, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("reach", sa.BigInteger(), nullable=True),
        sa.Column("views", sa.BigInteger(), nullable=True),
        sa.Column("replies", sa.BigInteger(), nullable=True),
        sa.Column("shares", sa.BigInteger(), nullable=True),
        sa.Column("total_interactions", sa.BigInteger(), nullable=True),
        sa.Column("follows", sa.BigInteger(), nullable=True),
        sa.Column("profile_visits", sa.BigInteger(), nullable=True),
        sa.Column("reposts", sa.BigInteger(), nullable=True),
        sa.Column("navigation", sa.BigInteger(), nullable=True),
        sa.Column("tap_forward", sa.BigInteger(), nullable=True),
        sa.Column("tap_back", sa.BigInteger(), nullable=True),
        sa.Column("tap_exit", sa.BigInteger(), nullable=True),
        sa.Column("swipe_forward", sa.BigInteger(), nullable=True),
        sa.Column("others", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_sample_account_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_sample_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("posted_on", "story_id", "slot", name="pk_sample"),
        postgresql_partition_by="RANGE (posted_on)",
    )
    op.create_index("ix_sample_account_id", "sample", ["account_id"])
    op.create_index("ix_sample_story_id", "sample", ["story_id"])
    if op.get_bind().dialect.name == "postgresql":
        # Months get partitions of their own where the table grows large.
        op.execute("CREATE TABLE sample_default PARTITION OF sample DEFAULT")


def create_plans() -> None:
    op.create_table(
        "discover_plan",
        sa.Column("account_id", ROW_ID, autoincrement=False, nullable=False),
        *due_columns(),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_discover_plan_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_discover_plan"),
    )
    op.create_index(
        "ix_discover_plan_open_available_at",
        "discover_plan",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "refresh_plan",
        sa.Column("account_id", ROW_ID, autoincrement=False, nullable=False),
        *due_columns(),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_refresh_plan_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_refresh_plan"),
    )
    op.create_index(
        "ix_refresh_plan_open_available_at",
        "refresh_plan",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "token_plan",
        sa.Column("link_id", ROW_ID, autoincrement=False, nullable=False),
        *due_columns(),
        sa.ForeignKeyConstraint(
            ["link_id"], ["link.id"], name="fk_token_plan_link_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link_id", name="pk_token_plan"),
    )
    op.create_index(
        "ix_token_plan_open_available_at",
        "token_plan",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "digest_subscription",
        counted_id(),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", ROW_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_thread_id", sa.BigInteger(), nullable=True),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        *due_columns(),
        sa.ForeignKeyConstraint(
            ["telegram_user_id", "account_id"],
            ["link.telegram_user_id", "link.account_id"],
            name="fk_digest_subscription_telegram_user_id_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digest_subscription"),
        sa.UniqueConstraint(
            "telegram_user_id",
            "account_id",
            "chat_id",
            name="uq_digest_subscription_telegram_user_id_account_id_chat_id",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_digest_subscription_open_available_at",
        "digest_subscription",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table(
        "outbox",
        counted_id(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_thread_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sending_at", INSTANT, nullable=True),
        sa.Column("sent_message_id", sa.BigInteger(), nullable=True),
        *due_columns(),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.create_index(
        "ix_outbox_open_available_at",
        "outbox",
        ["available_at"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_index(
        "ix_outbox_open_deadline",
        "outbox",
        ["deadline"],
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def create_account_numbers() -> None:
    op.create_table(
        "account_totals",
        sa.Column("account_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("breakdowns", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_account_totals_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "time_zone", "first_day", "last_day", name="pk_account_totals"
        ),
    )
    op.create_table(
        "account_day",
        sa.Column("account_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_account_day_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "metric", "ends_at", name="pk_account_day"),
    )
    op.create_table(
        "followers_day",
        sa.Column("account_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("followers_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["instagram_account.id"],
            name="fk_followers_day_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "day", name="pk_followers_day"),
    )


def create_machinery() -> None:
    op.create_table(
        "bucket",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.Column("blocked_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_bucket"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "fsm",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_fsm"),
    )
    op.create_table(
        "processed_update",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("handed_out", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_processed_update"),
    )
    op.create_index("ix_processed_update_at", "processed_update", ["at"])
    op.create_index(
        "ix_processed_update_unfinished",
        "processed_update",
        ["update_id"],
        sqlite_where=sa.text("body IS NOT NULL"),
        postgresql_where=sa.text("body IS NOT NULL"),
    )
    op.create_table(
        "encryption_keys",
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("check_value", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("kid", name="pk_encryption_keys"),
    )
    op.create_table(
        "audit",
        counted_id(),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
