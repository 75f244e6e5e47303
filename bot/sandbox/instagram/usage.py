"""How much of its budget an account has used: the usage headers of Meta's replies."""

import json
from collections import deque
from datetime import datetime, timedelta

from bot.sandbox.faults import Fault

SHOWN_FROM = 200
"""Calls within a day from which the headers are there; quiet apps get none."""

DAY = timedelta(days=1)
FEWEST_IMPRESSIONS = 10


class Usage:
    """Counts calls in rolling windows; forgets them when the sandbox stops."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[datetime]] = {}

    def count(self, user_id: str, now: datetime, calls: int = 1) -> int:
        """Notes calls; answers how many there were in the last 24 hours."""
        seen = self._calls.setdefault(user_id, deque())
        seen.extend([now] * calls)
        while seen and seen[0] <= now - DAY:
            seen.popleft()
        return len(seen)


def usage_headers(user_id: str, calls_today: int, impressions: int) -> dict[str, str]:
    """Meta: 4800 calls for each impression of the last 24 hours. None while the app is quiet."""
    if calls_today < SHOWN_FROM:
        return {}
    percent = min(100 * calls_today // (4800 * max(impressions, FEWEST_IMPRESSIONS)), 100)
    return _headers(user_id, percent, percent, percent, 0)


def switched_headers(user_id: str, fault: Fault) -> dict[str, str]:
    """The percentages that a switch orders."""

    def ordered(name: str) -> int:
        return int(fault.params.get(name, 0))

    return _headers(
        user_id,
        ordered("call_count"),
        ordered("total_cputime"),
        ordered("total_time"),
        ordered("estimated_time_to_regain_access"),
    )


def throttled_headers(user_id: str, minutes: int) -> dict[str, str]:
    return _headers(user_id, 100, 100, 100, minutes)


def _headers(user_id: str, calls: int, cpu: int, total: int, minutes: int) -> dict[str, str]:
    percentages = {"call_count": calls, "total_cputime": cpu, "total_time": total}
    business = {
        "type": "instagram",
        **percentages,
        "estimated_time_to_regain_access": minutes,
    }
    return {
        "x-app-usage": json.dumps(percentages, separators=(",", ":")),
        "x-business-use-case-usage": json.dumps({user_id: [business]}, separators=(",", ":")),
    }
