"""Digests whose hour comes soon: put together and drawn, so that at the hour they are only sent."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.services.change_digest import digest_message
from bot.services.due_work import RUN_TTL, work_on_each
from bot.services.ports import Clock, Database, OutgoingMessage, Ref
from bot.services.send_due_digests import listens_to

Prepare = Callable[[OutgoingMessage], Awaitable[None]]
"""Do all that a message needs but its sending. Raises NotFound when there is nothing to say."""


@dataclass(frozen=True)
class DrawAhead:
    """For subscriptions that are due soon: read what is not fresh, and draw.

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
        if (
            subscription is not None
            and due_at is not None
            and listens
            and not subscription.muted(due_at)
        ):
            local_date = due_at.astimezone(subscription.zone).date().isoformat()
            # At its hour it may be different, and is looked at again.
            with suppress(NotFound):
                await self.prepare(digest_message(subscription, local_date, local_date))
        await self._wait_for_its_hour(ref)

    async def _leave(self, ref: Ref, _: Exception) -> None:
        await self._wait_for_its_hour(ref)

    async def _wait_for_its_hour(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            due_at = await stored.digests.due_at(ref.id)
            await stored.digests.release(ref, due_at or self.clock.now())
