"""The client over real HTTP: against the sandbox, and against a server that answers odd things."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.secret import Secret
from bot.instagram import (
    InstagramClient,
    InstagramEndpoints,
    InstagramHttp,
    InstagramOAuthClient,
)
from bot.instagram.limits import Limits
from bot.instagram.versions import ServedVersions
from bot.sandbox.clock import WorldClock
from bot.sandbox.control import control_routes
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Faults
from bot.sandbox.instagram import FAULTS, Instagram
from bot.sandbox.request_log import RequestLog
from bot.sandbox.store import Store
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import Access, Clock, Database, InstagramApi, InstagramOAuth
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from tests.support.databases import KEYRING
from tests.support.people import access

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
SEED = 7
REDIRECT_URI = "https://bot.example.test/instagram/callback"
SCOPES = ("instagram_business_basic", "instagram_business_manage_insights")


class FrozenClock:
    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, duration: timedelta) -> None:
        self._now += duration


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@dataclass(frozen=True)
class Room:
    """The Instagram room as ``main`` would wire it, and the pauses it made between tries."""

    api: InstagramApi
    oauth: InstagramOAuth
    pauses: list[float]


class Pauses(list[float]):
    """Notes how long would have been slept."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def wire(
    http: InstagramHttp,
    endpoints: InstagramEndpoints,
    clock: Clock,
    credentials: Credentials,
    database: Database,
) -> tuple[InstagramApi, InstagramOAuth]:
    oauth = InstagramOAuthClient(
        http,
        endpoints,
        credentials.instagram_app_id,
        Secret(credentials.instagram_app_secret),
        REDIRECT_URI,
        SCOPES,
    )
    return InstagramClient(http, endpoints, clock, database), oauth


def http_over(
    database: SqlDatabase, sleep: Pauses | None = None, version: str = "v26.0"
) -> InstagramHttp:
    """As ``main`` makes it, but that nobody waits between tries."""
    limits = Limits(database, database.clock, 200, 200)
    versions = ServedVersions(database, database.clock, version)
    return InstagramHttp(
        database.clock,
        limits,
        versions,
        note_trouble=NoteTrouble(database),
        sleep=Pauses() if sleep is None else sleep,
    )


# The sandbox ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Account:
    user_id: str
    app_scoped_id: str
    token: Secret

    @property
    def access(self) -> Access:
        return access(self.token)


@dataclass(frozen=True)
class Sandbox:
    origin: str
    session: aiohttp.ClientSession
    clock: WorldClock
    credentials: Credentials

    async def control(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        async with self.session.request(method, f"{self.origin}/sandbox{path}", json=body) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def switch(self, name: str, times: int | None = None, **params: Any) -> None:
        fault = {"target": "instagram", "fault": name, "params": params, "times": times}
        await self.control("POST", "/faults", fault)

    async def account(self, **settings: Any) -> Account:
        made = await self.control("POST", "/instagram/accounts", settings)
        return Account(made["user_id"], made["id"], Secret(made["access_token"]))

    async def story(self, account: Account, **settings: Any) -> str:
        path = f"/instagram/accounts/{account.user_id}/stories"
        return str((await self.control("POST", path, settings))["id"])

    async def publish(self, account: Account, **settings: Any) -> str:
        path = f"/instagram/accounts/{account.user_id}/media"
        return str((await self.control("POST", path, settings))["id"])

    async def requests(self) -> list[dict[str, Any]]:
        """What Instagram was asked since the last time, control calls apart."""
        log = (await self.control("GET", "/requests"))["log"]
        await self.control("DELETE", "/requests")
        return list(log)

    async def consent(self, authorize_url: str, account: Account, scopes: str) -> Secret:
        """Press Allow on the consent page; the code that comes back."""
        query = {
            name: values[0] for name, values in parse_qs(urlsplit(authorize_url).query).items()
        }
        form = query | {"account_id": account.user_id, "scopes": scopes, "decision": "allow"}
        decision = f"{self.origin}/instagram/oauth/authorize/decision"
        async with self.session.post(decision, data=form, allow_redirects=False) as reply:
            assert reply.status == 302, await reply.text()
            returned = urlsplit(reply.headers["Location"])
        return Secret(parse_qs(returned.query)["code"][0])


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    store = Store(None)
    clock = WorldClock(store, start=START)
    faults = Faults(store, {"instagram": FAULTS})
    requests = RequestLog()
    credentials = Credentials.for_seed(SEED)
    instagram = Instagram(store, clock, faults, requests, credentials, seed=SEED)
    app = web.Application()
    app.add_routes(instagram.routes())
    app.add_routes(control_routes(clock, faults, requests))
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        origin = str(server.make_url("")).rstrip("/")
        yield Sandbox(origin, session, clock, credentials)
    await instagram.close()
    store.close()


@pytest.fixture
async def sandbox_database(sandbox: Sandbox, sqlite_url: str) -> AsyncIterator[SqlDatabase]:
    """Ours, on the sandbox's clock."""
    opened = open_database(sqlite_url, sandbox.clock, KEYRING)
    yield opened
    await opened.close()


@pytest.fixture
async def room(sandbox: Sandbox, sandbox_database: SqlDatabase) -> AsyncIterator[Room]:
    pauses = Pauses()
    endpoints = InstagramEndpoints.at(f"{sandbox.origin}/instagram")
    async with http_over(sandbox_database, pauses) as http:
        api, oauth = wire(http, endpoints, sandbox.clock, sandbox.credentials, sandbox_database)
        yield Room(api, oauth, pauses)


@pytest.fixture
async def shop(sandbox: Sandbox) -> Account:
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


# A server that answers what a test tells it -----------------------------------------------------


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    params: dict[str, str]
    headers: Mapping[str, str]


@dataclass
class OddInstagram:
    """Answers the given replies in turn, the last one for ever. Notes what it was asked."""

    origin: str = ""
    replies: list[web.Response] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def answers(self, *bodies: str | bytes | web.Response) -> None:
        self.replies = [
            body if isinstance(body, web.Response) else json_reply(body) for body in bodies
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        params = dict(request.query) | form
        self.asked.append(Asked(request.method, request.path, params, dict(request.headers)))
        given = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return web.Response(status=given.status, headers=given.headers, body=given.body)


def json_reply(body: str | bytes, status: int = 200, **headers: str) -> web.Response:
    raw = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=raw, status=status, headers={"Content-Type": "text/plain"} | named)


@pytest.fixture
async def odd() -> AsyncIterator[OddInstagram]:
    instagram = OddInstagram()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", instagram.handle)
    async with TestServer(app) as server:
        # By name: cookies of a bare address would not be kept by anybody.
        instagram.origin = f"http://localhost:{server.port}"
        yield instagram


@pytest.fixture
async def odd_room(
    odd: OddInstagram, clock: FrozenClock, sqlite_database: SqlDatabase
) -> AsyncIterator[Room]:
    pauses = Pauses()
    endpoints = InstagramEndpoints.at(odd.origin)
    async with http_over(sqlite_database, pauses) as http:
        api, oauth = wire(http, endpoints, clock, Credentials.for_seed(SEED), sqlite_database)
        yield Room(api, oauth, pauses)
