"""Messages that told of a link say how far the first sync is, until it is over.

The sync knows of no chat: what is stored is looked at, in whatever process it was read.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import NotFound
from bot.services.describe_linked import DescribeLinked
from bot.services.due_work import RUN_TTL, failure, work_on_each
from bot.services.first_sync import first_sync_of
from bot.services.follow_linked import EVERY
from bot.services.ports import (
    Clock,
    Database,
    LinkedMessage,
    NotDeliverable,
    Outcome,
    OutcomeUnknown,
    Ref,
    SendLater,
    Sent,
)
from bot.services.results import FirstSync, Linked
from bot.services.share_pace import Pace

WHILE_PAUSED = timedelta(minutes=1)
WHILE_CUT_OFF = timedelta(hours=1)
"""Between looks when nothing is being read; then the message says so and stays true."""

PAUSE = timedelta(minutes=1)
"""After a failure of our own."""

Rewrite = Callable[[int, int, Linked | None], Awaitable[Outcome]]
"""Let the person's message tell of the link, or that there is none any more.

It may be done twice. Nothing that was opened from the message is touched.
"""


@dataclass(frozen=True)
class TellFirstSync:
    """For due messages: look how far the sync is, and edit what says something else.

    The last edit says that it is over, and the message is left alone from then on.
    """

    database: Database
    clock: Clock
    describe_linked: DescribeLinked
    rewrite: Rewrite
    pace: Pace

    async def __call__(self, refs: Sequence[Ref]) -> None:
        await work_on_each(refs, self._tell, self._give_back)

    async def _tell(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            if not await stored.linked_messages.begin([ref], RUN_TTL):
                return
            message = await stored.linked_messages.followed(ref)
        if message is None:
            return
        linked = await self._linked(message)
        sync = None if linked is None else linked.sync
        if sync is not None and sync.told == message.told:
            async with self.database.transaction() as stored:
                await stored.linked_messages.rearm(ref, self._next(sync))
        elif await self._has_place(ref, message.telegram_user_id):
            outcome = await self.rewrite(message.telegram_user_id, message.message_id, linked)
            await self._note(ref, sync, outcome)

    async def _linked(self, message: LinkedMessage) -> Linked | None:
        """None when the person is not linked to it any more."""
        if message.account_id is None:
            return None
        try:
            linked = await self.describe_linked(
                message.telegram_user_id,
                message.account_id,
                message.live_stories,
                relinked=message.relinked,
            )
        except NotFound:
            return None
        async with self.database.reading() as stored:
            return replace(linked, sync=await first_sync_of(stored, linked.account))

    async def _has_place(self, ref: Ref, chat_id: int) -> bool:
        """Among the messages in bulk; without one the row waits."""
        async with self.pace.turn_in_bulk(chat_id) as place:
            pass
        if not place.is_granted:
            async with self.database.transaction() as stored:
                await stored.linked_messages.release(ref, self.clock.now() + place.wait)
        return place.is_granted

    async def _note(self, ref: Ref, sync: FirstSync | None, outcome: Outcome) -> None:
        async with self.database.transaction() as stored:
            messages = stored.linked_messages
            match outcome:
                case Sent() if sync is not None:
                    await messages.told(ref, sync.told, self._next(sync))
                case Sent() | NotDeliverable():
                    await messages.leave(ref)
                case SendLater(at, _):
                    await messages.release(ref, at)
                case OutcomeUnknown():
                    await messages.release(ref, self.clock.now() + EVERY)

    def _next(self, sync: FirstSync) -> datetime:
        now = self.clock.now()
        if sync.cut_off:
            return now + WHILE_CUT_OFF
        if sync.goes_on_at is None:
            return now + EVERY
        return max(now + EVERY, min(sync.goes_on_at, now + WHILE_PAUSED))

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        async with self.database.transaction() as stored:
            await stored.linked_messages.release(ref, self.clock.now() + PAUSE, failure(error))
