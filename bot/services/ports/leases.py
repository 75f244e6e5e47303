"""What only one process may do at a time."""

from datetime import datetime, timedelta
from typing import Protocol


class Leases(Protocol):
    """Leases by name. ``owner`` is a process, or a part of one; whoever dies loses it in time."""

    async def take(self, name: str, owner: str, ttl: timedelta, urgency: int = 0) -> bool:
        """Have it for ``ttl``, anew or longer; False while somebody else has it or goes first."""
        ...

    async def want(self, name: str, owner: str, urgency: int) -> None:
        """For a second nobody less urgent takes it, nor anybody else as urgent: our turn is next.

        The smaller ``urgency``, the more urgent. Changes nothing when somebody else goes first.
        """
        ...

    async def give_back(self, name: str, owner: str) -> None:
        """Nothing when it is no longer theirs."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most that were over ``before``."""
        ...
