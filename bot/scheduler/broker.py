"""The one place that names a transport."""

from taskiq import AsyncBroker, InMemoryBroker


def make_broker(queue_url: str) -> AsyncBroker:
    """The broker behind ``QUEUE_URL``. Raises ValueError for one that we do not speak.

    A broker carries only ``[(id, attempt), …]``: whatever it loses, repeats or delays can neither
    lose nor double an effect.
    """
    if queue_url == "memory://":
        return InMemoryBroker()
    raise ValueError(f"no broker for {queue_url!r}")
