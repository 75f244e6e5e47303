"""Rows that wait: lent once, fenced, missed visibly, set aside when they are poison."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
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
    database: SqlDatabase,
    *looks: PlannedLook,
    media_id: str = "story-1",
    user_id: str = "17841400000000001",
) -> list[int]:
    """The looks of a new story, as planned; their ids."""
    async with database.transaction() as work:
        account = await linked_account(work, user_id=user_id)
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
    ids = []
    for account in range(4):
        looks = (look(slot) for slot in range(15))
        ids += await planned(
            database, *looks, media_id=f"story-{account}", user_id=f"1784140000000000{account}"
        )
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


@pytest.mark.proves("F35", "E7")
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


@pytest.mark.proves("E12")
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


@pytest.mark.proves("E12")
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


@pytest.mark.proves("F32", "S29")
async def test_three_crashes_set_a_row_aside(database: SqlDatabase, clock: FrozenClock) -> None:
    (capture,) = await planned(database, look())
    for attempt in (1, 2, 3):
        refs = await claim(database)
        assert refs == [Ref(capture, attempt)]
        async with database.transaction() as work:
            assert await work.captures.crashed_before(refs) == ({capture} if attempt > 1 else set())
            assert await work.captures.begin(refs, MINUTE) == refs
        clock.advance(MINUTE)
    assert await claim(database) == []
    aside = await row(database, CaptureRow, capture)
    assert (aside.state, aside.crashes) == (DueState.FAILED, 3)
    assert "3 crashes" in aside.last_error


async def test_messages_that_never_came_are_no_crashes(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    (capture,) = await planned(database, look())
    for _ in range(8):
        assert len(await claim(database)) == 1
        clock.advance(MINUTE)
    assert (await row(database, CaptureRow, capture)).crashes == 0
    assert len(await claim(database)) == 1


@pytest.mark.proves("F32", "S29")
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
            refs = await work.captures.claim(1, MINUTE, Lane.FINAL)
            assert await work.captures.begin(refs, MINUTE) == refs
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


async def test_one_statement_tells_the_next_due_row_of_each_lane(database: SqlDatabase) -> None:
    await planned(
        database,
        PlannedLook(0, Lane.CAPTURE, START + 2 * HOUR, START + 3 * HOUR),
        PlannedLook(1, Lane.FINAL, START + HOUR, START + 3 * HOUR),
    )
    async with database.reading() as work:
        assert await work.first_due(
            [(work.captures, Lane.CAPTURE), (work.captures, Lane.FINAL), (work.digests, None)]
        ) == [START + 2 * HOUR, START + HOUR, None]


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


async def plan_100_000_future_rows(database: SqlDatabase) -> None:
    async with database.session() as session:
        await session.execute(text(FUTURE_STORIES))
        due = bindparam("due", START + 24 * HOUR, CaptureRow.available_at.type)
        await session.execute(text(FUTURE_CAPTURES).bindparams(due))
        await session.execute(text("ANALYZE capture"))


@pytest.mark.proves("E13")
async def test_a_claim_among_100_000_future_rows_uses_the_partial_index(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look())
    await plan_100_000_future_rows(database)
    async with database.session() as session:
        connection = await session.connection()
        with recorded(connection.sync_connection) as statements:
            assert len(await SqlCaptures(session, clock).claim(10, MINUTE, Lane.CAPTURE)) == 1
        # One look that finds the row, and one that finds no more.
        statement, parameters = statements[0]
        assert [one for one, _ in statements] == [statement] * 2
        explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plan = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
        steps = [str(step) for step in plan]
    # Rows are read by bounds of an index or by their id: no future row only to be thrown away.
    reads = [step for step in steps if re.search(r"(Scan.* on|SCAN|SEARCH) capture\b", step)]
    allowed = r"ix_capture_open_lane_available_at|ix_capture_lent|pk_capture|PRIMARY KEY"
    assert [step for step in reads if not re.search(allowed, step)] == []
    bounds = r"lane=\? AND available_at<\?|Index Cond: \(\(lane = .*\) AND \(available_at <="
    assert len([step for step in steps if re.search(bounds, step)]) == 1


async def test_what_is_lent_is_counted_without_the_future_rows(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await planned(database, look())
    await claim(database)
    await plan_100_000_future_rows(database)
    async with database.session() as session:
        connection = await session.connection()
        with recorded(connection.sync_connection) as statements:
            assert await SqlCaptures(session, clock).in_flight(Lane.CAPTURE) == 1
        ((statement, parameters),) = statements
        explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        plan = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
        assert "ix_capture_lent" in "\n".join(str(step) for step in plan)


# Turns between accounts ---------------------------------------------------------------------------


async def accounts_of(database: SqlDatabase, refs: list[Ref]) -> Counter[int]:
    """How many of the rows are whose."""
    async with database.session() as session:
        rows = await session.scalars(
            select(CaptureRow.account_id).where(CaptureRow.id.in_([ref.id for ref in refs]))
        )
        return Counter(rows)


@pytest.mark.proves("S28")
async def test_an_account_with_thousands_of_due_rows_keeps_nobody_waiting(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    old = [PlannedLook(slot, Lane.CAPTURE, START, START + HOUR) for slot in range(3000)]
    await planned(database, *old)
    newer = PlannedLook(0, Lane.CAPTURE, START + MINUTE, START + HOUR)
    others = [
        (await planned(database, newer, media_id=f"other-{n}", user_id=f"1784140000000010{n}"))[0]
        for n in range(3)
    ]
    clock.advance(MINUTE)
    refs = await claim(database, limit=50)
    assert {ref.id for ref in refs} >= set(others)
    assert sorted((await accounts_of(database, refs)).values()) == [1, 1, 1, SqlCaptures.share]
    # What is theirs is lent; the next is lent when something of that has ended.
    assert await claim(database, limit=50) == []
    async with database.transaction() as work:
        await work.captures.finish(refs[:7])
    assert len(await claim(database, limit=50)) == len({ref.id for ref in refs[:7]} - set(others))


async def test_turns_go_round_between_accounts(database: SqlDatabase) -> None:
    for account, looks in enumerate((15, 15, 2)):
        await planned(
            database,
            *(look(slot) for slot in range(looks)),
            media_id=f"story-{account}",
            user_id=f"1784140000000000{account}",
        )
    first = await claim(database, limit=6)
    assert sorted((await accounts_of(database, first)).values()) == [2, 2, 2]
    second = await claim(database, limit=6)
    assert sorted((await accounts_of(database, second)).values()) == [3, 3]


async def test_one_clock_at_a_time_claims_of_a_lane(postgres_database: SqlDatabase) -> None:
    async with postgres_database.transaction() as one:
        assert await one.captures.hold_claims(Lane.FINAL)
        async with postgres_database.transaction() as other:
            assert not await other.captures.hold_claims(Lane.FINAL)
            assert await other.captures.hold_claims(Lane.CAPTURE)
            assert await other.outbox.hold_claims()
    async with postgres_database.transaction() as other:
        assert await other.captures.hold_claims(Lane.FINAL)


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


async def test_after_two_crashes_a_third_while_sending_leaves_the_message_unknown(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Set aside it would be neither sent nor asked about, although it may have arrived."""
    await put(database, message())
    for _ in range(2):
        async with database.transaction() as work:
            (ref,) = await work.outbox.claim(1, MINUTE)
            assert (await work.outbox.begin_wording(ref, MINUTE)).to_word is not None
        clock.advance(MINUTE)
    assert len(await begin_sending(database)) == 1
    clock.advance(MINUTE)
    assert await begin_sending(database) == []
    assert await outbox_states(database) == [DueState.UNKNOWN]


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
