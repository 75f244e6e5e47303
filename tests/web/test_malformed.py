"""What is no HTTP, or too much of it: answered in a word, and nothing of it is kept."""

import json

import pytest

from tests.support.product import Product
from tests.support.product_log import product_log
from tests.support.wire import Wire

TOKEN = "IGAA" + "x" * 40
TEST = f"GET /api/instagram/insights/test?access_token={TOKEN}"
HOST = "Host: localhost"


@pytest.mark.proves("S21")
@pytest.mark.parametrize(
    "lines",
    [
        (f"{TEST}&media_id={'1' * 9000} HTTP/1.1", HOST),
        (f"{TEST} HTTP/1.1", HOST, f"X-Instagram-Token: {TOKEN}{'x' * 9000}"),
        (f"{TEST} HTTP/1.1", HOST, f"X-Instagram-Token: {TOKEN}\0"),
        (f"{TEST} HTTP/1.1", HOST, f"no header but {TOKEN}"),
        (f"{TEST} and more HTTP/1.1", HOST),
        (f"{TOKEN}"),
        (f"{TEST} HTTP/1.1", HOST, "Content-Length: many"),
        (f"{TEST} HTTP/1.1", HOST, "Content-Length: 1", "Transfer-Encoding: chunked"),
    ],
)
async def test_a_request_that_cannot_be_read_is_neither_logged_nor_sent_back(
    product: Product, lines: tuple[str, ...]
) -> None:
    port = product.public_url.port
    assert port is not None
    with product_log() as written:
        async with Wire("localhost", port) as wire:
            answer = await wire.ask("\r\n".join([*lines, "", ""]).encode())
    assert answer.status == 400
    assert json.loads(answer.body)["error"] == "malformed_request"
    assert "xxxx" not in answer.body.decode()
    assert "A request could not be read" in written.getvalue()
    assert "Traceback" not in written.getvalue()
    assert "xxxx" not in written.getvalue()
