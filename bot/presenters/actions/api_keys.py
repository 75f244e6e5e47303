"""Keys to the HTTP API."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpenApiKeys:
    page: int = 0


@dataclass(frozen=True)
class OpenApiKey:
    key_id: int


@dataclass(frozen=True)
class OpenNewApiKey:
    """A key as it would be made. ``account_id`` 0 is all accounts, ``days`` 0 is for ever."""

    account_id: int = 0
    rights: int = 31
    days: int = 90


@dataclass(frozen=True)
class MakeApiKey:
    account_id: int
    rights: int
    days: int


@dataclass(frozen=True)
class RevokeApiKey:
    key_id: int
