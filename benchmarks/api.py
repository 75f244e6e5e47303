"""How fast a cached insight is beside a handler that does nothing, and what slow clients cost.

Load comes from this process over keep-alive connections, alternately to both, in short rounds:
what else goes on at the machine weighs on both. Then 1,000 connections are held, half of them in
the middle of their headers, half in the middle of a body, each with another byte now and then, and
opened again whenever they are closed; the health page is asked meanwhile.
"""

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.support.api_server import PATH
from benchmarks.support.databases import postgres, sqlite
from benchmarks.support.report import Row, Spread, publish, wants_json
from benchmarks.support.sandboxes import free_port
from bot.web.meta_webhook import PATH as WEBHOOK

ROUNDS = 4
SECONDS = 1.0
"""Of each round."""
CONNECTIONS = (1, 32)
GOAL = 0.25
SLOW = 1000
HELD = 15.0
"""Seconds: longer than any of them is let be."""
HEALTH_EVERY = 0.02
HEALTH_GOAL_MS = 100
FILES = 4096
"""Open at once, of each of the two processes."""


@dataclass(frozen=True)
class Target:
    port: int
    request: bytes


@dataclass
class Load:
    """Seconds of each answer, and answers a second."""

    waited: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    @property
    def p99_ms(self) -> float:
        return 1000 * statistics.quantiles(self.waited, n=100)[98]


@contextmanager
def server(url: str) -> Iterator[tuple[Target, Target, Target]]:
    """The API, the bare handler, and the health page."""
    port, bare_port = free_port(), free_port()
    command = [
        sys.executable,
        "-m",
        "benchmarks.support.api_server",
        url,
        str(port),
        str(bare_port),
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    ) as process:
        assert process.stdout is not None
        key = process.stdout.readline().strip()
        assert key, "the server did not start"
        yield (
            Target(port, get(PATH, f"Authorization: Bearer {key}")),
            Target(bare_port, get("/")),
            Target(port, get("/livez")),
        )
        process.communicate("")


def get(path: str, *headers: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", "")
    return "\r\n".join(lines).encode()


async def ask(target: Target, until: float, waited: list[float]) -> None:
    """One connection, one request after the other, one at least."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    began = 0.0
    while not began or began < until:
        began = time.perf_counter()
        writer.write(target.request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        waited.append(time.perf_counter() - began)
    writer.close()


async def a_round(target: Target, connections: int, load: Load) -> None:
    began = time.perf_counter()
    waited: list[float] = []
    async with asyncio.TaskGroup() as tasks:
        for _ in range(connections):
            tasks.create_task(ask(target, began + SECONDS, waited))
    load.rates.append(len(waited) / (time.perf_counter() - began))
    load.waited += waited


async def compare(database: str, api: Target, bare: Target, connections: int) -> Row:
    ours, theirs = Load(), Load()
    for number in range(ROUNDS + 1):
        if number == 1:
            # The first was for warming up.
            ours, theirs = Load(), Load()
        await a_round(bare, connections, theirs)
        await a_round(api, connections, ours)
    ratio = Spread.of([own / other for own, other in zip(ours.rates, theirs.rates, strict=True)])
    return {
        "database": database,
        "connections": connections,
        "bare req/s": statistics.median(theirs.rates),
        "bare p99 ms": theirs.p99_ms,
        "insight req/s": statistics.median(ours.rates),
        "insight p99 ms": ours.p99_ms,
        "ratio": ratio.median,
        "min": ratio.least,
        "max": ratio.most,
        f"≥ {GOAL}": "yes" if ratio.median >= GOAL else "no",
    }


# Slow clients -----------------------------------------------------------------------------------


class Slow:
    """Connections that never come to an end, opened again whenever they are closed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.open = 0
        self.opened = 0

    async def all_are_open(self, connections: int) -> None:
        while self.open < connections:  # noqa: ASYNC110 - a look now and then is enough
            await asyncio.sleep(0.05)

    async def hold(self, beginning: bytes, until: float) -> None:
        while time.perf_counter() < until:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.open += 1
            self.opened += 1
            writer.write(beginning)
            try:
                await self._drip(reader, writer, until)
            except ConnectionError:
                pass
            finally:
                self.open -= 1
                writer.close()

    async def _drip(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, until: float
    ) -> None:
        """A byte a second, until the other side has enough."""
        while time.perf_counter() < until:
            writer.write(b"x")
            try:
                async with asyncio.timeout(1):
                    await reader.read(1024)
                    return
            except TimeoutError:
                continue


HALF_OPEN = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
DRIPPING = f"POST {WEBHOOK} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n".encode()


async def health_beside(health: Target, slow_connections: int, seconds: float) -> tuple[Load, Slow]:
    slow, load = Slow(health.port), Load()
    until = time.perf_counter() + seconds
    async with asyncio.TaskGroup() as tasks:
        for number in range(slow_connections):
            tasks.create_task(slow.hold((HALF_OPEN, DRIPPING)[number % 2], until))
        await slow.all_are_open(slow_connections)
        while time.perf_counter() < until:
            await ask(health, 0, load.waited)
            await asyncio.sleep(HEALTH_EVERY)
    return load, slow


async def hold_slow(health: Target) -> list[Row]:
    found: list[Row] = []
    for connections, seconds in ((0, HELD / 4), (SLOW, HELD)):
        load, slow = await health_beside(health, connections, seconds)
        found.append(
            {
                "slow connections held": connections,
                "opened in all": slow.opened,
                "health asked": len(load.waited),
                "p50 ms": 1000 * statistics.median(load.waited),
                "p99 ms": load.p99_ms,
                "max ms": 1000 * max(load.waited),
                f"p99 < {HEALTH_GOAL_MS} ms": "yes" if load.p99_ms < HEALTH_GOAL_MS else "no",
            }
        )
    return found


def main() -> None:
    as_json = wants_json("Requests a second of a cached insight, and health beside slow clients.")
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
    before = os.getloadavg()[0]
    with sqlite() as make_url, server(make_url("farolero")) as (api, bare, health):
        rows = [asyncio.run(compare("SQLite", api, bare, some)) for some in CONNECTIONS]
        slow = asyncio.run(hold_slow(health))
    with postgres() as make_url, server(make_url("farolero")) as (api, bare, _):
        rows += [asyncio.run(compare("PostgreSQL", api, bare, some)) for some in CONNECTIONS]
    conditions = {"load": f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"}
    rounds = {"rounds": f"{ROUNDS} of {SECONDS:g} s each, alternately"}
    publish("api", conditions | rounds, rows, as_json=as_json)
    publish("slow clients", conditions, slow, as_json=as_json)


if __name__ == "__main__":
    main()
