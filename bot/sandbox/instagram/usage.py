"""How much of its budget an account has used: the usage headers of Meta's replies."""

import json
import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.instagram.switches import Switches

SHOWN_FROM = 200
"""Calls within a day from which the headers are there; quiet apps get none."""

DAY = timedelta(days=1)
CALLS_PER_IMPRESSION = 4800
FEWEST_IMPRESSIONS = 10
MOST_ENTRIES = 32
"""Meta: up to 32 accounts in one header."""


@dataclass(frozen=True)
class Used:
    """Whole percentages of the budget. ``minutes``: until access is regained."""

    call_count: int
    total_cputime: int
    total_time: int
    minutes: int = 0


THROTTLED = 100


class CallWindow:
    """Counts calls in rolling windows of 24 hours; forgets them when the sandbox stops."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[datetime]] = {}

    def count(self, user_id: str, now: datetime, calls: int = 1) -> int:
        """Notes calls; answers how many there were in the last 24 hours."""
        seen = self._calls.setdefault(user_id, deque())
        seen.extend([now] * calls)
        while seen and seen[0] <= now - DAY:
            seen.popleft()
        return len(seen)

    def minutes_until_below(self, user_id: str, now: datetime, budget: int) -> int:
        """Until one more call fits into ``budget`` (at least 1), if nobody calls meanwhile."""
        seen = self._calls[user_id]
        if len(seen) < budget:
            return 0
        free_at = seen[len(seen) - budget] + DAY
        return math.ceil((free_at - now) / timedelta(minutes=1))


def budget_of(impressions: int) -> int:
    """Meta: 4800 calls for each impression of the last 24 hours."""
    return CALLS_PER_IMPRESSION * max(impressions, FEWEST_IMPRESSIONS)


def used_of(calls: int, budget: int, minutes: int) -> Used:
    percent = min(100 * calls // budget, 100)
    return Used(percent, percent, percent, minutes)


def usage_headers(user_id: str, used: Used, switches: Switches) -> dict[str, str]:
    """``x-app-usage`` and ``x-business-use-case-usage``, in the form that the switch orders."""
    form = switches.strike("usage_header_form")
    params = form.params if form else {}
    shown = params.get("form", "both")
    headers = {}
    if shown in ("both", "app"):
        headers["x-app-usage"] = _compact(_percentages(used))
    if shown in ("both", "business"):
        entries = min(int(params.get("entries", 1)), MOST_ENTRIES)
        headers["x-business-use-case-usage"] = _compact(_by_account(user_id, used, entries))
    return headers


def _by_account(user_id: str, used: Used, entries: int) -> dict[str, list[dict[str, object]]]:
    """The account that was asked comes last, after others that the app serves."""
    others = {f"178410000000{number:05}": [_entry(Used(1, 1, 1))] for number in range(entries - 1)}
    return {**others, user_id: [_entry(used)]}


def _entry(used: Used) -> dict[str, object]:
    return {
        "type": "instagram",
        **_percentages(used),
        "estimated_time_to_regain_access": used.minutes,
    }


def _percentages(used: Used) -> dict[str, int]:
    return {
        "call_count": used.call_count,
        "total_cputime": used.total_cputime,
        "total_time": used.total_time,
    }


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
