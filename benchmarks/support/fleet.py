"""Processes of ours, each with a role of its own, as an operator starts them."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks.support.sandboxes import free_port
from bot.roles import Role

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds: only against hanging."""


@contextmanager
def nats_server(folder: Path) -> Iterator[int]:
    """Its port, at every address of this machine."""
    port = free_port()
    server = str(Path(sys.executable).parent / "nats-server")
    command = [server, "--addr", "0.0.0.0", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--jetstream", "--store_dir", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            deadline = time.monotonic() + PATIENCE
            while not _answers(port):
                assert time.monotonic() < deadline, "NATS did not start"
                time.sleep(0.02)
            yield port
        finally:
            process.kill()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@dataclass(frozen=True)
class Member:
    """One process. ``inside`` is what it is started with: nothing, or another host's network."""

    role: Role
    settings: Mapping[str, str]
    folder: Path
    inside: Sequence[str] = ()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Until it is ready, and in the end until it has gone."""
        process = self._start()
        try:
            await self._ready(process)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.wait)

    def _start(self) -> "subprocess.Popen[bytes]":
        paths = {"PATH": os.environ["PATH"], "HOME": str(Path.home()), "PYTHONPATH": str(ROOT)}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*self.inside, sys.executable, "-m", "bot", "run", "--role", self.role],
                cwd=self.folder,
                env={**paths, **self.settings},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    async def _ready(self, process: "subprocess.Popen[bytes]") -> None:
        url = f"http://{self.settings['HTTP_HOST']}:{self.settings['HTTP_PORT']}/readyz"
        async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
            while True:
                assert process.poll() is None, (self.folder / "log").read_text()
                try:
                    async with session.get(url) as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.1)
