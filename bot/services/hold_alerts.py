"""Alerts wait while their receiver wants to be left alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.alerts import AlertKind
from bot.domain.errors import NotFound
from bot.services.ports import Clock, Database, Delivery, NotNow, Outcome, OutgoingMessage

QUIET_HOURS = "quiet hours"
"""Why a message was postponed."""

KINDS = {**{kind.value: kind for kind in AlertKind}, "link_replaced": AlertKind.LINK_BROKEN}
"""Which messages of the outbox are alerts."""


@dataclass(frozen=True)
class HoldAlerts:
    """Implements the Delivery port before another one, which words what may come now.

    Asked at the moment of sending, by what the person wants then: whatever kept a message until
    their quiet hours, it does not come in them. Where its time is over before theirs, it is
    dropped by its deadline.
    """

    database: Database
    clock: Clock
    word: Delivery

    async def __call__(self, message: OutgoingMessage) -> Callable[[], Awaitable[Outcome]]:
        """Raises NotNow, and NotFound for what was switched off or muted meanwhile."""
        kind = KINDS.get(message.kind)
        if kind is not None:
            await self._may_come(message, kind)
        return await self.word(message)

    async def _may_come(self, message: OutgoingMessage, kind: AlertKind) -> None:
        receiver = message.chat_id
        account_id = message.payload.get("account_id")
        async with self.database.reading() as stored:
            person = await stored.people.get(receiver)
            settings = (await stored.alerts.settings([receiver]))[receiver]
            muted = isinstance(account_id, int) and receiver in await stored.alerts.muted(
                account_id, kind
            )
        if person is None or not settings.wants(kind, muted=muted):
            raise NotFound("nobody wants to hear of it any more")
        until = settings.waits_until(
            kind, self.clock.now(), person.zone, rings=not (message.silent or muted)
        )
        if until is not None:
            raise NotNow(until, QUIET_HOURS)
