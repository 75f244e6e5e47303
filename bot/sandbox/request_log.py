"""What the sandbox was asked: counted by endpoint, for tests and for the request budget."""

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

KEPT = 10_000
"""Newest requests kept in the log; the counters know them all."""


@dataclass(frozen=True)
class Request:
    """One request: ``endpoint`` is a template such as ``GET instagram /{media}/insights``."""

    at: datetime
    endpoint: str
    path: str
    params: dict[str, str]
    status: int
    user_id: str | None = None
    """The Instagram account that it was for; None for Telegram and for unknown tokens."""


class RequestLog:
    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._requests: deque[Request] = deque(maxlen=KEPT)

    def add(self, request: Request) -> None:
        self._counts[request.endpoint] += 1
        self._requests.append(request)

    def reset(self) -> None:
        self._counts.clear()
        self._requests.clear()

    def report(self) -> dict[str, Any]:
        return {
            "total": self._counts.total(),
            "by_endpoint": dict(sorted(self._counts.items())),
            "log": [
                {
                    "at": request.at.isoformat(),
                    "endpoint": request.endpoint,
                    "path": request.path,
                    "params": request.params,
                    "status": request.status,
                    "user_id": request.user_id,
                }
                for request in self._requests
            ],
        }
