"""A Bot API that only counts, in a process of its own: the sandbox does too much for each message.

It keeps no world: every chat exists and every message is taken, but for the pauses that it was told
to ask for. Instagram is here, too, and refuses: a digest must not need it.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "424242424:AAbareBotApiThatOnlyCountsWhatComes"
SOME_DATE = 1_790_000_000
POLL = 1.0
"""Seconds that a poll is held open."""


@dataclass
class BareBotApi:
    """What came, with its time."""

    pauses: dict[int, int] = field(default_factory=dict)
    """By chat how many seconds its next message is told to wait."""
    held_until: dict[int, float] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    early: int = 0
    """Messages that came although their chat was told to wait."""
    instagram: int = 0
    updates: "asyncio.Queue[dict[str, Any]]" = field(default_factory=asyncio.Queue)
    asked: dict[int, float] = field(default_factory=dict)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=10_000_000)
        app.add_routes(
            [
                web.post("/bot{token}/{method}", self.obey),
                web.route("*", "/instagram/{rest:.*}", self.refuse),
                web.post("/ask/{person}", self.ask),
                web.post("/pauses", self.set_pauses),
                web.get("/count", self.count),
                web.get("/log", self.log),
            ]
        )
        return app

    async def obey(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "getMe":
            return _taken(
                {"id": 424242424, "is_bot": True, "first_name": "F", "username": "bare_bot"}
            )
        if method == "getUpdates":
            return _taken(await self._poll())
        form = await request.post()
        if method not in {"sendMessage", "sendPhoto"}:
            return _taken(result=True)
        return self._message(int(str(form["chat_id"])), method)

    def _message(self, chat_id: int, method: str) -> web.Response:
        now = time.monotonic()
        self.early += now < self.held_until.get(chat_id, 0)
        pause = self.pauses.pop(chat_id, None)
        if pause is not None:
            self.held_until[chat_id] = now + pause
            refused = {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {pause}",
                "parameters": {"retry_after": pause},
            }
            return web.json_response(refused, status=429)
        self.taken.append({"at": now, "chat": chat_id})
        sent: dict[str, Any] = {
            "message_id": len(self.taken),
            "date": SOME_DATE,
            "chat": {"id": chat_id, "type": "private", "first_name": "F"},
        }
        if method == "sendPhoto":
            name = f"p{len(self.taken)}"
            size = {"width": 1600, "height": 1000}
            sent["photo"] = [{"file_id": name, "file_unique_id": name, **size}]
        else:
            sent["text"] = "…"
        return _taken(sent)

    async def _poll(self) -> list[dict[str, Any]]:
        try:
            async with asyncio.timeout(POLL):
                update = await self.updates.get()
        except TimeoutError:
            return []
        self.asked[update["message"]["chat"]["id"]] = time.monotonic()
        return [update]

    async def refuse(self, _: web.Request) -> web.Response:
        self.instagram += 1
        return web.json_response({"error": {"code": 2, "message": "away"}}, status=500)

    async def ask(self, request: web.Request) -> web.Response:
        """Somebody wants an answer."""
        person = int(request.match_info["person"])
        self.updates.put_nowait(
            {
                "update_id": person,
                "message": {
                    "message_id": 1,
                    "date": SOME_DATE,
                    "chat": {"id": person, "type": "private", "first_name": "P"},
                    "from": {
                        "id": person,
                        "is_bot": False,
                        "first_name": "P",
                        "language_code": "en",
                    },
                    "text": "/settings",
                    "entities": [{"type": "bot_command", "offset": 0, "length": 9}],
                },
            }
        )
        return web.Response()

    async def set_pauses(self, request: web.Request) -> web.Response:
        self.pauses = {int(chat): pause for chat, pause in (await request.json()).items()}
        return web.Response()

    async def count(self, _: web.Request) -> web.Response:
        return web.json_response(len(self.taken))

    async def log(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "taken": self.taken,
                "asked": self.asked,
                "early": self.early,
                "instagram": self.instagram,
            }
        )


def _taken(result: Any) -> web.Response:
    return web.Response(
        text=json.dumps({"ok": True, "result": result}), content_type="application/json"
    )


if __name__ == "__main__":
    web.run_app(BareBotApi().application(), host="127.0.0.1", port=int(sys.argv[1]), print=None)
