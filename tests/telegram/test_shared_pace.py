"""Telegram's pace: one limit for everything and every process, answers first, pauses kept."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from aiogram.methods import SendMessage

from bot.domain.secret import Secret
from bot.services.pace import BURST, BURST_IN_A_CHAT, BURST_IN_BULK, IN_A_GROUP, OVERALL
from bot.services.ports import OutgoingMessage, Place
from bot.services.share_pace import LONGEST_WAIT, PATIENCE, TOO_MANY, Pace
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram.sender import ChatHeld, Sender
from bot.telegram.session import make_bot
from tests.sandbox.telegram.conftest import ANNA, start_sandbox
from tests.support.background import Background
from tests.support.clock import FrozenClock

NO_WAIT = timedelta()
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
AT_ONCE = Place(True, NO_WAIT)


async def in_bulk(pace: Pace, chat_id: int) -> Place:
    async with pace.turn_in_bulk(chat_id) as place:
        return place


@dataclass
class Passing:
    """Time in which whoever sleeps moves every clock."""

    clock: FrozenClock

    def monotonic(self) -> float:
        return self.clock.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))


@dataclass
class Sending:
    """Several processes that send at the same time; when each message left."""

    database: SqlDatabase
    clock: FrozenClock
    processes: int = 1

    def __post_init__(self) -> None:
        passing = Passing(self.clock)
        self.paces = [
            Pace(self.database, self.clock, passing.monotonic, passing.sleep)
            for _ in range(self.processes)
        ]
        self.began = self.clock.now()
        self.left: list[datetime] = []
        self.answers_waited: list[timedelta] = []

    async def in_bulk(self, chat_id: int) -> None:
        while True:
            place = await in_bulk(self.paces[len(self.left) % self.processes], chat_id)
            if place.is_granted:
                break
            self.clock.advance(place.wait)
        self.left.append(self.clock.now())

    async def answer(self, chat_id: int) -> None:
        asked = self.clock.now()
        place = await self.paces[len(self.left) % self.processes].turn(chat_id)
        assert place.is_granted
        self.answers_waited.append(self.clock.now() - asked)
        self.left.append(self.clock.now())

    def most_within(self, window: timedelta) -> int:
        window -= timedelta(milliseconds=1)
        return max(sum(start <= at < start + window for at in self.left) for start in self.left)

    @property
    def took(self) -> timedelta:
        return self.left[-1] - self.began


async def test_what_is_sent_in_bulk_leaves_at_the_whole_rate(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    sending = Sending(database, clock)
    for chat_id in range(1, 201):
        await sending.in_bulk(chat_id)
    assert sending.took <= OVERALL * (200 - BURST_IN_BULK) + SECOND / 100
    assert sending.most_within(SECOND) == 25 + BURST_IN_BULK - 1


async def test_answers_go_first_and_all_together_keep_to_one_limit(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Every third message is an answer; then many people ask at the same moment."""
    sending = Sending(database, clock)
    for chat_id in range(1, 101):
        await (sending.answer if chat_id % 3 == 0 else sending.in_bulk)(chat_id)
    assert max(sending.answers_waited) <= OVERALL + SECOND / 100
    for chat_id in range(500, 520):
        await sending.answer(chat_id)
    await sending.in_bulk(600)
    assert sending.most_within(SECOND) <= 25 + BURST - 1
    assert sending.took <= OVERALL * 121 + SECOND / 100


