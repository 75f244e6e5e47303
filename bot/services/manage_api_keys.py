"""``/api``: a person's keys to the HTTP API: make one, see them, revoke one."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.api_keys import (
    ALL_RIGHTS,
    LIFETIMES,
    MOST_KEYS,
    PREFIX,
    ApiRight,
    TooManyKeys,
    expiry,
)
from bot.domain.errors import NotFound
from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database, NewApiKey, Repositories
from bot.services.results import ApiKeyList, ApiKeyMade

ENDING = 4
"""So many of a key's last characters tell it from others."""


@dataclass(frozen=True)
class ApiKeyChoice:
    """A key as it shall be: one account or (None) all; what it may read; for how many days."""

    account_id: int | None
    rights: int
    days: int

    @property
    def possible(self) -> bool:
        """A client may send anything: callback data is not ours once it has left."""
        return 0 < self.rights <= ALL_RIGHTS and self.days in LIFETIMES


@dataclass(frozen=True)
class ListApiKeys:
    """The person's keys, and the accounts that they are for. Raises NotFound for nobody known."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int) -> ApiKeyList:
        async with self.database.reading() as stored:
            return await _list(stored, telegram_user_id, self.clock)


@dataclass(frozen=True)
class MakeApiKey:
    """A new key, told this once. Raises NotFound, TooManyKeys."""

    database: Database
    clock: Clock
    new_secret: Callable[[], Secret]

    async def __call__(self, telegram_user_id: int, choice: ApiKeyChoice) -> ApiKeyMade:
        if not choice.possible:
            raise NotFound("no such choice of rights or days")
        now = self.clock.now()
        secret = Secret(PREFIX + self.new_secret().reveal())
        async with self.database.transaction() as stored:
            if choice.account_id is not None:
                await own_account(stored, telegram_user_id, choice.account_id)
            # Two taps at once must not make one key too many.
            await stored.people.hold(telegram_user_id)
            if len(await stored.api_keys.of_person(telegram_user_id)) >= MOST_KEYS:
                raise TooManyKeys("the person has as many as there may be")
            key = await stored.api_keys.add(
                NewApiKey(
                    telegram_user_id=telegram_user_id,
                    account_id=choice.account_id,
                    rights=ApiRight(choice.rights),
                    digest=key_digest(secret),
                    ending=secret.reveal()[-ENDING:],
                    expires_at=expiry(choice.days, now),
                )
            )
            await stored.audit.note(SecurityEvent.API_KEY_MADE, telegram_user_id)
            listed = await _list(stored, telegram_user_id, self.clock)
        return ApiKeyMade(listed, key, secret)


@dataclass(frozen=True)
class RevokeApiKey:
    """From now on the key opens nothing. Raises NotFound, also the second time."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, key_id: int) -> ApiKeyList:
        async with self.database.transaction() as stored:
            if await stored.api_keys.revoke(telegram_user_id, key_id) is None:
                raise NotFound("not among the person's keys")
            await stored.audit.note(SecurityEvent.API_KEY_REVOKED, telegram_user_id)
            return await _list(stored, telegram_user_id, self.clock)


def key_digest(key: Secret) -> str:
    """What is kept of a key. It has 256 bits of chance: a slow hash would add nothing."""
    return hashlib.sha256(key.reveal().encode()).hexdigest()


async def _list(stored: Repositories, telegram_user_id: int, clock: Clock) -> ApiKeyList:
    keys = await stored.api_keys.of_person(telegram_user_id)
    accounts = [linked.account for linked in await stored.accounts.linked_to(telegram_user_id)]
    return ApiKeyList(keys, accounts, clock.now())
