"""What is set, once it has been read."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from yarl import URL

from bot.config.values import Bind
from bot.domain.secret import Secret

EXIT_CODE = 78
"""EX_CONFIG of sysexits.h: the configuration is wrong, a restart will not help."""


class ConfigError(Exception):
    """What is wrong with the settings: one line each, naming the setting and the way out."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems

    def names(self, setting: str) -> bool:
        return any(problem.startswith(setting) for problem in self.problems)


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Secrets show themselves as ``***``."""

    telegram_bot_token: Secret
    telegram_api_base: URL
    telegram_link_base: URL
    telegram_mode: str
    telegram_webhook_secret: Secret | None
    instagram_app_id: str
    instagram_app_secret: Secret
    meta_app_secret: tuple[Secret, ...]
    instagram_scopes: tuple[str, ...]
    instagram_force_reauth: bool
    instagram_api_version: str
    instagram_calls_per_hour: int
    instagram_burst_per_hour: int
    instagram_authorize_url: URL
    instagram_token_base: URL
    instagram_graph_base: URL
    meta_webhook_verify_token: Secret | None
    media_hosts: tuple[str, ...]
    public_url: URL
    http_host: str
    http_port: int
    metrics_bind: Bind | None
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    database_url: str = field(repr=False)
    """May hold the password of PostgreSQL."""
    queue_url: str = field(repr=False)
    """May hold a password or a token, too."""
    workers: int
    encryption_keys: Secret
    stories_every: timedelta
    story_ladder: tuple[timedelta, ...]
    story_finals: tuple[timedelta, ...]
    history_days: int
    admin_chat_id: int | None
    backup_folder: Path | None
    log_level: str

    def fingerprint(self) -> str:
        """Tells whether two starts had the same settings; secrets and the database are no part."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]

    def secrets(self) -> list[str]:
        """The values that must never be seen in a log."""
        keys = [entry.partition(":")[2] for entry in self.encryption_keys.reveal().split(",")]
        optional = (self.telegram_webhook_secret, self.meta_webhook_verify_token)
        return [
            self.telegram_bot_token.reveal(),
            self.instagram_app_secret.reveal(),
            *(secret.reveal() for secret in self.meta_app_secret),
            *keys,
            *(secret.reveal() for secret in optional if secret is not None),
            *_passwords(self.database_url),
            *_passwords(self.queue_url),
            *_token(self.queue_url),
        ]


def _passwords(url: str) -> set[str]:
    """The password in an address, as it stands there and as it is meant."""
    password = urlsplit(url).password
    return {password, unquote(password)} if password else set()


def _token(queue_url: str) -> set[str]:
    """What stands alone before the host of NATS."""
    address = urlsplit(queue_url)
    return {address.username} if address.username and not address.password else set()


@dataclass(frozen=True)
class StorageSettings:
    """What opening the database takes; nothing of Telegram or Instagram."""

    database_url: str = field(repr=False)
    encryption_keys: Secret
