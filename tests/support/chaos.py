"""A proxy on loopback that spoils what passes through it, as Toxiproxy does: its eight toxics.

Each toxic works on what comes back from the far end, and some on what goes there, too.
"""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

PIECE = 65_536


@dataclass(frozen=True)
class Latency:
    """Every piece comes so many seconds late."""

    seconds: float


@dataclass(frozen=True)
class Bandwidth:
    """So many bytes a second, one after another."""

    bytes_a_second: float


@dataclass(frozen=True)
class SlowClose:
    """The connection stays open so long after its end."""

    seconds: float


@dataclass(frozen=True)
class Timeout:
    """Nothing passes, and nobody is told."""


@dataclass(frozen=True)
class ResetPeer:
    """After so many bytes the connection is reset."""

    after_bytes: int = 0


@dataclass(frozen=True)
class Slicer:
    """Cut into pieces of so many bytes, which come one by one."""

    size: int


@dataclass(frozen=True)
class LimitData:
    """After so many bytes the connection is closed, as if that had been all."""

    most_bytes: int


@dataclass(frozen=True)
class Down:
    """Nobody is there: what connects is reset at once."""


Toxic = Latency | Bandwidth | SlowClose | Timeout | ResetPeer | Slicer | LimitData | Down


@dataclass
class ChaosProxy:
    """``toxic`` may be changed at any time; it counts for connections that begin afterwards."""

    upstream_port: int
    toxic: Toxic | None = None
    port: int = 0
    connections: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        toxic = self.toxic
        if isinstance(toxic, Down):
            _reset(writer)
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.upstream_port)
        self._open |= {writer, far_writer}
        try:
            async with asyncio.TaskGroup() as tasks:
                there = tasks.create_task(_copy(reader, far_writer))
                await _copy_spoiled(far_reader, writer, toxic)
                there.cancel()
        except* (ConnectionError, OSError):
            pass
        finally:
            self._open -= {writer, far_writer}
            far_writer.close()
            writer.close()

    def cut(self) -> None:
        """Reset every connection there is: the proxy died."""
        for writer in self._open:
            _reset(writer)


@asynccontextmanager
async def chaos_proxy(upstream_port: int) -> AsyncIterator[ChaosProxy]:
    proxy = ChaosProxy(upstream_port)
    server = await asyncio.start_server(proxy.handle, "127.0.0.1")
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        proxy.cut()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()


async def _copy_spoiled(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, toxic: Toxic | None
) -> None:
    passed = 0
    while piece := await reader.read(PIECE):
        match toxic:
            case Timeout():
                continue
            case Latency(seconds):
                await asyncio.sleep(seconds)
            case ResetPeer(most) | LimitData(most) if passed + len(piece) >= most:
                await _send(writer, piece[: most - passed])
                if isinstance(toxic, ResetPeer):
                    _reset(writer)
                return
            case Bandwidth(bytes_a_second):
                await _send_by_pieces(writer, piece, 1, 1 / bytes_a_second)
                continue
            case Slicer(size):
                await _send_by_pieces(writer, piece, size, 0)
                continue
        passed += len(piece)
        await _send(writer, piece)
    if isinstance(toxic, SlowClose):
        await asyncio.sleep(toxic.seconds)


async def _send_by_pieces(
    writer: asyncio.StreamWriter, piece: bytes, size: int, pause: float
) -> None:
    for start in range(0, len(piece), size):
        await _send(writer, piece[start : start + size])
        await asyncio.sleep(pause)


async def _send(writer: asyncio.StreamWriter, piece: bytes) -> None:
    writer.write(piece)
    await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """With nothing to linger for, closing is a reset."""
    linger = struct.pack("ii", 1, 0)
    connection = writer.get_extra_info("socket")
    if connection is not None:
        with suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()
