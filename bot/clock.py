"""The machine's own time: what the Clock port is outside of the demo and the tests."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's own time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place where real time comes in
