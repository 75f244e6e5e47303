"""Every setting, declared once: its name, what it is for, how to get it, and how it is read.

The README's table and the error lines come from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.config.values import (
    matching,
    one_of,
    read_address,
    read_app_secrets,
    read_bind,
    read_calls,
    read_chat,
    read_database,
    read_days,
    read_finals,
    read_folder,
    read_hosts,
    read_ladder,
    read_networks,
    read_port,
    read_queue,
    read_rhythm,
    read_scopes,
    read_text,
    read_workers,
    read_yes_or_no,
    secret,
)


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
        "META_WEBHOOK_VERIFY_TOKEN",
        "META_APP_SECRET",
        "ENCRYPTION_KEYS",
        "DATABASE_URL",
        "QUEUE_URL",
    }
)
"""Each may be given as ``NAME_FILE``, the path of a file that holds it, instead."""

SETTINGS = (
    Setting(
        "TELEGRAM_BOT_TOKEN",
        "the bot's token",
        "talk to @BotFather in Telegram and send /newbot",
        secret(matching(r"\d{6,}:[\w-]{35}", "does not look like 123456789:AA…")),
    ),
    Setting(
        "INSTAGRAM_APP_ID",
        "the Instagram app id",
        "App Dashboard > Instagram > API setup with Instagram login > Business login settings",
        matching(r"\d{5,}", "must be a number; it is not the Meta app id"),
    ),
    Setting(
        "INSTAGRAM_APP_SECRET",
        "the Instagram app secret",
        "beside the Instagram app id in the App Dashboard; it is not the Meta app secret",
        secret(matching(r"[0-9a-f]{32}", "must be 32 hexadecimal digits")),
    ),
    Setting(
        "META_APP_SECRET",
        "what Meta may sign webhooks and callbacks with, besides the Instagram app secret",
        "App Dashboard > App settings > Basic; old,new while one replaces the other",
        read_app_secrets,
        optional=True,
    ),
    Setting(
        "PUBLIC_URL",
        "where browsers reach this bot",
        "an https address that leads to HTTP_PORT; register <PUBLIC_URL>/connect/callback as"
        " the redirect URI of the Instagram app",
        read_address,
    ),
    Setting(
        "ENCRYPTION_KEYS",
        "keys for the tokens at rest, label:base64, first one active",
        "run: farolero keys generate",
        secret(
            matching(r"[^:,\s]+:[^:,\s]+(,[^:,\s]+:[^:,\s]+)*", "must be label:key[,label:key]")
        ),
    ),
    Setting(
        "DATABASE_URL",
        "where everything is stored",
        "a SQLite path, or a PostgreSQL address",
        read_database,
        "sqlite+aiosqlite:///data/farolero.sqlite3",
    ),
    Setting(
        "QUEUE_URL",
        "the broker of background work",
        "memory:// for one process or several equal ones, nats:// or redis:// for --role",
        read_queue,
        "memory://",
    ),
    Setting(
        "WORKERS",
        "how many processes share the work behind nats:// or redis://",
        "the number of workers: so many times is lent what one of them can take",
        read_workers,
        "2",
    ),
    Setting("HTTP_HOST", "the address to listen on", "an IP address", read_text, "127.0.0.1"),
    Setting("HTTP_PORT", "the port to listen on", "a free port", read_port, "8080"),
    Setting(
        "METRICS_BIND",
        "where Prometheus reads numbers about the bot; without it nowhere",
        "an address and a port such as 127.0.0.1:9464; whoever reaches it reads them",
        read_bind,
        optional=True,
    ),
    Setting(
        "TRUSTED_PROXIES",
        "the proxies whose X-Forwarded-For is believed",
        "list their addresses or networks, such as 172.18.0.0/16; without a proxy leave it out",
        read_networks,
        "",
    ),
    Setting(
        "TELEGRAM_MODE",
        "how updates come",
        "polling needs nothing; webhook needs PUBLIC_URL to be reachable by Telegram",
        one_of("polling", "webhook"),
        "polling",
    ),
    Setting(
        "TELEGRAM_WEBHOOK_SECRET",
        "what Telegram proves itself with, in webhook mode",
        "make one up: 32 to 256 of the characters A-Z a-z 0-9 _ -",
        secret(matching(r"[A-Za-z0-9_-]{32,256}", "must have 32 to 256 of A-Z a-z 0-9 _ -")),
        optional=True,
    ),
    Setting(
        "INSTAGRAM_SCOPES",
        "the permissions that linking asks for",
        "the first two are needed, the third may be declined",
        read_scopes,
        "instagram_business_basic,instagram_business_manage_insights,"
        "instagram_business_content_publish",
    ),
    Setting(
        "INSTAGRAM_FORCE_REAUTH",
        "whether Instagram asks to log in again at every linking",
        "true where several people share a browser",
        read_yes_or_no,
        "false",
    ),
    Setting(
        "INSTAGRAM_API_VERSION",
        "the Graph API version",
        "v26.0, or an older living one such as v23.0",
        matching(r"v\d+\.\d+", "must look like v26.0"),
        "v26.0",
    ),
    Setting(
        "INSTAGRAM_CALLS_PER_HOUR",
        "how many calls an account may cost in an hour, for ever",
        "200 is Instagram's old rule; it tells us by itself when there are too many",
        read_calls,
        "200",
    ),
    Setting(
        "INSTAGRAM_BURST_PER_HOUR",
        "how many calls an account may cost in a single hour, after quiet ones",
        "leave it out for the same as INSTAGRAM_CALLS_PER_HOUR; 600 lets a first sync be faster",
        read_calls,
        optional=True,
    ),
    Setting(
        "INSTAGRAM_AUTHORIZE_URL",
        "Instagram's consent page",
        "change it only for a sandbox",
        read_address,
        "https://www.instagram.com/oauth/authorize",
    ),
    Setting(
        "INSTAGRAM_TOKEN_BASE",
        "the host that exchanges codes",
        "change it only for a sandbox",
        read_address,
        "https://api.instagram.com",
    ),
    Setting(
        "INSTAGRAM_GRAPH_BASE",
        "the host that answers about accounts",
        "change it only for a sandbox",
        read_address,
        "https://graph.instagram.com",
    ),
    Setting(
        "META_WEBHOOK_VERIFY_TOKEN",
        "what Meta proves itself with when webhooks are set up; without it there are none",
        "make one up: 16 to 256 of the characters A-Z a-z 0-9 _ -",
        secret(matching(r"[\w-]{16,256}", "must have 16 to 256 of A-Z a-z 0-9 _ -")),
        optional=True,
    ),
    Setting(
        "MEDIA_HOSTS",
        "where pictures may be fetched from",
        "host endings of Meta's CDN; change it only for a sandbox",
        read_hosts,
        ".cdninstagram.com,.fbcdn.net",
    ),
    Setting(
        "TELEGRAM_API_BASE",
        "the Bot API server",
        "change it for a sandbox or a local Bot API server",
        read_address,
        "https://api.telegram.org",
    ),
    Setting(
        "TELEGRAM_LINK_BASE",
        "what deep links begin with",
        "change it only for a sandbox",
        read_address,
        "https://t.me",
    ),
    Setting(
        "STORIES_EVERY",
        "after how many minutes an account is searched for stories again, at the latest",
        "a number from 5 to 240; an account that posts often is searched closer",
        read_rhythm,
        "30",
    ),
    Setting(
        "STORY_LADDER",
        "at which ages a story is looked at, in hours",
        "list rising hours from 1 to 23, such as 1,4,12,23",
        read_ladder,
        "1,2,4,8,12,16,20,22,23",
    ),
    Setting(
        "STORY_FINALS",
        "how many minutes before its end a story is looked at for the last times",
        "list two falling minutes or more, from 59 to 5, such as 35,10",
        read_finals,
        "35,10",
    ),
    Setting(
        "HISTORY_DAYS",
        "how many days back it stays known what posts and accounts had then",
        "730 is as long as Instagram itself keeps numbers",
        read_days,
        "730",
    ),
    Setting(
        "ADMIN_CHAT_ID",
        "the chat that is told when something goes wrong; without it nobody is",
        "your own id if you talk to the bot, as @userinfobot tells it, or that of a group it is in",
        read_chat,
        optional=True,
    ),
    Setting(
        "BACKUP_FOLDER",
        "where your backups lie: when the newest file in it is older than 26 hours you are told",
        "leave it out if they lie elsewhere",
        read_folder,
        optional=True,
    ),
    Setting(
        "LOG_LEVEL",
        "how much is logged",
        "DEBUG, INFO, WARNING or ERROR",
        one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "INFO",
    ),
)
