"""Whatever somebody writes, a log has one line for each event, and each line can be read."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.log import SafeFormatter
from tests.support.clock import FrozenClock
from tests.support.naughty import NAUGHTY_STRINGS

FORGERIES = (
    'x\n{"level": "INFO", "event": "forged"}',
    "x\r\nforged",
    "\u2028forged\u2029forged",
    "\x85forged\x0bforged\x0cforged\x1cforged",
    "\x1b[2J\x1b[31mforged",
    "\u202eforged\u2066",
    "\ud800 half a pair",
    "\x00",
)
TEXTS = (*NAUGHTY_STRINGS, *FORGERIES)


@pytest.fixture
def written() -> Iterator[io.BytesIO]:
    stream = io.BytesIO()
    handler = logging.StreamHandler(io.TextIOWrapper(stream, "utf-8", write_through=True))
    handler.setFormatter(SafeFormatter(FrozenClock(), []))
    logger = logging.getLogger("naughty")
    logger.addHandler(handler)
    logger.propagate = False
    yield stream
    logger.removeHandler(handler)


def test_the_list_is_whole() -> None:
    assert len(NAUGHTY_STRINGS) == 485


@pytest.mark.proves("S13")
def test_as_message_as_argument_and_as_error_each_is_one_line_that_parses(
    written: io.BytesIO,
) -> None:
    """Row 13: lines in = lines out, also for whoever splits at more than line feeds."""
    logger = logging.getLogger("naughty")
    for text in TEXTS:
        logger.error("%s", text)
        logger.error("named %r", text, extra={"ignored": text})
        try:
            raise ValueError(text)  # noqa: TRY301
        except ValueError:
            logger.exception("failed")
    shown = written.getvalue().decode("utf-8")
    lines = shown.splitlines()
    assert len(lines) == 3 * len(TEXTS)
    events = [json.loads(line) for line in lines]
    assert {event["level"] for event in events} == {"ERROR"}
    assert {event["logger"] for event in events} == {"naughty"}
    # Neither commands to a terminal nor signs that turn the reading order round.
    assert not set(shown) & {"\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u2028", "\u2029"}


@pytest.mark.parametrize("name", ["naughty\nforged", "x\u2028y"])
def test_a_logger_named_by_somebody_is_no_second_line(written: io.BytesIO, name: str) -> None:
    record = logging.LogRecord(name, logging.INFO, "", 1, "said", None, None)
    line = SafeFormatter(FrozenClock(), []).format(record)
    assert len(line.splitlines()) == 1
