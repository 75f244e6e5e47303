"""Keys to the HTTP API. Of a key itself only its hash comes here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.api_keys import ApiKey, ApiRight


@dataclass(frozen=True)
class NewApiKey:
    """``account_id`` None: all accounts that the person is linked to, at any time."""

    telegram_user_id: int
    account_id: int | None
    rights: ApiRight
    digest: str
    """SHA-256 of the key, in hexadecimal."""
    ending: str
    expires_at: datetime | None


@dataclass(frozen=True)
class OpenedKey:
    """A key, and the ids of all accounts that it opens at this moment."""

    key: ApiKey
    account_ids: frozenset[int]


class ApiKeys(Protocol):
    """Every one is asked for with its person, except by the key itself."""

    async def add(self, new: NewApiKey) -> ApiKey: ...

    async def by_digests(self, digests: Collection[str]) -> dict[str, OpenedKey]:
        """The keys that have these hashes, expired or not."""
        ...

    async def of_person(self, telegram_user_id: int) -> list[ApiKey]:
        """Oldest first, the expired ones too."""
        ...

    async def revoke(self, telegram_user_id: int, key_id: int) -> ApiKey | None:
        """Delete it; None for one that is not the person's."""
        ...

    async def used(self, key_ids: Collection[int], at: datetime) -> None: ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of those that expired before that."""
        ...
