"""How often a key may ask, and what it is told of that."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.domain.api_keys import ALL_RIGHTS, ApiKey
from bot.domain.secret import Secret
from bot.services.ports import OpenedKey
from bot.web.api.answers import Answer, Success
from bot.web.api.endpoints import Asked, Endpoint, NoParameters
from bot.web.api.gate import Gate
from bot.web.api.remembered import Remembered
from bot.web.api.shares import Shares
from bot.web.visitors import Ration
from tests.support.clock import START, FrozenClock


class Stopwatch:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_share_is_used_up_by_its_own_key_only_and_comes_back_evenly() -> None:
    time = Stopwatch()
    shares = Shares(60, time)
    assert [shares.take(1).wait for _ in range(60)] == [0] * 60
    refused = shares.take(1)
    assert refused.wait == 1
    assert refused.headers["RateLimit"] == '"key";r=0;t=1'
    assert shares.take(2).wait == 0
    time.at += refused.wait
    assert shares.take(1).wait == 0
    assert shares.take(1).wait > 0
    time.at += 60
    assert shares.take(1).headers["RateLimit"] == '"key";r=59;t=1'


@pytest.mark.parametrize("a_minute", [1, 7, 600])
def test_no_minute_sees_more_than_twice_a_share_and_who_waits_as_told_is_served(
    a_minute: int,
) -> None:
    time, served = Stopwatch(), 0
    shares = Shares(a_minute, time)
    for _ in range(3 * a_minute):
        share = shares.take(1)
        served += share.wait == 0
        if share.wait:
            time.at += share.wait
            assert shares.take(1).wait == 0
            served += 1
    assert served <= a_minute + a_minute * (time.at - 1000) / 60 + 1


async def test_over_its_share_a_key_is_told_when_to_come_again() -> None:
    key = ApiKey(1, 7, None, ALL_RIGHTS, "abcd", START, START + timedelta(days=1), None)

    async def open_with(_: Secret) -> OpenedKey:
        return OpenedKey(key, frozenset())

    async def handle(_: Asked) -> Answer:
        return Success()

    endpoint = Endpoint(
        "/api/x", "x", "x", "x", None, NoParameters, NoParameters, Success, (), handle
    )
    time = Stopwatch()
    gate = Gate(
        open_with, Ration(), Shares(2, time), Remembered(FrozenClock()), URL("https://bot.example")
    )
    app = web.Application()
    app.add_routes([gate.route(endpoint)])
    async with TestClient(TestServer(app)) as client:
        shown = {"Authorization": "Bearer x"}
        answers = [await client.get("/api/x", headers=shown) for _ in range(3)]
        assert [one.status for one in answers] == [200, 200, 429]
        assert answers[0].headers["RateLimit-Policy"] == '"key";q=2;w=60'
        refused = answers[2]
        assert refused.headers["RateLimit"].startswith('"key";r=0')
        problem = await refused.json(content_type="application/problem+json")
        assert problem["error"] == "too_many_requests"
        time.at += int(refused.headers["Retry-After"])
        assert (await client.get("/api/x", headers=shown)).status == 200


@pytest.mark.proves("S6", "S22")
@pytest.mark.parametrize(("proxies", "status"), [((), 429), (("127.0.0.0/8",), 401)])
async def test_who_tries_keys_is_counted_by_the_address_that_no_header_changes(
    proxies: tuple[str, ...], status: int
) -> None:
    """Behind a proxy of ours it is the one that the proxy wrote."""

    async def open_with(_: Secret) -> None:
        return None

    async def handle(_: Asked) -> Answer:
        return Success()

    endpoint = Endpoint(
        "/api/x", "x", "x", "x", None, NoParameters, NoParameters, Success, (), handle
    )
    ration = Ration([ip_network(one) for one in proxies], burst=5, monotonic=Stopwatch())
    gate = Gate(open_with, ration, Shares(), Remembered(FrozenClock()), URL("https://bot.example"))
    app = web.Application()
    app.add_routes([gate.route(endpoint)])
    async with TestClient(TestServer(app)) as client:
        for number in range(5):
            shown = {"Authorization": "Bearer x", "X-Forwarded-For": f"198.51.100.{number}"}
            assert (await client.get("/api/x", headers=shown)).status == 401
        shown = {"Authorization": "Bearer x", "X-Forwarded-For": "198.51.100.99"}
        assert (await client.get("/api/x", headers=shown)).status == status


def test_a_weighty_request_takes_as_many_places() -> None:
    shares = Shares(60, Stopwatch())
    assert shares.take(1, 20).headers["RateLimit"] == '"key";r=40;t=20'
    assert [shares.take(1, 20).wait for _ in range(3)] == [0, 0, 20]
    assert shares.take(2, 20).wait == 0
