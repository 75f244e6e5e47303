"""From every released schema to this one, with rows in every table, and killed anywhere."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.storage.migrating import migrate, schema_is_current
from tests.support.databases import PostgresServer, sqlite_url
from tests.support.golden import golden, load_sqlite
from tests.support.schemas import everything, revisions, rows, schema, upgrade_to

DIALECTS = ("sqlite", "postgres")
MOVED = {("link_attempt", "code_sha256"): ("link_code", "link_attempt_id")}
"""Columns that have become tables: the table, and its column that names the row."""
WRITES = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")

Opened = Callable[[str], str]


@pytest.fixture(params=DIALECTS)
def of_schema(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """A database of an older schema with rows in every table, as it was released."""
    if request.param == "sqlite":
        yield partial(load_sqlite, tmp_path / "farolero.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.empty() as url:

        def load(revision: str) -> str:
            server.load(url, golden(revision, "postgres").read_text())
            return url

        yield load


# With rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("revision", revisions())
def test_every_released_schema_has_its_golden_database(revision: str, dialect: str) -> None:
    assert golden(revision, dialect).exists(), "python -m tests.support.golden"


@pytest.mark.proves("F37")
@pytest.mark.parametrize("revision", revisions())
async def test_an_upgrade_keeps_every_row_and_a_second_one_changes_nothing(
    of_schema: Opened, revision: str
) -> None:
    url = of_schema(revision)
    before = await rows(url)
    assert all(before.values()), "every table has rows"
    await migrate(url)
    assert await schema_is_current(url)
    after = await rows(url)
    for table, kept in before.items():
        assert as_they_were(table, kept, after) == kept, table
    upgraded = await schema(url)
    await migrate(url)
    assert (await rows(url), await schema(url)) == (after, upgraded)


Rows = list[dict[str, Any]]


def as_they_were(table: str, kept: Rows, after: Mapping[str, Rows]) -> Rows:
    """What stands now in the columns that there were before."""
    now = after[table]
    for (moved_from, column), (moved_to, key) in MOVED.items():
        if moved_from == table and column in kept[0]:
            moved = {row[key]: row[column] for row in after[moved_to]}
            now = [{**row, column: moved[row["id"]]} for row in now]
    narrowed = [{name: row[name] for name in kept[0]} for row in now]
    return sorted(narrowed, key=str)


# Killed -------------------------------------------------------------------------------------------


@pytest.mark.proves("F4")
def test_killed_at_every_statement_an_upgrade_leaves_nothing_half_done(of_schema: Opened) -> None:
    """Before each write, before the commit and after it; the next run completes."""
    url = of_schema(revisions()[0])
    points = 0
    for revision in revisions()[1:]:
        before = asyncio.run(everything(url))
        point = 0
        while killed_at(point := point + 1, url, revision):
            now = asyncio.run(everything(url))
            if now[-1] == revision:
                break
            assert now == before, f"{revision}, point {point}"
        asyncio.run(upgrade_to(url, revision))
        assert asyncio.run(schema(url))[-1] == revision
        points += point
    assert points > 50, "so many statements there are at least"
    assert asyncio.run(schema_is_current(url))


@pytest.mark.proves("F4")
def test_killed_at_every_statement_of_the_first_start_it_begins_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "farolero.db")
    first = revisions()[0]
    point = 0
    while killed_at(point := point + 1, url, first):
        found = asyncio.run(everything(url))
        if found and found[-1] == first:
            break
        assert found == [], f"point {point}"
    assert point > 50
    asyncio.run(migrate(url))
    assert asyncio.run(schema_is_current(url))


def killed_at(point: int, url: str, revision: str) -> bool:
    """Upgrade in a process that is killed at its ``point``-th step; False when it came to its end.

    A step is: about to send a statement that writes, about to commit, and committed.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            upgraded_until(point, url, revision)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def upgraded_until(point: int, url: str, revision: str) -> None:
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(_: object, __: object, sql: str, *___: object) -> None:
        if sql.lstrip().upper().startswith(WRITES):
            step()

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", step)
    asyncio.run(upgrade_to(url, revision))
    step()
