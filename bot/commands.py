"""What the command line can do. Each command answers its exit code."""

import asyncio
import errno
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot.chance import new_encryption_key
from bot.clock import SystemClock
from bot.config import Bind, ConfigError, Settings, read_settings
from bot.doctor import examine
from bot.log import configure_logging
from bot.main import Farolero, build
from bot.roles import Role
from bot.sandbox.app import Sandbox
from bot.simulate.command import Simulation, simulate
from bot.storage.identity import remember_username, remembered_username
from bot.storage.migrating import migrate
from bot.telegram.identity import TelegramAway, TokenRefused, identify
from bot.web.server import Server

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
MOUNTED_AT = "/farolero"
"""Where the bot's own pages are in the demo, which has one port for everything."""


async def run(settings: Settings, role: Role = Role.ALL) -> int:
    """``farolero run``: against the real Telegram and Instagram, or whatever the settings say."""
    clock = SystemClock()
    configure_logging(settings.log_level, clock, settings.secrets())
    async with refusing_clearly(), stopping() as stop:
        await migrate(settings.database_url)
        username = await _username(settings)
        async with (
            build(settings, clock, username, role) as product,
            serving(Server(product.web_app, settings.http_host, settings.http_port)),
            telling_metrics(product, settings.metrics_bind),
        ):
            await product.run(stop, lambda: logger.info("Ready as @%s (%s)", username, role))
    return 0


async def _username(settings: Settings) -> str:
    """As Telegram says, or said last: stories do not wait until Telegram can be asked again."""
    token, url = settings.telegram_bot_token, settings.database_url
    bot_id = token.reveal().partition(":")[0]
    try:
        username = await identify(token, api_base(settings))
    except TelegramAway as away:
        remembered = await remembered_username(url, bot_id)
        if remembered is None:
            raise
        logger.warning("%s; starting as @%s all the same", away.detail, remembered)
        return remembered
    if username != await remembered_username(url, bot_id):
        await remember_username(url, bot_id, username)
    return username


async def migrate_database(settings: Settings) -> int:
    """``farolero migrate``."""
    configure_logging(settings.log_level, SystemClock(), settings.secrets())
    async with refusing_clearly():
        await migrate(settings.database_url)
    return 0


async def doctor(settings: Settings) -> int:
    """``farolero doctor``: one line a check; 1 when one of them failed."""
    clock = SystemClock()
    configure_logging(settings.log_level, clock, settings.secrets())
    failed = False
    async for finding in examine(settings, clock):
        say(finding.line)
        failed = failed or not finding.ok
    return 1 if failed else 0


async def demo(data: Path, port: int, seed: int) -> int:
    """``farolero demo``: the product and its sandbox in one process, on one port."""
    sandbox = Sandbox(data, seed)
    settings = demo_settings(sandbox, data, port)
    configure_logging(settings.log_level, sandbox.clock, settings.secrets())
    app = sandbox.application()
    callbacks = settings.public_url / "meta"
    sandbox.instagram.register_callbacks(
        str(callbacks / "deauthorize"), str(callbacks / "data-deletion")
    )
    async with refusing_clearly(), stopping() as asked_to_stop:
        await migrate(settings.database_url)
        async with build(settings, sandbox.clock, sandbox.credentials.bot_username) as product:
            app.add_subapp(MOUNTED_AT, product.web_app)
            sandbox.clock.on_step(product.engine.drain)
            async with serving(Server(app, HOST, port)), asyncio.TaskGroup() as tasks:
                stop = asyncio.Event()
                ready = partial(say, f"Farolero is at http://{HOST}:{port}/chat")
                tasks.create_task(product.run(stop, ready))
                await asked_to_stop.wait()
                # A clock that went on without the engine would let stories end unseen.
                await sandbox.clock.stop()
                stop.set()
    return 0


