"""The bot as a process that is started, told the time, measured and killed."""

import asyncio
import base64
import json
import os
import signal
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.credentials import Credentials

HOST = "127.0.0.1"
LIFE = "bot.simulate.life"

ENDING = 15.0
LONGEST = 300.0
"""Seconds for one command: a bot that hangs ends the simulation."""


class BotProcess:
    """Speaks to ``bot.simulate.life``. ``skew`` is how far the bot's clock is wrong."""

    def __init__(
        self, life: str, environment: dict[str, str], port: int, username: str, log: Path
    ) -> None:
        self._environment = environment
        self._command = [sys.executable, "-m", life, str(port), username]
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._pid: int | None = None
        self._number = 0
        self.skew = timedelta()
        self.asleep = False
        """Torn down within its process, which lives on."""

    @property
    def up(self) -> bool:
        return self._pid is not None and not self.asleep

    async def start(self, now: datetime) -> None:
        if self._process is None:
            await self._load()
        self._pid = (await self._ask({"do": "start"}, now))["pid"]

    async def _load(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env={**os.environ, **self._environment},
                cwd=Path(__file__).parent.parent.parent,
            )

    async def work(self, now: datetime) -> datetime | None:
        """Let it do all that is due; when, by the world's clock, something is due again."""
        due = (await self._ask({"do": "work"}, now))["due"]
        return None if due is None else datetime.fromisoformat(due) - self.skew

    async def measure(self, now: datetime) -> dict[str, int]:
        return await self._ask({"do": "measure"}, now)

    async def restart(self, now: datetime) -> None:
        await self._ask({"do": "restart"}, now)

    async def cut_off(self, now: datetime, after: float) -> None:
        """The object is torn down in the middle of its work; the process lives on."""
        await self._ask({"do": "cut off", "after": after}, now)
        self.asleep = True

    async def begin_again(self, now: datetime) -> None:
        await self._ask({"do": "begin"}, now)
        self.asleep = False

    async def kill(self, now: datetime, after: float) -> None:
        """SIGKILL in the middle of its work."""
        assert self._pid is not None
        await self._tell({"do": "work"}, now)
        await asyncio.sleep(after)
        os.kill(self._pid, signal.SIGKILL)
        self._pid = None

    async def end(self) -> None:
        """The pipe is closed: what lives goes, and what loaded it follows."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(ENDING):
                await self._process.wait()
        except TimeoutError:
            # First who loads the next one, then who lives.
            self._process.kill()
            await self._process.wait()
            if self._pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(self._pid, signal.SIGKILL)

    async def _ask(self, command: dict[str, Any], now: datetime) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        await self._tell(command, now)
        async with asyncio.timeout(LONGEST):
            while line := await self._process.stdout.readline():
                answer: dict[str, Any] = json.loads(line)
                # An earlier number is the last word of a bot that was killed.
                if answer["number"] == self._number:
                    if "unread" in answer:
                        break
                    return answer
        raise BotDied(f"at {now}:\n{self._log.read_text()[-3000:]}")

    async def _tell(self, command: dict[str, Any], now: datetime) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._number += 1
        told = {"number": self._number, "now": (now + self.skew).isoformat()}
        line = json.dumps({**command, **told})
        self._process.stdin.write(line.encode() + b"\n")
        await self._process.stdin.drain()


class BotDied(Exception):
    """Its process ended by itself."""


def environment(
    credentials: Credentials, far_end: int, port: int, database_url: str, key: bytes
) -> dict[str, str]:
    """What the settings of a bot say that lives against the sandbox."""
    there, here = f"http://{HOST}:{far_end}", f"http://{HOST}:{port}"
    return {
        "TELEGRAM_BOT_TOKEN": credentials.bot_token,
        "TELEGRAM_API_BASE": f"{there}/telegram",
        "TELEGRAM_LINK_BASE": f"{there}/t.me",
        "INSTAGRAM_APP_ID": credentials.instagram_app_id,
        "INSTAGRAM_APP_SECRET": credentials.instagram_app_secret,
        "INSTAGRAM_AUTHORIZE_URL": f"{there}/instagram/oauth/authorize",
        "INSTAGRAM_TOKEN_BASE": f"{there}/instagram",
        "INSTAGRAM_GRAPH_BASE": f"{there}/instagram",
        "MEDIA_HOSTS": f"{HOST}:{far_end}",
        "PUBLIC_URL": here,
        "TRUSTED_PROXIES": HOST,
        "DATABASE_URL": database_url,
        "ENCRYPTION_KEYS": f"simulated:{base64.b64encode(key).decode()}",
        "LOG_LEVEL": "WARNING",
    }
