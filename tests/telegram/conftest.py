"""The bot's Telegram side over real HTTP against the sandbox, with its own database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

import pytest
from aiogram import Bot

from bot.domain.secret import Secret
from bot.presenters.screen import ChartSpec
from bot.services.accept_update import AcceptUpdate, FinishUpdate, UnfinishedUpdates
from bot.services.hold_lease import inbox_seat, poller_lease
from bot.services.note_trouble import NoteTrouble
from bot.services.share_pace import Pace
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram.chats import TelegramChats
from bot.telegram.dispatcher import allowed_updates, make_dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.render import Renderer
from bot.telegram.sender import Sender
from bot.telegram.session import make_bot
from bot.telegram.transport import Polling
from bot.telegram.use_cases import UseCases
from tests.sandbox.telegram.conftest import ANNA, Sandbox, png, start_sandbox
from tests.support.clock import FakeTime, FrozenClock
from tests.support.databases import KEYRING
from tests.telegram.wiring import SilentInstagram, make_use_cases


@dataclass
class Drawing:
    """A chart renderer that notes what it drew."""

    drawn: list[ChartSpec] = field(default_factory=list)

    async def __call__(self, spec: ChartSpec) -> bytes:
        self.drawn.append(spec)
        return png()


@dataclass
class Fetching:
    """Pictures by address."""

    pictures: dict[str, bytes] = field(default_factory=dict)

    async def __call__(self, url: str) -> bytes | None:
        return self.pictures.get(url)


@dataclass
class Keeping:
    """Kept pictures by story; several are shown as one."""

    pictures: dict[int, bytes] = field(default_factory=dict)
    asked: list[Sequence[int | None]] = field(default_factory=list)

    async def __call__(self, story_ids: Sequence[int | None]) -> bytes | None:
        self.asked.append(story_ids)
        return next((self.pictures[one] for one in story_ids if one in self.pictures), None)


@dataclass
class World:
    """Everything that a test of this room moves or looks at."""

    sandbox: Sandbox
    database: SqlDatabase
    clock: FrozenClock
    bot: Bot
    use_cases: UseCases
    instagram: SilentInstagram
    drawing: Drawing = field(default_factory=Drawing)
    fetching: Fetching = field(default_factory=Fetching)
    keeping: Keeping = field(default_factory=Keeping)
    time: FakeTime = field(default_factory=FakeTime)

    def __post_init__(self) -> None:
        self.pace = Pace(self.database, self.clock, self.time.monotonic, self.time.sleep)
        self.sender = Sender(self.bot, self.pace)
        self.chats = TelegramChats(self.bot)
        self.renderer = Renderer(self.sender, self.drawing, self.fetching, self.keeping)

    def inbox(self, seconds: Callable[[], float] = monotonic) -> Inbox:
        """``seconds`` tells a flood."""
        dispatcher = make_dispatcher(
            self.use_cases, self.renderer, self.clock, self.sandbox.url, seconds
        )
        self.updates = allowed_updates(dispatcher)
        return Inbox(
            self.bot,
            dispatcher,
            AcceptUpdate(self.database),
            FinishUpdate(self.database),
            UnfinishedUpdates(self.database),
            partial(inbox_seat, self.database),
        )

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """The bot runs as long as the block does, and is stopped in an orderly way."""
        inbox = self.inbox()
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            lease = poller_lease(self.database)
            note_trouble = NoteTrouble(self.database)
            polling = Polling(self.bot, inbox, self.clock, self.updates, lease, note_trouble)
            tasks.create_task(polling.run(stop))
            try:
                yield
            finally:
                stop.set()

    async def say(self, text: str, user: int = ANNA, **where: int) -> dict[str, Any]:
        """The next message of the bot after these words."""
        before = await self.from_bot(where.get("chat_id", user))
        await self.sandbox.say(text, user, **where)
        return await self.next_message(len(before), where.get("chat_id", user))

    async def next_message(self, count: int, chat_id: int = ANNA) -> dict[str, Any]:
        """The last of the bot's messages when there are more than ``count``."""
        found = await self.until(chat_id, lambda shown: len(shown) > count)
        return found[-1]

    async def from_bot(self, chat_id: int = ANNA) -> list[dict[str, Any]]:
        return [one for one in await self.sandbox.shown(chat_id) if one["from"] == "bot"]

    async def until(
        self, chat_id: int, holds: Callable[[list[dict[str, Any]]], bool]
    ) -> list[dict[str, Any]]:
        """The bot's messages as soon as ``holds`` says so of them."""
        async with asyncio.timeout(20):
            while not holds(found := await self.from_bot(chat_id)):  # noqa: ASYNC110 - asked over HTTP
                await asyncio.sleep(0.02)
        return found

    async def blocked(self, is_blocked: bool) -> None:
        """Returns when the bot has noted whether Anna blocks it."""
        async with asyncio.timeout(20):
            while True:
                person = (await self.use_cases.show_home(ANNA)).person
                if (person.blocked_at is not None) is is_blocked:
                    return
                await asyncio.sleep(0.02)

    async def tap(self, message: dict[str, Any], label: str, user: int = ANNA) -> Any:
        """What the bot answered to the tap itself."""
        answer = await self.sandbox.control(
            "POST",
            f"/telegram/users/{user}/taps",
            message_id=message["message_id"],
            label=label,
        )
        return answer["answer"]

    async def tap_data(self, message: dict[str, Any], data: str, user: int = ANNA) -> Any:
        answer = await self.sandbox.control(
            "POST", f"/telegram/users/{user}/taps", message_id=message["message_id"], data=data
        )
        return answer["answer"]

    async def calls(self) -> list[str]:
        """The methods that the bot called, in order, polls left out."""
        report = await self.sandbox.control("GET", "/requests")
        names = [one["endpoint"].removeprefix("telegram ") for one in report["log"]]
        return [name for name in names if name != "getUpdates"]

    async def requests(self, method: str) -> list[dict[str, Any]]:
        report = await self.sandbox.control("GET", "/requests")
        return [one for one in report["log"] if one["endpoint"] == f"telegram {method}"]


ON_EACH_DATABASE = pytest.mark.parametrize("world_url", ["sqlite", "postgres"], indirect=True)
"""Of a test that has to do with a world: it runs over SQLite and over PostgreSQL."""


@pytest.fixture
def world_url(request: pytest.FixtureRequest) -> str:
    """SQLite, unless the test asks for both."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
async def world(world_url: str, clock: FrozenClock) -> AsyncIterator[World]:
    database = open_database(world_url, clock, KEYRING)
    sandbox = await start_sandbox()
    bot = make_bot(Secret(sandbox.token), f"{sandbox.url}/telegram")
    instagram = SilentInstagram()
    use_cases = make_use_cases(database, clock, instagram, TelegramChats(bot))
    yield World(sandbox, database, clock, bot, use_cases, instagram)
    await bot.session.close()
    await sandbox.close()
    await database.close()
