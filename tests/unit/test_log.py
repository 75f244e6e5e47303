"""No secret and no forged line leaves through the log."""

import io
import json
import logging
from collections.abc import Iterator

import aiosqlite
import pytest

from tests.support.product_log import product_log


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    with product_log(["hunter2-hunter2"]) as stream:
        yield stream


def line(stream: io.StringIO) -> dict[str, str]:
    lines = stream.getvalue().splitlines()
    assert len(lines) == 1
    parsed: dict[str, str] = json.loads(lines[0])
    return parsed


@pytest.mark.parametrize(
    "secret",
    [
        "123456789:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "IGAAabcdefghijklmnopqrstuvwxyz012345",
        "hunter2-hunter2",
    ],
)
def test_secrets_are_taken_out_of_messages_and_tracebacks(
    written: io.StringIO, secret: str
) -> None:
    def fail() -> None:
        raise RuntimeError(f"GET https://graph.instagram.com/me?access_token={secret} failed")

    try:
        fail()
    except RuntimeError:
        logging.getLogger("somewhere").exception("it said %s", secret)
    assert secret not in written.getvalue()
    assert "***" in line(written)["event"]
    assert "RuntimeError" in line(written)["traceback"]


def test_codes_and_states_in_addresses_are_hidden(written: io.StringIO) -> None:
    logging.getLogger("somewhere").info("GET /connect/callback?code=AQBz7m&state=s-42#_")
    assert "AQBz7m" not in written.getvalue()
    assert "s-42" not in written.getvalue()


@pytest.mark.proves("S13")
@pytest.mark.parametrize("forged", ['x\n{"event": "forged"}', "x\r\nforged", "\x1b[31mred"])
def test_what_is_logged_cannot_forge_a_line(written: io.StringIO, forged: str) -> None:
    logging.getLogger("somewhere").info("name: %s", forged)
    assert line(written)["event"] == f"name: {forged}"
    assert "\x1b" not in written.getvalue()


async def test_values_of_statements_are_not_logged_even_at_debug(written: io.StringIO) -> None:
    async with aiosqlite.connect(":memory:") as database:
        await database.execute("SELECT ?", ("private words",))
    assert "private words" not in written.getvalue()


def test_a_line_says_when_where_and_how_bad(written: io.StringIO) -> None:
    logging.getLogger("bot.storage").warning("slow")
    parsed = line(written)
    assert parsed["level"] == "WARNING"
    assert parsed["logger"] == "bot.storage"
    assert parsed["ts"].endswith("Z")


def test_a_tick_that_is_skipped_is_no_line_and_a_tick_that_failed_is_one(
    written: io.StringIO,
) -> None:
    logging.getLogger("apscheduler.scheduler").warning("maximum number of running instances")
    assert written.getvalue() == ""
    logging.getLogger("apscheduler.executors.default").error("Job raised an exception")
    assert line(written)["level"] == "ERROR"
