"""What Meta posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.services.ports.due import AccountPlans, DueRows, Ref


@dataclass(frozen=True)
class WebhookChange:
    """One thing that Instagram told. ``key`` is the same however often it is told.

    ``numbers`` is the JSON of a story's numbers, for that field only: what people wrote is not
    kept. ``sent_at`` is None where Instagram did not say.
    """

    key: bytes
    user_id: str
    field: str
    media_id: str
    numbers: str | None
    sent_at: datetime | None


@dataclass(frozen=True)
class WebhookEntry:
    """A change that was stored, and is ours to work on now."""

    ref: Ref
    account_id: int
    field: str
    media_id: str
    numbers: str | None
    sent_at: datetime | None


class WebhookEntries(DueRows, Protocol):
    """The inbox of Meta's webhooks: what was acknowledged is stored, each change once."""

    async def store(self, account_ids: Mapping[str, int], changes: Sequence[WebhookChange]) -> int:
        """How many were new; ``account_ids`` are the accounts' ids by Instagram's."""
        ...

    async def entries(self, refs: Sequence[Ref]) -> list[WebhookEntry]: ...

    async def newest_at(self, account_id: int) -> datetime | None:
        """When something new of the account last came."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most that came before, with their keys."""
        ...


class WebhookSubscriptions(AccountPlans, Protocol):
    """When it is looked next whether an account's webhooks still come to us."""

    async def accepted(self, account_id: int) -> tuple[str, ...]:
        """The fields that Instagram took the last time; none before the first."""
        ...

    async def set_accepted(self, account_id: int, fields: Sequence[str]) -> None: ...
