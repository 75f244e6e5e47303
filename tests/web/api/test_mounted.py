"""The API below a path of another application, as the demo has it."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.web.api.app import api_routes
from bot.web.api.gate import Gate
from bot.web.api.remembered import Remembered
from bot.web.api.shares import Shares
from bot.web.app import create_app
from bot.web.visitors import Ration
from tests.support.clock import FrozenClock

Client = TestClient[web.Request, web.Application]


async def nobody(_: object) -> None:
    return None


def pages(public_url: URL) -> web.Application:
    async def fail(_: web.Request) -> web.Response:
        raise RuntimeError

    gate = Gate(nobody, Ration(), Shares(), Remembered(FrozenClock()), public_url)
    routes = [*api_routes(gate, [], public_url), web.get("/api/fail", fail)]
    return create_app(routes, public_url, URL("https://www.instagram.com"), Ration())


@pytest.fixture(params=["mounted", "path cut off by a proxy"])
async def client(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Client, str]]:
    """And where its addresses begin."""
    app, at = pages(URL("https://bot.example/farolero")), ""
    if request.param == "mounted":
        outer, at = web.Application(), "/farolero"
        outer.add_subapp(at, app)
        app = outer
    async with TestClient(TestServer(app)) as started:
        yield started, at


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/api", 404, "not_found"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("POST", "/api/openapi.json", 405, "method_not_allowed"),
        ("GET", "/api/fail", 500, "unexpected"),
    ],
)
async def test_errors_below_the_api_are_problems(
    client: tuple[Client, str], method: str, path: str, status: int, error: str
) -> None:
    session, at = client
    async with session.request(method, f"{at}{path}") as reply:
        assert reply.status == status
        assert reply.content_type == "application/problem+json"
        problem = await reply.json(content_type=None)
    assert problem["error"] == error
    assert problem["type"] == f"https://bot.example/farolero/api/docs#{error}"


@pytest.mark.parametrize("path", ["/nothing", "/apiary", "/connect/api"])
async def test_other_errors_are_pages(client: tuple[Client, str], path: str) -> None:
    session, at = client
    async with session.get(f"{at}{path}") as reply:
        assert (reply.status, reply.content_type) == (404, "text/html")
