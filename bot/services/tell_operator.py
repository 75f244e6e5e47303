"""What the operator must hear of: told to the admin chat once, then hourly, and when it is over."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from bot.domain.operator_alerts import (
    HAPPENED,
    MESSAGE,
    MOST_MESSAGES,
    MOST_MESSAGES_IN,
    QUIET,
    REMINDED_AFTER,
    TOLD_AGAIN_AFTER,
    KnownTrouble,
    OperatorAlert,
    of_account,
)
from bot.domain.security import SecurityEvent
from bot.services.ports import APP_KEY, Clock, Database, OutgoingMessage, Repositories

logger = logging.getLogger(__name__)

HOLDS_FOR = timedelta(hours=12)
"""An alert that could not be sent for so long is old: what still goes on is told again."""

SCOPES_NAMED = 5

LEASE, LEASE_LASTS = "operator alerts", timedelta(minutes=2)

HOUR = timedelta(hours=1)
MOST_REFUSED = 20
"""Calls of a webhook without the right signature within an hour; a few come by chance."""

MOST_STARTS, MOST_STARTS_IN = 2, timedelta(minutes=10)

Found = Mapping[str, Mapping[int, int]]
"""By scope: the ids of what was found, and how often each counts."""


@dataclass(frozen=True)
class TellOperator:
    """Compares what stands in rows and on this machine, and puts out what is to be told.

    Every process with a clock does it once a minute; of several one tells. What is new of one kind
    is one message, however many accounts it is about, and there are ten an hour at most: what did
    not fit waits, and is told together. Without a chat the troubles are noted all the same, for
    ``farolero doctor``.
    """

    database: Database
    clock: Clock
    chat_id: int | None
    machine: str
    troubles_here: Callable[[], Awaitable[Mapping[OperatorAlert, bool]]]
    """Of this machine: whether each of them is there."""
    _us: str = field(default_factory=lambda: uuid4().hex, init=False)

    async def __call__(self) -> None:
        here = await self.troubles_here()
        found = await self._look()
        async with self.database.transaction() as stored:
            for kind, is_there in here.items():
                if is_there:
                    await stored.operator_alerts.goes_on(kind, self.machine)
                else:
                    await stored.operator_alerts.over(kind, self.machine)
            if not await stored.leases.take(LEASE, self._us, LEASE_LASTS):
                return
            for kind, scopes in found.items():
                await stored.operator_alerts.holds(kind, scopes)
            await stored.operator_alerts.end_quiet(QUIET)
            await self._tell(stored)

    async def _look(self) -> Mapping[OperatorAlert, Found]:
        """The kinds that stand in rows; read beside whoever writes."""
        now = self.clock.now()
        async with self.database.reading() as stored:
            at_risk = await stored.captures.at_risk()
            refused = await stored.audit.since(SecurityEvent.WEBHOOK_REFUSED, now - HOUR)
            started = await stored.audit.since(SecurityEvent.STARTED, now - MOST_STARTS_IN)
            throttled = await stored.buckets.cooling_until(APP_KEY) is not None
        return {
            OperatorAlert.STORY_AT_RISK: _by_scope(
                (of_account(account_id), story_id, 1) for account_id, story_id in at_risk
            ),
            OperatorAlert.WEBHOOKS_REFUSED: _more_than(
                MOST_REFUSED,
                _by_scope((str(one["hook"]), entry, int(one["calls"])) for entry, one in refused),
            ),
            OperatorAlert.RESTARTS: _more_than(
                MOST_STARTS,
                _by_scope((str(one.get("process", "")), entry, 1) for entry, one in started),
            ),
            OperatorAlert.APP_THROTTLED: {"": {}} if throttled else {},
        }

    async def _tell(self, stored: Repositories) -> None:
        if self.chat_id is None:
            return
        put_out = await stored.operator_alerts.messages_since(
            self.chat_id, self.clock.now() - MOST_MESSAGES_IN
        )
        for group in _in_order(await self._to_tell(stored)):
            if put_out >= MOST_MESSAGES:
                break
            first = group[0]
            if not (first.is_over and first.kind in HAPPENED):
                await stored.outbox.put(self._message(self.chat_id, group))
                logger.warning("The operator is told: %s", first.kind)
                put_out += 1
            await stored.operator_alerts.told(group)

    async def _to_tell(self, stored: Repositories) -> list[KnownTrouble]:
        return await stored.operator_alerts.to_tell(TOLD_AGAIN_AFTER, REMINDED_AFTER)

    def _message(self, chat_id: int, group: Sequence[KnownTrouble]) -> OutgoingMessage:
        first, now = group[0], self.clock.now()
        scopes = [one.scope for one in group if one.scope]
        new = sum(one.new for one in group)
        return OutgoingMessage(
            kind=MESSAGE,
            key=f"{MESSAGE}:{first.kind}:{first.is_over}:{now.isoformat()}",
            chat_id=chat_id,
            message_thread_id=None,
            payload={
                "alert": first.kind.value,
                "over": first.is_over,
                "again": new if any(one.told_count for one in group) else None,
                "count": new if new and not first.is_over else sum(one.count for one in group),
                "scopes": scopes[:SCOPES_NAMED],
                "more": max(len(scopes) - SCOPES_NAMED, 0),
                "since": min(one.first_at for one in group).isoformat(),
            },
            deadline=now + HOLDS_FOR,
            silent=False,
        )


def _by_scope(found: Iterable[tuple[str, int, int]]) -> dict[str, dict[int, int]]:
    scopes: dict[str, dict[int, int]] = defaultdict(dict)
    for scope, one, times in found:
        scopes[scope][one] = times
    return scopes


def _more_than(most: int, scopes: Found) -> Found:
    return {scope: ids for scope, ids in scopes.items() if sum(ids.values()) > most}


def _in_order(troubles: Sequence[KnownTrouble]) -> list[list[KnownTrouble]]:
    """What is told in one message each: of one kind, and of one turn. The most urgent first."""
    groups: dict[tuple[OperatorAlert, bool], list[KnownTrouble]] = defaultdict(list)
    for trouble in troubles:
        groups[trouble.kind, trouble.is_over].append(trouble)
    order = list(OperatorAlert)
    return [groups[key] for key in sorted(groups, key=lambda key: (key[1], order.index(key[0])))]
