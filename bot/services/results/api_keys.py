"""A person's keys to the HTTP API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.api_keys import ApiKey
from bot.domain.secret import Secret


@dataclass(frozen=True)
class ApiKeyList:
    """Oldest first, the expired ones too; and all accounts that the person has."""

    keys: Sequence[ApiKey]
    accounts: Sequence[InstagramAccount]
    now: datetime

    def account_of(self, key: ApiKey) -> InstagramAccount | None:
        """The one that it opens; None for a key to all of them."""
        return next((one for one in self.accounts if one.id == key.account_id), None)


@dataclass(frozen=True)
class ApiKeyMade:
    """The key itself, this once."""

    listed: ApiKeyList
    key: ApiKey
    secret: Secret
