"""Why the store cannot be opened. All of these are told to the operator at the start."""

from bot.domain.errors import BotError


class StorageRefused(BotError):
    """The store cannot be used as it is; nothing was changed."""


class UnsupportedDatabaseUrl(StorageRefused):
    """The URL names neither SQLite nor PostgreSQL."""


class DatabaseInUse(StorageRefused):
    """Another process has the SQLite file open."""


class DatabaseFromTheFuture(StorageRefused):
    """A newer version wrote the database: its revision is unknown here."""


class BadEncryptionKeys(StorageRefused):
    """The encryption keys are malformed, or are not those that the stored rows need."""
