"""The troubles that the operator is told of."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.operator_alerts import KnownTrouble, OperatorAlert


class OperatorAlerts(Protocol):
    """One row for each kind and scope; noting one is a single statement in any transaction."""

    async def happened(
        self, kind: OperatorAlert, scopes: Collection[str] = ("",), *, times: int = 1
    ) -> None:
        """Once more, or so many times more; what was over begins anew."""
        ...

    async def holds(self, kind: OperatorAlert, found: Mapping[str, Mapping[int, int]]) -> None:
        """The whole truth of a kind: everything else of it that was open is over.

        For each scope the ids of what was found, and how often each counts: an id counts once for
        as long as it is found. Without ids there is nothing to count. One caller at a time.
        """
        ...

    async def goes_on(self, kind: OperatorAlert, scope: str) -> None:
        """It still is so, which counts only when it begins."""
        ...

    async def over(self, kind: OperatorAlert, scope: str) -> None: ...

    async def end_quiet(self, quiet: Mapping[OperatorAlert, timedelta]) -> None:
        """Whatever was not noted for so long is over."""
        ...

    async def to_tell(
        self, again_after: timedelta, reminded_after: timedelta
    ) -> list[KnownTrouble]:
        """Unheard of, with something new in it after a while, still going on, or over; at most
        a thousand.
        """
        ...

    async def told(self, troubles: Collection[KnownTrouble]) -> None: ...

    async def messages_since(self, chat_id: int, since: datetime) -> int:
        """How many alerts were put out to the chat."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int: ...
