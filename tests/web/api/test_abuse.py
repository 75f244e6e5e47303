"""What strangers, wrong keys, floods, slow clients and odd bodies do to the HTTP API: nothing."""

import asyncio
import gzip
import os
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.domain.api_keys import ALL_RIGHTS, ApiKey
from bot.domain.errors import StoreAway
from bot.domain.secret import Secret
from bot.services.ports import OpenedKey
from bot.web import server
from bot.web.api.answers import Answer, Success
from bot.web.api.endpoints import Asked, Endpoint, NoParameters
from bot.web.api.gate import WRONG_KEYS, Gate
from bot.web.api.remembered import MOST, Remembered, Told
from bot.web.api.shares import Shares
from bot.web.visitors import Ration
from tests.support.clock import START, FrozenClock
from tests.support.failures import REFERENCE, every_failure, shows_nothing
from tests.support.product import Product
from tests.support.product_log import product_log
from tests.web.api.conftest import Api

PATH = "/api/instagram/insights"
METRICS = f"{PATH}/metrics/feed"
Client = TestClient[web.Request, web.Application]
GOOD = {"Authorization": "Bearer good"}


def opened(key_id: int) -> OpenedKey:
    key = ApiKey(key_id, 7, None, ALL_RIGHTS, "abcd", START, START + timedelta(days=1), None)
    return OpenedKey(key, frozenset())


async def open_with(shown: Secret) -> OpenedKey | None:
    """Two keys: good and better."""
    keys = {"good": 1, "better": 2}
    return opened(keys[shown.reveal()]) if shown.reveal() in keys else None


async def nothing(_: Asked) -> Answer:
    return Success()


@asynccontextmanager
async def gate(
    handle: Callable[[Asked], Awaitable[Answer]] = nothing,
    a_minute: int = 1_000_000,
    monotonic: Callable[[], float] = lambda: 0.0,
) -> AsyncIterator[Client]:
    """One endpoint at /api/x, with the ration that the product has."""
    ration = Ration((), WRONG_KEYS, WRONG_KEYS / 60, monotonic)
    shares, remembered = Shares(a_minute, monotonic), Remembered(FrozenClock())
    endpoint = Endpoint(
        "/api/x", "x", "x", "x", None, NoParameters, NoParameters, Success, (), handle
    )
    app = web.Application()
    made = Gate(open_with, ration, shares, remembered, URL("https://bot.example"))
    app.add_routes([made.route(endpoint)])
    async with TestClient(TestServer(app)) as client:
        yield client


# Keys -------------------------------------------------------------------------------------------


@pytest.mark.proves("S22", "S6")
async def test_who_tries_keys_out_has_to_wait_whatever_address_a_header_pretends() -> None:
    """Rows 22 and 6: 20 wrong keys a minute, and the rest of that minute nobody is asked."""
    seconds = [0.0]
    async with gate(monotonic=lambda: seconds[0]) as client:

        async def statuses(count: int) -> Counter[int]:
            found: Counter[int] = Counter()
            for number in range(count):
                headers = {
                    "Authorization": f"Bearer wrong{number}",
                    "X-Forwarded-For": f"198.51.100.{number}",
                }
                async with client.get("/api/x", headers=headers) as answer:
                    found[answer.status] += 1
            return found

        assert await statuses(WRONG_KEYS + 30) == {401: WRONG_KEYS, 429: 30}
        assert (await client.get("/api/x")).status == 429
        assert (await client.get("/api/x", headers=GOOD)).status == 200
        seconds[0] += 60
        assert await statuses(WRONG_KEYS + 5) == {401: WRONG_KEYS, 429: 5}


@pytest.mark.proves("S22")
@pytest.mark.parametrize("name", ["key", "api_key", "access_token", "authorization", "token"])
async def test_a_key_in_the_address_opens_nothing(api: Api, shop_id: int, name: str) -> None:
    """Row 22: addresses are logged by everybody."""
    key = await api.key()
    got = await api.get(f"{METRICS}?{name}={key}", None)
    assert (got.status, got.body["error"]) == (401, "missing_key")
    assert key not in str(got)


@pytest.mark.proves("S27")
async def test_a_key_over_its_share_takes_nothing_from_others() -> None:
    """Row 27."""
    async with gate(a_minute=5) as client:
        flood = [(await client.get("/api/x", headers=GOOD)).status for _ in range(50)]
        assert Counter(flood) == {200: 5, 429: 45}
        better = {"Authorization": "Bearer better"}
        assert (await client.get("/api/x", headers=better)).status == 200


