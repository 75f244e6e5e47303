"""Keys to the HTTP API: who made one, for which accounts, what it may read, and until when."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag

from bot.domain.errors import BotError


class ApiRight(IntFlag):
    """What may be read with a key. The values are stored: they never change."""

    ACCOUNT = 1
    """The accounts, and their numbers by period."""
    MEDIA = 2
    """Posts and reels."""
    STORIES = 4
    EXPORTS = 8
    DIGESTS = 16


ALL_RIGHTS = ApiRight(31)

PREFIX = "farolero_"
"""What every key begins with: a leaked one is told from other secrets."""

_KEY = re.compile(rf"{PREFIX}[\w-]{{20,}}")

LIFETIMES = (30, 90, 365, 0)
"""Days; 0 is for ever."""

MOST_KEYS = 20
"""Of one person."""


@dataclass(frozen=True)
class ApiKey:
    """A key as we know it. Of the key itself only a hash is kept, and its last four characters.

    ``account_id`` is the one account that it opens; None: all that its person is linked to.
    """

    id: int
    telegram_user_id: int
    account_id: int | None
    rights: ApiRight
    ending: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


def hide_keys(text: str) -> str:
    """The text with as many asterisks in the place of every key, so that nothing moves."""
    return _KEY.sub(lambda key: PREFIX + "*" * (len(key[0]) - len(PREFIX)), text)


def expiry(days: int, now: datetime) -> datetime | None:
    return now + timedelta(days=days) if days else None


class TooManyKeys(BotError):
    """The person has as many keys as there may be."""

    message_key = "api-too-many-keys"
