"""Row 6 and row 27: who asks is who is connected, and nobody asks without end."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request
from multidict import CIMultiDict
from yarl import URL

from bot.web.app import create_app
from bot.web.visitors import A_SECOND, BURST, FORGET_AT, Ration, visitor

PROXIES = (ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def request(peer: str, *forwarded: str) -> web.Request:
    headers = CIMultiDict([("X-Forwarded-For", one) for one in forwarded])
    return make_mocked_request("GET", "/connect/done", headers).clone(remote=peer)


@pytest.mark.proves("S6")
@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),
        ("203.0.113.9", ("10.0.0.1, 127.0.0.1",), "203.0.113.9"),
        ("127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", ("1.1.1.1", "198.51.100.1"), "198.51.100.1"),
        ("127.0.0.1", ("1.1.1.1, 198.51.100.1, 10.2.3.4",), "198.51.100.1"),
        ("127.0.0.1", ("1.1.1.1, nonsense",), "127.0.0.1"),
        ("127.0.0.1", ("1.1.1.1, ",), "127.0.0.1"),
        ("127.0.0.1", ("nonsense, 10.2.3.4",), "10.2.3.4"),
        ("fd00::1", ("2001:db8::7",), "2001:db8::7"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    peer: str, forwarded: tuple[str, ...], who: str
) -> None:
    """Row 6: the right-most rule."""
    assert visitor(request(peer, *forwarded), PROXIES) == who
    assert visitor(request(peer, *forwarded), ()) == peer


@dataclass
class Pages:
    client: "TestClient[web.Request, web.Application]"
    seconds: list[float] = field(default_factory=lambda: [0.0])

    async def status(self, path: str = "/connect/done", forwarded: str = "") -> int:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        async with self.client.get(path, headers=headers) as answer:
            return answer.status


async def ok(_: web.Request) -> web.Response:
    return web.Response()


@pytest.fixture(params=["direct", "behind a proxy"])
async def pages(request: pytest.FixtureRequest) -> AsyncIterator[Pages]:
    seconds = [0.0]
    proxies = PROXIES if request.param == "behind a proxy" else ()
    ration = Ration(proxies, monotonic=lambda: seconds[0])
    routes = [web.get("/connect/done", ok), web.get("/elsewhere", ok)]
    app = create_app(routes, URL("http://localhost"), URL("https://www.instagram.com"), ration)
    async with TestClient(TestServer(app)) as client:
        yield Pages(client, seconds)


@pytest.mark.proves("S27")
async def test_an_address_gets_its_share_and_then_a_trickle(pages: Pages) -> None:
    """Row 27, whatever a header pretends where no proxy of ours wrote it."""
    shares = [await pages.status() for _ in range(BURST + 5)]
    assert shares == [200] * BURST + [429] * 5
    assert await pages.status("/elsewhere") == 200
    assert await pages.status("/livez") == 200
    pages.seconds[0] += 1 / A_SECOND
    assert [await pages.status(), await pages.status()] == [200, 429]


@pytest.mark.proves("S6")
async def test_a_forwarded_address_counts_behind_a_proxy_only(
    pages: Pages, request: pytest.FixtureRequest
) -> None:
    """Row 6: sent directly it is ignored, and the share is that of the connection."""
    is_direct = "direct" in request.node.name
    shares = [await pages.status(forwarded=f"198.51.100.{n}") for n in range(BURST + 5)]
    assert shares == [200] * BURST + [429 if is_direct else 200] * 5
    same = [await pages.status(forwarded=f"192.0.2.{n}, 198.51.100.200") for n in range(BURST + 5)]
    assert same[-5:] == [429] * 5, "what the visitor wrote before the proxy counts nowhere"


async def test_whoever_asks_too_often_is_told_when_to_come_again(pages: Pages) -> None:
    for _ in range(BURST):
        await pages.status()
    async with pages.client.get("/connect/done", headers={"Accept-Language": "es"}) as answer:
        page = await answer.text()
    assert answer.status == 429
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Un momento, por favor" in page


def test_addresses_that_are_silent_are_forgotten_and_a_household_is_one() -> None:
    seconds = [0.0]
    ration = Ration(burst=1, monotonic=lambda: seconds[0])
    for number in range(FORGET_AT):
        assert ration.wait(request(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")) == 0
    seconds[0] += 10
    assert ration.wait(request("2001:db8:1:2::1")) == 0
    assert len(ration._paid_until) == 1
    assert ration.wait(request("2001:db8:1:2:ffff::9")) == 1
    assert ration.wait(request("2001:db8:1:3::1")) == 0