@pytest.mark.proves("S28")
@pytest.mark.parametrize("suffix", ["", "/profile-activity"])
async def test_a_program_that_asks_without_end_costs_instagram_a_few_calls_an_hour(
    api: Api, product: Product, shop_id: int, suffix: str
) -> None:
    """Row 28: what an account may be asked is left for its stories."""
    path, key = f"{PATH}/{await api.media_id(shop_id)}{suffix}", await api.key()
    before = product.asked().total()
    for _ in range(59):
        assert (await api.get(path, key)).status == 200
        product.later(minutes=1)
    assert product.asked().total() - before <= 2
    product.later(hours=1)
    assert (await api.get(path, key)).status == 200
    assert product.asked().total() - before <= 4


@pytest.mark.proves("S30")
def test_no_more_answers_are_remembered_than_there_is_room_for() -> None:
    remembered = Remembered(FrozenClock())
    for number in range(MOST + 10):
        remembered.keep(opened(number), "/api/x", Told("{}", None, "x", None))
    assert len(remembered._answers) == MOST
    assert remembered.find(opened(9), "/api/x", timedelta(seconds=1)) is None
    assert remembered.find(opened(10), "/api/x", timedelta(seconds=1)) is not None


# What goes wrong inside -------------------------------------------------------------------------


@pytest.mark.proves("S21")
async def test_an_endpoint_that_fails_shows_nothing_of_the_inside() -> None:
    """Row 21: every exception of ours and of our libraries."""
    failures = every_failure()
    to_raise: list[Exception] = []

    async def fail(_: Asked) -> Answer:
        raise to_raise[-1]

    with product_log() as written:
        async with gate(fail) as client:
            for error in failures:
                if type(error).__name__ == "ApiProblem":
                    continue
                to_raise.append(error)
                async with client.get("/api/x", headers=GOOD) as answer:
                    body = await answer.json(content_type="application/problem+json")
                assert body["status"] == answer.status
                said = f"{body['title']} {body['detail']}"
                shows_nothing(said, error)
                if reference := REFERENCE.search(said):
                    assert f"reference {reference.group()}" in written.getvalue()
                if isinstance(error, StoreAway):
                    assert answer.headers["Retry-After"] == "5"
    assert len(to_raise) > 35
    assert "IGAAinternals" not in written.getvalue()


# Bodies and slow clients ------------------------------------------------------------------------


@pytest.mark.proves("S14", "S25")
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content_Type": "application/json"}, b"{bad"),
        ({"Content_Type": "application/json"}, b"[" * 60_000),
        ({"Content_Type": "application/json"}, b"1" * 60_000),
        ({"Content_Type": "application/json"}, b"NaN"),
        ({"Content_Encoding": "gzip"}, b"not gzip"),
        ({"Content_Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)),
        ({"Content_Encoding": "klingon"}, b"x"),
    ],
)
async def test_nobody_reads_what_body_a_question_has(
    api: Api, product: Product, shop_id: int, headers: dict[str, str], body: bytes
) -> None:
    """Rows 14 and 25: the API takes none, so there is nothing to break or to unpack."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    said["Authorization"] = f"Bearer {await api.key()}"
    address = f"{product.public_url.origin()}{METRICS}"
    before = resident()
    for method, status in (("GET", 200), ("POST", 405)):
        session = product.browser.session
        async with session.request(method, address, data=body, headers=said) as reply:
            assert reply.status == status, await reply.text()
    assert resident() - before < 20_000_000


def resident() -> int:
    """Bytes of memory that this process has."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.proves("S26")
@pytest.mark.parametrize(
    "beginning",
    [
        f"GET {METRICS} HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        f"POST {METRICS} HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n",
        "",
    ],
    ids=["headers", "body", "nothing"],
)
async def test_who_never_comes_to_an_end_is_cut_off_and_hinders_nobody(
    api: Api, product: Product, beginning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 26; how long the health page takes meanwhile is measured by benchmarks/api.py."""
    monkeypatch.setattr(server, "KEEP_ALIVE", 1.0)
    port = product.public_url.port
    assert port is not None
    opening = [asyncio.open_connection("localhost", port) for _ in range(200)]
    connections = await asyncio.gather(*opening)
    for _, writer in connections:
        writer.write(beginning.encode())
    assert (await api.get("/livez", None)).status == 200
    async with asyncio.timeout(60):
        ends = await asyncio.gather(*(reader.read() for reader, _ in connections))
    for _, writer in connections:
        writer.close()
    assert all(end == b"" or end.startswith(b"HTTP/1.1 4") for end in ends)
