"""Everything that can be checked from here, one line each, with what to do about it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import available_timezones

import aiohttp
from yarl import URL

from bot.config import Settings
from bot.domain.accounts import REQUIRED_PERMISSIONS
from bot.domain.errors import BotError
from bot.key_commands import describe
from bot.machine import LEAST_DISK, folder_of, free_space
from bot.main import webhook_url
from bot.services.note_trouble import MOST_SKEW
from bot.services.ports import Clock
from bot.storage.crypto import Keyring
from bot.storage.due_work import look_at_due_work, look_at_troubles
from bot.storage.engine import open_database
from bot.storage.errors import DatabaseInUse
from bot.storage.keys import look_at_keys, refuse_wrong
from bot.storage.migrating import schema_is_current
from bot.storage.token_health import look_at_tokens
from bot.telegram.admin_chat import try_admin_chat
from bot.telegram.identity import identify
from bot.telegram.webhook_info import check_webhook
from bot.web.meta_webhook import PATH as META_WEBHOOK_PATH

CHALLENGE = "1158201444"

TIMEOUT = aiohttp.ClientTimeout(total=10)


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
    for subject, check in checks(settings, clock).items():
        try:
            yield Finding(subject, True, await check())
        except (Unwell, BotError) as unwell:
            yield Finding(subject, False, str(unwell))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            yield Finding(subject, False, f"cannot be reached ({type(error).__name__})")


def checks(settings: Settings, clock: Clock) -> dict[str, Callable[[], Awaitable[str]]]:
    """By subject. Each answers how it is, or raises what is wrong."""
    return {
        "permissions": lambda: _permissions(settings),
        "time zones": _time_zones,
        "disk": lambda: _disk(settings),
        "database": lambda: _database(settings, clock),
        "due work": lambda: _due_work(settings, clock),
        "encryption keys": lambda: _encryption_keys(settings),
        "tokens": lambda: _tokens(settings, clock),
        "Telegram": lambda: _telegram(settings),
        "operator": lambda: _operator(settings),
        "Instagram": lambda: _instagram(settings, clock),
        "public address": lambda: _public_address(settings),
        "webhooks": lambda: _webhooks(settings),
        "metrics": lambda: _metrics(settings),
    }


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
    free = free_space(folder_of(settings.database_url))
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
        skew = abs(await database.now() - clock.now())
    finally:
        await database.close()
    if skew > MOST_SKEW:
        raise Unwell(f"its clock and ours differ by {skew.total_seconds():.0f} s: set them right")
    return "the schema is that of this version"


async def _due_work(settings: Settings, clock: Clock) -> str:
    """Also while the bot runs: it only reads."""
    due = await look_at_due_work(settings.database_url, clock.now())
    if due is None:
        return "not looked into: the database is not of this version"
    missed = f"missed within a week: {_counts(due.missed)}" if due.missed else "nothing missed"
    troubles = [
        f"{what}: {_counts(rows)}"
        for what, rows in (
            ("set aside after failing or crashing again and again", due.set_aside),
            ("due for over a quarter of an hour", due.overdue),
        )
        if rows
    ]
    if troubles:
        raise Unwell(f"{'; '.join(troubles)}; {missed} -> look into the log, and is the bot up?")
    return f"nothing set aside, nothing overdue, {missed}"


def _counts(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{count} of {table}" for table, count in sorted(rows.items()))


async def _encryption_keys(settings: Settings) -> str:
    """Also while the bot runs: it only reads."""
    states = await look_at_keys(settings.database_url, Keyring.parse(settings.encryption_keys))
    refuse_wrong(states)
    return "; ".join(describe(state) for state in states) or "well-formed; nothing is stored yet"


async def _tokens(settings: Settings, clock: Clock) -> str:
    """Also while the bot runs: it only reads."""
    tokens = await look_at_tokens(settings.database_url, clock.now())
    if tokens is None:
        return "not looked into: the database is not of this version"
    broken = f"{tokens.needs_relink} wait for their owner to link again"
    if tokens.ends_soon:
        raise Unwell(
            f"{tokens.ends_soon} of {tokens.serving} end within a week, so renewing them fails;"
            f" {broken} -> look into the log, and at the app in Meta's App Dashboard"
        )
    return f"{tokens.serving} serve, none ends within a week; {broken}"


async def _telegram(settings: Settings) -> str:
    base = str(settings.telegram_api_base).rstrip("/")
    return f"the bot is @{await identify(settings.telegram_bot_token, base)}"


async def _operator(settings: Settings) -> str:
    """Also while the bot runs: of the database it only reads."""
    troubles = await look_at_troubles(settings.database_url)
    known = f"known troubles: {', '.join(troubles)}" if troubles else "no trouble is known"
    if settings.admin_chat_id is None:
        return f"ADMIN_CHAT_ID is not set, so nobody is told; {known}"
    base = str(settings.telegram_api_base).rstrip("/")
    await try_admin_chat(settings.telegram_bot_token, base, settings.admin_chat_id)
    return f"the chat {settings.admin_chat_id} can be written to; {known}"


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
    plain = "" if settings.public_url.scheme == "https" else ", by plain HTTP: this machine only"
    return f"{settings.public_url} leads here{plain}"


async def _webhooks(settings: Settings) -> str:
    return f"{await _telegram_webhook(settings)}; {await _meta_webhook(settings)}"


async def _telegram_webhook(settings: Settings) -> str:
    if settings.telegram_mode == "polling":
        return "Telegram's updates are polled"
    base = str(settings.telegram_api_base).rstrip("/")
    await check_webhook(settings.telegram_bot_token, base, webhook_url(settings))
    return "Telegram calls here"


async def _meta_webhook(settings: Settings) -> str:
    """The handshake, as Meta does it when the webhook is entered in the App Dashboard."""
    token = settings.meta_webhook_verify_token
    if token is None:
        return "META_WEBHOOK_VERIFY_TOKEN is not set, so Meta tells nothing by itself"
    handshake = {
        "hub.mode": "subscribe",
        "hub.verify_token": token.reveal(),
        "hub.challenge": CHALLENGE,
    }
    address = settings.public_url / META_WEBHOOK_PATH.lstrip("/")
    async with (
        aiohttp.ClientSession(timeout=TIMEOUT) as session,
        session.get(address, params=handshake) as response,
    ):
        if response.status != 200 or await response.text() != CHALLENGE:
            raise Unwell(
                f"{address} answers {response.status} to Meta's handshake: is `farolero run` up,"
                " with the same META_WEBHOOK_VERIFY_TOKEN?"
            )
    return f"{address} answers Meta's handshake"


async def _metrics(settings: Settings) -> str:
    bind = settings.metrics_bind
    if bind is None:
        return "METRICS_BIND is not set, so nobody is told any numbers"
    host = ip_address(bind.host)
    ours = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind.host, bind.host)  # noqa: S104 - compared
    address = URL.build(scheme="http", host=ours, port=bind.port, path="/metrics")
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session, session.get(address) as response:
        if response.status != 200 or "farolero_build_info" not in await response.text():
            raise Unwell(f"{address} is not ours: another program listens there")
    reach = "" if host.is_loopback else "; other machines may reach it: let a firewall decide which"
    return f"{address} answers{reach}"
