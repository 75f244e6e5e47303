"""What a transaction did is counted when it is committed, and only then."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

COUNTS = "counts"
"""Where a session keeps what is to be counted."""


def when_committed(session: AsyncSession, count: Callable[[], None]) -> None:
    session.info.setdefault(COUNTS, []).append(count)


def count_committed(session: AsyncSession) -> None:
    for count in session.info.pop(COUNTS, ()):
        count()
