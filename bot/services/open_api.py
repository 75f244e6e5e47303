"""Who asks the HTTP API, by the key that came with the request."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.api_keys import PREFIX, ApiKey, ApiRight
from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.services.manage_api_keys import key_digest
from bot.services.ports import Clock, Database

NOTED_EVERY = timedelta(minutes=1)
"""So exact is a key's last use: to note each would be a write a request."""

LONGEST = 128
"""Characters; more than any key has."""


@dataclass(frozen=True)
class OpenApi:
    """The key that somebody showed. None for one that does not exist, or not any more."""

    database: Database
    clock: Clock

    async def __call__(self, shown: Secret) -> ApiKey | None:
        text = shown.reveal()
        if not text.startswith(PREFIX) or len(text) > LONGEST:
            return None
        now = self.clock.now()
        async with self.database.reading() as stored:
            key = await stored.api_keys.by_digest(key_digest(shown))
        if key is None or key.has_expired(now):
            return None
        if key.last_used_at is None or now - key.last_used_at >= NOTED_EVERY:
            async with self.database.transaction() as stored:
                await stored.api_keys.used(key.id, now)
        return key


class KeyMayNot(BotError):
    """The key is good, but not for this."""

    message_key = "error-api-key-may-not"


def must_allow(key: ApiKey, right: ApiRight) -> None:
    """Raises KeyMayNot."""
    if right not in key.rights:
        raise KeyMayNot(f"the key has no right to {right.name}")
