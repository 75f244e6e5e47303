"""One frozen Settings, read from the environment, a ``.env`` file and ``*_FILE`` secrets.

Every setting is declared once, in ``SETTINGS``: its name, what it is for, how to get it, and how
it is read. The README's table and the error lines come from there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from yarl import URL

from bot.domain.secret import Secret

EXIT_CODE = 78
"""EX_CONFIG of sysexits.h: the configuration is wrong, a restart will not help."""


class ConfigError(Exception):
    """What is wrong with the settings: one line each, naming the setting and the way out."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


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
    instagram_scopes: tuple[str, ...]
    instagram_api_version: str
    instagram_calls_per_hour: int
    instagram_burst_per_hour: int
    instagram_authorize_url: URL
    instagram_token_base: URL
    instagram_graph_base: URL
    media_hosts: tuple[str, ...]
    public_url: URL
    http_host: str
    http_port: int
    database_url: str
    queue_url: str
    encryption_keys: Secret
    history_days: int
    log_level: str

    def secrets(self) -> list[str]:
        """The values that must never be seen in a log."""
        keys = [entry.partition(":")[2] for entry in self.encryption_keys.reveal().split(",")]
        webhook = self.telegram_webhook_secret
        return [
            self.telegram_bot_token.reveal(),
            self.instagram_app_secret.reveal(),
            *keys,
            *([webhook.reveal()] if webhook else []),
        ]


def _text(value: str) -> str:
    return value


def _matching(pattern: str, reason: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(reason)
        return value

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return value

    return read


def _secret(read: Callable[[str], str]) -> Callable[[str], Secret]:
    return lambda value: Secret(read(value))


LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _address(value: str) -> URL:
    """HTTPS, or plain HTTP on this machine, as the sandbox is reached."""
    try:
        url = URL(value)
    except ValueError as error:
        raise ValueError("is not a URL") from error
    if not url.host or url.scheme not in {"http", "https"}:
        raise ValueError("must be a full URL such as https://bot.example.com")
    if url.scheme == "http" and url.host not in LOOPBACK:
        raise ValueError("must begin with https:// (plain http is for this machine only)")
    return url


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ValueError("must be a number from 1 to 65535")
    return int(value)


FEWEST_CALLS, MOST_CALLS = 20, 10_000


def _calls(value: str) -> int:
    """With fewer, not every purpose would have a call of its own."""
    if not value.isdecimal() or not FEWEST_CALLS <= int(value) <= MOST_CALLS:
        raise ValueError(f"must be a number from {FEWEST_CALLS} to {MOST_CALLS}")
    return int(value)


FEWEST_DAYS, MOST_DAYS = 35, 3650


def _days(value: str) -> int:
    """With fewer, a month could not be compared with the days before it."""
    if not value.isdecimal() or not FEWEST_DAYS <= int(value) <= MOST_DAYS:
        raise ValueError(f"must be a number from {FEWEST_DAYS} to {MOST_DAYS}")
    return int(value)


def _scopes(value: str) -> tuple[str, ...]:
    scopes = tuple(scope.strip() for scope in value.split(",") if scope.strip())
    unknown = [scope for scope in scopes if not scope.startswith("instagram_business_")]
    if not scopes or unknown:
        raise ValueError("must be a comma-separated list of instagram_business_… permissions")
    return scopes


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in value.split(",") if host.strip())
    if not hosts or any("/" in host or not (host[0] == "." or ":" in host) for host in hosts):
        raise ValueError("must list host endings such as .fbcdn.net, or host:port pairs")
    return hosts


def _queue(value: str) -> str:
    if value != "memory://":
        raise ValueError("must be memory:// (other brokers are not supported yet)")
    return value


def _database(value: str) -> str:
    if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return value


@dataclass(frozen=True)
class Setting:
    """One line of the configuration. ``default`` None means that it must be given."""

    name: str
    what: str
    how: str
    read: Callable[[str], Any]
    default: str | None = None
    optional: bool = False

    @property
    def secret(self) -> bool:
        return self.name in SECRETS


SECRETS = frozenset(
    {
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_WEBHOOK_SECRET",
        "INSTAGRAM_APP_SECRET",
        "ENCRYPTION_KEYS",
    }
)
"""Each may be given as ``NAME_FILE``, the path of a file that holds it, instead."""

