"""Messages that must go out once: rows first, messages second."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, or_, select, update

from bot.domain.digests import LATEST
from bot.domain.operator_alerts import MESSAGE
from bot.metrics.counted import DIGEST_DELAY, DIGESTS, MESSAGES
from bot.services.ports import BegunWording, MessageToSend, OutgoingMessage, Ref
from bot.storage.counting import when_committed
from bot.storage.due import CLAIMED, DONE, MISSED, OPEN, UNKNOWN, SqlDueRows
from bot.storage.repositories.base import NO_OBJECTS
from bot.storage.tables import STILL_OPEN, DigestSubscriptionRow, DueState, OutboxRow

DIGEST = "digest"
"""The kind whose time is ``LATEST`` before its deadline."""

ANSWER_LOST = "the answer to an earlier sending was lost"


def outgoing_message(row: OutboxRow) -> OutgoingMessage:
    return OutgoingMessage(
        kind=row.kind,
        key=row.key,
        chat_id=row.chat_id,
        message_thread_id=row.message_thread_id,
        payload=row.payload,
        deadline=row.deadline,
        silent=row.silent,
    )


def message_to_send(row: OutboxRow) -> MessageToSend:
    return MessageToSend(Ref(row.id, row.attempt), outgoing_message(row))


def messages_of(telegram_user_id: int) -> ColumnElement[bool]:
    """In the private chat, whose id is the user's; their digests may go to other chats, too,

    and so does what is said there of them.
    """
    digests = select(DigestSubscriptionRow.id).where(
        DigestSubscriptionRow.telegram_user_id == telegram_user_id
    )
    return or_(
        OutboxRow.chat_id == telegram_user_id,
        OutboxRow.payload["subscription_id"].as_integer().in_(digests),
        # Telegram's ids have more than 32 bits.
        cast(OutboxRow.payload["telegram_user_id"].as_string(), BigInteger) == telegram_user_id,
    )


class SqlOutbox(SqlDueRows):
    """Implements the Outbox port."""

    model = OutboxRow
    shared_by = "chat_id"
    share = 5

    async def put(self, message: OutgoingMessage) -> bool:
        now = self._now
        put: int | None = await self._session.scalar(
            self._insert(OutboxRow)
            .values(
                kind=message.kind,
                key=message.key,
                chat_id=message.chat_id,
                message_thread_id=message.message_thread_id,
                payload=dict(message.payload),
                silent=message.silent,
                created_at=now,
                available_at=now,
                deadline=message.deadline,
            )
            .on_conflict_do_nothing(index_elements=[OutboxRow.key])
            .returning(OutboxRow.id)
        )
        return put is not None

    async def holds(self, key: str) -> bool:
        found = await self._session.scalar(select(OutboxRow.id).where(OutboxRow.key == key))
        return found is not None

    async def begin_wording(self, ref: Ref, ttl: timedelta) -> BegunWording:
        sending_began = OutboxRow.sending_at.is_not(None)
        row = await self._session.scalar(
            self._beginning([ref], ttl)
            .values(
                state=case(
                    (sending_began, UNKNOWN),
                    (OutboxRow.deadline <= self._now, MISSED),
                    else_=CLAIMED,
                ),
                last_error=case((sending_began, ANSWER_LOST), else_=OutboxRow.last_error),
            )
            .returning(OutboxRow),
            execution_options=NO_OBJECTS,
        )
        message = None if row is None else message_to_send(row)
        state = None if row is None else row.state
        ended = {DueState.UNKNOWN: "unknown", DueState.MISSED: "missed"}
        if row is not None and row.state in ended:
            self._count(ended[DueState(row.state)], 1)
            self._count_message(row.kind, ended[DueState(row.state)])
        return BegunWording(
            to_word=message if state == DueState.CLAIMED else None,
            unknown=message if state == DueState.UNKNOWN else None,
        )

    async def begin_sending(self, ref: Ref, ttl: timedelta) -> bool:
        begun = await self._refs_in_state(
            DueState.CLAIMED, self._beginning([ref], ttl).values(sending_at=self._now)
        )
        return begun == [ref]

    async def reopen(self, outbox_id: int, chat_id: int) -> bool:
        """Without its deadline: somebody wants it now."""
        reopened = await self._change(
            update(OutboxRow)
            .where(
                OutboxRow.id == outbox_id,
                OutboxRow.chat_id == chat_id,
                OutboxRow.state == UNKNOWN,
            )
            .values(
                state=OPEN,
                available_at=self._now,
                deadline=None,
                sending_at=None,
                failures=0,
                crashes=0,
            )
        )
        return reopened == 1

    async def sent(self, ref: Ref, message_id: int) -> bool:
        return await self._end(ref, "done", state=DONE, sent_message_id=message_id, last_error=None)

    async def postpone(self, ref: Ref, at: datetime, error: str) -> bool:
        return await self._end(
            ref, "postponed", state=OPEN, available_at=at, sending_at=None, last_error=error
        )

    async def unknown(self, ref: Ref, error: str) -> bool:
        return await self._end(ref, "unknown", state=UNKNOWN, last_error=error)

    async def look_again(self, chat_id: int, why: str) -> None:
        await self._change(
            update(OutboxRow)
            .where(
                STILL_OPEN,
                OutboxRow.chat_id == chat_id,
                OutboxRow.state == OPEN,
                OutboxRow.last_error == why,
            )
            .values(available_at=self._now)
        )

    async def forget_before(self, before: datetime, limit: int) -> int:
        over = and_(OutboxRow.state.not_in([OPEN, CLAIMED]), OutboxRow.created_at < before)
        return await self._delete_some(OutboxRow, over, limit)

    async def _note_set_aside(self, ids: Sequence[int]) -> None:
        """Nothing of the operator's own alerts: it would be told through the same channel."""
        others = await self._session.scalars(
            select(OutboxRow.id).where(OutboxRow.id.in_(ids), OutboxRow.kind != MESSAGE)
        )
        if found := others.all():
            await super()._note_set_aside(found)

    async def _note_missed(self, ids: Sequence[int]) -> None:
        await super()._note_missed(ids)
        kinds = await self._session.scalars(select(OutboxRow.kind).where(OutboxRow.id.in_(ids)))
        for kind in kinds:
            self._count_message(kind, "missed")

    async def _end(self, ref: Ref, outcome: str, **values: Any) -> bool:
        """Messages are counted by what they are, too."""
        ended = await self._session.execute(
            self._ours([ref]).values(**values).returning(OutboxRow.kind, OutboxRow.deadline),
            execution_options=NO_OBJECTS,
        )
        rows = ended.all()
        self._count(outcome, len(rows))
        for kind, deadline in rows:
            self._count_message(kind, "sent" if outcome == "done" else outcome, deadline)
        return len(rows) == 1

    def _count_message(self, kind: str, outcome: str, deadline: datetime | None = None) -> None:
        when_committed(self._session, MESSAGES.labels(kind, outcome).inc)
        if kind != DIGEST:
            return
        when_committed(self._session, DIGESTS.labels(outcome).inc)
        if outcome == "sent" and deadline is not None:
            late = (self._now - (deadline - LATEST)).total_seconds()
            when_committed(self._session, lambda: DIGEST_DELAY.observe(late))

    def _gives_up(self) -> ColumnElement[bool]:
        """Whose sending began is asked about, however often whoever sent it crashed."""
        return OutboxRow.sending_at.is_(None)

    def _past_deadline(self) -> ColumnElement[int]:
        """A message whose sending began was perhaps not missed at all."""
        return case((OutboxRow.sending_at.is_not(None), UNKNOWN), else_=MISSED)
