"""Everything that can be checked from here, one line each, with what to do about it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import available_timezones

import aiohttp

from bot.config import Settings
from bot.domain.accounts import REQUIRED_PERMISSIONS
from bot.domain.errors import BotError
from bot.services.ports import Clock
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.errors import DatabaseInUse
from bot.storage.keys import check_keys
from bot.storage.migrating import schema_is_current
from bot.telegram.identity import identify

TIMEOUT = aiohttp.ClientTimeout(total=10)
LEAST_DISK = 500_000_000
MOST_SKEW = timedelta(seconds=60)


class Unwell(Exception):
    """What is wrong and what to do."""


@dataclass(frozen=True)
class Finding:
    subject: str
    ok: bool
    words: str

    @property
    def line(self) -> str:
        return f"{'ok  ' if self.ok else 'FAIL'}  {self.subject}: {self.words}"


async def examine(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Runs every check, also when one before it failed. Changes nothing."""
    yield Finding("settings", True, "complete and well-formed")
    checks: dict[str, Callable[[], Awaitable[str]]] = {
        "permissions": lambda: _permissions(settings),
        "time zones": _time_zones,
        "disk": lambda: _disk(settings),
        "database": lambda: _database(settings, clock),
        "Telegram": lambda: _telegram(settings),
        "Instagram": lambda: _instagram(settings, clock),
        "public address": lambda: _public_address(settings),
    }
    for subject, check in checks.items():
        try:
            yield Finding(subject, True, await check())
        except (Unwell, BotError) as unwell:
            yield Finding(subject, False, str(unwell))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            yield Finding(subject, False, f"cannot be reached ({type(error).__name__})")


async def _permissions(settings: Settings) -> str:
    missing = REQUIRED_PERMISSIONS - set(settings.instagram_scopes)
    if missing:
        raise Unwell(f"INSTAGRAM_SCOPES lacks {', '.join(sorted(missing))}: nothing can be read")
    return ", ".join(settings.instagram_scopes)


async def _time_zones() -> str:
    zones = len(available_timezones())
    if zones < 400:
        raise Unwell(f"only {zones} are known: install the tzdata package")
    return f"{zones} known"


async def _disk(settings: Settings) -> str:
    file = _sqlite_file(settings)
    folder = file.parent if file is not None and file.parent.exists() else Path()
    free = shutil.disk_usage(folder).free
    if free < LEAST_DISK:
        raise Unwell(f"{free // 1_000_000} MB free, under {LEAST_DISK // 1_000_000} MB: make room")
    return f"{free // 1_000_000} MB free"


def _sqlite_file(settings: Settings) -> Path | None:
    """None when the database is PostgreSQL."""
    scheme, _, path = settings.database_url.partition(":///")
    return Path(path) if scheme.startswith("sqlite") else None


async def _database(settings: Settings, clock: Clock) -> str:
    file = _sqlite_file(settings)
    if file is not None and not file.exists():
        # Opening it would make it.
        raise Unwell(f"{file} does not exist yet -> run: farolero migrate")
    try:
        current = await schema_is_current(settings.database_url)
    except DatabaseInUse:
        return "in use by another process, as it is while the bot runs; not looked into"
    if not current:
        raise Unwell("the schema is not that of this version -> run: farolero migrate")
    database = open_database(settings.database_url, clock, Keyring.parse(settings.encryption_keys))
    try:
        await check_keys(database)
        skew = abs(await database.now() - clock.now())
    finally:
        await database.close()
    if skew > MOST_SKEW:
        raise Unwell(f"its clock and ours differ by {skew.total_seconds():.0f} s: set them right")
    return "schema and encryption keys fit"


async def _telegram(settings: Settings) -> str:
    base = str(settings.telegram_api_base).rstrip("/")
    return f"the bot is @{await identify(settings.telegram_bot_token, base)}"


async def _instagram(settings: Settings, clock: Clock) -> str:
    """Without a token Instagram refuses, and that is the answer that shows that it is there."""
    address = settings.instagram_graph_base / settings.instagram_api_version / "me"
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(address) as response:
        try:
            body = await response.json(content_type=None)
        except ValueError:
            body = None
        date = response.headers.get("Date")
        served = response.headers.get("facebook-api-version", settings.instagram_api_version)
    if not isinstance(body, dict) or "error" not in body:
        raise Unwell(f"{address.host} does not answer as Instagram does")
    if date is not None:
        _check_skew(parsedate_to_datetime(date), clock.now())
    if served != settings.instagram_api_version:
        return (
            f"{address.host} answers, but with {served} where {settings.instagram_api_version} is"
            f" asked for -> set INSTAGRAM_API_VERSION to {served} or newer"
        )
    return f"{address.host} answers, {settings.instagram_api_version}"


def _check_skew(theirs: datetime, ours: datetime) -> None:
    skew = abs(theirs - ours)
    if skew > MOST_SKEW:
        raise Unwell(f"our clock is {skew.total_seconds():.0f} s off: set it right")


async def _public_address(settings: Settings) -> str:
    address = settings.public_url / "livez"
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(address) as response:
        if response.status != 200:
            raise Unwell(
                f"{address} answers {response.status}: is `farolero run` up, and does the proxy"
                " lead to it?"
            )
    return f"{settings.public_url} leads here"
