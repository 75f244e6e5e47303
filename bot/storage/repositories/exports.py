"""Everything of one person, table by table: only theirs, and nothing secret."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, String, case, cast, literal, not_, or_, select

from bot.domain.metrics import ACCOUNT_TOTALS, MEDIA_METRICS
from bot.services.ports import ExportedContent, ExportedTable, Purpose
from bot.storage.due import CLAIMED, OPEN
from bot.storage.repositories.audit import audit_of
from bot.storage.repositories.base import Repository
from bot.storage.repositories.outbox import messages_of
from bot.storage.repositories.story_pictures import WHY_LOST
from bot.storage.repositories.story_rows import METRIC_COLUMNS, NAVIGATION_COLUMNS
from bot.storage.tables import (
    AccountDayRow,
    AccountTotalsRow,
    AlertMuteRow,
    AlertSettingsRow,
    AlertToldRow,
    ApiKeyRow,
    AudienceRow,
    AuditRow,
    ChatGrantRow,
    DigestSubscriptionRow,
    FollowersDayRow,
    InstagramAccountRow,
    LinkAttemptRow,
    LinkRow,
    MediaRow,
    MediaSnapshotRow,
    MediaTagRow,
    OnlineDayRow,
    OutboxRow,
    PersonRow,
    RequestCountRow,
    SampleRow,
    StoryPictureRow,
    StoryRow,
    StorySequenceRow,
    StoryTagRow,
    TagRow,
)

CHUNK = 500
"""Rows that are in memory at the same time."""

NOT_EXPORTED: Mapping[str, str] = {
    "webhook_entry": "which notices of Instagram's were handled; what they told is in the looks",
    "webhook_subscription": "when it is looked next whether Instagram's notices come",
    "recent_requests": "the calls of the last hour; those of every day are in the requests",
    "capture": "when a story is looked at next; what was seen is in the looks",
    "media_look": "when a post is looked at next",
    "discover_plan": "when stories are looked for next",
    "refresh_plan": "when the account is read next",
    "newest_media_plan": "when new posts are looked for next",
    "token_plan": "when the access is renewed next",
    "pending_link": "when an attempt to link is tried next",
    "linked_message": "which message is edited while posts are read for the first time",
    "link_code": "fingerprints of codes that Instagram gave for a link, and that are used up",
    "processed_update": "what a person said is there only while it is worked on",
    "bucket": "how much of a limit is left",
    "usage": "how much of a limit is used",
    "refused_metric": "about Instagram, not about a person",
    "served_version": "about Instagram, not about a person",
    "data_deletion": "names nobody",
    "lease": "about processes",
    "heartbeat": "when the bot last noted that it works",
    "ready_digest": "a digest that waits for its hour; what it tells is read from the others",
    "digest_picture": "a picture of such digests; its numbers are in the other tables",
    "outage": "when the bot or Instagram could not be reached; what came of it is in the stories",
    "fsm": "empty: nothing writes it",
    "encryption_keys": "about keys",
    "bot_identity": "about the bot",
    "operator_alert": "what goes wrong with the bot itself; it names nobody",
}
"""Tables that are left out, and why."""

PURPOSES = {purpose.value: purpose.name.lower() for purpose in Purpose}

MEDIA_NUMBERS = tuple(metric.name for metric in MEDIA_METRICS)

Statement = Select[*tuple[Any, ...]]

PICTURES = "story_pictures"
PICTURES_IN_MEMORY = 20

Table = tuple[str, Statement, Sequence[str]]
"""Its name in the export, what to read, and the metrics that get columns of their own."""


class SqlExports(Repository):
    """Implements the Exports port."""

    async def tables(self, telegram_user_id: int) -> AsyncIterator[ExportedTable]:
        for name, statement, numbers in tables_of_person(telegram_user_id):
            yield self._table(name, statement, numbers)
        linked = await self._session.scalars(
            select(LinkRow.account_id)
            .where(LinkRow.telegram_user_id == telegram_user_id)
            .order_by(LinkRow.id)
        )
        for number, account_id in enumerate(linked.all(), start=1):
            folder = f"account-{number}"
            for name, statement, numbers in tables_of_account(account_id):
                table = self._table(f"{folder}/{name}", statement, numbers)
                if name == PICTURES:
                    table = replace(table, contents=self._pictures(account_id, folder))
                yield table

    def _table(self, name: str, statement: Statement, numbers: Sequence[str]) -> ExportedTable:
        return ExportedTable(
            name, tuple(statement.selected_columns.keys()), self._rows(statement), numbers
        )

    async def _pictures(self, account_id: int, folder: str) -> AsyncIterator[ExportedContent]:
        result = await self._session.stream(
            select(_PICTURE_FILE.label("file"), StoryPictureRow.jpeg)
            .where(StoryPictureRow.account_id == account_id, _IS_KEPT)
            .order_by(StoryPictureRow.story_id),
            execution_options={"yield_per": PICTURES_IN_MEMORY},
        )
        async for row in result:
            yield ExportedContent(f"{folder}/{row.file}", row.jpeg)

    async def _rows(self, statement: Statement) -> AsyncIterator[Sequence[Mapping[str, object]]]:
        result = await self._session.stream(statement, execution_options={"yield_per": CHUNK})
        async for chunk in result.mappings().partitions():
            yield [{str(name): value for name, value in row.items()} for row in chunk]


_IS_KEPT = StoryPictureRow.kept_at.is_not(None)
_PICTURE_FILE = literal(f"{PICTURES}/") + cast(StoryPictureRow.story_id, String) + literal(".jpg")


def tables_of_person(telegram_user_id: int) -> list[Table]:
    attempt, message = LinkAttemptRow, OutboxRow
    return [
        (
            "person",
            _columns(PersonRow, without=["current_account_id"]).where(
                PersonRow.telegram_user_id == telegram_user_id
            ),
            (),
        ),
        (
            "links",
            select(
                InstagramAccountRow.user_id,
                InstagramAccountRow.username,
                *_columns(
                    LinkRow, without=["id", "telegram_user_id", "account_id", "token"]
                ).selected_columns,
            )
            .join_from(LinkRow, InstagramAccountRow)
            .where(LinkRow.telegram_user_id == telegram_user_id)
            .order_by(LinkRow.id),
            (),
        ),
        (
            "digests",
            select(
                InstagramAccountRow.user_id,
                DigestSubscriptionRow.chat_id,
                DigestSubscriptionRow.message_thread_id,
                DigestSubscriptionRow.cadence,
                DigestSubscriptionRow.at,
                DigestSubscriptionRow.weekday,
                DigestSubscriptionRow.time_zone,
                DigestSubscriptionRow.enabled,
                DigestSubscriptionRow.due_at,
                DigestSubscriptionRow.muted_until,
            )
            .outerjoin(
                InstagramAccountRow, InstagramAccountRow.id == DigestSubscriptionRow.account_id
            )
            .where(DigestSubscriptionRow.telegram_user_id == telegram_user_id)
            .order_by(DigestSubscriptionRow.id),
            (),
        ),
        (
            "alerts",
            _columns(AlertSettingsRow, without=["telegram_user_id"]).where(
                AlertSettingsRow.telegram_user_id == telegram_user_id
            ),
            (),
        ),
        (
            "alert_mutes",
            select(InstagramAccountRow.user_id, AlertMuteRow.kind, AlertMuteRow.until)
            .join(InstagramAccountRow, InstagramAccountRow.id == AlertMuteRow.account_id)
            .where(AlertMuteRow.telegram_user_id == telegram_user_id)
            .order_by(AlertMuteRow.account_id, AlertMuteRow.kind),
            (),
        ),
        (
            "tags",
            select(
                InstagramAccountRow.user_id,
                TagRow.id.label("tag"),
                TagRow.name,
                TagRow.created_at,
            )
            .join(InstagramAccountRow, InstagramAccountRow.id == TagRow.account_id)
            .where(TagRow.telegram_user_id == telegram_user_id)
            .order_by(TagRow.id),
            (),
        ),
        (
            "tagged_posts",
            select(MediaTagRow.tag_id.label("tag"), TagRow.name, MediaRow.media_id)
            .join_from(MediaTagRow, TagRow)
            .join(MediaRow, MediaRow.id == MediaTagRow.media_id)
            .where(TagRow.telegram_user_id == telegram_user_id)
            .order_by(TagRow.id, MediaRow.id),
            (),
        ),
        (
            "tagged_stories",
            select(StoryTagRow.tag_id.label("tag"), TagRow.name, StoryRow.media_id)
            .join_from(StoryTagRow, TagRow)
            .join(StoryRow, StoryRow.id == StoryTagRow.story_id)
            .where(TagRow.telegram_user_id == telegram_user_id)
            .order_by(TagRow.id, StoryRow.id),
            (),
        ),
        (
            "shown_in",
            select(
                InstagramAccountRow.user_id,
                *_columns(
                    ChatGrantRow, without=["id", "telegram_user_id", "account_id"]
                ).selected_columns,
            )
            .join_from(
                ChatGrantRow, InstagramAccountRow, InstagramAccountRow.id == ChatGrantRow.account_id
            )
            .where(ChatGrantRow.telegram_user_id == telegram_user_id)
            .order_by(ChatGrantRow.id),
            (),
        ),
        (
            "api_keys",
            select(
                InstagramAccountRow.user_id,
                *_columns(
                    ApiKeyRow, without=["telegram_user_id", "account_id", "digest"]
                ).selected_columns,
            )
            .join_from(
                ApiKeyRow,
                InstagramAccountRow,
                InstagramAccountRow.id == ApiKeyRow.account_id,
                isouter=True,
            )
            .where(ApiKeyRow.telegram_user_id == telegram_user_id)
            .order_by(ApiKeyRow.id),
            (),
        ),
        (
            "link_attempts",
            select(attempt.created_at, attempt.status, attempt.chat_id, attempt.expires_at)
            .where(attempt.telegram_user_id == telegram_user_id)
            .order_by(attempt.id),
            (),
        ),
        (
            "messages",
            select(
                message.created_at,
                message.kind,
                message.chat_id,
                message.message_thread_id,
                message.payload,
                message.sending_at,
                message.sent_message_id,
            )
            .where(messages_of(telegram_user_id))
            .order_by(message.id),
            (),
        ),
        (
            "audit",
            select(AuditRow.at, AuditRow.what, AuditRow.result, AuditRow.detail)
            .where(audit_of(telegram_user_id))
            .order_by(AuditRow.id),
            (),
        ),
    ]


def tables_of_account(account_id: int) -> list[Table]:
    of_account = ["account_id"]
    return [
        (
            "account",
            _columns(InstagramAccountRow, without=["id", "media_sync_after"]).where(
                InstagramAccountRow.id == account_id
            ),
            (),
        ),
        (
            "posts",
            _columns(MediaRow, without=["id", *of_account])
            .where(MediaRow.account_id == account_id)
            .order_by(MediaRow.timestamp, MediaRow.id),
            MEDIA_NUMBERS,
        ),
        (
            "post_history",
            select(
                MediaRow.media_id,
                *_columns(MediaSnapshotRow, without=["media_id"]).selected_columns,
            )
            .join_from(MediaSnapshotRow, MediaRow)
            .where(MediaRow.account_id == account_id)
            .order_by(MediaRow.id, MediaSnapshotRow.taken_at),
            MEDIA_NUMBERS,
        ),
        (
            "stories",
            select(
                StorySequenceRow.local_date,
                *_columns(StoryRow, without=["id", "sequence_id", *of_account]).selected_columns,
            )
            .join_from(StoryRow, StorySequenceRow)
            .where(StoryRow.account_id == account_id)
            .order_by(StoryRow.timestamp, StoryRow.id),
            (),
        ),
        (
            "story_looks",
            select(
                StoryRow.media_id,
                SampleRow.captured_at,
                SampleRow.hidden,
                *(
                    getattr(SampleRow, column)
                    for column in (*METRIC_COLUMNS, *NAVIGATION_COLUMNS, "others")
                ),
            )
            .join(StoryRow, StoryRow.id == SampleRow.story_id)
            .where(SampleRow.account_id == account_id)
            .order_by(SampleRow.story_id, SampleRow.captured_at),
            (),
        ),
        (
            PICTURES,
            select(
                StoryRow.media_id,
                StoryPictureRow.kept_at,
                case((_IS_KEPT, _PICTURE_FILE)).label("file"),
                case((not_(_IS_KEPT), WHY_LOST)).label("why_not"),
            )
            .join(StoryRow, StoryRow.id == StoryPictureRow.story_id)
            .where(
                StoryPictureRow.account_id == account_id,
                or_(_IS_KEPT, StoryPictureRow.state.not_in([OPEN, CLAIMED])),
            )
            .order_by(StoryPictureRow.story_id),
            (),
        ),
        (
            "days",
            _columns(AccountDayRow, without=of_account)
            .where(AccountDayRow.account_id == account_id)
            .order_by(AccountDayRow.metric, AccountDayRow.ends_at),
            (),
        ),
        (
            "followers",
            _columns(FollowersDayRow, without=of_account)
            .where(FollowersDayRow.account_id == account_id)
            .order_by(FollowersDayRow.day),
            (),
        ),
        (
            "online",
            _columns(OnlineDayRow, without=of_account)
            .where(OnlineDayRow.account_id == account_id)
            .order_by(OnlineDayRow.ends_at),
            (),
        ),
        (
            "periods",
            _columns(AccountTotalsRow, without=of_account)
            .where(AccountTotalsRow.account_id == account_id)
            .order_by(AccountTotalsRow.last_day, AccountTotalsRow.first_day),
            ACCOUNT_TOTALS,
        ),
        (
            "audience",
            _columns(AudienceRow, without=of_account)
            .where(AudienceRow.account_id == account_id)
            .order_by(AudienceRow.metric, AudienceRow.breakdown, AudienceRow.day),
            (),
        ),
        (
            "alerts_told",
            _columns(AlertToldRow, without=of_account)
            .where(AlertToldRow.account_id == account_id)
            .order_by(AlertToldRow.told_at, AlertToldRow.kind, AlertToldRow.occasion),
            (),
        ),
        (
            "requests",
            select(
                RequestCountRow.day,
                case(PURPOSES, value=RequestCountRow.purpose).label("purpose"),
                RequestCountRow.requests,
            )
            .where(RequestCountRow.account_id == account_id)
            .order_by(RequestCountRow.day, RequestCountRow.purpose),
            (),
        ),
    ]


def _columns(row: Any, without: Sequence[str]) -> Statement:
    """All columns but those that say nothing to a person."""
    return select(*(column for column in row.__table__.columns if column.key not in without))
