"""What the operator is told of due rows that did not work out."""

from datetime import timedelta
from pathlib import Path

from bot.domain.story_life import Lane, PlannedLook
from bot.storage.due_work import LATE, LATELY, DueWork, look_at_due_work
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.databases import sqlite_url
from tests.support.people import linked_account, live_story

MINUTE = timedelta(minutes=1)


async def test_poison_missed_and_overdue_rows_are_counted_by_table(
    database: SqlDatabase, database_url: str, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id)
        soon = [PlannedLook(slot, Lane.CAPTURE, START, START + MINUTE) for slot in range(2)]
        late = PlannedLook(2, Lane.FINAL, START, START + 2 * LATE)
        await work.captures.plan(story_id, account.id, [*soon, late])
    assert await look_at_due_work(database_url, START) == DueWork({}, {}, {})

    for _ in range(5):
        async with database.transaction() as work:
            (ref,) = await work.captures.claim(1, MINUTE, Lane.CAPTURE)
            await work.captures.release(ref, START - MINUTE, "HTTP 500")
    clock.advance(MINUTE)
    async with database.transaction() as work:
        assert await work.captures.sweep() == 1
    clock.advance(LATE)
    found = await look_at_due_work(database_url, clock.now())
    assert found == DueWork({"capture": 1}, {"capture": 1}, {"capture": 1})
    a_week_on = await look_at_due_work(database_url, START + LATELY + MINUTE)
    assert a_week_on == DueWork({}, {}, {"capture": 1, "story_sequence": 1})


async def test_where_there_is_no_database_nothing_is_told(tmp_path: Path) -> None:
    assert await look_at_due_work(sqlite_url(tmp_path / "none.db"), START) is None
    (tmp_path / "old.db").write_bytes(b"")
    assert await look_at_due_work(sqlite_url(tmp_path / "old.db"), START) is None
