"""No token and no code that Instagram gave lies open: file, write-ahead log, backup, output."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e.demo import Demo
from tests.e2e.people import World, shown
from tests.support.canary_search import Search, pages, runs


@pytest.mark.proves("S17")
@pytest.mark.timeout(900)
async def test_nothing_that_instagram_gave_lies_open(demo: Demo, world: World) -> None:
    ana = await world.person(801, "Ana", "en")
    boris = await world.person(802, "Boris", "ru")
    clara = await world.person(803, "Clara", "es")
    assert "casa.verde" in shown(await ana.open_deep_link(await ana.authorize("casa.verde")))
    await boris.open_deep_link(await boris.authorize("tiny.bakery"))
    await ana.say("/overview")
    await world.publish_story("casa.verde")
    await world.advance(timedelta(hours=2))
    # A code that waits for the person, and one that waits for Instagram.
    await boris.authorize("marta.draws")
    payload = await clara.authorize("casa.verde")
    await world.add_fault("instagram", "server_error", {"endpoint": "/access_token"}, times=6)
    await clara.open_deep_link(payload)

    database = demo.data / "farolero.sqlite3"
    backup, copy = demo.data / "backup.sqlite3", demo.data / "copy.sqlite3"
    await asyncio.to_thread(_back_up, database, backup)
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{database}{suffix}", f"{copy}{suffix}")
    demo.kill()

    given = await asyncio.to_thread(_given_by_instagram, demo.data / "sandbox.sqlite3")
    assert sum(kind == "instagram_tokens" for kind in given.values()) >= 4
    assert sum(kind == "instagram_codes" for kind in given.values()) == 4
    search = Search(given)
    assert _found(search, pages(demo.data / "sandbox.sqlite3")), "the search finds nothing at all"
    for place in (database, backup, copy):
        assert not _found(search, pages(place)), place
    assert len(list(pages(copy))) > len(list(pages(backup))), "there is no write-ahead log"
    assert not _found(search, [path.read_bytes() for path in demo.outputs])


def _back_up(database: Path, backup: Path) -> None:
    """As SQLite does it, while the bot runs."""
    source, target = sqlite3.connect(database), sqlite3.connect(backup)
    source.backup(target)
    source.close()
    target.close()


def _given_by_instagram(store: Path) -> dict[str, str]:
    """Every token and code, with what it is."""
    connection = sqlite3.connect(store)
    query = (
        "SELECT key, collection FROM document"
        " WHERE collection IN ('instagram_tokens', 'instagram_codes')"
    )
    given = dict(connection.execute(query))
    connection.close()
    return given


def _found(search: Search, contents: Iterable[bytes]) -> set[str]:
    return {kind for content in contents for run in runs(content) for kind in search.kinds_in(run)}
