"""Rows that wait: lent once, fenced, missed visibly, set aside when they are poison."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, event, select, text

from bot.domain.story_life import Lane, PlannedLook
from bot.services.ports import MessageToSend, OutgoingMessage, Ref
from bot.storage.repositories.captures import SqlCaptures
from bot.storage.tables import Base, CaptureRow, DueState, OutboxRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, live_story

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def planned(
    database: SqlDatabase, *looks: PlannedLook, media_id: str = "story-1"
) -> list[int]:
    """The looks of a new story, as planned; their ids."""
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id, media_id)
        await work.captures.plan(story_id, account.id, looks)
    async with database.session() as session:
        rows = await session.execute(
            text("SELECT id FROM capture WHERE story_id = :story ORDER BY slot"),
            {"story": story_id},
        )
        return list(rows.scalars())


def look(slot: int = 0, lane: Lane = Lane.CAPTURE, ends: timedelta = HOUR) -> PlannedLook:
    return PlannedLook(slot, lane, START, START + ends)


async def row(database: SqlDatabase, table: type[Base], row_id: int) -> Any:
    async with database.session() as session:
        return await session.get(table, row_id)


async def claim(database: SqlDatabase, limit: int = 10, ttl: timedelta = MINUTE) -> list[Ref]:
    async with database.transaction() as work:
        return await work.captures.claim(limit, ttl, Lane.CAPTURE)


async def test_a_row_is_lent_once_until_its_lease_is_over(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    (capture,) = await planned(database, look())
    assert await claim(database) == [Ref(capture, 1)]
    assert await claim(database) == []
    clock.advance(MINUTE)
    assert await claim(database) == [Ref(capture, 2)]


async def test_nothing_is_lent_before_it_is_due(database: SqlDatabase, clock: FrozenClock) -> None:
    clock.set(START - timedelta(microseconds=1))
    (capture,) = await planned(database, look())
    assert await claim(database) == []
    clock.set(START)
    assert await claim(database) == [Ref(capture, 1)]


async def test_the_oldest_are_lent_first(database: SqlDatabase, clock: FrozenClock) -> None:
    newer, older = await planned(
        database,
        PlannedLook(0, Lane.CAPTURE, START + MINUTE, START + HOUR),
        PlannedLook(1, Lane.CAPTURE, START, START + HOUR),
    )
    clock.advance(HOUR / 2)
    assert await claim(database, limit=1) == [Ref(older, 1)]
    assert await claim(database, limit=1) == [Ref(newer, 1)]


async def test_lanes_are_claimed_apart(database: SqlDatabase) -> None:
    plain, final = await planned(database, look(0), look(1, Lane.FINAL))
    async with database.transaction() as work:
        assert await work.captures.claim(10, MINUTE, Lane.FINAL) == [Ref(final, 1)]
        assert await work.captures.in_flight(Lane.FINAL) == 1
        assert await work.captures.in_flight(Lane.CAPTURE) == 0
        assert await work.captures.claim(10, MINUTE, Lane.CAPTURE) == [Ref(plain, 1)]
        assert await work.captures.in_flight() == 2


async def test_a_lease_that_ran_out_is_not_in_flight(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look())
    await claim(database)
    clock.advance(MINUTE)
    async with database.reading() as work:
        assert await work.captures.in_flight() == 0


async def test_concurrent_claimers_never_get_the_same_row(database: SqlDatabase) -> None:
    ids = await planned(database, *(look(slot) for slot in range(60)))
    claims = await asyncio.gather(*(claim(database, limit=7) for _ in range(12)))
    lent = [ref.id for refs in claims for ref in refs]
    assert sorted(lent) == sorted(set(lent))
    # What a claimer skipped because another held it is there for the next.
    lent += [ref.id for ref in await claim(database, limit=60)]
    assert sorted(lent) == ids


async def test_a_stale_begin_gets_nothing(database: SqlDatabase, clock: FrozenClock) -> None:
    await planned(database, look())
    stale = await claim(database)
    clock.advance(MINUTE)
    fresh = await claim(database)
    async with database.transaction() as work:
        assert await work.captures.begin(stale, MINUTE) == []
        assert await work.captures.begin(fresh, MINUTE) == fresh


async def test_begin_after_the_lease_gets_nothing_even_when_nobody_else_took_it(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look())
    refs = await claim(database)
    clock.advance(MINUTE)
    async with database.transaction() as work:
        assert await work.captures.begin(refs, MINUTE) == []


async def test_begin_lends_for_another_while(database: SqlDatabase, clock: FrozenClock) -> None:
    await planned(database, look())
    refs = await claim(database)
    clock.advance(MINUTE / 2)
    async with database.transaction() as work:
        await work.captures.begin(refs, MINUTE)
    clock.advance(MINUTE * 0.9)
    assert await claim(database) == []


async def test_a_late_finisher_changes_nothing(database: SqlDatabase, clock: FrozenClock) -> None:
    (capture,) = await planned(database, look())
    stale = await claim(database)
    clock.advance(MINUTE)
    fresh = await claim(database)
    async with database.transaction() as work:
        assert await work.captures.finish(stale) == []
        assert not await work.captures.rearm(stale[0], START)
        assert not await work.captures.release(stale[0], START, "late")
        assert not await work.captures.fail(stale[0], "late")
        assert await work.captures.finish(fresh) == fresh
        assert await work.captures.finish(fresh) == []
    assert (await row(database, CaptureRow, capture)).last_error is None


async def test_past_its_deadline_a_row_is_missed_and_not_begun(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    (capture,) = await planned(database, look(ends=MINUTE))
    clock.advance(MINUTE)
    refs = await claim(database)
    async with database.transaction() as work:
        assert await work.captures.begin(refs, MINUTE) == []
    assert (await row(database, CaptureRow, capture)).state == DueState.MISSED
    assert await claim(database) == []


async def test_the_sweep_marks_missed_rows_once_and_leaves_running_ones(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look(0, ends=MINUTE), look(1, ends=MINUTE))
    clock.advance(MINUTE - timedelta(seconds=1))
    refs = await claim(database, limit=1)
    clock.advance(timedelta(seconds=1))
    async with database.transaction() as work:
        assert await work.captures.sweep() == 1
        assert await work.captures.sweep() == 0
        assert await work.captures.finish(refs) == refs


async def test_three_crashes_set_a_row_aside(database: SqlDatabase, clock: FrozenClock) -> None:
    (capture,) = await planned(database, look())
    for attempt in (1, 2, 3):
        assert await claim(database) == [Ref(capture, attempt)]
        clock.advance(MINUTE)
    assert await claim(database) == []
    aside = await row(database, CaptureRow, capture)
    assert (aside.state, aside.crashes) == (DueState.FAILED, 3)
    assert "3 crashes" in aside.last_error


async def test_five_failures_set_a_row_aside(database: SqlDatabase) -> None:
    (capture,) = await planned(database, look())
    for _ in range(5):
        (ref,) = await claim(database)
        async with database.transaction() as work:
            assert await work.captures.release(ref, START, "HTTP 500")
    assert await claim(database) == []
    aside = await row(database, CaptureRow, capture)
    assert (aside.state, aside.failures, aside.crashes) == (DueState.FAILED, 5, 0)
    assert aside.last_error == "HTTP 500"


async def test_a_final_is_tried_until_its_deadline_however_often_it_fails_or_crashes(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look(lane=Lane.FINAL))
    for _ in range(5):
        async with database.transaction() as work:
            assert len(await work.captures.claim(1, MINUTE, Lane.FINAL)) == 1
        clock.advance(MINUTE)
    for _ in range(8):
        async with database.transaction() as work:
            (ref,) = await work.captures.claim(1, MINUTE, Lane.FINAL)
            assert await work.captures.release(ref, START, "HTTP 500")


async def test_giving_back_for_want_of_budget_is_no_failure(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    (capture,) = await planned(database, look())
    for _ in range(8):
        (ref,) = await claim(database)
        async with database.transaction() as work:
            assert await work.captures.release(ref, clock.now())
    given_back = await row(database, CaptureRow, capture)
    assert (given_back.state, given_back.failures, given_back.crashes) == (DueState.OPEN, 0, 0)


async def test_a_rearmed_row_comes_again_with_a_clean_slate(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.discoveries.start(account.id, START)
    for _ in range(2):
        async with database.transaction() as work:
            (ref,) = await work.discoveries.claim(1, MINUTE)
            await work.discoveries.release(ref, START, "HTTP 500")
    async with database.transaction() as work:
        (ref,) = await work.discoveries.claim(1, MINUTE)
        assert await work.discoveries.rearm(ref, START + HOUR)
        assert await work.discoveries.claim(1, MINUTE) == []
        assert await work.discoveries.next_due() == START + HOUR
    clock.advance(HOUR)
    async with database.transaction() as work:
        assert await work.discoveries.claim(1, MINUTE) == [Ref(account.id, 4)]


async def test_the_next_due_row_is_the_first_of_all_lanes(database: SqlDatabase) -> None:
    async with database.reading() as work:
        assert await work.captures.next_due() is None
    await planned(
        database,
        PlannedLook(0, Lane.CAPTURE, START + 2 * HOUR, START + 3 * HOUR),
        PlannedLook(1, Lane.FINAL, START + HOUR, START + 3 * HOUR),
    )
    async with database.reading() as work:
        assert await work.captures.next_due() == START + HOUR


async def test_starting_a_plan_moves_it_forward_but_never_takes_it_from_a_worker(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.refreshes.start(account.id, START + HOUR)
        await work.refreshes.start(account.id, START + 2 * HOUR)
        assert await work.refreshes.next_due() == START + HOUR
        await work.refreshes.start(account.id, START)
        (ref,) = await work.refreshes.claim(1, MINUTE)
        await work.refreshes.start(account.id, START)
        assert await work.refreshes.claim(1, MINUTE) == []
        assert await work.refreshes.finish([ref]) == [ref]
        await work.refreshes.start(account.id, START)
        assert len(await work.refreshes.claim(1, MINUTE)) == 1


FUTURE_STORIES = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO story (account_id, sequence_id, media_id, media_type, timestamp)
    SELECT account_id, sequence_id, 'future-' || i, 'IMAGE', timestamp FROM story, n
"""
FUTURE_CAPTURES = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
    INSERT INTO capture (story_id, account_id, slot, lane, available_at, deadline)
    SELECT story.id, story.account_id, i, 'capture', :due, :due FROM story, n
    WHERE story.media_id LIKE 'future-%'
