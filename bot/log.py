"""Logging: one JSON line an event, and no secret in any of them."""

import json
import logging
import re
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Protocol, TextIO

SHAPES = re.compile(
    r"\d{6,}:[\w-]{35}"  # a bot token
    r"|IG[A-Z0-9]{2}[\w-]{20,}|EAA\w{20,}"  # Instagram and Facebook tokens
    r"|ig_live_[\w-]+"
    r"|(?<=[?&])(?:access_token|client_secret|code|state|signed_request)=[^&\s\"']+"
    r"|(?<=/connect/)[\w-]{43}"
    r"|Bearer\s+[\w.-]+|sha256=[0-9a-f]{64}"
)
"""What secrets look like, for those that nobody told us."""

HIDDEN = "***"


class Clock(Protocol):
    def now(self) -> datetime: ...


class SafeFormatter(logging.Formatter):
    """Renders a record as one JSON line, then takes every secret out of the finished line.

    The last step works on what would be written, tracebacks and library messages included. A
    JSON string has no raw line breaks, so nothing that is logged can forge a second line.
    """

    def __init__(self, clock: Clock, secrets: Collection[str]) -> None:
        super().__init__()
        self._clock = clock
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

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
        return self.scrub(json.dumps(line, ensure_ascii=False))

    def scrub(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return SHAPES.sub(HIDDEN, text)


def configure_logging(
    level: str, clock: Clock, secrets: Collection[str], stream: TextIO = sys.stderr
) -> None:
    """Write to ``stream`` from here on, and nowhere else."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SafeFormatter(clock, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # aiohttp's own access log holds query strings; ours (bot.web) writes the route only.
    logging.getLogger("aiohttp.access").disabled = True
    # At DEBUG it writes every statement with its values: people's words, hashes, names.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    # Every tick and every job of APScheduler is a line at INFO.
    logging.getLogger("apscheduler").setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # A tick that finds the last one still running is skipped on purpose (max_instances=1), and
    # each would be a warning. Errors of ticks come from apscheduler.executors and stay.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
