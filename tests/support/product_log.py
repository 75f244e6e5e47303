"""The product's log as an operator reads it, for as long as a block lasts."""

import io
import logging
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.log import configure_logging


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - a log line has the machine's time


@contextmanager
def product_log(secrets: Collection[str] = ()) -> Iterator[io.StringIO]:
    """All of it, at DEBUG; afterwards everything is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    stream = io.StringIO()
    # Here, for `configure_logging` closes what it replaces.
    root.handlers[:] = []
    configure_logging("DEBUG", Now(), secrets, stream)
    try:
        yield stream
    finally:
        logging.captureWarnings(capture=False)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.handlers[:] = handlers
        root.setLevel(level)
