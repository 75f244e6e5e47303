"""Digests whose hour comes soon: put together and drawn, so that at the hour they are only sent."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.domain.digests import DigestSubscription
from bot.domain.errors import NotFound
from bot.services.change_digest import digest_message
from bot.services.due_work import RUN_TTL, work_on_each
from bot.services.ports import (
    Clock,
    Database,
    OutgoingMessage,
    ReadyDigest,
    Ref,
    Repositories,
)
from bot.services.send_due_digests import listens_to

Prepare = Callable[[OutgoingMessage], Awaitable[ReadyDigest]]
"""Do all that a message needs but its sending. Raises NotFound when there is nothing to say."""


@dataclass(frozen=True)
class DrawAhead:
    """For subscriptions that are due soon: read what is not fresh, draw, and keep it stored.

    A favour, on which nothing depends: whatever becomes of it, the digest is due at its hour, and
    what is not there then is made then.
    """

    database: Database
    clock: Clock
    prepare: Prepare

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.digests.begin(refs, RUN_TTL)
        await work_on_each(begun, self._draw, self._leave)

    async def _draw(self, ref: Ref) -> None:
        async with self.database.reading() as stored:
            subscription = await stored.digests.get(ref.id)
            due_at = await stored.digests.due_at(ref.id)
            listens = subscription is not None and await listens_to(stored, subscription)
        if subscription is None or due_at is None or not listens or subscription.muted(due_at):
            await self._wait_for_its_hour(ref)
            return
        local_date = due_at.astimezone(subscription.zone).date().isoformat()
        try:
            ready = await self.prepare(digest_message(subscription, local_date, local_date))
        except NotFound:
            # At its hour it may be different, and is looked at again.
            await self._wait_for_its_hour(ref)
            return
        async with self.database.transaction() as stored:
            still = await self._still_linked(stored, subscription, ready)
            if await self._release(stored, ref) and still:
                await stored.ready_digests.put(ready)

    async def _still_linked(
        self, stored: Repositories, subscription: DigestSubscription, ready: ReadyDigest
    ) -> bool:
        """Whether no account has gone meanwhile that it tells of; until we are done none goes.

        A digest of one account goes with its subscription, and that with the account.
        """
        if not ready.account_ids:
            return True
        for account_id in sorted(ready.account_ids):
            await stored.accounts.hold(account_id)
        linked = await stored.accounts.linked_to(subscription.telegram_user_id)
        return {*ready.account_ids} <= {one.account.id for one in linked}

    async def _leave(self, ref: Ref, _: Exception) -> None:
        await self._wait_for_its_hour(ref)

    async def _wait_for_its_hour(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            await self._release(stored, ref)

    async def _release(self, stored: Repositories, ref: Ref) -> bool:
        due_at = await stored.digests.due_at(ref.id)
        return await stored.digests.release(ref, due_at or self.clock.now())
