"""One frozen Settings, read from the environment, a ``.env`` file and ``*_FILE`` secrets."""

from bot.config.reading import (
    read_database_url,
    read_settings,
    read_storage_settings,
    wipe_secrets,
)
from bot.config.settings import EXIT_CODE, ConfigError, Settings, StorageSettings
from bot.config.table import SECRETS, SETTINGS
from bot.config.values import Bind

__all__ = [
    "EXIT_CODE",
    "SECRETS",
    "SETTINGS",
    "Bind",
    "ConfigError",
    "Settings",
    "StorageSettings",
    "read_database_url",
    "read_settings",
    "read_storage_settings",
    "wipe_secrets",
]
