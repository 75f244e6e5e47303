"""``farolero`` in a world whose clock a test sets: leases end when the test says so.

Only the clock is another one. All processes of a test read it in one file, and so does its sandbox.
"""

import mmap
import os
import struct
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import SystemClock

MOVED_TIME = "FAROLERO_TEST_TIME"
"""The file that holds how far the world is ahead of the machine, in seconds."""


class MovedTime:
    """Implements the Clock port."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._ahead = mmap.mmap(file.fileno(), 8)

    def now(self) -> datetime:
        (ahead,) = struct.unpack("d", self._ahead[:])
        return datetime.fromtimestamp(time.time() + ahead, UTC)  # noqa: TID251 - made from it

    def move(self, duration: timedelta) -> None:
        """For everybody, at once."""
        (ahead,) = struct.unpack("d", self._ahead[:])
        self._ahead[:] = struct.pack("d", ahead + duration.total_seconds())


def main() -> int:
    from bot.__main__ import main  # noqa: PLC0415 - with the clock in place

    moved = MovedTime(Path(os.environ[MOVED_TIME]))
    setattr(SystemClock, "now", lambda _: moved.now())  # noqa: B010 - it is put in place of ours
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
