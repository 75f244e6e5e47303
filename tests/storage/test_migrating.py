"""The schema: from nothing, again, and in step with the models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.storage.errors import DatabaseFromTheFuture
from bot.storage.migrating import connected, migrate
from bot.storage.tables import Base
from tests.support.databases import PostgresServer, sqlite_url
from tests.support.schemas import schema


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "new" / "farolero.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.empty() as url:
            yield url


async def test_migrating_an_empty_database_gives_exactly_the_models(empty_url: str) -> None:
    await migrate(empty_url)
    differences: list[Any] = []

    def compare(connection: Connection) -> None:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: name != "sample_default"},
        )
        differences.extend(compare_metadata(context, Base.metadata))

    await connected(empty_url, compare)
    assert differences == []


async def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    await migrate(empty_url)
    before = await schema(empty_url)
    await migrate(empty_url)
    assert await schema(empty_url) == before


async def test_a_database_from_the_future_is_refused_and_left_alone(empty_url: str) -> None:
    await migrate(empty_url)
    await connected(
        empty_url,
        lambda connection: connection.execute(
            text("UPDATE alembic_version SET version_num='9999'")
        ),
    )
    with pytest.raises(DatabaseFromTheFuture, match="revision 9999"):
        await migrate(empty_url)
    assert "9999" in await schema(empty_url)


async def test_the_sqlite_file_and_its_folder_are_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "farolero.db"
    await migrate(sqlite_url(path))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
