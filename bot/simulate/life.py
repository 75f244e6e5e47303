"""The bot's own process: the product as ``main`` builds it, whose clock comes over a pipe.

``python -m bot.simulate.life PORT USERNAME`` reads one JSON object a line and answers each with
one. Everything else comes from the environment, as for ``farolero run``. The bot is a child of that
process, which has loaded everything: after a SIGKILL the next one is there at once.
"""

import asyncio
import gc
import json
import os
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.config import Settings, read_settings
from bot.log import configure_logging
from bot.main import Farolero, Waiting, build
from bot.memory import give_back_memory
from bot.simulate.bot_process import HOST
from bot.storage.migrating import migrate
from bot.web.server import Server

TIDY_EVERY = timedelta(hours=1)
CLOSING = 5.0
"""Seconds that what was cut off is given to notice it."""


class GivenClock:
    """Implements the Clock port: the time is what the last command said."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class PassingTime:
    """Of a driven clock, which stands still while somebody waits and may be set back.

    Nobody waits in earnest, and time goes by all the same, in one direction.
    """

    def __init__(self, clock: GivenClock) -> None:
        self._clock = clock
        self._latest = 0.0
        self._waited = 0.0

    def monotonic(self) -> float:
        self._latest = max(self._latest, self._clock.now().timestamp())
        return self._latest + self._waited

    async def wait(self, seconds: float) -> None:
        self._waited += seconds


class Life:
    """One wired product after another, each from its start to a stop or a cut."""

    def __init__(self, settings: Settings, port: int, username: str, clock: GivenClock) -> None:
        self._settings = settings
        self._port = port
        self._username = username
        self._clock = clock
        self._stack = AsyncExitStack()
        self._product: Farolero | None = None
        self._stop = asyncio.Event()
        self._tidied_at = clock.now()

    async def begin(self) -> None:
        passing = PassingTime(self._clock)
        waiting = Waiting(passing.wait, passing.monotonic)
        self._stack, self._stop = AsyncExitStack(), asyncio.Event()
        self._product = await self._stack.enter_async_context(
            build(self._settings, self._clock, self._username, waiting=waiting)
        )
        server = Server(self._product.web_app, HOST, self._port)
        await server.start()
        self._stack.push_async_callback(server.stop)
        await self._product.engine.start()
        # The ticks stay out of it: the driver says when something is due.
        self._updates = asyncio.create_task(self._product.updates.run(self._stop))  # noqa: TID251
        # Or what is left of the product before this one would be kept for ever.
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    async def work(self) -> None:
        """All that is due now."""
        assert self._product is not None
        if abs(self._clock.now() - self._tidied_at) >= TIDY_EVERY:
            self._tidied_at = self._clock.now()
            await self._product.ticks.tidy()
        await self._product.engine.drain()

    async def next_due(self) -> datetime | None:
        assert self._product is not None
        return await self._product.engine.next_due()

    async def end(self) -> None:
        """As SIGTERM ends it: what runs comes to its end."""
        assert self._product is not None
        self._stop.set()
        await self._updates
        await self._product.engine.stop()
        await self._stack.aclose()

    async def cut_off(self, after: float) -> None:
        """Begin to work and let nothing come to its end; nobody hands anything back."""
        working = asyncio.create_task(self.work())  # noqa: TID251
        await asyncio.sleep(after)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.wait([*others, working], timeout=CLOSING)
        await self._stack.aclose()


def _measure() -> dict[str, int]:
    """Memory as the hourly tidy-up leaves it: what is free goes back first."""
    gc.collect()
    give_back_memory()
    with open("/proc/self/statm") as statm:  # noqa: PTH123 - the kernel answers at once
        pages = int(statm.read().split()[1])
    return {
        "memory": pages * os.sysconf("SC_PAGE_SIZE"),
        "tasks": len(asyncio.all_tasks()),
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208
    }


async def main(port: int, username: str) -> None:
    command, lines = await _start_command()
    clock = GivenClock(_instant(command["now"]))
    settings = read_settings(os.environ)
    configure_logging(settings.log_level, clock, settings.secrets())
    await migrate(settings.database_url)
    life = Life(settings, port, username, clock)
    await life.begin()
    answer: dict[str, Any] = {"pid": os.getpid()}
    while True:
        _say({**answer, "number": command["number"]})
        line = await lines.readline()
        if not line:
            return
        command = json.loads(line)
        clock.at = _instant(command["now"])
        answer = await _obey(life, command)


async def _obey(life: Life, command: dict[str, Any]) -> dict[str, Any]:
    match command["do"]:
        case "work":
            await life.work()
            due = await life.next_due()
            return {"due": None if due is None else due.isoformat()}
        case "measure":
            return _measure()
        case "restart":
            await life.end()
            await life.begin()
        case "cut off":
            await life.cut_off(command["after"])
        case "begin":
            await life.begin()
    return {}


async def _start_command() -> tuple[dict[str, Any], asyncio.StreamReader]:
    """What was meant for a bot that died before it had read it is answered as unread."""
    lines = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(lines)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    while line := await lines.readline():
        command = json.loads(line)
        if command["do"] == "start":
            return command, lines
        _say({"number": command["number"], "unread": True})
    sys.exit(0)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def rise_again(port: int, username: str) -> int:
    """One bot after another, each until it is killed."""
    while True:
        child = os.fork()
        if child == 0:
            asyncio.run(main(port, username))
            return 0
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(rise_again(int(sys.argv[1]), sys.argv[2]))
