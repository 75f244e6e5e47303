"""What people can take with them, and what is noted of it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from bot.domain.accounts import (
    Person,
)
from bot.domain.security import SecurityEntry, SecurityEvent


@dataclass(frozen=True)
class ExportedContent:
    """Something that is no row: it becomes a file of this name."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ExportedTable:
    """Rows of one kind that are the asking person's own, chunk by chunk.

    ``numbers``: names of metrics that the mapping in the column ``values`` is likely to hold; flat
    files give each a column. Values are plain: text, numbers, dates, times, lists, mappings, None.
    """

    name: str
    columns: Sequence[str]
    rows: AsyncIterator[Sequence[Mapping[str, object]]]
    numbers: Sequence[str] = ()
    contents: AsyncIterator[ExportedContent] | None = None
    """What belongs to the rows, read after them."""


class Exports(Protocol):
    def tables(self, telegram_user_id: int) -> AsyncIterator[ExportedTable]:
        """Everything of the person, no secret in it. Each table is read before the next one."""
        ...


class DataDeletions(Protocol):
    """Deletions that Meta asked for, by what only the one request has; whom they were for is
    nowhere.
    """

    async def note(self, request_sha256: str, confirmation_code: str) -> bool:
        """Done now, in this transaction; False when the request came before."""
        ...

    async def code_of(self, request_sha256: str) -> str | None: ...

    async def done_at(self, confirmation_code: str) -> datetime | None: ...

    async def forget_before(self, before: datetime, limit: int) -> int: ...


class Audit(Protocol):
    """What people may ask about later: rows are only added, and none holds a secret."""

    async def note(
        self, event: SecurityEvent, telegram_user_id: int | None = None, **detail: str | int
    ) -> None:
        """In the transaction of what happened. Without a person: the operator, or a stranger."""
        ...

    async def of_person(
        self, telegram_user_id: int, offset: int, limit: int
    ) -> list[SecurityEntry]:
        """Newest first."""
        ...

    async def count(self, telegram_user_id: int) -> int: ...

    async def since(
        self, event: SecurityEvent, since: datetime
    ) -> list[tuple[int, Mapping[str, str | int]]]:
        """Number and detail of what happened after that."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of rows before."""
        ...


@dataclass(frozen=True)
class ExportedFile:
    """Whoever has it closes ``content``; then nothing of it is left on the disk."""

    name: str
    size: int
    content: IO[bytes]


class Pack(Protocol):
    """Makes files of tables; each is small enough for Telegram."""

    async def __call__(
        self, person: Person, made_at: datetime, tables: AsyncIterator[ExportedTable]
    ) -> Sequence[ExportedFile]: ...
