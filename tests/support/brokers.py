"""Real brokers for tests: NATS from its wheel, Redis from the system. They may be killed."""

import asyncio
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nats
import pytest
from redis.asyncio import Redis

from tests.support.ports import unused_port

PATIENCE = 60.0
"""Seconds: a guard against hanging, no measure."""


class BrokerServer(ABC):
    """One server on a port of its own, which it keeps when it is started again."""

    scheme: str

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = unused_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it can be connected to."""
        self._process = subprocess.Popen(
            self._command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except OSError:
                assert time.monotonic() < deadline, f"{self.scheme} did not start"
                assert self._process.poll() is None, f"{self.scheme} ended at its start"
                time.sleep(0.02)
            else:
                return

    def kill(self) -> None:
        """``kill -9``."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @abstractmethod
    def _command(self) -> list[str]: ...

    @abstractmethod
    async def empty(self) -> None:
        """Drop every message that waits, as an operator may by mistake."""

    @abstractmethod
    async def unacknowledged(self, lane: str) -> int:
        """Messages that somebody took and may be given again."""


class NatsServer(BrokerServer):
    scheme = "nats"

    def _command(self) -> list[str]:
        server = Path(sys.executable).parent / "nats-server"
        where = ["--addr", "127.0.0.1", "--port", str(self.port)]
        return [str(server), *where, "--jetstream", "--store_dir", str(self._folder)]

    async def empty(self) -> None:
        """Every stream is purged."""
        client = await nats.connect(self.url)
        try:
            streams = client.jetstream()
            for stream in await streams.streams_info():
                assert stream.config.name is not None
                await streams.purge_stream(stream.config.name)
        finally:
            await client.close()

    async def unacknowledged(self, lane: str) -> int:
        client = await nats.connect(self.url)
        try:
            name = f"farolero_{lane}"
            return (await client.jetstream().consumer_info(name, name)).num_ack_pending or 0
        finally:
            await client.close()

    async def forget(self) -> None:
        """Every stream is gone, as after the loss of the disk."""
        client = await nats.connect(self.url)
        try:
            streams = client.jetstream()
            for stream in await streams.streams_info():
                assert stream.config.name is not None
                await streams.delete_stream(stream.config.name)
        finally:
            await client.close()


class RedisServer(BrokerServer):
    scheme = "redis"

    def _command(self) -> list[str]:
        server = shutil.which("redis-server")
        if server is None:
            pytest.skip("no Redis: apt install redis-server")
        keeps_nothing = ["--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        return [server, "--bind", "127.0.0.1", "--port", str(self.port), *keeps_nothing]

    async def empty(self) -> None:
        """FLUSHALL: streams and the group of readers, too."""
        client = Redis(host="127.0.0.1", port=self.port)
        try:
            await client.flushall()
        finally:
            await client.aclose()

    async def unacknowledged(self, lane: str) -> int:
        client = Redis(host="127.0.0.1", port=self.port)
        try:
            return int((await client.xpending(f"farolero:{lane}", "farolero"))["pending"])
        finally:
            await client.aclose()

    async def take_and_die(self, lane: str) -> int:
        """As a process does that takes a message and is seen no more; its age is of long ago."""
        client = Redis(host="127.0.0.1", port=self.port)
        queue, group = f"farolero:{lane}", "farolero"
        try:
            taken: Any = await client.xreadgroup(group, "dead", {queue: ">"}, count=1)
            ids = [message_id for _, entries in taken for message_id, _ in entries]
            for message_id in ids:
                await client.xclaim(queue, group, "dead", 0, [message_id], idle=3_600_000)
            return len(ids)
        finally:
            await client.aclose()


BROKERS: Mapping[str, Callable[[Path], BrokerServer]] = {
    "nats": NatsServer,
    "redis": RedisServer,
}


async def kill_and_start(server: BrokerServer) -> None:
    """Without holding up the loop."""
    server.kill()
    await asyncio.to_thread(server.start)
