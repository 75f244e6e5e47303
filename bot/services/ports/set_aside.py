"""What did not work out."""

from datetime import datetime
from typing import Protocol


class SetAside(Protocol):
    """Counts for a person: what concerns their account."""

    async def missed_looks(self, account_id: int, since: datetime) -> int:
        """Looks at stories whose deadline went by undone."""
        ...

    async def given_up(self, account_id: int, since: datetime) -> int:
        """Rows that failed or crashed so often that they are not tried any more."""
        ...
