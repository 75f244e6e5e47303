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


class DatabaseDamaged(StorageRefused):
    """The SQLite file is no database, or has been changed by something else than SQLite."""


class DatabaseMissing(StorageRefused):
    """The SQLite file was here and is gone."""


class BadEncryptionKeys(StorageRefused):
    """The encryption keys are malformed, or are not those that the stored rows need."""


class DatabaseBusy(StorageRefused):
    """Somebody else held the database for longer than we wait."""
