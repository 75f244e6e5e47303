"""Hosts of their own: network namespaces with addresses, on a bridge that only this run knows.

Needs root and iproute2. The database and the queue stay on this host; ports of the bridge's
address lead to them.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

NETWORK = "10.213.7"
BRIDGE_ADDRESS = f"{NETWORK}.1"

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


def why_not() -> str | None:
    """What keeps us from making hosts here."""
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    if shutil.which("ip") is None:
        return "no iproute2"
    return None


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@dataclass(frozen=True)
class Host:
    name: str
    address: str
    cable: str
    """The end of its cable that is in the bridge."""

    @property
    def inside(self) -> Sequence[str]:
        return ("ip", "netns", "exec", self.name)

    def cut_off(self) -> None:
        _ip("link", "set", self.cable, "down")

    def join(self) -> None:
        _ip("link", "set", self.cable, "up")


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    run = f"f{os.getpid() % 100_000}"
    made: list[Host] = []
    _ip("link", "add", run, "type", "bridge")
    try:
        _ip("addr", "add", f"{BRIDGE_ADDRESS}/24", "dev", run)
        _ip("link", "set", run, "up")
        for number in range(count):
            host = Host(f"{run}-{number}", f"{NETWORK}.{number + 2}", f"{run}v{number}")
            _ip("netns", "add", host.name)
            made.append(host)
            _ip("link", "add", host.cable, "type", "veth", "peer", "eth0", "netns", host.name)
            _ip("link", "set", host.cable, "master", run)
            _ip("-n", host.name, "addr", "add", f"{host.address}/24", "dev", "eth0")
            for device in ("lo", "eth0"):
                _ip("-n", host.name, "link", "set", device, "up")
            host.join()
        yield made
    finally:
        for host in made:
            _ip("netns", "del", host.name)
        _ip("link", "del", run)


@asynccontextmanager
async def led_to(
    connect: Connect, address: str = BRIDGE_ADDRESS, port: int = 0
) -> AsyncIterator[int]:
    """A port, by default of the bridge's address, where calls are led on as ``connect`` does."""

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await connect()
        with suppress(OSError):
            await asyncio.gather(_copy(reader, back), _copy(there, writer))

    server = await asyncio.start_server(lead, address, port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    finally:
        target.close()


@contextmanager
def at_home(host: Host, port: int, there: int) -> Iterator[None]:
    """On ``host`` the port of 127.0.0.1 leads to a port of the bridge: plain HTTP is spoken with
    the own machine only.
    """
    command = [*host.inside, sys.executable, "-m", __name__, str(port), str(there)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as process:
        try:
            yield
        finally:
            process.terminate()


async def _lead_home(port: int, there: int) -> None:
    connect = partial(asyncio.open_connection, BRIDGE_ADDRESS, there)
    async with led_to(connect, "127.0.0.1", port):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_lead_home(int(sys.argv[1]), int(sys.argv[2])))