async def test_answers_without_end_do_not_keep_the_bulk_out(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """Somebody answers whenever somebody else may; a digest goes out all the same."""
    sending = Sending(database, clock)
    for chat_id in range(1, 60):
        await sending.answer(chat_id)
        if chat_id % 10 == 0:
            await sending.in_bulk(-chat_id)
    assert sending.most_within(SECOND) <= 25 + BURST - 1


async def test_two_processes_keep_to_the_limits_together(
    postgres_database: SqlDatabase, clock: FrozenClock
) -> None:
    sending = Sending(postgres_database, clock, processes=2)
    for chat_id in range(1, 101):
        await (sending.answer if chat_id % 5 == 0 else sending.in_bulk)(chat_id)
    assert sending.most_within(SECOND) <= 25 + BURST - 1
    assert OVERALL * (100 - BURST) <= sending.took <= OVERALL * 100 + SECOND / 100
    alone = Sending(postgres_database, clock, processes=2)
    for _ in range(6):
        await alone.in_bulk(7)
        await alone.answer(7)
    # One that had its place in the chat may still wait for one overall.
    assert alone.most_within(0.9 * SECOND) <= BURST_IN_A_CHAT
    assert alone.most_within(10 * SECOND) <= 10 + BURST_IN_A_CHAT - 1


@pytest.mark.parametrize(("chat_id", "most"), [(7, 62), (-7, 22)])
async def test_a_chat_gets_one_a_second_and_a_group_20_a_minute(
    database: SqlDatabase, clock: FrozenClock, chat_id: int, most: int
) -> None:
    sending = Sending(database, clock)
    for _ in range(40):
        await sending.in_bulk(chat_id)
        await sending.answer(chat_id)
    assert sending.most_within(timedelta(minutes=1)) <= most
    assert sending.left[BURST_IN_A_CHAT - 1] - sending.began <= SECOND


async def test_a_message_whose_chat_is_busy_waits_in_its_row_and_spends_nothing(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async def stand_still(_: float) -> None:
        """As if all came at the same moment."""

    pace = Pace(database, clock, lambda: 0.0, stand_still)
    *places, refused = [await in_bulk(pace, -7) for _ in range(BURST_IN_A_CHAT + 2)]
    assert all(place.is_granted for place in places)
    assert refused == Place(False, 2 * IN_A_GROUP - LONGEST_WAIT)
    assert (await in_bulk(pace, 8)).is_granted


@pytest.mark.proves("F26")
async def test_a_pause_outlives_a_restart_and_is_over_when_telegram_said(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    passing = Passing(clock)
    before = Pace(database, clock, passing.monotonic, passing.sleep)
    await before.hold(7, 300, bulk=True)
    clock.advance(100 * SECOND)
    after = Pace(database, clock, passing.monotonic, passing.sleep)
    assert await in_bulk(after, 7) == Place(False, 200 * SECOND)
    assert await after.turn(7) == Place(False, 200 * SECOND)
    assert await in_bulk(after, 8) == AT_ONCE
    clock.advance(200 * SECOND - PATIENCE)
    # What is left of it an answer waits out.
    assert (await after.turn(7)).is_granted
    assert await after.held_for(7) == NO_WAIT


@pytest.mark.proves("F26")
async def test_a_pause_that_one_process_was_told_of_holds_for_every_process(
    postgres_database: SqlDatabase, clock: FrozenClock
) -> None:
    one, other = (Pace(postgres_database, clock) for _ in range(2))
    await one.hold(7, 3600, bulk=False)
    assert await other.held_for(7) == HOUR
    assert await in_bulk(other, 7) == Place(False, HOUR)
    assert (await in_bulk(other, 8)).is_granted


async def test_refused_for_one_chat_after_the_other_all_of_the_bulk_waits(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    pace = Pace(database, clock)
    for chat_id in range(1, TOO_MANY):
        await pace.hold(chat_id, 60, bulk=True)
    pace.went_through(bulk=True)
    for chat_id in range(11, 11 + TOO_MANY):
        assert (await in_bulk(pace, 100)).is_granted
        await pace.hold(chat_id, 60, bulk=True)
    later = await in_bulk(pace, 200)
    assert not later.is_granted
    assert timedelta(seconds=59) < later.wait <= timedelta(minutes=1)
    assert (await pace.turn(200)).is_granted
    again = Pace(database, clock)
    assert not (await in_bulk(again, 300)).is_granted


async def test_the_bulk_stands_in_one_line(database: SqlDatabase, clock: FrozenClock) -> None:
    """However many wait at the same time, none of them takes a place ahead of time."""
    passing = Passing(clock)
    pace = Pace(database, clock, passing.monotonic, passing.sleep)
    began = clock.now()
    places = await asyncio.gather(*(in_bulk(pace, chat_id) for chat_id in range(1, 51)))
    assert all(place.is_granted for place in places)
    assert clock.now() - began >= OVERALL * (50 - BURST_IN_BULK) - SECOND / 100
    asked = clock.now()
    assert await pace.turn(100) == AT_ONCE
    assert clock.now() == asked


async def test_what_is_done_at_its_turn_makes_no_crowd(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    """The database is slow to note that sending starts: those behind wait for it."""
    passing = Passing(clock)
    pace = Pace(sqlite_database, clock, passing.monotonic, passing.sleep)
    left: list[datetime] = []

    async def send(chat_id: int) -> None:
        async with pace.turn_in_bulk(chat_id):
            if chat_id == 10:
                clock.advance(10 * SECOND)
        left.append(clock.now())

    await asyncio.gather(*(send(chat_id) for chat_id in range(1, 101)))
    after = [at for at in left if at >= left[9]]
    assert sum(at < after[0] + SECOND for at in after) <= 25 + BURST


async def test_an_answer_after_a_restart_is_not_even_tried_during_a_long_pause(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    sandbox = await start_sandbox()
    bot = make_bot(Secret(sandbox.token), f"{sandbox.url}/telegram")
    await sandbox.say("/start")
    await sandbox.fault("too_many_requests", times=1, retry_after=3600, method="sendMessage")
    senders = [Sender(bot, Pace(database, clock)) for _ in range(2)]
    try:
        for sender in senders:
            with pytest.raises(ChatHeld):
                await sender(SendMessage(chat_id=ANNA, text="never"), ANNA)
        report = await sandbox.control("GET", "/requests")
    finally:
        await bot.session.close()
        await sandbox.close()
    sent = [one for one in report["log"] if one["endpoint"] == "telegram sendMessage"]
    assert [one["status"] for one in sent] == [429]


async def test_a_message_waits_in_its_row_while_its_chat_is_held(background: Background) -> None:
    message = OutgoingMessage("digest", "first", 7, None, {"subscription_id": 1})
    async with background.database.transaction() as stored:
        await stored.outbox.put(message)
    told = Pace(background.database, background.clock)
    await told.hold(7, 3600, bulk=False)
    await background.drain()
    assert background.delivery.given == []
    (row,) = await background.rows("SELECT state, failures, crashes, sending_at FROM outbox")
    assert (row.state, row.failures, row.crashes, row.sending_at) == (0, 0, 0, None)
    await background.walk(HOUR + timedelta(minutes=5), step=timedelta(minutes=5))
    assert [given.key for _, given in background.delivery.given] == ["first"]
