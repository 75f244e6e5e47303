"""What the far end saw: every call of the bot, and what it was answered.

All that is judged comes from here and from the plan, nothing from the bot's own rows.
"""

import asyncio
import json
import random
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.sandbox.app import Sandbox

HOUR = timedelta(hours=1)
LATENCY = 0.001
"""Seconds that an answer takes, so that two calls at once are seen as such."""

STORY_METRICS_SEEN = ("reach", "views")

FAULTS: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("server_error", {"status": 502}, 4),
    ("server_error", {"status": 503}, 4),
    ("error", {"code": 2, "transient": True}, 3),
    ("error", {"code": 1}, 2),
    ("garbage", {}, 3),
    ("reset", {}, 4),
    ("slow", {"seconds": 0.05}, 2),
)
"""What strikes single calls, and how often in comparison."""

TELEGRAM_FAULTS: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("too_many_requests", {"retry_after": 20}, 6),
    ("server_error", {"status": 502}, 1),
    ("reset", {"after_effect": False}, 1),
    ("reset", {"after_effect": True}, 1),
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class StoryAnswers:
    """What was answered about one story: numbers by instant, and where it was hidden."""

    numbers: list[tuple[datetime, dict[str, int]]] = field(default_factory=list)
    hidden: list[datetime] = field(default_factory=list)


@dataclass
class Witness:
    """A middleware in front of the sandbox: it strikes with faults, and remembers."""

    sandbox: Sandbox
    seed: int
    rate: float = 0.0
    """How much of all calls meets a fault of its own."""

    endpoints: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    stories: dict[str, StoryAnswers] = field(default_factory=lambda: defaultdict(StoryAnswers))
    good: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """By account: the instants (one a minute) at which a call of it was answered with 200."""
    listed: set[str] = field(default_factory=set)
    """Stories that the bot was told of."""
    most_in_an_hour: int = 0
    most_at_once: int = 0
    cut_sends: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """By chat: when a message met an answer after which nobody knows whether it arrived."""

    _hour: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _inside: Counter[str] = field(default_factory=Counter)
    _calls: Counter[str] = field(default_factory=Counter)

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path
        if path.startswith("/instagram/v") or path == "/instagram/refresh_access_token":
            return await self._instagram(request, handler)
        if path.startswith("/telegram/bot") and path.rsplit("/", 1)[1].startswith("send"):
            return await self._telegram(request, handler)
        return await handler(request)

    async def _instagram(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        user_id = self.sandbox.instagram.account_of(request) or "unknown"
        self._inside[user_id] += 1
        self.most_at_once = max(self.most_at_once, self._inside[user_id])
        self._count(user_id)
        try:
            await asyncio.sleep(LATENCY)
            response = await self._answer("instagram", FAULTS, user_id, request, handler)
        finally:
            self._inside[user_id] -= 1
        self._remember(user_id, request, response)
        return response

    async def _telegram(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await self._answer("telegram", TELEGRAM_FAULTS, "telegram", request, handler)
        if response.status >= 500:
            chat_id = request["parameters"].text("chat_id")
            self.cut_sends[chat_id].append(self.sandbox.clock.now())
        return response

    async def _answer(
        self,
        target: Any,
        faults: tuple[tuple[str, dict[str, Any], int], ...],
        who: str,
        request: web.Request,
        handler: Handler,
    ) -> web.StreamResponse:
        """Whether a call is struck depends on its number within the account, not on its hour."""
        self._calls[who] += 1
        chance = random.Random(f"{self.seed}|{who}|{self._calls[who]}")  # noqa: S311
        if chance.random() >= self.rate:
            return await handler(request)
        name, params, _ = chance.choices(faults, [weight for *_, weight in faults])[0]
        self.struck[f"{target} {name}"] += 1
        # Nothing comes in between: this very call meets it.
        fault = self.sandbox.faults.add(target, name, params, 1)
        try:
            return await handler(request)
        finally:
            self.sandbox.faults.remove(fault.id)

    def _count(self, user_id: str) -> None:
        now = self.sandbox.clock.now()
        hour = self._hour[user_id]
        hour.append(now)
        while hour[0] <= now - HOUR:
            hour.popleft()
        self.most_in_an_hour = max(self.most_in_an_hour, len(hour))

    def _remember(self, user_id: str, request: web.Request, response: web.StreamResponse) -> None:
        now = self.sandbox.clock.now()
        parts = [part for part in request.path.split("/") if part][2:]
        self.endpoints[_kind(parts, request)] += 1
        body = _body(response)
        if response.status != 200 or body is None:
            self.refused[_refusal(response.status, body)] += 1
            if "Not enough viewers" in json.dumps(body) and len(parts) == 2:
                self.stories[parts[0]].hidden.append(now)
            return
        good = self.good[user_id]
        if not good or now - good[-1] >= timedelta(minutes=1):
            good.append(now)
        if parts[1:] == ["insights"]:
            self._numbers(parts[0], body, now)
        elif parts[1:] == ["stories"]:
            for story in body.get("data", []):
                self.listed.add(str(story["id"]))
                self._numbers(str(story["id"]), story.get("insights", {}), now)

    def _numbers(self, media_id: str, insights: dict[str, Any], now: datetime) -> None:
        told = {
            one["name"]: one["values"][0]["value"]
            for one in insights.get("data", [])
            if one["name"] in STORY_METRICS_SEEN and one.get("values")
        }
        if told:
            self.stories[media_id].numbers.append((now, told))


def _body(response: web.StreamResponse) -> dict[str, Any] | None:
    if not isinstance(response, web.Response) or not isinstance(response.body, bytes):
        return None
    try:
        body = json.loads(response.body)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _refusal(status: int, body: dict[str, Any] | None) -> str:
    error = (body or {}).get("error", {})
    return f"{status}" if not error else f"{status} code {error.get('code')}"


def _kind(parts: list[str], request: web.Request) -> str:
    """What a call was for, as far as Instagram can see it."""
    metric = request.query.get("metric", "")
    match parts[1:]:
        case ["insights"] if parts[0].startswith("17841"):
            return "audience" if "demographics" in metric else "account numbers"
        case ["insights"] if "navigation" in metric:
            return "a story's taps"
        case ["insights"]:
            return "one post's or story's numbers"
        case ["stories"]:
            return "list of live stories"
        case ["media"]:
            return "newest posts" if request.query.get("limit") == "5" else "media list"
        case _:
            return "profile, tokens, other"
