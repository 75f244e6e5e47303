"""Updates a second through the whole stack, beside a bare aiogram dispatcher in the same run.

The same message goes along ways that grow by one part each, then through the parts alone. Rounds
are interleaved, so that the machine's noise hits all alike; ratios are between figures of one run.
"""

import asyncio
import gc
import json
import logging
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import aiohttp
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat, Message, Update

from benchmarks.support.report import Spread, publish, wants_json
from benchmarks.support.sandboxes import sandbox_process
from bot.chance import new_encryption_key
from bot.clock import SystemClock
from bot.domain.secret import Secret
from bot.presenters.screen import ChartSpec
from bot.services.accept_update import AcceptUpdate, FinishUpdate, UnfinishedUpdates
from bot.services.hold_lease import inbox_seat
from bot.services.share_pace import Pace
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.migrating import migrate
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram.chats import TelegramChats
from bot.telegram.dispatcher import make_dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.render import Renderer
from bot.telegram.sender import Sender
from bot.telegram.session import make_bot
from tests.telegram.wiring import SilentInstagram, make_use_cases

ROUNDS = 5
PEOPLE = 40
UPDATES = 120
"""A round. Three of each person: fewer than the throttle lets through."""

COMMAND = "/settings"
"""Its handler makes one read, and answers with a text and buttons."""

Updates = list[dict[str, Any]]


class NullSession(BaseSession):
    """Takes every message, and sends it nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0

    async def make_request(
        self,
        bot: Bot,  # noqa: ARG002 - aiogram's signature
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ARG002
    ) -> Any:
        assert isinstance(method, SendMessage)
        self.sent += 1
        chat = Chat(id=int(method.chat_id), type="private")
        return Message(message_id=self.sent, date=datetime.fromtimestamp(0, UTC), chat=chat)

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""

    async def close(self) -> None:
        """There is nothing to close."""


@dataclass(frozen=True)
class Way:
    """One thing that is measured: what becomes of a round's updates."""

    name: str
    run: Callable[[Updates], Awaitable[None]]


@dataclass(frozen=True)
class Stack:
    """Our Telegram side over a real SQLite file. Only Telegram's pace is left out: it waits."""

    bot: Bot
    database: SqlDatabase

    def dispatcher(self) -> Dispatcher:
        """A new one each round: the throttle remembers people for ten seconds."""
        clock = SystemClock()
        use_cases = make_use_cases(self.database, clock, SilentInstagram(), TelegramChats(self.bot))
        sender = Sender(self.bot, Pace(self.database, clock, sleep=_no_wait))
        return make_dispatcher(
            use_cases,
            Renderer(sender, _no_chart, _no_picture, _no_kept_picture),
            clock,
            "https://t.me",
        )

    async def dispatch(self, updates: Updates) -> None:
        dispatcher = self.dispatcher()
        for update in updates:
            await dispatcher.feed_raw_update(self.bot, update)

    async def through_the_inbox(self, updates: Updates) -> None:
        inbox = Inbox(
            self.bot,
            self.dispatcher(),
            AcceptUpdate(self.database),
            FinishUpdate(self.database),
            UnfinishedUpdates(self.database),
            partial(inbox_seat, self.database),
        )
        async with inbox.open():
            for update in updates:
                await inbox.take(update)


async def _no_wait(_: float) -> None:
    return None


async def _no_chart(spec: ChartSpec) -> bytes:
    raise AssertionError(f"{COMMAND} shows no chart: {spec}")


async def _no_picture(url: str) -> bytes | None:
    raise AssertionError(f"{COMMAND} shows no picture: {url}")


async def _no_kept_picture(story_ids: Sequence[int | None]) -> bytes | None:
    raise AssertionError(f"{COMMAND} shows no picture: {story_ids}")


def bare_aiogram(bot: Bot) -> Way:
    async def do_nothing(_: Message) -> None:
        return None

    dispatcher, router = Dispatcher(disable_fsm=True), Router()
    router.message.register(do_nothing)
    dispatcher.include_router(router)

    async def run(updates: Updates) -> None:
        for update in updates:
            await dispatcher.feed_raw_update(bot, update)

    return Way("bare aiogram, a handler that does nothing", run)


