"""PostgreSQL ends connections and crashes under load: nothing that was acknowledged is lost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.errors import StoreAway
from bot.services.due_work import RUN_TTL
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from tests.support.background import Background, start_background
from tests.support.clock import FrozenClock
from tests.support.databases import KEYRING, PostgresServer
from tests.support.meta import Hook, comment, delivery, serve_hook
from tests.support.people import linked_account

USER_ID = "17841400000000001"
CRASHES = 20
SENDERS = 4
SHOPS = 6
TERMINATE = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """Nobody else's: it is going to crash. What it has committed is to outlive that."""
    server = PostgresServer()
    server.says("ALTER SYSTEM SET synchronous_commit = on")
    server.says("SELECT pg_reload_conf()")
    yield server
    server.stop()


@pytest.fixture
async def own_database(own_server: PostgresServer) -> AsyncIterator[SqlDatabase]:
    database = open_database(own_server.cleared(), FrozenClock(), KEYRING)
    yield database
    await database.close()


@pytest.fixture
async def own_background(own_server: PostgresServer) -> AsyncIterator[Background]:
    async with start_background(own_server.cleared()) as started:
        yield started


async def ready(database: SqlDatabase) -> None:
    while True:
        try:
            await database.check()
        except StoreAway:
            await asyncio.sleep(0.02)
        else:
            return


# Connections end ----------------------------------------------------------------------------------


@pytest.mark.proves("F25")
async def test_connections_that_are_ended_cost_each_row_one_attempt_at_most(
    own_background: Background,
) -> None:
    """All of them, again and again while looks are made and stored."""
    background = own_background
    shops = [await background.link(f"shop.{number}", 100 + number) for number in range(SHOPS)]
    for shop in shops:
        await background.publish_story(shop)
    working = asyncio.Event()

    async def end_connections() -> None:
        elsewhere = open_database(
            background.database._writing.url.render_as_string(hide_password=False),
            background.clock,
            KEYRING,
        )
        while not working.is_set():
            with suppress(StoreAway):
                async with elsewhere.session() as session:
                    await session.execute(text(TERMINATE))
            await asyncio.sleep(0.05)
        await elsewhere.close()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(end_connections())
        for _ in range(2):
            with suppress(StoreAway):
                await background.drain()
        working.set()
    await ready(background.database)
    await background.walk(3 * RUN_TTL, RUN_TTL)
    for shop in shops:
        (story,) = await background.stories(shop)
        assert len(story.looks) == 1
    for table in ("capture", "discover_plan"):
        for row in await background.rows(f"SELECT failures, crashes FROM {table}"):
            assert (row.failures, row.crashes) in {(0, 0), (0, 1)}


# The server crashes -------------------------------------------------------------------------------


@pytest.mark.proves("F25")
async def test_of_twenty_crashes_under_load_nothing_acknowledged_is_missing(
    own_server: PostgresServer, own_database: SqlDatabase
) -> None:
    async with own_database.transaction() as stored:
        await linked_account(stored)
    acknowledged: set[int] = set()
    refused: set[int | None] = set()
    stop = asyncio.Event()

    async def send(hook: Hook, number: int) -> None:
        """As Meta does: again, until it is taken."""
        while not stop.is_set():
            answer = await hook.post(delivery(USER_ID, [comment(number)]))
            if answer.status == 200:
                acknowledged.add(number)
                number += SENDERS
            else:
                refused.add(answer.status)
                await asyncio.sleep(0.01)

    async with serve_hook(own_database) as hook, asyncio.TaskGroup() as tasks:
        for sender in range(SENDERS):
            tasks.create_task(send(hook, sender))
        for _ in range(CRASHES):
            known = len(acknowledged)
            while len(acknowledged) < known + SENDERS:  # noqa: ASYNC110 - so it is under load
                await asyncio.sleep(0.01)
            await asyncio.to_thread(own_server.crash)
            await asyncio.to_thread(own_server.start_again)
            await ready(own_database)
        stop.set()
    assert refused <= {503}
    async with own_database.session() as session:
        rows = await session.execute(
            text("SELECT count(*), count(DISTINCT key) FROM webhook_entry")
        )
        stored_rows, distinct = rows.one()
    assert stored_rows == distinct
    # One that was stored and not answered may be there besides.
    assert len(acknowledged) <= stored_rows <= len(acknowledged) + SENDERS
    assert await worked_off(own_database) == stored_rows


async def worked_off(database: SqlDatabase) -> int:
    """How many entries are lent and finished until none is left; nobody is lent all at once."""
    finished = 0
    while True:
        async with database.transaction() as work:
            refs = await work.webhook_entries.claim(10_000, timedelta(minutes=1))
            finished += len(await work.webhook_entries.finish(refs))
        if not refs:
            return finished