SETTINGS = (
    Setting(
        "TELEGRAM_BOT_TOKEN",
        "the bot's token",
        "talk to @BotFather in Telegram and send /newbot",
        _secret(_matching(r"\d{6,}:[\w-]{35}", "does not look like 123456789:AA…")),
    ),
    Setting(
        "INSTAGRAM_APP_ID",
        "the Instagram app id",
        "App Dashboard > Instagram > API setup with Instagram login > Business login settings",
        _matching(r"\d{5,}", "must be a number; it is not the Meta app id"),
    ),
    Setting(
        "INSTAGRAM_APP_SECRET",
        "the Instagram app secret",
        "beside the Instagram app id in the App Dashboard; it is not the Meta app secret",
        _secret(_matching(r"[0-9a-f]{32}", "must be 32 hexadecimal digits")),
    ),
    Setting(
        "PUBLIC_URL",
        "where browsers reach this bot",
        "an https address that leads to HTTP_PORT; register <PUBLIC_URL>/connect/callback as"
        " the redirect URI of the Instagram app",
        _address,
    ),
    Setting(
        "ENCRYPTION_KEYS",
        "keys for the tokens at rest, label:base64, first one active",
        "run: farolero keys generate",
        _secret(
            _matching(r"[^:,\s]+:[^:,\s]+(,[^:,\s]+:[^:,\s]+)*", "must be label:key[,label:key]")
        ),
    ),
    Setting(
        "DATABASE_URL",
        "where everything is stored",
        "a SQLite path, or a PostgreSQL address",
        _database,
        "sqlite+aiosqlite:///data/farolero.sqlite3",
    ),
    Setting("QUEUE_URL", "the broker of background work", "memory://", _queue, "memory://"),
    Setting("HTTP_HOST", "the address to listen on", "an IP address", _text, "127.0.0.1"),
    Setting("HTTP_PORT", "the port to listen on", "a free port", _port, "8080"),
    Setting(
        "TELEGRAM_MODE",
        "how updates come",
        "polling needs nothing; webhook needs PUBLIC_URL to be reachable by Telegram",
        _one_of("polling", "webhook"),
        "polling",
    ),
    Setting(
        "TELEGRAM_WEBHOOK_SECRET",
        "what Telegram proves itself with, in webhook mode",
        "make one up: 32 to 256 of the characters A-Z a-z 0-9 _ -",
        _secret(_matching(r"[\w-]{32,256}", "must have 32 to 256 of A-Z a-z 0-9 _ -")),
        optional=True,
    ),
    Setting(
        "INSTAGRAM_SCOPES",
        "the permissions that linking asks for",
        "the first two are needed, the third may be declined",
        _scopes,
        "instagram_business_basic,instagram_business_manage_insights,"
        "instagram_business_content_publish",
    ),
    Setting(
        "INSTAGRAM_API_VERSION",
        "the Graph API version",
        "v26.0, or an older living one such as v23.0",
        _matching(r"v\d+\.\d+", "must look like v26.0"),
        "v26.0",
    ),
    Setting(
        "INSTAGRAM_CALLS_PER_HOUR",
        "how many calls an account may cost in an hour, for ever",
        "200 is Instagram's old rule; it tells us by itself when there are too many",
        _calls,
        "200",
    ),
    Setting(
        "INSTAGRAM_BURST_PER_HOUR",
        "how many calls an account may cost in a single hour, after quiet ones",
        "leave it out for the same as INSTAGRAM_CALLS_PER_HOUR; 600 lets a first sync be faster",
        _calls,
        optional=True,
    ),
    Setting(
        "INSTAGRAM_AUTHORIZE_URL",
        "Instagram's consent page",
        "change it only for a sandbox",
        _address,
        "https://www.instagram.com/oauth/authorize",
    ),
    Setting(
        "INSTAGRAM_TOKEN_BASE",
        "the host that exchanges codes",
        "change it only for a sandbox",
        _address,
        "https://api.instagram.com",
    ),
    Setting(
        "INSTAGRAM_GRAPH_BASE",
        "the host that answers about accounts",
        "change it only for a sandbox",
        _address,
        "https://graph.instagram.com",
    ),
    Setting(
        "MEDIA_HOSTS",
        "where pictures may be fetched from",
        "host endings of Meta's CDN; change it only for a sandbox",
        _hosts,
        ".cdninstagram.com,.fbcdn.net",
    ),
    Setting(
        "TELEGRAM_API_BASE",
        "the Bot API server",
        "change it for a sandbox or a local Bot API server",
        _address,
        "https://api.telegram.org",
    ),
    Setting(
        "TELEGRAM_LINK_BASE",
        "what deep links begin with",
        "change it only for a sandbox",
        _address,
        "https://t.me",
    ),
    Setting(
        "HISTORY_DAYS",
        "how many days back it stays known what posts and accounts had then",
        "730 is as long as Instagram itself keeps numbers",
        _days,
        "730",
    ),
    Setting(
        "LOG_LEVEL",
        "how much is logged",
        "DEBUG, INFO, WARNING or ERROR",
        _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "INFO",
    ),
)


def read_settings(environment: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read all settings; the environment wins over ``dotenv``.

    Raises ConfigError with one line for every setting that is missing or malformed.
    """
    given: dict[str, str] = {}
    if dotenv is not None and dotenv.is_file():
        given.update({key: value for key, value in dotenv_values(dotenv).items() if value})
    given.update(environment)
    problems: list[str] = []
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        try:
            raw = _raw(setting, given)
            values[setting.name.lower()] = None if raw is None else setting.read(raw)
        except (ValueError, OSError) as error:
            problems.append(f"{setting.name} {error} -> {setting.how}")
    if values.get("telegram_mode") == "webhook" and not values.get("telegram_webhook_secret"):
        problems.append(
            "TELEGRAM_WEBHOOK_SECRET is missing, and TELEGRAM_MODE=webhook needs it"
            " -> make one up: 32 to 256 of the characters A-Z a-z 0-9 _ -"
        )
    calls, burst = (values.get(f"instagram_{name}_per_hour") for name in ("calls", "burst"))
    if burst is None:
        values["instagram_burst_per_hour"] = calls
    elif calls is not None and burst < calls:
        problems.append(
            "INSTAGRAM_BURST_PER_HOUR must not be less than INSTAGRAM_CALLS_PER_HOUR"
            " -> leave it out for the same number"
        )
    if problems:
        raise ConfigError(problems)
    return Settings(**values)


def _raw(setting: Setting, given: Mapping[str, str]) -> str | None:
    """The text of a setting; None when it is optional and absent."""
    path = given.get(f"{setting.name}_FILE") if setting.secret else None
    if path:
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise OSError(f"cannot be read from {path}: {error.strerror}") from error
    value = given.get(setting.name, "").strip() or setting.default
    if value is None and not setting.optional:
        raise ValueError(f"is missing ({setting.what})")
    return value
