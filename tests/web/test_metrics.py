"""``/metrics``: what was counted always, what is read while it can be read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.domain.errors import StoreAway
from bot.metrics.gauges import INBOX_DEPTH, Figures
from bot.web import metrics
from bot.web.metrics import create_metrics_app
from tests.support.measured import counting
from tests.support.product import Product

Asking = TestClient[web.Request, web.Application]


@dataclass
class Rows:
    fault: Exception | None = None
    asked: int = field(default=0)

    async def read(self) -> Figures:
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        return {INBOX_DEPTH: {(): 17}}


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
async def client(rows: Rows) -> AsyncIterator[Asking]:
    async with TestClient(TestServer(create_metrics_app(rows.read))) as client:
        yield client


async def told(client: Asking) -> str:
    answer = await client.get("/metrics")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    return await answer.text()


async def test_counted_and_read_come_together(client: Asking) -> None:
    text = await told(client)
    assert "\nfarolero_inbox_depth 17.0\n" in text
    assert "\nfarolero_decrypt_failures_total " in text
    assert "\nprocess_start_time_seconds " in text


@pytest.mark.parametrize("fault", [StoreAway("it is restarting"), TimeoutError()])
async def test_while_the_rows_cannot_be_read_nothing_old_is_told(
    client: Asking, rows: Rows, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "REMEMBERED", -1.0)
    await told(client)
    rows.fault = fault
    text = await told(client)
    assert "farolero_inbox_depth" not in text
    assert "farolero_decrypt_failures_total" in text


async def test_however_often_it_is_asked_the_rows_are_not(client: Asking, rows: Rows) -> None:
    for _ in range(20):
        await told(client)
    assert rows.asked == 1


@pytest.mark.proves("S23")
async def test_the_pages_are_counted_by_their_pattern_and_do_not_tell(product: Product) -> None:
    ticket = await product.invite()
    with counting() as added:
        assert (await product.browser.get(ticket)).status == 200
        assert (await product.browser.get(product.public_url / "metrics")).status == 404
        assert (await product.browser.ask("BREW", product.public_url / "livez")).status >= 400
    assert added["http_requests_total{method=GET,route=/connect/{ticket},status=2xx}"] == 1
    assert added["http_requests_total{method=GET,route=(no such route),status=4xx}"] == 1
    assert not [name for name in added if "BREW" in name or ticket.name in name]
