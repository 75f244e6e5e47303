"""The command line as an operator runs it: real processes, their output and their exit codes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.chance import new_encryption_key
from bot.clock import SystemClock
from bot.domain.secret import Secret
from bot.sandbox.credentials import Credentials
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.keys import check_keys
from tests.support.canaries import CANARIES
from tests.support.canary_hooks import NOTES
from tests.support.databases import SqliteDatabases, sqlite_url
from tests.support.people import linked_account

ROOT = Path(__file__).parents[2]
ANNA = 500_000_001
WAIT = 180.0
"""Seconds; only against hanging."""


@dataclass(frozen=True)
class Finished:
    code: int
    output: str
    errors: str

    @property
    def lines(self) -> list[str]:
        return self.errors.splitlines()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]


def environment(**settings: str) -> dict[str, str]:
    """Nothing of ours but ``settings``, the whole log, and what watches for leaks."""
    watched = {name: os.environ[name] for name in (NOTES, "PYTHONPATH") if name in os.environ}
    paths = os.pathsep.join([*filter(None, [watched.pop("PYTHONPATH", "")]), str(ROOT)])
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": paths,
        "LOG_LEVEL": "DEBUG",
        **watched,
        **settings,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str, body: dict[str, Any] | None = None) -> Any:
    """GET, or POST of JSON; the JSON of the answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def until(holds: Callable[[], Any]) -> Any:
    """What ``holds`` answers as soon as it is true; a refused connection is not yet."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        try:
            if found := holds():
                return found
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError("it never came to be")


@contextmanager
def started(
    arguments: list[str], folder: Path, settings: dict[str, str], *, module: bool = True
) -> Iterator[subprocess.Popen[str]]:
    """A process that runs as long as the block does, or until it ends by itself."""
    errors = (folder / "stderr").open("w+")
    with (
        errors,
        subprocess.Popen(
            command(*arguments) if module else [sys.executable, *arguments],
            cwd=folder,
            env=environment(**settings),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()
            CANARIES.seen("output of processes", (folder / "stderr").read_bytes())


def stop(process: subprocess.Popen[str]) -> int:
    """The exit code after a supervisor's SIGTERM."""
    process.send_signal(signal.SIGTERM)
    return process.wait(WAIT)


@dataclass(frozen=True)
class SandboxProcess:
    """``farolero sandbox`` with the world of ``seed``."""

    url: str
    credentials: Credentials
    printed: list[str]

    def say(self, text: str) -> None:
        fetch(f"{self.url}/sandbox/telegram/users/{ANNA}/messages", {"text": text})

    def answers(self) -> list[str]:
        """What the bot said to Anna."""
        shown = fetch(f"{self.url}/sandbox/telegram/chats/{ANNA}/messages")["messages"]
        return [one["text"] for one in shown if one["from"] == "bot"]


@contextmanager
def sandbox_process(folder: Path, seed: int) -> Iterator[SandboxProcess]:
    port = free_port()
    arguments = ["sandbox", "--port", str(port), "--data", str(folder), "--seed", str(seed)]
    with started(arguments, folder, {}) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline().strip() for _ in range(4)]
        url = f"http://127.0.0.1:{port}"
        yield SandboxProcess(url, Credentials.for_seed(seed), printed)
        assert stop(process) == 0


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with sandbox_process(tmp_path_factory.mktemp("sandbox"), seed=1) as running:
        yield running


@dataclass(frozen=True)
class Operator:
    """Somebody with a folder, a database, and settings that are all right until changed."""

    folder: Path
    settings: dict[str, str]

    def runs(self, *arguments: str, **changes: str) -> Finished:
        """A command to its end."""
        return self._run(command(*arguments), changes)

    def python(self, program: str, **changes: str) -> Finished:
        """A program of ours to its end, with the operator's environment."""
        return self._run([sys.executable, "-c", program], changes)

    def _run(self, arguments: list[str], changes: dict[str, str]) -> Finished:
        done = subprocess.run(
            arguments,
            cwd=self.folder,
            env=environment(**{**self.settings, **changes}),
            capture_output=True,
            text=True,
            timeout=WAIT,
            check=False,
        )
        CANARIES.seen("output of processes", done.stderr)
        if arguments[0] != "keys":  # whose output is a key
            CANARIES.seen("output of processes", done.stdout)
        return Finished(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def starts(self, **changes: str) -> Iterator[subprocess.Popen[str]]:
        """``farolero run``, once it serves."""
        settings = {**self.settings, **changes}
        with started(["run"], self.folder, settings) as process:
            until(lambda: fetch(f"http://127.0.0.1:{settings['HTTP_PORT']}/livez"))
            yield process

    @property
    def database(self) -> Path:
        return self.folder / "farolero.db"


@pytest.fixture
def operator(
    sandbox: SandboxProcess, sqlite_databases: SqliteDatabases, tmp_path: Path
) -> Operator:
    port = free_port()
    sqlite_databases.copy_to(tmp_path / "farolero.db")
    return Operator(
        tmp_path,
        {
            "TELEGRAM_BOT_TOKEN": sandbox.credentials.bot_token,
            "TELEGRAM_API_BASE": f"{sandbox.url}/telegram",
            "TELEGRAM_LINK_BASE": f"{sandbox.url}/t.me",
            "INSTAGRAM_APP_ID": sandbox.credentials.instagram_app_id,
            "INSTAGRAM_APP_SECRET": sandbox.credentials.instagram_app_secret,
            "INSTAGRAM_AUTHORIZE_URL": f"{sandbox.url}/instagram/oauth/authorize",
            "INSTAGRAM_TOKEN_BASE": f"{sandbox.url}/instagram",
            "INSTAGRAM_GRAPH_BASE": f"{sandbox.url}/instagram",
            "MEDIA_HOSTS": sandbox.url.removeprefix("http://"),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "HTTP_PORT": str(port),
            "DATABASE_URL": sqlite_url(tmp_path / "farolero.db"),
            "ENCRYPTION_KEYS": new_encryption_key(),
        },
    )


async def link_somebody(operator: Operator) -> None:
    """A person with a token at rest, encrypted with the operator's key."""
    keyring = Keyring.parse(Secret(operator.settings["ENCRYPTION_KEYS"]))
    database = open_database(operator.settings["DATABASE_URL"], SystemClock(), keyring)
    await check_keys(database)
    async with database.transaction() as stored:
        await linked_account(stored)
    await database.close()
