"""Every way in which libraries show secrets by default, gone for real, and closed."""

import asyncio
import gc
import json
import logging
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiogram.exceptions import TelegramNetworkError
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.config import SECRETS, SETTINGS, ConfigError, read_settings
from bot.domain.secret import Secret
from bot.instagram import parsing
from bot.scheduler.broker import make_broker
from bot.services.ports import OutcomeUnknown
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram.identity import TelegramAway, identify
from bot.telegram.sender import describe, outcome_of
from bot.telegram.session import make_bot
from tests.support.clock import START, FrozenClock
from tests.support.product_log import product_log

ROOT = Path(__file__).parents[2]

IG_TOKEN = "IGAAleakpath7q8r9s0t1u2v3w4x5y6z7a8b9c0d"
CODE = "AQleakpath3d4e5f6g7h8i9j0k1l2m3n4"
APP_SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
BOT_TOKEN = "7123456789:AAleakpath4e5f6a7b8c9d0e1f2a3b4c5d6"
ALL = (IG_TOKEN, CODE, APP_SECRET, BOT_TOKEN.partition(":")[2])

logger = logging.getLogger("anywhere")


def nothing_shows(shown: str) -> None:
    assert shown, "the path was not gone at all"
    for secret in ALL:
        assert secret not in shown


async def answer_401(_: web.Request) -> web.Response:
    return web.Response(status=401)


@asynccontextmanager
async def refused_request() -> AsyncIterator[aiohttp.ClientResponseError]:
    """What aiohttp raises for an error status: it holds address and headers."""
    app = web.Application()
    app.router.add_get("/me", answer_401)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        address = server.make_url("/me").with_query(access_token=IG_TOKEN, client_secret=APP_SECRET)
        headers = {"Authorization": f"Bearer {IG_TOKEN}"}
        async with session.get(address, headers=headers) as response:
            with pytest.raises(aiohttp.ClientResponseError) as raised:
                response.raise_for_status()
    yield raised.value


# The six of them -------------------------------------------------------------------------------


async def test_the_access_log_of_aiohttp_is_not_written() -> None:
    app = web.Application()
    app.router.add_get("/connect/callback", answer_401)
    with product_log() as written:
        # As it comes: with its access log.
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            address = server.make_url("/connect/callback").with_query(code=CODE, state=IG_TOKEN)
            async with session.get(address) as response:
                assert response.status == 401
        logging.getLogger("aiohttp.web").warning("the end")
    assert "/connect/callback" not in written.getvalue()
    nothing_shows(written.getvalue())


async def test_the_text_and_the_repr_of_an_error_of_aiohttp_are_scrubbed() -> None:
    async with refused_request() as error:
        assert IG_TOKEN in str(error)
        assert IG_TOKEN in repr(error)
        with product_log([APP_SECRET]) as written:
            logger.error("it said %s", error)
            logger.error("it is %r", error)
            logger.error("with a traceback", exc_info=error)
    assert written.getvalue().count("***") >= 4
    nothing_shows(written.getvalue())


async def test_an_error_of_the_database_does_not_show_what_was_bound(
    database: SqlDatabase,
) -> None:
    statements = (
        "INSERT INTO processed_update (update_id, at, body) VALUES (NULL, NULL, :secret)",
        "INSERT INTO no_such_table VALUES (:secret)",
        "SELECT 1 FROM person WHERE no_such_column = :secret",
    )
    with product_log() as written:
        for statement in statements:
            with pytest.raises(SQLAlchemyError) as raised:
                async with database.session() as session:
                    # Parts of addresses, not tokens: their shape alone would be scrubbed.
                    await session.execute(text(statement), {"secret": APP_SECRET})
            logger.error("failed", exc_info=raised.value)
            if "no_such" in statement:
                nothing_shows(str(raised.value) + repr(raised.value))
    assert "SQL parameters hidden" in written.getvalue()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_wrong_setting_does_not_show_its_value(setting: object) -> None:
    name = setting.name  # type: ignore[attr-defined]
    for value in (f"!{BOT_TOKEN} {IG_TOKEN}", f"{APP_SECRET}@{CODE}\x00"):
        given = {name: value}
        if name in SECRETS:
            # The secret where the path of its file belongs.
            given = {f"{name}_FILE": value.replace("\x00", "")}
        with pytest.raises(ConfigError) as refused:
            read_settings(given)
        nothing_shows(str(refused.value) + repr(refused.value))


