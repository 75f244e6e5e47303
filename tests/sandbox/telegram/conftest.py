"""A sandbox with the Telegram side alone, on loopback."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, FormData, web
from PIL import Image

from bot.sandbox.bot_api import FAULTS, Telegram
from bot.sandbox.clock import WorldClock
from bot.sandbox.control import control_routes
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Faults
from bot.sandbox.request_log import RequestLog
from bot.sandbox.store import Store

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANNA = 500_000_001


def png(width: int = 400, height: int = 250, color: str = "teal") -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (width, height), color).save(encoded, "PNG")
    return encoded.getvalue()


@dataclass
class Sandbox:
    """The running sandbox: calls of the bot and of people, and what they were answered."""

    session: ClientSession
    url: str
    token: str
    clock: WorldClock
    telegram: Telegram
    store: Store
    runner: web.AppRunner
    closed: bool = field(default=False)

    async def call(self, method: str, **parameters: Any) -> Any:
        """The result of a method; fails when it is refused."""
        status, body = await self.ask(method, **parameters)
        assert status == 200, body
        assert body["ok"] is True
        return body["result"]

    async def ask(self, method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        url = f"{self.url}/telegram/bot{self.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            return response.status, await response.json()

    async def refusal(self, method: str, **parameters: Any) -> tuple[int, str]:
        """The code and the description of a refused call."""
        status, body = await self.ask(method, **parameters)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return status, body["description"]

    async def upload(
        self, method: str, files: dict[str, tuple[str, bytes]], **parameters: str
    ) -> tuple[int, dict[str, Any]]:
        form = FormData()
        for name, text in parameters.items():
            form.add_field(name, text)
        for name, (file_name, content) in files.items():
            form.add_field(name, io.BytesIO(content), filename=file_name)
        url = f"{self.url}/telegram/bot{self.token}/{method}"
        async with self.session.post(url, data=form) as response:
            return response.status, await response.json()

    async def control(self, method: str, path: str, **body: Any) -> Any:
        url = f"{self.url}/sandbox{path}"
        json = body if method != "GET" else None
        async with self.session.request(method, url, json=json) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def control_refusal(self, method: str, path: str, **body: Any) -> str:
        url = f"{self.url}/sandbox{path}"
        async with self.session.request(method, url, json=body) as response:
            assert response.status == 400
            error: str = (await response.json())["error"]
            return error

    async def say(self, text: str, user: int = ANNA, **where: int) -> dict[str, int]:
        said: dict[str, int] = await self.control(
            "POST", f"/telegram/users/{user}/messages", text=text, **where
        )
        return said

    async def fault(self, name: str, times: int | None = 1, **params: Any) -> str:
        added = await self.control(
            "POST", "/faults", target="telegram", fault=name, params=params, times=times
        )
        fault_id: str = added["id"]
        return fault_id

    async def shown(self, chat_id: int = ANNA) -> list[dict[str, Any]]:
        body = await self.control("GET", f"/telegram/chats/{chat_id}/messages")
        messages: list[dict[str, Any]] = body["messages"]
        return messages

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.call("getUpdates", **parameters)
        return found

    async def group(self, kind: str = "supergroup", **fields: Any) -> int:
        fields = {"title": "Studio", "owner_id": ANNA, "members": [], **fields}
        made = await self.control("POST", "/telegram/groups", type=kind, **fields)
        chat_id: int = made["id"]
        return chat_id

    async def add_bot(self, chat_id: int, status: str = "member", **fields: Any) -> dict[str, Any]:
        path = f"/telegram/groups/{chat_id}/bot"
        answer: dict[str, Any] = await self.control("POST", path, status=status, by=ANNA, **fields)
        return answer

    async def advance(self, duration: timedelta) -> None:
        await self.clock.advance(duration)

    async def close(self) -> None:
        if not self.closed:
            self.closed = True
            await self.session.close()
            await self.telegram.close()
            await self.runner.cleanup()
            self.store.close()


async def start_sandbox(directory: Path | None = None) -> Sandbox:
    store = Store(directory)
    clock = WorldClock(store, start=START)
    faults = Faults(store, {"telegram": FAULTS, "instagram": frozenset()})
    requests = RequestLog()
    credentials = Credentials.for_seed(1)
    telegram = Telegram(store, clock, faults, requests, credentials)
    app = web.Application()
    app.add_routes([*telegram.routes(), *control_routes(clock, faults, requests)])
    runner = web.AppRunner(app)
    await runner.setup()
    telegram.start()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    return Sandbox(
        session=ClientSession(),
        url=f"http://{host}:{port}",
        token=credentials.bot_token,
        clock=clock,
        telegram=telegram,
        store=store,
        runner=runner,
    )


StartSandbox = Callable[[Path | None], Awaitable[Sandbox]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    started = await start_sandbox()
    yield started
    await started.close()


@pytest.fixture
async def start() -> AsyncIterator[StartSandbox]:
    """Starts sandboxes over a directory; all are closed at the end."""
    started: list[Sandbox] = []

    async def start_one(directory: Path | None) -> Sandbox:
        started.append(await start_sandbox(directory))
        return started[-1]

    yield start_one
    for one in started:
        await one.close()