async def sandbox(data: Path, port: int, seed: int) -> int:
    """``farolero sandbox``: the sandbox alone, for any client."""
    world = Sandbox(data, seed)
    configure_logging("INFO", world.clock, [])
    credentials = world.credentials
    async with (
        refusing_clearly(),
        stopping() as stop,
        serving(Server(world.application(), HOST, port)),
    ):
        say(
            f"http://{HOST}:{port}/chat\n"
            f"bot token            {credentials.bot_token}\n"
            f"Instagram app id     {credentials.instagram_app_id}\n"
            f"Instagram app secret {credentials.instagram_app_secret}"
        )
        await stop.wait()
    return 0


async def simulate_weeks(
    accounts: int, days: int, seed: int, rate: float, database_url: str | None
) -> int:
    """``farolero simulate``: 1 when a promise was broken."""
    configure_logging("INFO", SystemClock(), [])
    return await simulate(Simulation(accounts, days, seed, rate, database_url))


def generate_key() -> int:
    """``farolero keys generate``."""
    say(new_encryption_key())
    return 0


def demo_settings(sandbox: Sandbox, data: Path, port: int) -> Settings:
    """Settings that point at the sandbox on the same port; nothing is read from outside."""
    here = f"http://{HOST}:{port}"
    credentials = sandbox.credentials
    return read_settings(
        {
            "TELEGRAM_BOT_TOKEN": credentials.bot_token,
            "TELEGRAM_API_BASE": f"{here}/telegram",
            "TELEGRAM_LINK_BASE": f"{here}/t.me",
            "INSTAGRAM_APP_ID": credentials.instagram_app_id,
            "INSTAGRAM_APP_SECRET": credentials.instagram_app_secret,
            "INSTAGRAM_AUTHORIZE_URL": f"{here}/instagram/oauth/authorize",
            "INSTAGRAM_TOKEN_BASE": f"{here}/instagram",
            "INSTAGRAM_GRAPH_BASE": f"{here}/instagram",
            "MEDIA_HOSTS": f"{HOST}:{port}",
            "PUBLIC_URL": f"{here}{MOUNTED_AT}",
            "DATABASE_URL": f"sqlite+aiosqlite:///{data / 'farolero.sqlite3'}",
            "ENCRYPTION_KEYS": demo_key(data / "encryption_key"),
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        }
    )


def demo_key(path: Path) -> str:
    """The demo's own key, made at its first start: its tokens open nothing but the sandbox."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(new_encryption_key())
    return path.read_text()


def api_base(settings: Settings) -> str:
    return str(settings.telegram_api_base).rstrip("/")


@asynccontextmanager
async def stopping() -> AsyncIterator[asyncio.Event]:
    """An event that Ctrl-C or a supervisor's SIGTERM sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    try:
        yield stop
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)


@asynccontextmanager
async def serving(server: Server) -> AsyncIterator[None]:
    await server.start()
    try:
        yield
    finally:
        await server.stop()


@asynccontextmanager
async def telling_metrics(product: Farolero, bind: Bind | None) -> AsyncIterator[None]:
    """Raises ConfigError for an address that cannot be had."""
    if bind is None:
        yield
        return
    server = Server(product.metrics_app, bind.host, bind.port)
    try:
        await server.start()
    except OSError as error:
        raise ConfigError(
            [f"METRICS_BIND: cannot be listened on ({error.strerror}) -> choose another"]
        ) from error
    try:
        yield
    finally:
        await server.stop()


@asynccontextmanager
async def refusing_clearly() -> AsyncIterator[None]:
    """What keeps us from starting is one line that says what to do, not a traceback."""
    try:
        yield
    except TokenRefused as refused:
        raise ConfigError(
            [f"TELEGRAM_BOT_TOKEN: {refused.detail} -> ask @BotFather for it: /mybots, API Token"]
        ) from refused
    except TelegramAway as away:
        raise ConfigError([f"TELEGRAM_API_BASE: {away.detail}"]) from away
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise ConfigError(
            ["HTTP_PORT (or --port): the port is in use by another process -> choose another"]
        ) from error


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
