"""The lanes of background work: which rows, worked on by which use case, how many at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.services.ports import DueRows, Ref, Repositories

Work = Callable[[Sequence[Ref]], Awaitable[None]]


@dataclass(frozen=True)
class Lane:
    """One kind of due rows.

    ``lease`` covers the wait between claim and begin; a message carries at most ``chunk`` rows;
    at most ``in_flight`` rows are lent at a time for each process that works, so that queues
    cannot outgrow the lease.
    """

    name: str
    rows: Callable[[Repositories], DueRows]
    work: Work
    chunk: int
    in_flight: int
    lease: timedelta = timedelta(seconds=90)
    column: str | None = None
    """The value of the rows' lane column, where one table holds several lanes."""

    @property
    def slots(self) -> int:
        """How many messages a process works on at once."""
        return max(1, self.in_flight // self.chunk)
