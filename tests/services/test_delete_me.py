"""After a deletion nothing of the person is left: in no table, in no byte, and for good."""

from datetime import timedelta

import pytest

from bot.services.delete_me import CONFIRM_WITHIN, AskDeleteMe, DeleteMe, DeletionExpired
from bot.services.ports import Delivery, Outcome, OutcomeUnknown, OutgoingMessage
from bot.services.send_outbox import SendOutbox
from bot.services.share_pace import Pace
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock
from tests.support.whole_life import live, somebody, traces, traces_in_files

ZOE, BOB = somebody(1), somebody(2)
MINUTE = timedelta(minutes=1)


async def delete(database: SqlDatabase, clock: FrozenClock) -> None:
    asked_at = int(clock.now().timestamp())
    await DeleteMe(database, clock)(ZOE.telegram_user_id, asked_at)


@pytest.mark.proves("S35")
async def test_nothing_is_left_in_any_table(database: SqlDatabase, clock: FrozenClock) -> None:
    marks = ZOE.of_the_person + ZOE.of_the_account
    await live(database, ZOE)
    assert {trace.partition(": ")[2] for trace in await traces(database, marks)} == set(marks) - {
        ZOE.token
    }, "the marks are there to be found, but for the token, which is encrypted"

    await delete(database, clock)

    assert await traces(database, marks) == []


@pytest.mark.proves("S35")
async def test_nothing_is_left_in_the_files(
    sqlite_database: SqlDatabase, sqlite_url: str, clock: FrozenClock
) -> None:
    marks = ZOE.of_the_person + ZOE.of_the_account
    for _ in range(3):
        await live(sqlite_database, ZOE)
        clock.advance(MINUTE)
    await live(sqlite_database, BOB)
    before = {trace.partition(": ")[2] for trace in traces_in_files(sqlite_url, marks)}
    assert before == set(marks) - {ZOE.token}

    await delete(sqlite_database, clock)

    assert traces_in_files(sqlite_url, marks) == []
    assert traces_in_files(sqlite_url, BOB.of_the_person[:4])


async def test_who_else_is_linked_keeps_the_account_and_only_that(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id = await live(database, ZOE)
    await live(database, BOB, account=ZOE)

    question = await AskDeleteMe(database, clock)(ZOE.telegram_user_id)
    await delete(database, clock)

    (its,) = question.accounts
    assert (its.posts, its.stories, its.others_linked) == (1, 1, 1)
    assert (question.digests, question.other_chats) == (2, 1)
    assert await traces(database, ZOE.of_the_person) == []
    async with database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(BOB.telegram_user_id)
        assert linked.account.id == account_id
        assert await stored.stories.count(account_id) == 1
        token = await stored.links.healthy_token(account_id)
    assert token is not None
    assert token.token.reveal() == BOB.token


async def test_an_old_answer_to_the_question_deletes_nothing(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await live(database, ZOE)
    asked_at = int(clock.now().timestamp())
    delete_me = DeleteMe(database, clock)
    clock.advance(CONFIRM_WITHIN + timedelta(seconds=1))
    for moment in (asked_at, 0, -(2**63), 2**63 - 1, int(clock.now().timestamp()) + 1):
        with pytest.raises(DeletionExpired):
            await delete_me(ZOE.telegram_user_id, moment)
    clock.advance(timedelta(seconds=-1))
    assert await traces(database, [ZOE.first_name]) != []
    for _ in range(2):
        await delete_me(ZOE.telegram_user_id, asked_at)
        assert await traces(database, [ZOE.first_name]) == []


async def test_a_message_whose_sending_is_under_way_brings_nothing_back(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Its answer is lost; without the deletion somebody would be asked whether it arrived."""
    await live(database, ZOE)

    async def word(_: OutgoingMessage) -> object:
        async def send() -> Outcome:
            await delete(database, clock)
            return OutcomeUnknown("the answer was lost")

        return send

    async with database.transaction() as stored:
        refs = await stored.outbox.claim(1, MINUTE)
    sender: Delivery = word  # type: ignore[assignment]  # it words nothing
    await SendOutbox(database, clock, sender, Pace(database, clock))(refs)

    assert await traces(database, ZOE.of_the_person + ZOE.of_the_account) == []


async def test_what_another_said_and_is_not_worked_on_yet_stays(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    await live(database, ZOE)
    said = f'{{"message": {{"from": {{"id": 5}}, "text": "{ZOE.telegram_user_id}"}}}}'
    async with database.transaction() as stored:
        await stored.updates.store(99, said, "one")

    await delete(database, clock)

    async with database.transaction() as stored:
        assert await stored.updates.take_over("two", None) == [said]


async def test_while_somebody_reads_the_log_is_cut_by_the_next_tidy_up(
    sqlite_database: SqlDatabase,
    sqlite_url: str,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sqlite_database.session() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    await live(sqlite_database, ZOE)
    async with sqlite_database.reading() as stored:
        await stored.people.get(ZOE.telegram_user_id)
        await delete(sqlite_database, clock)
        assert traces_in_files(sqlite_url, [ZOE.first_name])
    await sqlite_database.wipe_deleted()
    assert traces_in_files(sqlite_url, [ZOE.first_name]) == []
