"""A backup that is three days old takes the database's place: no flood, and work goes on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.story_life import StoryState
from bot.storage.migrating import migrate
from tests.support.background import Background, LinkedShop, start_background
from tests.support.clock import START
from tests.support.databases import PostgresServer, sqlite_url

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RESTORED_AT = START + 3 * DAY
"""At noon in UTC: four hours after the day's digest."""

Restore = Callable[[], str]


@pytest.fixture
def back_up(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> Iterator[Callable[[], Restore]]:
    """Takes a backup beside the running bot; what it gives puts that in place, as a new URL."""
    if "sqlite" in database_url:
        yield lambda: _back_up_sqlite(database_url, tmp_path / "restored.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.empty() as restored:

        def take() -> Restore:
            dumped = server.dump(database_url)

            def restore() -> str:
                server.load(restored, dumped)
                return restored

            return restore

        yield take


def _back_up_sqlite(url: str, path: Path) -> Restore:
    with (
        closing(sqlite3.connect(str(make_url(url).database))) as running,
        closing(sqlite3.connect(path)) as copy,
    ):
        running.backup(copy)
    return lambda: sqlite_url(path)


@pytest.mark.proves("F41")
async def test_a_backup_three_days_old_starts_reads_anew_and_floods_nobody(
    database_url: str, back_up: Callable[[], Restore], tmp_path: Path
) -> None:
    world = tmp_path / "world"
    async with start_background(database_url, sandbox_directory=world) as background:
        shop = await background.link("tea.shop")
        await background.subscribe(shop, time(9))
        await background.publish_story(shop)
        await background.walk(2 * HOUR, HOUR)
        restore = back_up()
        for _ in range(3):
            await background.walk(DAY - HOUR, 4 * HOUR)
            living = await background.publish_story(shop)
        await background.walk_until(RESTORED_AT, 4 * HOUR)
        assert len(background.delivery.of_kind("digest")) == 3

    url = restore()
    await migrate(url)
    async with start_background(url, sandbox_directory=world) as background:
        assert background.clock.now() == RESTORED_AT
        await background.drain()
        assert background.delivery.of_kind("digest") == [], "the one that waited is old news"
        # At most the wrap-up that was going to come when the backup was made.
        assert [message.kind for _, message in background.delivery.given] in ([], ["wrap_up"])
        await background.walk_until(RESTORED_AT + DAY, HOUR / 2)
        digests = [str(one.payload["local_date"]) for one in background.delivery.of_kind("digest")]
        assert digests == ["2026-11-06"]
        story = await the_story(background, shop, living)
        assert story is StoryState.FINAL


async def the_story(background: Background, shop: LinkedShop, media_id: str) -> StoryState:
    (story,) = [one for one in await background.stories(shop) if one.details.media_id == media_id]
    return story.state(background.clock.now())


@pytest.mark.proves("F41")
@pytest.mark.parametrize(("late", "caught_up"), [(5 * HOUR, 1), (7 * HOUR, 0)])
async def test_a_digest_that_a_restored_backup_owes_is_sent_for_six_hours_only(
    database_url: str,
    back_up: Callable[[], Restore],
    tmp_path: Path,
    late: timedelta,
    caught_up: int,
) -> None:
    world = tmp_path / "world"
    due_at = datetime(2026, 11, 3, 8, tzinfo=UTC)
    async with start_background(database_url, sandbox_directory=world) as background:
        shop = await background.link_quietly("tea.shop")
        await background.subscribe(shop, time(9))
        restore = back_up()
        background.clock.jump(due_at + late - START)
    url = restore()
    async with start_background(url, sandbox_directory=world) as background:
        await background.drain()
        await background.drain()
        assert len(background.delivery.of_kind("digest")) == caught_up
