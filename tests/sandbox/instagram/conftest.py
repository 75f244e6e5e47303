"""A sandbox Instagram on a loopback port, with a world clock that stands still."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.sandbox.clock import WorldClock
from bot.sandbox.control import control_routes
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Faults
from bot.sandbox.instagram import FAULTS, Instagram
from bot.sandbox.request_log import RequestLog
from bot.sandbox.store import Store

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
SEED = 7


@dataclass(frozen=True)
class Reply:
    status: int
    body: Any
    headers: dict[str, str]

    @property
    def error(self) -> dict[str, Any]:
        """The error without its trace id, which differs in every reply."""
        error = dict(self.body["error"])
        assert error.pop("fbtrace_id")
        return error


@dataclass
class Sandbox:
    """The served sandbox, with the calls that tests make most."""

    origin: str
    session: ClientSession
    clock: WorldClock
    credentials: Credentials
    store: Store

    async def call(self, method: str, path: str, **kwargs: Any) -> Reply:
        async with self.session.request(method, self.origin + path, **kwargs) as response:
            is_json = response.content_type == "application/json"
            body = await response.json() if is_json else await response.text()
            return Reply(response.status, body, dict(response.headers))

    async def get(self, path: str, token: str, **params: Any) -> Reply:
        return await self.call(
            "GET", f"/instagram/v26.0{path}", params={"access_token": token, **params}
        )

    async def ok(self, path: str, token: str, **params: Any) -> Any:
        reply = await self.get(path, token, **params)
        assert reply.status == 200, reply.body
        return reply.body

    async def control(self, path: str, body: dict[str, Any] | None = None) -> Any:
        reply = await self.call("POST", f"/sandbox{path}", json=body or {})
        assert reply.status == 200, reply.body
        return reply.body

    async def fault(self, name: str, times: int | None = None, **params: Any) -> str:
        body = {"target": "instagram", "fault": name, "params": params, "times": times}
        return str((await self.control("/faults", body))["id"])

    async def account(self, **settings: Any) -> dict[str, str]:
        """A fresh account: its ``id``, ``user_id`` and a long-lived ``access_token``."""
        created: dict[str, str] = await self.control("/instagram/accounts", settings)
        return created

    async def story(self, account: dict[str, str], **settings: Any) -> str:
        path = f"/instagram/accounts/{account['user_id']}/stories"
        return str((await self.control(path, settings))["id"])

    async def advance(self, **duration: float) -> None:
        await self.clock.advance(timedelta(**duration))


Starter = Callable[[Path | None], Awaitable[Sandbox]]


@pytest.fixture
async def start_sandbox() -> AsyncIterator[Starter]:
    """Starts sandboxes over a data directory (None keeps everything in memory)."""
    closers: list[Callable[[], Awaitable[None]]] = []

    async def start(directory: Path | None) -> Sandbox:
        store = Store(directory)
        clock = WorldClock(store, start=START)
        faults = Faults(store, {"instagram": FAULTS})
        requests = RequestLog()
        credentials = Credentials.for_seed(SEED)
        instagram = Instagram(store, clock, faults, requests, credentials, seed=SEED)
        app = web.Application()
        app.add_routes(instagram.routes())
        app.add_routes(control_routes(clock, faults, requests))
        server = TestServer(app)
        await server.start_server()
        session = ClientSession()

        async def close() -> None:
            await session.close()
            await server.close()
            await instagram.close()
            store.close()

        closers.append(close)
        return Sandbox(str(server.make_url("")).rstrip("/"), session, clock, credentials, store)

    yield start
    for close in closers:
        await close()


@pytest.fixture
async def sandbox(start_sandbox: Starter) -> Sandbox:
    return await start_sandbox(None)


@pytest.fixture
async def shop(sandbox: Sandbox) -> dict[str, str]:
    """An account with media of every kind and enough followers for every metric."""
    return await sandbox.account(
        username="tea.shop",
        account_type="BUSINESS",
        followers=5000,
        posts=20,
        reels=10,
        carousels=6,
        children=3,
        stories_per_day=0,
        seed=11,
    )
