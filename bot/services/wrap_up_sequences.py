"""Tell everybody who follows an account how its stories of a day did, when the last has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.ports import Clock, Database, OutgoingMessage, Ref

PAUSE = timedelta(minutes=1)
LATEST = timedelta(days=2)
"""A wrap-up that could not be sent for this long is old news."""


@dataclass(frozen=True)
class WrapUpSequences:
    """For due sequences: one message a follower, put out together with finishing the row."""

    database: Database
    clock: Clock

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.wrap_ups.begin(refs, RUN_TTL)
        await work_on_each(begun, self._wrap_up, self._give_back)

    async def _wrap_up(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            sequence = await stored.stories.sequence(ref.id)
            if sequence is None or not await stored.wrap_ups.finish([ref]):
                return
            followers = await stored.accounts.followers(sequence.account_id)
            # Nothing reaches somebody who blocks us; the day stays among the past stories.
            for person in [one for one in followers if one.blocked_at is None]:
                await stored.outbox.put(
                    OutgoingMessage(
                        kind="wrap_up",
                        key=f"wrap_up:{sequence.id}:{person.telegram_user_id}",
                        chat_id=person.telegram_user_id,
                        message_thread_id=None,
                        payload={"sequence_id": sequence.id},
                        deadline=self.clock.now() + LATEST,
                    )
                )

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.wrap_ups.release(ref, at, failure(error))
