"""Updates come in once, in order, and none is lost by a restart."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from sqlalchemy import text as sql

from bot.domain.secret import Secret
from bot.services.accept_update import AcceptUpdate, FinishUpdate, NotOpen, UnfinishedUpdates
from bot.services.hold_lease import LASTS, inbox_seat, poller_lease
from bot.services.note_trouble import NoteTrouble
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram.inbox import AT_ONCE, Inbox
from bot.telegram.session import make_bot
from bot.telegram.transport import Polling, Webhook
from tests.sandbox.telegram.conftest import Sandbox, start_sandbox
from tests.support.clock import FrozenClock
from tests.telegram.incoming import BORIS, as_bytes, message


@dataclass
class Reader:
    """A dispatcher whose one handler notes what was said; ``work`` is what it takes."""

    sandbox: Sandbox
    bot: Bot
    database: SqlDatabase
    clock: FrozenClock
    heard: list[str] = field(default_factory=list)
    work: Callable[[str], Awaitable[None]] | None = None
    on_accept: Callable[[], Awaitable[None]] | None = None

    def inbox(self) -> Inbox:
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._hear)
        return Inbox(
            self.bot,
            dispatcher,
            self.accept,
            FinishUpdate(self.database),
            UnfinishedUpdates(self.database),
            partial(inbox_seat, self.database),
        )

    async def accept(self, update_id: int, body: str, inbox: str = "dead") -> bool:
        if self.on_accept is not None:
            await self.on_accept()
        return await AcceptUpdate(self.database)(update_id, body, inbox)

    async def unfinished(self) -> list[str]:
        return await UnfinishedUpdates(self.database)("asks")

    async def _hear(self, message: Message) -> None:
        text = message.text or ""
        if self.work is not None:
            await self.work(text)
        self.heard.append(text)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        polling = Polling(
            self.bot,
            self.inbox(),
            self.clock,
            ["message"],
            poller_lease(self.database),
            NoteTrouble(self.database),
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(polling.run(stop))
            try:
                yield
            finally:
                stop.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not holds():  # noqa: ASYNC110 - many things may make it so
                await asyncio.sleep(0.01)


@pytest.fixture
async def reader(sqlite_database: SqlDatabase, clock: FrozenClock) -> AsyncIterator[Reader]:
    sandbox = await start_sandbox()
    bot = make_bot(Secret(sandbox.token), f"{sandbox.url}/telegram")
    yield Reader(sandbox, bot, sqlite_database, clock)
    await bot.session.close()
    await sandbox.close()


async def test_what_was_said_while_the_bot_was_away_is_heard(reader: Reader) -> None:
    await reader.sandbox.say("one")
    await reader.sandbox.say("two")
    async with reader.polling():
        await reader.until(lambda: len(reader.heard) == 2)

    assert reader.heard == ["one", "two"]


async def test_an_update_is_stored_before_telegram_is_told_to_forget_it(reader: Reader) -> None:
    confirmed: list[bool] = []

    async def look() -> None:
        report = await reader.sandbox.control("GET", "/requests")
        polls = [one for one in report["log"] if one["endpoint"] == "telegram getUpdates"]
        confirmed.append(any("offset" in poll["params"] for poll in polls))

    reader.on_accept = look
    await reader.sandbox.say("one")
    async with reader.polling():
        await reader.until(lambda: reader.heard == ["one"])

    assert confirmed == [False]


async def test_a_store_that_fails_loses_nothing(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail_once() -> None:
        reader.on_accept = None
        raise OSError("disk full")

    reader.on_accept = fail_once
    await reader.sandbox.say("one")
    async with reader.polling():
        await reader.until(lambda: reader.heard == ["one"])

    assert "asked for again" in caplog.text


@pytest.mark.proves("F30")
async def test_the_same_update_twice_is_handled_once(reader: Reader) -> None:
    inbox = reader.inbox()
    async with inbox.open():
        for _ in range(2):
            await inbox.feed(as_bytes(message(7, "once")))

    assert reader.heard == ["once"]


async def test_what_was_accepted_before_a_crash_is_handled_after_it(reader: Reader) -> None:
    await reader.accept(1, json.dumps(message(1, "before")))
    await reader.accept(2, json.dumps(message(2, "done")))
    await FinishUpdate(reader.database)(2)
    async with reader.inbox().open():
        pass

    assert reader.heard == ["before"]
    assert await reader.unfinished() == []


@pytest.mark.proves("F30")
async def test_one_chat_is_heard_in_order_and_does_not_wait_for_another(reader: Reader) -> None:
    gate = asyncio.Event()

    async def wait(text: str) -> None:
        if text == "anna 1":
            await gate.wait()

    reader.work = wait
    inbox = reader.inbox()
    async with inbox.open():
        for number in (1, 2, 3):
            await inbox.feed(as_bytes(message(number, f"anna {number}")))
        await inbox.feed(as_bytes(message(4, "boris", BORIS)))
        await reader.until(lambda: reader.heard == ["boris"])
        gate.set()

    assert reader.heard == ["boris", "anna 1", "anna 2", "anna 3"]


async def test_no_more_than_32_are_worked_on_at_once(reader: Reader) -> None:
    gate = asyncio.Event()
    working: list[str] = []

    async def wait(text: str) -> None:
        working.append(text)
        await gate.wait()

    reader.work = wait
    inbox = reader.inbox()
    async with inbox.open():
        for number in range(1, 101):
            await inbox.feed(as_bytes(message(number, str(number), number)))
        await reader.until(lambda: len(working) >= AT_ONCE)
        at_once = len(working)
        gate.set()

    assert at_once == AT_ONCE
    assert len(reader.heard) == 100


async def test_a_stop_lets_running_work_end(reader: Reader) -> None:
    begun = asyncio.Event()

    async def slowly(_: str) -> None:
        begun.set()
        await asyncio.sleep(0.2)

    reader.work = slowly
    await reader.sandbox.say("one")
    async with reader.polling():
        await begun.wait()

    assert reader.heard == ["one"]
    assert await reader.unfinished() == []


async def test_work_that_does_not_end_is_taken_up_at_the_next_start(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.inbox.LAST_WORK", 0.05)

    async def hang(_: str) -> None:
        await asyncio.Event().wait()

    reader.work = hang
    inbox = reader.inbox()
    async with inbox.open():
        await inbox.feed(as_bytes(message(1, "one")))
    with pytest.raises(NotOpen):
        await inbox.feed(as_bytes(message(2, "two")))
    assert reader.heard == []

    reader.work = None
    async with reader.inbox().open():
        pass
    assert reader.heard == ["one"]


@pytest.mark.proves("F33", "S29")
async def test_a_handler_that_fails_stops_nobody(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(text: str) -> None:
        if text == "bad":
            raise RuntimeError("broken")

    reader.work = fail
    inbox = reader.inbox()
    async with inbox.open():
        await inbox.feed(as_bytes(message(1, "bad")))
        await inbox.feed(as_bytes(message(2, "good")))

    assert reader.heard == ["good"]
    assert "Update 1 failed" in caplog.text


async def test_an_update_that_nobody_can_read_stops_nobody(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = reader.inbox()
    odd = {"update_id": 1, "message": {"text": "private words", "chat": {"id": "x?"}}}
    async with inbox.open():
        await inbox.feed(as_bytes(odd))
        await inbox.feed(as_bytes(message(2, "good")))

    assert reader.heard == ["good"]
    assert "cannot be read" in caplog.text
    assert "private words" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"update_id": "1"}', b"\xff"])
async def test_a_webhook_body_that_is_no_update_is_refused(reader: Reader, body: bytes) -> None:
    inbox = reader.inbox()
    async with inbox.open():
        with pytest.raises(ValueError, match=r"."):
            await inbox.feed(body)


@pytest.mark.proves("F36")
async def test_a_second_poller_is_complained_about_once_an_hour(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    async def refused() -> int:
        report = await reader.sandbox.control("GET", "/requests")
        return sum(one["status"] == 409 for one in report["log"])

    async with reader.polling():
        for text in ("one", "two"):
            before = await refused()
            async with asyncio.timeout(20):
                while await refused() == before:
                    await reader.sandbox.ask("getUpdates", timeout=0)
            await reader.sandbox.say(text)
            await reader.until(partial(reader.heard.__contains__, text))

    assert caplog.text.count("Another process takes this bot's updates") == 1
    async with reader.database.session() as session:
        noted = await session.scalars(sql("SELECT kind FROM operator_alert"))
        assert noted.all() == ["two-pollers"], "and the operator is told of it"


async def test_who_stops_lets_another_process_poll_at_once(
    postgres_database: SqlDatabase,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.services.hold_lease.STANDS_BY", 0.05)
    sandbox = await start_sandbox()
    bots = [make_bot(Secret(sandbox.token), f"{sandbox.url}/telegram") for _ in range(2)]
    first, second = (Reader(sandbox, bot, postgres_database, clock) for bot in bots)
    async with AsyncExitStack() as stack:
        async with first.polling():
            await sandbox.say("one")
            await first.until(lambda: first.heard == ["one"])
            await stack.enter_async_context(second.polling())
            await sandbox.say("two")
            await first.until(lambda: first.heard == ["one", "two"])
        # By the clock, which stands still, the lease of the first is never over.
        await sandbox.say("three")
        await second.until(lambda: second.heard == ["three"])
    assert "Another process takes this bot's updates" not in caplog.text
    for bot in bots:
        await bot.session.close()
    await sandbox.close()


async def test_what_a_process_was_working_on_when_it_was_away_for_too_long_is_left_to_others(
    postgres_database: SqlDatabase, clock: FrozenClock
) -> None:
    sandbox = await start_sandbox()
    bot = make_bot(Secret(sandbox.token), f"{sandbox.url}/telegram")
    away, alive = (Reader(sandbox, bot, postgres_database, clock) for _ in range(2))
    gate = asyncio.Event()

    async def wait(_: str) -> None:
        await gate.wait()

    away.work = wait
    inbox = away.inbox()
    async with inbox.open():
        for number in (1, 2):
            await inbox.feed(as_bytes(message(number, str(number))))
        # It is stopped, and the others see its seat run out.
        inbox._seat._good_until = 0.0
        clock.advance(LASTS)
        async with alive.inbox().open():
            await alive.until(lambda: len(alive.heard) == 2)
        gate.set()
    await bot.session.close()
    await sandbox.close()
    # What it had begun it ended, as after a crash; what waited is handled once.
    assert (away.heard, alive.heard) == (["1"], ["1", "2"])


async def test_an_outage_is_waited_out(reader: Reader, caplog: pytest.LogCaptureFixture) -> None:
    await reader.sandbox.fault("server_error", method="getUpdates")
    await reader.sandbox.fault("garbage", method="deleteWebhook")
    await reader.sandbox.say("one")
    async with reader.polling():
        await reader.until(lambda: reader.heard == ["one"])

    assert caplog.text.count("asked again") == 2
    assert reader.sandbox.token not in caplog.text


async def test_the_webhook_is_set_with_its_secret_and_keeps_what_waits(reader: Reader) -> None:
    await reader.sandbox.say("waiting")
    stop = asyncio.Event()
    webhook = Webhook(
        reader.bot,
        reader.inbox(),
        reader.clock,
        ["message"],
        NoteTrouble(reader.database),
        url=f"{reader.sandbox.url}/telegram/nowhere",
        secret_token=Secret("s3cret"),
    )
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(webhook.run(stop))
        async with asyncio.timeout(20):
            while not (await reader.bot.get_webhook_info()).url:  # noqa: ASYNC110 - over HTTP
                await asyncio.sleep(0.02)
        info = await reader.bot.get_webhook_info()
        stop.set()

    assert info.pending_update_count == 1
    assert info.allowed_updates == ["message"]


@pytest.mark.proves("F33")
async def test_an_update_whose_handler_hangs_is_given_up_and_its_chat_goes_on(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """All the places there are hang at once; whoever is stored behind them is heard."""
    monkeypatch.setattr("bot.telegram.inbox.LONGEST_WORK", 0.05)

    async def hang(text: str) -> None:
        if text == "hang":
            await asyncio.Event().wait()

    reader.work = hang
    inbox = reader.inbox()
    async with inbox.open():
        for number in range(1, AT_ONCE + 1):
            await inbox.feed(as_bytes(message(number, "hang", number)))
        await inbox.feed(as_bytes(message(100, "same chat", 1)))
        await inbox.feed(as_bytes(message(101, "another chat", 999)))
        await reader.until(lambda: len(reader.heard) == 2)

    assert sorted(reader.heard) == ["another chat", "same chat"]
    assert await reader.unfinished() == []
    assert caplog.text.count("TimeoutError") >= AT_ONCE


@pytest.mark.proves("F30")
async def test_updates_that_come_three_times_in_any_order_and_late_have_one_effect(
    reader: Reader,
) -> None:
    """By a webhook, many at once, with the gap that a week without updates leaves."""
    numbers = [*range(1, 31), *range(900_001, 900_031)]
    deliveries = [as_bytes(message(number, f"{number}", number)) for number in numbers] * 3
    random.Random(7).shuffle(deliveries)
    inbox = reader.inbox()
    async with inbox.open():
        await asyncio.gather(*(inbox.feed(body) for body in deliveries))
    async with reader.inbox().open():
        pass
    late = reader.inbox()
    async with late.open():
        await asyncio.gather(*(late.feed(body) for body in deliveries))

    assert sorted(reader.heard, key=int) == [str(number) for number in numbers]
