"""Opening the database, and transactions that lose nothing."""

import asyncio
import sys
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from bot.domain.media import Insights, MediaProductType
from bot.storage.engine import open_database
from bot.storage.errors import DatabaseInUse, UnsupportedDatabaseUrl
from bot.storage.tables import PersonRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.databases import KEYRING
from tests.support.people import linked_account, listed


async def test_twenty_concurrent_read_modify_writes_are_all_kept(
    sqlite_database: SqlDatabase,
) -> None:
    async with sqlite_database.transaction() as work:
        await work.people.seen(7, "0", None, "en")

    async def add_one() -> None:
        async with sqlite_database.session() as session:
            count = int((await session.scalars(select(PersonRow.first_name))).one())
            await asyncio.sleep(0)
            await session.execute(update(PersonRow).values(first_name=str(count + 1)))

    await asyncio.gather(*(add_one() for _ in range(20)))
    async with sqlite_database.reading() as work:
        person = await work.people.get(7)
    assert person is not None
    assert person.first_name == "20"


async def test_twenty_concurrent_merges_of_refused_metrics_are_all_kept(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1")], START)
        (media,) = await work.media.page(account.id, MediaProductType.FEED, 0, 10)

    async def save(number: int) -> None:
        insights = Insights(START, {"reach": 5}, refused=frozenset({f"metric_{number}"}))
        async with database.transaction() as work:
            await work.media.save_insights(media.id, insights)

    await asyncio.gather(*(save(number) for number in range(20)))
    async with database.reading() as work:
        merged = await work.media.get([account.id], media.id)
    assert merged is not None
    assert merged.insights is not None
    assert merged.insights.refused == {f"metric_{number}" for number in range(20)}


async def test_a_transaction_that_raises_leaves_nothing(database: SqlDatabase) -> None:
    async def half() -> None:
        async with database.transaction() as work:
            await work.people.seen(7, "Ana", None, "en")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half()
    async with database.reading() as work:
        assert await work.people.get(7) is None


async def test_reading_sees_the_last_commit_and_does_not_wait_for_a_writer(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        await work.people.seen(7, "Ana", None, "en")
    async with database.transaction() as writing:
        await writing.people.seen(7, "Ana Maria", None, "en")
        async with asyncio.timeout(4), database.reading() as reading:
            person = await reading.people.get(7)
    assert person is not None
    assert person.first_name == "Ana"


async def test_reading_cannot_write(database: SqlDatabase) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading() as work:
            await work.people.seen(7, "Ana", None, "en")


async def test_a_look_begins_no_transaction_and_sees_the_last_commit(
    postgres_database: SqlDatabase,
) -> None:
    begun = text("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")
    async with postgres_database.look() as work:
        assert await work.people.get(7) is None
        async with postgres_database.session() as session:
            assert await session.scalar(begun) == 0
        async with postgres_database.transaction() as other:
            await other.people.seen(7, "Ana", None, "en")
        assert await work.people.get(7) is not None
    async with postgres_database.reading() as work:
        await work.people.get(7)
        async with postgres_database.session() as session:
            assert await session.scalar(begun) == 1


@pytest.mark.usefixtures("any_silence_is_long")
async def test_a_look_notices_that_its_connection_was_lost_meanwhile(
    postgres_database: SqlDatabase,
) -> None:
    own = text("SELECT pg_backend_pid()")
    async with postgres_database.look() as work:
        lost = await work.people._session.scalar(own)
    async with postgres_database.session() as session:
        await session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": lost})
    async with postgres_database.look() as work:
        assert await work.people._session.scalar(own) != lost
        assert await work.people.get(7) is None


@pytest.fixture
def any_silence_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.engine.SILENCE", 0.0)


async def test_errors_of_the_database_show_no_values(database: SqlDatabase) -> None:
    with pytest.raises(DBAPIError) as failure:
        async with database.session() as session:
            await session.execute(text("SELECT * FROM nowhere WHERE token = :t"), {"t": "IGAA-x"})
    assert "IGAA-x" not in str(failure.value)


async def test_sqlite_runs_with_the_settings_that_keep_what_was_acknowledged(
    sqlite_database: SqlDatabase,
) -> None:
    async with sqlite_database.session() as session:
        settings = {
            pragma: await session.scalar(text(f"PRAGMA {pragma}"))
            for pragma in (
                "journal_mode",
                "synchronous",
                "busy_timeout",
                "foreign_keys",
                "secure_delete",
            )
        }
    full = 2
    assert settings == {
        "journal_mode": "wal",
        "synchronous": full,
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@pytest.mark.proves("F35")
async def test_a_second_process_is_refused_and_told_the_path(
    sqlite_database: SqlDatabase, sqlite_url: str
) -> None:
    program = (
        "import sys; from bot.storage.engine import open_database;"
        "from tests.support.clock import FrozenClock; from tests.support.databases import KEYRING;"
        "open_database(sys.argv[1], FrozenClock(), KEYRING)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, sqlite_url, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    assert process.returncode == 1
    assert "DatabaseInUse" in errors.decode()
    assert str(Path(sqlite_url.partition("///")[2])) in errors.decode()


async def test_the_file_can_be_opened_again_once_it_was_closed(sqlite_url: str) -> None:
    database = open_database(sqlite_url, FrozenClock(), KEYRING)
    with pytest.raises(DatabaseInUse):
        open_database(sqlite_url, FrozenClock(), KEYRING)
    await database.close()
    await open_database(sqlite_url, FrozenClock(), KEYRING).close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:hunter2@host/name",
        "mysql+aiomysql://user:hunter2@host/name",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "user:hunter2@host",
    ],
)
def test_other_databases_are_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(UnsupportedDatabaseUrl) as refusal:
        open_database(url, FrozenClock(), KEYRING)
    assert "hunter2" not in str(refusal.value)


async def test_a_time_without_a_zone_is_not_stored(database: SqlDatabase) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        async with database.transaction() as work:
            await work.people.set_blocked(7, START.replace(tzinfo=None))


async def test_an_instant_comes_back_in_utc_whatever_zone_it_came_in(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        await work.people.seen(7, "Ana", None, "en")
        await work.people.set_blocked(7, START.astimezone(ZoneInfo("Asia/Kolkata")))
        person = await work.people.get(7)
    assert person is not None
    assert person.blocked_at == START
    assert person.blocked_at.tzinfo is UTC
