"""Rows that wait for their instant."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol


class Ref(NamedTuple):
    """A claimed row and the attempt that claimed it: the fencing token."""

    id: int
    attempt: int


class DueRows(Protocol):
    """Rows that wait, of one table. Every call is one statement inside the transaction.

    A claim lends rows until ``ttl`` is over; a crash needs no clean-up, the row falls due again.
    """

    async def hold_claims(self, lane: str | None = None) -> bool:
        """Be the only one who claims of the lane until the transaction ends.

        False while another clock does: what is counted before a claim would not hold.
        """
        ...

    async def claim(self, limit: int, ttl: timedelta, lane: str | None = None) -> list[Ref]:
        """Lend due rows, oldest first and by turns, raising their ``attempt``."""
        ...

    async def crashed_before(self, refs: Sequence[Ref]) -> set[int]:
        """The ids of those whose work was cut off before: maybe it was they who did that."""
        ...

    async def begin(self, refs: Sequence[Ref], ttl: timedelta) -> list[Ref]:
        """Those that are still ours and not past their deadline, lent for another ``ttl``."""
        ...

    async def finish(self, refs: Sequence[Ref]) -> list[Ref]:
        """Mark as done; returns those that were still ours."""
        ...

    async def rearm(self, ref: Ref, at: datetime) -> bool:
        """Done for now, due again at ``at``; False when it was no longer ours."""
        ...

    async def release(self, ref: Ref, at: datetime, error: str | None = None) -> bool:
        """Give back to be tried again at ``at``. With ``error`` it counts as a failure."""
        ...

    async def fail(self, ref: Ref, error: str) -> bool:
        """Set aside for good, visibly."""
        ...

    async def in_flight(self, lane: str | None = None) -> int: ...

    async def sweep(self) -> int:
        """Mark open rows past their deadline as missed; how many there were."""
        ...

    async def next_due(self, lane: str | None = None) -> datetime | None:
        """When the next open row falls due: a look ahead that writes nothing."""
        ...


class AccountPlans(DueRows, Protocol):
    """Due rows of accounts: discovery, refresh, newest posts. The row id is the account id."""

    async def start(self, account_id: int, at: datetime) -> None:
        """Make the row, or make it due at ``at`` if it was later or over."""
        ...

    async def stop(self, account_id: int) -> None:
        """Nobody is linked to the account any more; ``start`` begins anew."""
        ...

    async def hasten(self, account_id: int, unless_after: datetime) -> None:
        """Make the row due now, unless it waits beyond ``unless_after`` or for a failure's end."""
        ...

    async def waits_until(self, account_id: int) -> datetime | None:
        """When the row falls due; None while it is due, is being worked on, or is over."""
        ...


class TokenPlans(DueRows, Protocol):
    """Due rows of links: token renewal. The row id is the link id.

    Whoever has the row is the only one who renews the link's token.
    """

    async def start(self, link_id: int, at: datetime) -> None:
        """Make the row due at ``at``, whatever it was before: the link has a new token."""
        ...

    async def take(self, link_id: int, ttl: timedelta) -> Ref | None:
        """Lend the row before its time; None while somebody else has it."""
        ...

    async def is_lent(self, link_id: int) -> bool: ...

    async def has_failed(self, link_id: int) -> bool:
        """Whether the last try failed."""
        ...