def parts(bot: Bot, database: SqlDatabase) -> list[Way]:
    """What the stack is made of, each part alone."""
    use_cases = make_use_cases(database, SystemClock(), SilentInstagram(), TelegramChats(bot))
    accept_update, finish_update = AcceptUpdate(database), FinishUpdate(database)

    async def parse(updates: Updates) -> None:
        for update in updates:
            Update.model_validate(update, context={"bot": bot})

    async def meet(updates: Updates) -> None:
        for update in updates:
            await use_cases.meet_person(update["message"]["from"]["id"], "Ana", None, "en")

    async def read(updates: Updates) -> None:
        for update in updates:
            await use_cases.change_settings(update["message"]["from"]["id"])

    async def store(updates: Updates) -> None:
        for update in updates:
            await accept_update(update["update_id"], json.dumps(update), "one")
            await finish_update(update["update_id"])

    return [
        Way("part: parse the update", parse),
        Way("part: remember the person (one commit)", meet),
        Way("part: the handler's read", read),
        Way("part: store and finish the update (two commits)", store),
    ]


def make_updates(first_id: int) -> Updates:
    return [
        {
            "update_id": first_id + number,
            "message": {
                "message_id": first_id + number,
                "date": 1_790_000_000,
                "chat": _person(number) | {"type": "private"},
                "from": _person(number) | {"is_bot": False, "language_code": "en"},
                "text": COMMAND,
                "entities": [{"type": "bot_command", "offset": 0, "length": len(COMMAND)}],
            },
        }
        for number in range(UPDATES)
    ]


def _person(number: int) -> dict[str, Any]:
    return {"id": 500_000_000 + number % PEOPLE, "first_name": "Ana"}


async def measure(ways: list[Way]) -> list[Spread]:
    """Updates a second, way by way, over interleaved rounds; the first round only warms up."""
    measured: list[list[float]] = [[] for _ in ways]
    first_id = 1
    for number in range(ROUNDS + 1):
        for way, rates in zip(ways, measured, strict=True):
            updates = make_updates(first_id)
            first_id += UPDATES
            gc.collect()
            began = time.perf_counter()
            await way.run(updates)
            elapsed = time.perf_counter() - began
            if number > 0:
                rates.append(UPDATES / elapsed)
    return [Spread.of(rates) for rates in measured]


async def make_acquaintance(address: str) -> None:
    """In the sandbox too a bot may write only to those who spoke to it."""
    async with aiohttp.ClientSession() as session:
        for number in range(PEOPLE):
            person = _person(number)["id"]
            url = f"{address}/sandbox/telegram/users/{person}/messages"
            async with session.post(url, json={"text": COMMAND}) as response:
                response.raise_for_status()
        async with session.delete(f"{address}/sandbox/requests") as response:
            response.raise_for_status()


async def sent_to(address: str) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{address}/sandbox/requests") as response,
    ):
        endpoints = (await response.json())["by_endpoint"]
        return int(endpoints["telegram sendMessage"])


async def run(folder: Path, address: str, token: str) -> tuple[list[Way], list[Spread]]:
    url = f"sqlite+aiosqlite:///{folder / 'farolero.sqlite3'}"
    await migrate(url)
    await make_acquaintance(address)
    nowhere = NullSession()
    silent = Bot(token, session=nowhere)
    talking = make_bot(Secret(token), f"{address}/telegram")
    database = open_database(url, SystemClock(), Keyring.parse(Secret(new_encryption_key())))
    try:
        alone, heard = Stack(silent, database), Stack(talking, database)
        ways = [
            bare_aiogram(silent),
            Way("+ all middlewares and handlers, one read, its answer", alone.dispatch),
            Way("+ the inbox on SQLite: the whole stack", alone.through_the_inbox),
            Way("+ answers over HTTP to the sandbox", heard.through_the_inbox),
            *parts(silent, database),
        ]
        gc.collect()
        gc.freeze()
        spreads = await measure(ways)
    finally:
        await database.close()
        await talking.session.close()
    answered = (ROUNDS + 1) * UPDATES
    assert nowhere.sent == 2 * answered, "some updates were not answered"
    assert await sent_to(address) == answered, "some updates were not answered"
    return ways, spreads


def main() -> None:
    as_json = wants_json("Updates a second, beside a bare aiogram dispatcher.")
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with sandbox_process(root / "sandbox") as (address, token):
            ways, spreads = asyncio.run(run(root, address, token))
    bare = spreads[0].median
    rows: list[dict[str, str | float]] = [
        {
            "figure": way.name,
            "updates/s": round(spread.median, 1),
            "min": round(spread.least, 1),
            "max": round(spread.most, 1),
            "µs/update": round(1e6 / spread.median),
            "× bare": round(bare / spread.median, 2),
        }
        for way, spread in zip(ways, spreads, strict=True)
    ]
    conditions = {
        "rounds": f"{ROUNDS}, interleaved, of {UPDATES} × {COMMAND} from {PEOPLE} people",
        "database": "SQLite, WAL, synchronous=FULL",
        "shown": "median, min, max",
    }
    publish("updates", conditions, rows, as_json=as_json)


if __name__ == "__main__":
    main()
