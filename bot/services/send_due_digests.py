"""Digests whose hour has come: put out once a local date, and armed for the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.digests import LATEST, DigestSubscription
from bot.services.change_digest import digest_message
from bot.services.digest_places import is_private, why_paused
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.ports import Clock, Database, Ref, Repositories

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
            if now < due_at:
                # A clock that was set back: its hour comes again.
                await stored.digests.release(ref, due_at)
                return
            following = subscription.next_after(now)
            ahead_at = following.ahead_at(subscription.zone)
            if not await stored.digests.rearm(ref, following.due_at, ahead_at):
                return
            # After a long downtime the missed ones are skipped: at most this one is caught up.
            listens = await listens_to(stored, subscription)
            # By the hour it was due at: a late one of the muted week is part of it.
            muted = subscription.muted(due_at)
            if subscription.enabled and listens and not muted and now - due_at <= LATEST:
                local_date = due_at.astimezone(subscription.zone).date().isoformat()
                message = digest_message(subscription, local_date, local_date)
                await stored.outbox.put(replace(message, deadline=due_at + LATEST))

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.digests.release(ref, at, failure(error))


async def listens_to(stored: Repositories, subscription: DigestSubscription) -> bool:
    """Nothing reaches somebody who blocks us, and comes back by speaking.

    Nor a group or channel in which we may not write, or where its owner shows the account no more.
    """
    if not is_private(subscription):
        return await why_paused(stored, subscription) is None
    person = await stored.people.get(subscription.telegram_user_id)
    return person is not None and person.blocked_at is None
