"""How long a person waits: our own time of a cached screen, the first paint of a fresh one.

Somebody talks with the whole product in the sandbox, one command after another. Of every answer
three times are taken apart: in calls to Telegram, in calls to Instagram, and our own, which is the
rest: from the update's arrival to the end of its last call, storing it included.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent))

from aiogram.client.session.aiohttp import AiohttpSession

from benchmarks.support.demo import Demo, demo
from benchmarks.support.report import Spread, publish, wants_json
from bot.instagram.http import InstagramHttp
from bot.telegram.inbox import Inbox

ROUNDS = 5
SCREENS = (
    "/overview",
    "/overview 28d",
    "/posts",
    "/reels",
    "/stories",
    "/live",
    "/archive",
    "/top",
    "/compare",
    "/tag",
    "/audience",
    "/besttime",
    "/status",
    "/why reach",
    "/settings",
    "/digest",
    "/accounts",
    "/export",
    "/help",
)
OWN_TARGET = 0.050
PAINT_TARGET = 1.0
INSTAGRAM_ANSWERS_AFTER = 0.1
"""Seconds, all three."""
APART = 1.1
"""Seconds between two commands: Telegram's pace of a chat is not what is measured."""
ANSWERS = ("sendMessage", "sendPhoto", "editMessageText", "editMessageMedia", "editMessageCaption")


@dataclass
class Answer:
    """One update: when it came, and which calls were made until its answer stood."""

    began: float
    telegram: float = 0.0
    instagram: float = 0.0
    painted: float | None = None
    ended: float = 0.0

    @property
    def own(self) -> float:
        return self.ended - self.began - self.telegram - self.instagram


@dataclass
class Watch:
    """Times the calls of one update after the other: only one person talks."""

    answer: Answer | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        take, send = Inbox.take, AiohttpSession.make_request
        ask = InstagramHttp._send  # noqa: SLF001 - one HTTP call, without its tries and turns

        async def watched_take(inbox: Inbox, update: dict[str, Any]) -> None:
            self.answer = Answer(time.perf_counter())
            await take(inbox, update)

        async def watched_send(session: Any, bot: Any, method: Any, timeout: Any = None) -> Any:
            if method.__api_method__ == "getUpdates" or self.answer is None:
                return await send(session, bot, method, timeout)
            answer, began = self.answer, time.perf_counter()
            try:
                return await send(session, bot, method, timeout)
            finally:
                answer.ended = time.perf_counter()
                answer.telegram += answer.ended - began
                if method.__api_method__ in ANSWERS and answer.painted is None:
                    answer.painted = answer.ended
                    self.done.set()

        async def watched_ask(http: Any, *arguments: Any, **named: Any) -> Any:
            began, answer = time.perf_counter(), self.answer
            try:
                return await ask(http, *arguments, **named)
            finally:
                if answer is not None:
                    answer.instagram += time.perf_counter() - began

        with (
            patch.object(Inbox, "take", watched_take),
            patch.object(AiohttpSession, "make_request", watched_send),
            patch.object(InstagramHttp, "_send", watched_ask),
        ):
            yield

    async def of(self, act: Callable[[], Awaitable[None]]) -> Answer:
        """The answer to what a person does, with everything that follows it at once."""
        self.done.clear()
        await act()
        async with asyncio.timeout(60):
            await self.done.wait()
        # What follows the first paint, such as numbers in the place of "reading", belongs to it.
        await asyncio.sleep(APART)
        assert self.answer is not None
        return self.answer


async def cached(world: Demo, watch: Watch) -> list[tuple[str, Spread, Spread]]:
    """Own time and first paint of each screen, asked again and again; the first time warms up."""
    found = []
    for command in SCREENS:
        answers = [await watch.of(partial(world.say, command)) for _ in range(ROUNDS + 1)][1:]
        own = Spread.of([1000 * answer.own for answer in answers])
        found.append((command, own, _paint(answers)))
    return found


def _paint(answers: Sequence[Answer]) -> Spread:
    return Spread.of(
        [1000 * (answer.painted - answer.began) for answer in answers if answer.painted is not None]
    )


async def fresh(world: Demo, watch: Watch) -> list[tuple[str, Spread, Spread]]:
    """First paint while every answer of Instagram's takes its time and all that is kept is old."""
    await world.switch("slow", {"seconds": INSTAGRAM_ANSWERS_AFTER})
    found = []
    for command in ("/overview", "/overview 28d", "/audience", "/live"):
        answers = []
        for _ in range(ROUNDS):
            await world.advance(2 * 3600)
            answers.append(await watch.of(partial(world.say, command)))
        own = Spread.of([1000 * answer.own for answer in answers])
        found.append((command, own, _paint(answers)))
    return found


async def measure() -> tuple[list[tuple[str, Spread, Spread]], list[tuple[str, Spread, Spread]]]:
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder)) as world:
            await world.link("casa.verde")
            await world.advance(26 * 3600)
            watch = Watch()
            async with watch.watching():
                return await cached(world, watch), await fresh(world, watch)


def main() -> None:
    as_json = wants_json("Own time of cached screens and first paint of fresh ones.")
    logging.disable(logging.WARNING)
    known, read = asyncio.run(measure())
    rows: list[dict[str, str | int | float | None]] = []
    for kind, measured in (("cached", known), ("fresh", read)):
        for command, own, paint in measured:
            met = (
                own.median <= 1000 * OWN_TARGET
                if kind == "cached"
                else (paint.median <= 1000 * PAINT_TARGET)
            )
            rows.append(
                {
                    "screen": f"{command}, {kind}",
                    # Calls to Instagram go side by side: of a fresh one no rest can be told.
                    "own ms": round(own.median, 1) if kind == "cached" else None,
                    "min": round(own.least, 1) if kind == "cached" else None,
                    "max": round(own.most, 1) if kind == "cached" else None,
                    "first paint ms": round(paint.median, 1),
                    "worst": round(paint.most, 1),
                    "target": "ok" if met else "missed",
                }
            )
    conditions = {
        "rounds": ROUNDS,
        "targets": f"own time of a cached screen {1000 * OWN_TARGET:.0f} ms, first paint of a fresh"
        f" one {1000 * PAINT_TARGET:.0f} ms while Instagram answers after"
        f" {1000 * INSTAGRAM_ANSWERS_AFTER:.0f} ms",
        "database": "SQLite, WAL, synchronous=FULL",
    }
    publish("screens", conditions, rows, as_json=as_json)


if __name__ == "__main__":
    main()
