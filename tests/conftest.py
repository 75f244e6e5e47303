"""Fixtures for every room: a clock to move, and real databases; and no skip goes unseen."""

import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from tests.support.background import Background, start_background
from tests.support.brokers import BROKERS, BrokerServer
from tests.support.clock import FrozenClock
from tests.support.databases import KEYRING, PostgresServer, SqliteDatabases, quick_sqlite

pytest_plugins = [
    "tests.support.canaries",
    "tests.support.no_skips",
    "tests.support.outgoing_calls",
    "tests.support.security_report",
]


def pytest_collection_finish() -> None:
    """What is loaded by now is never garbage: looking through it again and again costs a tenth."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases, tmp_path: Path) -> str:
    """A migrated SQLite file of this test's own."""
    return sqlite_databases.copy_to(tmp_path / "farolero.db")


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """A migrated PostgreSQL database without any rows; the next test gets it too."""
    return postgres_server.cleared()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database without any rows, on SQLite and on PostgreSQL in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str, clock: FrozenClock) -> AsyncIterator[SqlDatabase]:
    """The test runs twice: over SQLite and over PostgreSQL."""
    opened = open_database(database_url, clock, KEYRING)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str, clock: FrozenClock) -> AsyncIterator[SqlDatabase]:
    opened = open_database(sqlite_url, clock, KEYRING)
    yield opened
    await opened.close()


@pytest.fixture
async def postgres_database(postgres_url: str, clock: FrozenClock) -> AsyncIterator[SqlDatabase]:
    opened = open_database(postgres_url, clock, KEYRING)
    yield opened
    await opened.close()


@pytest.fixture(params=BROKERS)
def broker_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BrokerServer]:
    """NATS and Redis in turn, this test's own: it may be killed."""
    server = BROKERS[request.param](tmp_path / "broker")
    (tmp_path / "broker").mkdir()
    server.start()
    yield server
    server.kill()


@pytest.fixture
async def background(database_url: str) -> AsyncIterator[Background]:
    """Engine, use cases and Instagram at work: over SQLite and over PostgreSQL."""
    with quick_sqlite():
        async with start_background(database_url) as started:
            yield started


@pytest.fixture
async def postgres_background(postgres_url: str) -> AsyncIterator[Background]:
    async with start_background(postgres_url) as started:
        yield started


@pytest.fixture
async def sqlite_background(sqlite_url: str) -> AsyncIterator[Background]:
    with quick_sqlite():
        async with start_background(sqlite_url) as started:
            yield started