"""


async def test_a_claim_among_100_000_future_rows_uses_the_partial_index(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look())
    async with database.session() as session:
        await session.execute(text(FUTURE_STORIES))
        due = bindparam("due", START + 24 * HOUR, CaptureRow.available_at.type)
        await session.execute(text(FUTURE_CAPTURES).bindparams(due))
        await session.execute(text("ANALYZE capture"))
    async with database.session() as session:
        connection = await session.connection()
        with recorded(connection.sync_connection) as statements:
            assert len(await SqlCaptures(session, clock).claim(10, MINUTE, Lane.CAPTURE)) == 1
        ((statement, parameters),) = statements
        explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plan = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
        steps = "\n".join(str(step) for step in plan)
    assert "ix_capture_open_lane_available_at" in steps
    # The index gives bounds and order: no future row is read only to be thrown away or sorted.
    assert "available_at<" in steps.replace(" ", "")
    assert not re.search(r"Seq Scan|SCAN capture|TEMP B-TREE", steps)
    assert not re.search(r"(Filter|Sort Key).*available_at", steps)


@contextmanager
def recorded(connection: Any) -> Iterator[list[tuple[str, Any]]]:
    """The statements that the connection really runs, with their parameters."""
    statements: list[tuple[str, Any]] = []

    def record(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        statements.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", record)
    yield statements
    event.remove(connection, "before_cursor_execute", record)


# The outbox: at most once where the answer was lost ----------------------------------------------


def message(key: str = "digest:1:2026-11-02", deadline: timedelta | None = None) -> OutgoingMessage:
    return OutgoingMessage(
        kind="digest",
        key=key,
        chat_id=7,
        message_thread_id=None,
        payload={"subscription_id": 1},
        deadline=None if deadline is None else START + deadline,
    )


async def put(database: SqlDatabase, outgoing: OutgoingMessage) -> bool:
    async with database.transaction() as work:
        return await work.outbox.put(outgoing)


async def begin_sending(database: SqlDatabase) -> list[MessageToSend]:
    """Claim, word and begin to send whatever is due."""
    async with database.transaction() as work:
        refs = await work.outbox.claim(10, MINUTE)
    begun = []
    for ref in refs:
        async with database.transaction() as work:
            to_word = (await work.outbox.begin_wording(ref, MINUTE)).to_word
        async with database.transaction() as work:
            if to_word is not None and await work.outbox.begin_sending(ref, MINUTE):
                begun.append(to_word)
    return begun


async def outbox_states(database: SqlDatabase) -> list[int]:
    async with database.session() as session:
        return list(await session.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))


async def test_a_key_is_put_once_for_ever(database: SqlDatabase) -> None:
    assert await put(database, message())
    assert not await put(database, message())
    (to_send,) = await begin_sending(database)
    assert to_send.message == message()
    async with database.transaction() as work:
        assert await work.outbox.sent(to_send.ref, 99)
    assert not await put(database, message())
    assert await outbox_states(database) == [DueState.DONE]


async def test_killed_before_sending_began_the_message_is_sent_after_all(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await put(database, message())
    async with database.transaction() as work:
        assert len(await work.outbox.claim(10, MINUTE)) == 1
    clock.advance(MINUTE)
    assert len(await begin_sending(database)) == 1


async def test_killed_after_sending_began_the_message_becomes_unknown_and_is_not_repeated(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await put(database, message())
    assert len(await begin_sending(database)) == 1
    clock.advance(MINUTE)
    assert await begin_sending(database) == []
    assert await outbox_states(database) == [DueState.UNKNOWN]
    clock.advance(HOUR)
    assert await begin_sending(database) == []


async def test_killed_while_it_was_worded_the_message_is_sent_after_all(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await put(database, message())
    async with database.transaction() as work:
        (ref,) = await work.outbox.claim(10, MINUTE)
        assert (await work.outbox.begin_wording(ref, MINUTE)).to_word is not None
    clock.advance(MINUTE)
    async with database.transaction() as work:
        # Whoever worded it too slowly must not send it any more.
        assert not await work.outbox.begin_sending(ref, MINUTE)
    assert len(await begin_sending(database)) == 1


async def test_a_refusal_without_effect_lets_the_message_go_out_later(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await put(database, message())
    (to_send,) = await begin_sending(database)
    async with database.transaction() as work:
        assert await work.outbox.postpone(to_send.ref, START + HOUR, "429: retry after 3600")
    assert await begin_sending(database) == []
    clock.advance(HOUR)
    (again,) = await begin_sending(database)
    assert again.message == message()


async def test_a_lost_answer_is_noted_and_the_message_kept(database: SqlDatabase) -> None:
    await put(database, message())
    (to_send,) = await begin_sending(database)
    async with database.transaction() as work:
        assert await work.outbox.unknown(to_send.ref, "connection reset")
        assert not await work.outbox.sent(to_send.ref, 99)
    assert await outbox_states(database) == [DueState.UNKNOWN]


async def test_past_the_deadline_unsent_is_missed_and_half_sent_is_unknown(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await put(database, message("half-sent", deadline=HOUR))
    assert len(await begin_sending(database)) == 1
    await put(database, message("unsent", deadline=HOUR))
    clock.advance(HOUR)
    async with database.transaction() as work:
        assert await work.outbox.sweep() == 2
    assert await outbox_states(database) == [DueState.UNKNOWN, DueState.MISSED]


async def test_an_unknown_message_is_named_once_and_sent_again_only_when_its_chat_asks(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await put(database, message(deadline=HOUR))
    (first,) = await begin_sending(database)
    clock.advance(MINUTE)
    async with database.transaction() as work:
        (ref,) = await work.outbox.claim(10, MINUTE)
        begun = await work.outbox.begin_wording(ref, MINUTE)
        assert begun.to_word is None
        assert begun.unknown is not None
        assert begun.unknown.message == first.message
    clock.advance(HOUR)
    async with database.transaction() as work:
        assert not await work.outbox.reopen(first.ref.id, chat_id=8)
        assert await work.outbox.reopen(first.ref.id, chat_id=7)
        assert not await work.outbox.reopen(first.ref.id, chat_id=7)
    assert len(await begin_sending(database)) == 1


async def test_two_senders_at_once_send_a_message_once(database: SqlDatabase) -> None:
    await put(database, message())
    begun = await asyncio.gather(*(begin_sending(database) for _ in range(8)))
    assert sum(map(len, begun)) == 1
