"""Send what was put out, once."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.services.due_work import RUN_TTL, failure, work_on_each
from bot.services.ports import (
    Clock,
    Database,
    Delivery,
    MessageToSend,
    NotDeliverable,
    OutcomeUnknown,
    OutgoingMessage,
    Ref,
    Repositories,
    SendLater,
    Sent,
)

OFFER = "send_again"
"""The kind of message that asks whether another one arrived."""


@dataclass(frozen=True)
class SendOutbox:
    """For due messages: note that sending starts, send, note how it ended.

    Killed before the start is noted, a message goes out after the restart; killed after it, its
    fate is unknown and it is not repeated by itself.
    """

    database: Database
    clock: Clock
    deliver: Delivery

    async def __call__(self, refs: Sequence[Ref]) -> None:
        await work_on_each(refs, self._send, self._failed)

    async def _send(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.outbox.begin_sending([ref], RUN_TTL)
            for lost in begun.unknown:
                await self._offer_again(stored, lost)
        for to_send in begun.to_send:
            await self._deliver(to_send)

    async def _deliver(self, to_send: MessageToSend) -> None:
        outcome = await self.deliver(to_send.message)
        async with self.database.transaction() as stored:
            match outcome:
                case Sent(message_id):
                    await stored.outbox.sent(to_send.ref, message_id)
                case SendLater(at, reason):
                    await stored.outbox.postpone(to_send.ref, at, reason)
                case NotDeliverable(reason):
                    await stored.outbox.fail(to_send.ref, reason)
                case OutcomeUnknown(reason):
                    await stored.outbox.unknown(to_send.ref, reason)
                    await self._offer_again(stored, to_send)

    async def _offer_again(self, stored: Repositories, lost: MessageToSend) -> None:
        """Ask whether it arrived, once for each time that it was tried; an offer is not offered."""
        if lost.message.kind == OFFER:
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

    async def _failed(self, ref: Ref, error: Exception) -> None:
        """Wording it failed, so nothing was sent. What cannot be worded now is set aside."""
        async with self.database.transaction() as stored:
            await stored.outbox.fail(ref, failure(error) or "not deliverable")


@dataclass(frozen=True)
class SendAgain:
    """The person asks for a message whose fate is unknown. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, outbox_id: int) -> None:
        async with self.database.transaction() as stored:
            if not await stored.outbox.reopen(outbox_id, telegram_user_id):
                raise NotFound("no such unknown message")
