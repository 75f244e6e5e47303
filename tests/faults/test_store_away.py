"""The database takes nothing for a while: what we acknowledge is kept, the rest waits for it."""

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import make_url, text
from yarl import URL

from bot.domain.errors import StoreAway
from bot.services.due_work import RUN_TTL
from bot.storage import engine
from bot.storage.unit_of_work import SqlDatabase
from bot.web.app import create_app
from bot.web.health import Readiness
from bot.web.visitors import Ration
from tests.support.background import Background
from tests.support.databases import PostgresServer
from tests.support.meta import Hook, comment, delivery, serve_hook
from tests.support.people import linked_account

USER_ID = "17841400000000001"
ALARM = "The database takes nothing"
WAIT_MS = 200


@dataclass(frozen=True)
class Doors:
    """Where we are told things, and where it is asked whether we can work."""

    hook: Hook
    ready_url: URL
    session: aiohttp.ClientSession

    async def ready(self) -> tuple[int, Any]:
        async with self.session.get(self.ready_url) as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def doors(database: SqlDatabase) -> AsyncIterator[Doors]:
    async with AsyncExitStack() as stack:
        hook = await stack.enter_async_context(serve_hook(database))
        app = create_app(
            [web.get("/readyz", Readiness({"database": database.check}).answer)],
            URL("http://localhost"),
            URL("http://i"),
            Ration(),
        )
        server = await stack.enter_async_context(TestServer(app))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Doors(hook, server.make_url("/readyz"), session)


def comments(first: int, count: int) -> bytes:
    return delivery(USER_ID, [comment(number) for number in range(first, first + count)])


async def kept(database: SqlDatabase) -> int:
    async with database.session() as session:
        return int(await session.scalar(text("SELECT count(*) FROM webhook_entry")) or 0)


async def tell(database: SqlDatabase, statement: str) -> None:
    """Something about the connection that writes: SQLite has but one."""
    async with database.session() as session:
        await session.execute(text(statement))


# Another program has the file ---------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer waits five seconds for another program; here the test is not to wait as long."""
    patience = f"PRAGMA busy_timeout = {WAIT_MS}"
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", (*engine.SQLITE_PRAGMAS, patience))


@contextmanager
def held_exclusively(url: str) -> Iterator[None]:
    path = Path(str(make_url(url).database))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.proves("F21")
