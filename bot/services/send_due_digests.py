"""Digests whose hour has come: put out once a local date, and armed for the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.digests import LATEST
from bot.services.change_digest import digest_message
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.ports import Clock, Database, Ref

PAUSE = timedelta(minutes=1)


@dataclass(frozen=True)
class SendDueDigests:
    """For due subscriptions: one outgoing message, in the transaction that arms the next."""

    database: Database
    clock: Clock

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.digests.begin(refs, RUN_TTL)
        await work_on_each(begun, self._put_out, self._give_back)

    async def _put_out(self, ref: Ref) -> None:
        now = self.clock.now()
        async with self.database.transaction() as stored:
            subscription = await stored.digests.get(ref.id)
            due_at = await stored.digests.due_at(ref.id)
            if subscription is None or due_at is None:
                await stored.digests.finish([ref])
                return
            following = subscription.next_after(max(due_at, now))
            if not await stored.digests.rearm(ref, following.due_at):
                return
            # After a long downtime the missed ones are skipped: at most this one is caught up.
            person = await stored.people.get(subscription.telegram_user_id)
            # Nothing reaches somebody who blocks us; they come back by speaking.
            listens = person is not None and person.blocked_at is None
            if subscription.enabled and listens and now - due_at <= LATEST:
                local_date = due_at.astimezone(subscription.zone).date().isoformat()
                message = digest_message(subscription, local_date, local_date)
                await stored.outbox.put(replace(message, deadline=due_at + LATEST))

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.digests.release(ref, at, failure(error))