def test_settings_do_not_show_the_password_of_the_database() -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
            "INSTAGRAM_APP_ID": "123456",
            "INSTAGRAM_APP_SECRET": APP_SECRET,
            "PUBLIC_URL": "https://bot.example.com",
            "ENCRYPTION_KEYS": f"k:{IG_TOKEN}",
            "DATABASE_URL": "postgresql+asyncpg://bot:p%40ss-of-the-base@host/farolero",
        }
    )
    with product_log(settings.secrets()) as written:
        logger.error("cannot reach %s as p@ss-of-the-base", settings.database_url)
    for shown in (repr(settings), str(settings), written.getvalue()):
        nothing_shows(shown)
        assert "ss-of-the-base" not in shown


def test_a_traceback_has_no_local_variables() -> None:
    def fail(token: str, secrets: list[str]) -> None:
        held = {"token": token, "secrets": secrets}
        raise RuntimeError(f"{len(held)} things are held")

    with product_log() as written:
        try:
            fail(APP_SECRET, list(ALL))
        except RuntimeError:
            logger.exception("failed")
    assert "2 things are held" in written.getvalue()
    nothing_shows(written.getvalue())


# Instagram and Telegram ------------------------------------------------------------------------


def test_the_address_of_the_next_page_is_not_kept() -> None:
    following = f"https://graph.instagram.com/v26.0/1/media?access_token={IG_TOKEN}&after=QVFIU"
    paging = {"next": following, "cursors": {"after": "Q"}}
    page = parsing.media_page({"data": [], "paging": paging}, START)
    assert page.after == "Q"
    nothing_shows(repr(page))


@asynccontextmanager
async def no_http_server() -> AsyncIterator[str]:
    """Answers with something that is no HTTP: the error for it shows the address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 not-a-number\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def redirecting_server() -> AsyncIterator[str]:
    async def redirect(request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": str(request.url)})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", redirect)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize("server", [no_http_server, redirecting_server])
async def test_a_call_to_telegram_that_failed_does_not_tell_its_address(
    server: object, clock: FrozenClock
) -> None:
    async with server() as base:  # type: ignore[operator]
        bot = make_bot(Secret(BOT_TOKEN), base)
        with product_log() as written:
            with pytest.raises(TelegramNetworkError) as raised:
                await bot.send_message(7, "hello")
            logger.error("aiogram says", exc_info=raised.value)
        await bot.session.close()
        with pytest.raises(TelegramAway) as away:
            await identify(Secret(BOT_TOKEN), base)
    assert BOT_TOKEN in str(raised.value), "aiogram shows it, so we must not repeat it"
    outcome = outcome_of(raised.value, clock)
    assert isinstance(outcome, OutcomeUnknown)
    nothing_shows(written.getvalue())
    # Kept in the outbox, told to the operator without passing the log.
    nothing_shows(describe(raised.value) + outcome.reason + away.value.detail + str(away.value))


# Where nobody catches --------------------------------------------------------------------------


async def test_a_task_that_nobody_awaits_is_scrubbed() -> None:
    async def fail() -> None:
        async with refused_request() as error:
            raise error

    with product_log([APP_SECRET]) as written:
        task = asyncio.get_running_loop().create_task(fail())
        await asyncio.wait({task})
        del task
        gc.collect()
    assert "Task exception was never retrieved" in written.getvalue()
    nothing_shows(written.getvalue())


def test_threads_and_destructors_that_fail_are_scrubbed() -> None:
    class Closing:
        def __del__(self) -> None:
            raise RuntimeError(f"?access_token={IG_TOKEN}")

    def fail() -> None:
        raise RuntimeError(f"/bot{BOT_TOKEN}/getMe")

    with product_log() as written:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        closing = Closing()
        del closing
        gc.collect()
    assert "A thread ended by an error" in written.getvalue()
    assert "could not be raised" in written.getvalue()
    nothing_shows(written.getvalue())


def test_a_crash_and_a_warning_are_lines_of_the_log() -> None:
    program = (
        "import warnings\n"
        "from bot.log import configure_logging\n"
        "from tests.support.product_log import Now\n"
        f"configure_logging('DEBUG', Now(), [{APP_SECRET!r}])\n"
        f"warnings.warn('slow: /bot{BOT_TOKEN}/getMe')\n"
        f"raise RuntimeError('{APP_SECRET} ?access_token={IG_TOKEN}')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    levels = [json.loads(line)["level"] for line in done.stderr.splitlines()]
    assert levels == ["WARNING", "CRITICAL"]
    assert "RuntimeError" in done.stderr
    nothing_shows(done.stderr)


async def test_a_background_task_that_fails_is_scrubbed() -> None:
    broker = make_broker("memory://", "discover")

    @broker.task
    async def fail() -> None:
        async with refused_request() as error:
            raise error

    with product_log([APP_SECRET]) as written:
        await broker.startup()
        task = await fail.kiq()
        result = await task.wait_result(timeout=20)
        await broker.shutdown()
    assert result.is_err
    assert "ClientResponseError" in written.getvalue()
    nothing_shows(written.getvalue())