@pytest.mark.usefixtures("impatient")
async def test_while_another_program_holds_the_file_nothing_is_acknowledged_or_lost(
    sqlite_url: str, sqlite_database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with sqlite_database.transaction() as stored:
        await linked_account(stored)
    async with doors(sqlite_database) as at:
        with held_exclusively(sqlite_url):
            assert (await at.hook.post(comments(1, 1))).status == 503
            assert await at.ready() == (
                503,
                {"ready": False, "database": "another program holds the file"},
            )
            # Who only reads does not wait.
            async with sqlite_database.reading() as stored:
                assert await stored.people.get(7) is not None
        assert await at.ready() == (200, {"ready": True})
        assert (await at.hook.post(comments(1, 1))).status == 200
    assert await kept(sqlite_database) == 1
    assert caplog.text.count(ALARM) == 1, "once, however many wait"


@pytest.mark.proves("F21")
@pytest.mark.usefixtures("impatient")
async def test_work_that_meets_a_held_file_is_done_afterwards(
    sqlite_url: str, sqlite_background: Background
) -> None:
    """Found held at every step of the work: at the claim, and with the rows in hand."""
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    with held_exclusively(sqlite_url), pytest.raises(StoreAway):
        await background.drain()
    lane = background.lanes["discover"]
    async with background.database.transaction() as stored:
        refs = await stored.discoveries.claim(10, lane.lease)
    with held_exclusively(sqlite_url), pytest.raises(StoreAway):
        await lane.work(refs)
    await background.walk(2 * RUN_TTL, RUN_TTL)
    (story,) = await background.stories(shop)
    assert len(story.looks) == 1
    (plan,) = await background.rows("SELECT failures FROM discover_plan")
    assert plan.failures == 0


# The disk is full ---------------------------------------------------------------------------------


@pytest.mark.proves("F22")
async def test_with_the_disk_full_inputs_are_refused_until_there_is_room_again(
    sqlite_database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing that was answered with 200 is missing, and nothing needs a restart."""
    caplog.set_level(logging.WARNING)
    async with sqlite_database.transaction() as stored:
        await linked_account(stored)
    async with sqlite_database.session() as session:
        pages = int(await session.scalar(text("PRAGMA page_count")) or 0)
    await tell(sqlite_database, f"PRAGMA max_page_count = {pages + 40}")
    async with doors(sqlite_database) as at:
        acknowledged, statuses = 0, []
        for first in range(1, 4001, 200):
            status = (await at.hook.post(comments(first, 200))).status
            statuses.append(status)
            acknowledged += 200 * (status == 200)
        assert statuses[0] == 200
        assert set(statuses) == {200, 503}
        assert await kept(sqlite_database) == acknowledged
        assert caplog.text.count(ALARM) == 1
        assert "the disk is full" in caplog.text
        await tell(sqlite_database, "PRAGMA max_page_count = 1000000")
        for first in range(1, 4001, 200):
            assert (await at.hook.post(comments(first, 200))).status == 200
    assert await kept(sqlite_database) == 4000
    async with sqlite_database.session() as session:
        assert await session.scalar(text("PRAGMA integrity_check")) == "ok"


async def fill(database: SqlDatabase) -> None:
    while True:
        await tell(database, "INSERT INTO filler VALUES (zeroblob(3000))")


@pytest.mark.proves("F22")
async def test_a_look_that_finds_the_disk_full_is_made_when_there_is_room(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    async with background.database.session() as session:
        pages = int(await session.scalar(text("PRAGMA page_count")) or 0)
        filler = "CREATE TABLE filler AS SELECT zeroblob(3000) AS ballast"
        await session.execute(text(f"PRAGMA max_page_count = {pages + 4}"))
        await session.execute(text(filler))
    with pytest.raises(StoreAway):
        await fill(background.database)
    with suppress(StoreAway):
        await background.walk(timedelta(minutes=30), timedelta(minutes=5))
    await tell(background.database, "PRAGMA max_page_count = 1000000")
    await background.walk(timedelta(minutes=10), timedelta(minutes=5))
    (story,) = await background.stories(shop)
    assert story.looks


# It takes no writes -------------------------------------------------------------------------------


@asynccontextmanager
async def read_only(database: SqlDatabase, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """SQLite: as on a disk that was mounted read-only. PostgreSQL: as a standby takes over."""
    if "postgres" in request.node.callspec.params["database_url"]:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        server.says("ALTER SYSTEM SET default_transaction_read_only = on")
        server.says("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            # The owner's own sessions are read-only now, too; this is no write of rows.
            server.says("ALTER SYSTEM RESET default_transaction_read_only")
            server.says("SELECT pg_reload_conf()")
        return
    await set_query_only(database, "ON")
    yield
    await set_query_only(database, "OFF")


async def set_query_only(database: SqlDatabase, value: str) -> None:
    """Past SQLAlchemy, which would begin a transaction: a connection that may not is refused."""
    async with database._writing.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute_fetchall(f"PRAGMA query_only = {value}")


async def until_ready(at: Doors, status: int) -> Any:
    """PostgreSQL's processes take a new setting up one after another."""
    while True:
        answer = await at.ready()
        if answer[0] == status:
            return answer[1]


@pytest.mark.proves("F23", "F25")
async def test_while_the_database_takes_no_writes_it_is_said_and_nothing_is_acknowledged(
    database: SqlDatabase, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    async with database.transaction() as stored:
        await linked_account(stored)
    async with doors(database) as at:
        assert (await at.hook.post(comments(1, 1))).status == 200
        async with read_only(database, request):
            assert await until_ready(at, 503) == {
                "ready": False,
                "database": "it takes no writes",
            }
            assert (await at.hook.post(comments(2, 1))).status == 503
            async with database.reading() as stored:
                assert await stored.people.get(7) is not None
        assert await until_ready(at, 200) == {"ready": True}
        assert (await at.hook.post(comments(2, 1))).status == 200
    assert await kept(database) == 2
    assert caplog.text.count(ALARM) == 1
