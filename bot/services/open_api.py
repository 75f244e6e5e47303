"""Who asks the HTTP API, by the key that came with the request."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.api_keys import PREFIX, ApiKey, ApiRight
from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.services.manage_api_keys import key_digest
from bot.services.ports import Clock, Database, OpenedKey
from bot.services.together import Together

NOTED_EVERY = timedelta(minutes=1)
"""So exact is a key's last use: to note each would be a write a request."""

LONGEST = 128
"""Characters; more than any key has."""


class OpenApi:
    """The key that somebody showed. None for one that does not exist, or not any more.

    What is revoked, wherever that was done, opens nothing from then on. Where others may have
    revoked it, every request is answered by a look at the database that began after it had come,
    and requests that come while a look goes on share the next one. A process that has the
    database for itself knows what it saw until it writes something.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._look = Together(self._look_for)
        self._seen: dict[str, OpenedKey] = {}
        """Good keys by their digest, as they are while nothing is written."""
        self._seen_at = database.writes

    async def __call__(self, shown: Secret) -> OpenedKey | None:
        text = shown.reveal()
        if not text.startswith(PREFIX) or len(text) > LONGEST:
            return None
        digest = key_digest(shown)
        return self._still_known(digest) or await self._look(digest)

    def _still_known(self, digest: str) -> OpenedKey | None:
        if self._seen_at != self._database.writes:
            return None
        seen, now = self._seen.get(digest), self._clock.now()
        if seen is None or seen.key.has_expired(now) or _is_to_be_noted(seen.key, now):
            return None
        return seen

    async def _look_for(self, digests: Sequence[str]) -> list[OpenedKey | None]:
        now, before = self._clock.now(), self._database.writes
        async with self._database.look() as stored:
            found = await stored.api_keys.by_digests(frozenset(digests))
        good = {of: one for of, one in found.items() if not one.key.has_expired(now)}
        if not self._database.is_shared and before == self._database.writes:
            still = self._seen if self._seen_at == before else {}
            self._seen, self._seen_at = still | good, before
        used = {one.key.id for one in good.values() if _is_to_be_noted(one.key, now)}
        if used:
            async with self._database.transaction() as stored:
                await stored.api_keys.used(used, now)
        return [good.get(digest) for digest in digests]


def _is_to_be_noted(key: ApiKey, now: datetime) -> bool:
    return key.last_used_at is None or now - key.last_used_at >= NOTED_EVERY


class KeyMayNot(BotError):
    """The key is good, but not for this."""

    message_key = "error-api-key-may-not"


def must_allow(key: ApiKey, right: ApiRight) -> None:
    """Raises KeyMayNot."""
    if right not in key.rights:
        raise KeyMayNot(f"the key has no right to {right.name}")
