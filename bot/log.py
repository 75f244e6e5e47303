"""Logging: one JSON line an event, and no secret in any of them."""

import json
import logging
import re
import sys
import threading
from collections.abc import Collection
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol, TextIO
from urllib.parse import quote

from bot.metrics.counted import REDACTIONS

SHAPES = re.compile(
    r"\d{6,}(?::|%3A)[\w-]{35}"  # a bot token
    r"|IG[A-Z0-9]{2}[\w-]{20,}|EAA\w{20,}"  # Instagram and Facebook tokens
    r"|farolero_[\w-]{20,}"  # a key to our HTTP API
    r"|(?<=[?&])(?:access_token|client_secret|code|state|signed_request)=[^&\s\"']+"
    r"|(?<=/connect/)[\w-]{43}"
    r"|\bL[\w-]{43}(?![\w-])"  # what the deep link back to the chat carries
    r"|Bearer\s+[\w.-]+|sha256=[0-9a-f]{64}"
)
"""What secrets look like, for those that nobody told us."""

HIDDEN = "***"

UNSEEN = re.compile(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""What JSON lets stand: controls of terminals, line breaks of Unicode, marks of direction, and
halves of pairs, which cannot be written at all."""


class Clock(Protocol):
    def now(self) -> datetime: ...


class SafeFormatter(logging.Formatter):
    """Renders a record as one JSON line, then takes every secret out of the finished line.

    The last step works on what would be written, tracebacks and library messages included. A
    JSON string has no raw line breaks, so nothing that is logged can forge a second line; what only
    Unicode calls a line break, or turns the reading order round, is escaped as well.
    """

    def __init__(self, clock: Clock, secrets: Collection[str]) -> None:
        super().__init__()
        self._clock = clock
        written = {form for secret in secrets if secret for form in _written(secret)}
        self._secrets = sorted(written, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        written = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, str] = {
            "ts": written.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        world = self._clock.now()
        if abs((world - written).total_seconds()) > 1:
            line["world_time"] = world.isoformat(timespec="seconds")
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return self.scrub(UNSEEN.sub(_escaped, json.dumps(line, ensure_ascii=False)))

    def scrub(self, text: str) -> str:
        for secret in self._secrets:
            if secret in text:
                REDACTIONS.labels("known").inc(text.count(secret))
                text = text.replace(secret, HIDDEN)
        scrubbed, found = SHAPES.subn(HIDDEN, text)
        if found:
            REDACTIONS.labels("shape").inc(found)
        return scrubbed


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def _written(secret: str) -> set[str]:
    """How a secret may stand in a line: as it is, in JSON, and in an address."""
    return {secret, json.dumps(secret, ensure_ascii=False)[1:-1], quote(secret, safe="")}


def configure_logging(
    level: str, clock: Clock, secrets: Collection[str], stream: TextIO = sys.stderr
) -> None:
    """Write to ``stream`` from here on, and nowhere else; crashes and warnings, too."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SafeFormatter(clock, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    quieten_libraries(level)
    _log_what_nobody_caught()


def quieten_libraries(level: str) -> None:
    """Keep from the log what says too much, and what says the same for ever."""
    # aiohttp's own access log holds query strings; ours (bot.web) writes the route only.
    logging.getLogger("aiohttp.access").disabled = True
    # At DEBUG it writes every statement with its values: people's words, hashes, names.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    # Every tick and every job of APScheduler is a line at INFO.
    logging.getLogger("apscheduler").setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # A tick that finds the last one still running is skipped on purpose (max_instances=1), and
    # each would be a warning. Errors of ticks come from apscheduler.executors and stay.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def _log_what_nobody_caught() -> None:
    """Python writes crashes and warnings to stderr as they are: they become lines of ours."""
    logger = logging.getLogger("bot.uncaught")

    def crashed(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        logger.critical("The process ends by an error", exc_info=(kind, error, traceback))

    def thread_crashed(crash: threading.ExceptHookArgs) -> None:
        error = crash.exc_value
        logger.error("A thread ended by an error", exc_info=error)

    def unraisable(failure: "sys.UnraisableHookArgs") -> None:
        # Without its object, whose text we do not know.
        logger.error("An error that could not be raised", exc_info=failure.exc_value)

    sys.excepthook = crashed
    threading.excepthook = thread_crashed
    sys.unraisablehook = unraisable
    logging.captureWarnings(capture=True)
