"""Send what was put out, once."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import NotFound
from bot.domain.operator_alerts import MESSAGE as OPERATOR_ALERT
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.follow_linked import LINKED, follow_sent
from bot.services.ports import (
    Clock,
    Database,
    Delivery,
    MessageToSend,
    NotDeliverable,
    NotNow,
    Outcome,
    OutcomeUnknown,
    OutgoingMessage,
    Ref,
    Repositories,
    SendLater,
    Sent,
)
from bot.services.share_pace import Pace

logger = logging.getLogger(__name__)

OFFER = "send_again"
"""The kind of message that asks whether another one arrived."""


NOT_OFFERED = frozenset({OFFER, OPERATOR_ALERT})
"""What goes on in an alert is told again by itself."""

PAUSE = timedelta(minutes=1)


@dataclass(frozen=True)
class SendOutbox:
    """For due messages: word it, note that sending starts, send, note how it ended.

    Killed before the start is noted, a message goes out after the restart; killed after it, its
    fate is unknown and it is not repeated by itself.
    """

    database: Database
    clock: Clock
    word: Delivery
    pace: Pace

    async def __call__(self, refs: Sequence[Ref]) -> None:
        await work_on_each(refs, self._word_and_send, self._give_back)

    async def _word_and_send(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.outbox.begin_wording(ref, RUN_TTL)
            if begun.unknown is not None:
                await self._offer_again(stored, begun.unknown)
            if begun.to_word is None:
                return
        try:
            send = await self.word(begun.to_word.message)
        except NotFound as gone:
            await self._note(begun.to_word, NotDeliverable(gone.detail))
            return
        except NotNow as wait:
            await self._note(begun.to_word, SendLater(wait.at, wait.detail))
            return
        # Before it is noted that sending starts: what is killed while it waits was not sent.
        async with (
            self.pace.turn_in_bulk(begun.to_word.message.chat_id) as place,
            self.database.transaction() as stored,
        ):
            ours = place.is_granted and await stored.outbox.begin_sending(ref, RUN_TTL)
            if not place.is_granted:
                await stored.outbox.release(ref, self.clock.now() + place.wait)
        if ours:
            await self._send(begun.to_word, send)

    async def _send(self, to_send: MessageToSend, send: Callable[[], Awaitable[Outcome]]) -> None:
        try:
            outcome = await send()
        except Exception as error:
            logger.exception("Sending a message failed half-way")
            outcome = OutcomeUnknown(type(error).__name__)
        await self._note(to_send, outcome)

    async def _note(self, to_send: MessageToSend, outcome: Outcome) -> None:
        async with self.database.transaction() as stored:
            match outcome:
                case Sent(message_id):
                    ours = await stored.outbox.sent(to_send.ref, message_id)
                    if ours and to_send.message.kind == LINKED:
                        await follow_sent(stored, to_send.message, message_id, self.clock.now())
                case SendLater(at, reason):
                    await stored.outbox.postpone(to_send.ref, at, reason)
                case NotDeliverable(reason):
                    await stored.outbox.fail(to_send.ref, reason)
                case OutcomeUnknown(reason):
                    # No row any more: the person has deleted everything of theirs meanwhile.
                    if await stored.outbox.unknown(to_send.ref, reason):
                        await self._offer_again(stored, to_send)

    async def _offer_again(self, stored: Repositories, lost: MessageToSend) -> None:
        """Ask whether it arrived, once for each time that it was tried; an offer is not offered."""
        if lost.message.kind in NOT_OFFERED:
            return
        await stored.outbox.put(
            OutgoingMessage(
                kind=OFFER,
                key=f"{OFFER}:{lost.ref.id}:{lost.ref.attempt}",
                chat_id=lost.message.chat_id,
                message_thread_id=lost.message.message_thread_id,
                payload={"outbox_id": lost.ref.id, "noticed_at": self.clock.now().isoformat()},
            )
        )

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        """It could not be worded: nothing was sent, so it is tried again."""
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.outbox.release(ref, at, failure(error))


@dataclass(frozen=True)
class SendAgain:
    """The person asks for a message whose fate is unknown. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, outbox_id: int) -> None:
        async with self.database.transaction() as stored:
            if not await stored.outbox.reopen(outbox_id, telegram_user_id):
                raise NotFound("no such unknown message")
