"""A small stand-in for the sandbox's control calls, with canned conversations."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

START = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
ANA, RASHID = 1001, 1002
GROUP, FORUM = -1000001, -1000002
TOPIC = 7

DESCRIPTION = """📊 Your Instagram numbers, in Telegram.

Stories are saved before they vanish. Official login, no password, delete any time."""

CHART = """<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500" viewBox="0 0 800 500">
<rect width="800" height="500" fill="#ffffff"/><g stroke="#e3e8ee">
<path d="M70 100h680M70 200h680M70 300h680M70 400h680"/></g>
<path d="M70 400 70 300 170 270 270 310 370 220 470 240 570 150 670 180 750 110 750 400z"
 fill="#3a8fdc" opacity=".18"/>
<path d="M70 300 170 270 270 310 370 220 470 240 570 150 670 180 750 110" fill="none"
 stroke="#3a8fdc" stroke-width="5" stroke-linejoin="round"/>
<text x="70" y="60" font-family="sans-serif" font-size="28" fill="#33414f">{title}</text></svg>"""

COMMANDS = [
    ("start", "Begin, or come back to the menu"),
    ("overview", "Followers, reach and views of a period"),
    ("posts", "Your posts, newest first"),
    ("reels", "Your reels, newest first"),
    ("stories", "Stories, living and saved"),
    ("live", "Stories alive now and their time left"),
    ("digest", "A summary every day or week"),
    ("settings", "Language and time zone"),
    ("help", "What I can do"),
]


@dataclass
class StandIn:
    """What the control calls tell; tests change it and announce the change."""

    now: datetime = START
    users: dict[int, dict[str, Any]] = field(default_factory=dict)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answer: dict[str, Any] | None = None
    inline: dict[str, Any] = field(default_factory=lambda: {"results": [], "button": None})
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    clock_may_go: asyncio.Event = field(default_factory=asyncio.Event)
    faults: list[dict[str, Any]] = field(default_factory=list)
    endpoints: dict[str, int] = field(default_factory=dict)
    published: int = 0
    refusal: str | None = None
    away: bool = False
    happened: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.may_answer.set()
        self.clock_may_go.set()

    def add_user(self, user_id: int, first_name: str, **more: Any) -> dict[str, Any]:
        user = {
            "id": user_id,
            "first_name": first_name,
            "last_name": None,
            "username": None,
            "language_code": "en",
            "blocked": False,
        } | more
        self.users[user_id] = user
        chat = {"id": user_id, "type": "private", "title": first_name, "bot_status": "member"}
        self.add_chat(chat | {"members": [user_id]})
        return user

    def add_chat(self, chat: dict[str, Any]) -> None:
        self.chats[chat["id"]] = {"is_forum": False, "topics": []} | chat
        self.messages.setdefault(chat["id"], [])

    def add_message(self, chat_id: int, **content: Any) -> dict[str, Any]:
        """A message of the bot unless ``user_id`` is given."""
        message: dict[str, Any] = {
            "message_id": sum(len(kept) for kept in self.messages.values()) + 1,
            "from": "user" if "user_id" in content else "bot",
            "user_id": None,
            "date": self.now.isoformat(),
            "text": None,
            "caption": None,
            "html": None,
            "photo": None,
            "document": None,
            "show_caption_above_media": False,
            "buttons": [],
            "edited": False,
            "pinned": False,
            "message_thread_id": None,
            "reply_to_message_id": None,
        } | content
        self.messages[chat_id].append(message)
        return message

    async def announce(self, kind: str, chat_id: int, **more: Any) -> None:
        async with self.happened:
            event = {"id": len(self.events) + 1, "chat_id": chat_id, "kind": kind}
            self.events.append(event | more)
            self.happened.notify_all()

    def called(self, name: str) -> list[dict[str, Any]]:
        return [body for call, body in self.calls if call == name]

    def routes(self) -> list[web.RouteDef]:
        return [*self._telegram_routes(), *self._world_routes()]

    def _telegram_routes(self) -> list[web.RouteDef]:
        def chat_of(user_id: int) -> list[dict[str, Any]]:
            chats = [chat for chat in self.chats.values() if user_id in chat["members"]]
            return [
                chat | {"last_message": next(reversed(self.messages[chat["id"]]), None)}
                for chat in chats
                if chat["type"] != "private" or self.messages[chat["id"]]
            ]

        async def bot(_: web.Request) -> web.Response:
            commands = [{"command": name, "description": said} for name, said in COMMANDS]
            return web.json_response(
                {
                    "id": 77,
                    "username": "farolero_bot",
                    "first_name": "Farolero",
                    "description": DESCRIPTION,
                    "short_description": "Instagram numbers",
                    "commands": commands,
                    "menu_button": {"type": "commands"},
                }
            )

        async def users(_: web.Request) -> web.Response:
            return web.json_response({"users": list(self.users.values())})

        async def add_user(request: web.Request) -> web.Response:
            body = await request.json()
            user_id = body.pop("id", 1001 + len(self.users))
            return web.json_response(self.add_user(user_id, **body))

        async def change_user(request: web.Request) -> web.Response:
            user = self.users[int(request.match_info["id"])]
            user.update(await request.json())
            return web.json_response(user)

        async def act(request: web.Request) -> web.Response:
            user_id, name = int(request.match_info["id"]), request.match_info["act"]
            body = await request.json()
            self.calls.append((name, body | {"user_id": user_id}))
            if self.refusal:
                return web.json_response({"error": self.refusal}, status=400)
            if name in ("block", "unblock"):
                self.users[user_id]["blocked"] = name == "block"
                await self.announce("profile", user_id)
                return web.json_response({})
            if name == "taps":
                await self.may_answer.wait()
                return web.json_response({"update_id": 1, "answer": self.answer})
            if name == "inline":
                return web.json_response(self.inline)
            if name == "inline/send":
                body = {"text": "A card", "via_bot": True, "chat_id": body["chat_id"]}
            if name == "location":
                place = {"latitude": body["latitude"], "longitude": body["longitude"]}
                body = {"location": place, "chat_id": body["chat_id"]}
            if name == "start":
                body = {"text": f"/start {body.get('payload', '')}".strip()}
            chat_id = body.pop("chat_id", user_id)
            said = self.add_message(chat_id, user_id=user_id, **body)
            await self.announce("message", chat_id, message_id=said["message_id"])
            return web.json_response({"update_id": 1, "message_id": said["message_id"]})

        async def chats(request: web.Request) -> web.Response:
            return web.json_response({"chats": chat_of(int(request.match_info["id"]))})

        async def messages(request: web.Request) -> web.Response:
            kept = self.messages[int(request.match_info["id"])]
            topic = request.query.get("message_thread_id")
            if topic is not None:
                kept = [said for said in kept if said["message_thread_id"] == int(topic)]
            return web.json_response({"messages": kept})

        async def add_group(request: web.Request) -> web.Response:
            body = await request.json()
            self.calls.append(("groups", dict(body)))
            chat_id = -2000 - len(self.chats)
            members = [body.pop("owner_id"), *body.pop("members")]
            self.add_chat(body | {"id": chat_id, "members": members, "bot_status": "left"})
            return web.json_response({"id": chat_id})

        async def add_topic(request: web.Request) -> web.Response:
            topics = self.chats[int(request.match_info["id"])]["topics"]
            name = (await request.json())["name"]
            topics.append({"message_thread_id": 90 + len(topics), "name": name, "closed": False})
            return web.json_response({"message_thread_id": 90 + len(topics)})

        async def bot_status(request: web.Request) -> web.Response:
            body = await request.json()
            chat_id = int(request.match_info["id"])
            self.calls.append(("bot_status", body | {"chat_id": chat_id}))
            self.chats[chat_id]["bot_status"] = body["status"]
            return web.json_response({})

        async def faults(_: web.Request) -> web.Response:
            about = {"too_many_requests": {"description": "429", "params": {"retry_after": 5}}}
            return web.json_response({"faults": list(about), "about": about})

        async def events(request: web.Request) -> web.Response:
            after, timeout = int(request.query["after"]), float(request.query["timeout"])
            async with self.happened:
                if timeout and len(self.events) <= after:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self.happened.wait(), timeout)
                if self.away:
                    raise web.HTTPServiceUnavailable
                return web.json_response({"last": len(self.events), "events": self.events[after:]})

        base = "/sandbox/telegram"
        return [
            web.get(f"{base}/bot", bot),
            web.get(f"{base}/users", users),
            web.post(f"{base}/users", add_user),
            web.patch(f"{base}/users/{{id}}", change_user),
            web.post(f"{base}/users/{{id}}/{{act:.+}}", act),
            web.get(f"{base}/users/{{id}}/chats", chats),
            web.get(f"{base}/chats/{{id}}/messages", messages),
            web.post(f"{base}/groups", add_group),
            web.post(f"{base}/groups/{{id}}/topics", add_topic),
            web.post(f"{base}/groups/{{id}}/bot", bot_status),
            web.get(f"{base}/faults", faults),
            web.get(f"{base}/events", events),
        ]

    def _world_routes(self) -> list[web.RouteDef]:
        async def clock(_: web.Request) -> web.Response:
            return web.json_response({"now": self.now.isoformat()})

        async def advance(request: web.Request) -> web.Response:
            seconds = (await request.json())["advance_seconds"]
            self.calls.append(("clock", {"advance_seconds": seconds}))
            self.now += timedelta(seconds=seconds / 2)
            await self.clock_may_go.wait()
            self.now += timedelta(seconds=seconds / 2)
            return await clock(request)

        async def list_faults(_: web.Request) -> web.Response:
            return web.json_response({"faults": self.faults})

        async def add_fault(request: web.Request) -> web.Response:
            body = await request.json()
            if body["fault"] == "no_such_fault":
                return web.json_response({"error": "unknown fault"}, status=400)
            self.faults.append(body | {"id": str(len(self.faults) + 1)})
            return web.json_response({"id": str(len(self.faults))})

        async def remove_fault(request: web.Request) -> web.Response:
            self.faults = [kept for kept in self.faults if kept["id"] != request.match_info["id"]]
            return web.json_response({})

        async def requests(_: web.Request) -> web.Response:
            total = sum(self.endpoints.values())
            return web.json_response({"total": total, "by_endpoint": self.endpoints, "log": []})

        async def reset_requests(_: web.Request) -> web.Response:
            self.endpoints.clear()
            return web.json_response({})

        async def accounts(_: web.Request) -> web.Response:
            return web.json_response(
                {
                    "accounts": [
                        account("17841400000000001", "casa.verde", 12346, self.published),
                        account("17841400000000002", "faro.cafe", 87, 0),
                    ]
                }
            )

        async def publish(request: web.Request) -> web.Response:
            self.published += 1
            kind = request.match_info["kind"]
            user_id = request.match_info["user_id"]
            self.calls.append((kind, await request.json() | {"user_id": user_id}))
            return web.json_response({"id": "18000", "timestamp": self.now.isoformat()})

        async def photo(request: web.Request) -> web.Response:
            text = CHART.format(title=request.match_info["title"])
            return web.Response(text=text, content_type="image/svg+xml")

        async def foreign_page(request: web.Request) -> web.Response:
            text = f"<title>{request.match_info['name']}</title>"
            return web.Response(text=text, content_type="text/html")

        async def document(_: web.Request) -> web.Response:
            return web.Response(body=b"date,reach\n", content_type="text/csv")

        return [
            web.get("/sandbox/clock", clock),
            web.post("/sandbox/clock", advance),
            web.get("/sandbox/faults", list_faults),
            web.post("/sandbox/faults", add_fault),
            web.delete("/sandbox/faults/{id}", remove_fault),
            web.get("/sandbox/requests", requests),
            web.delete("/sandbox/requests", reset_requests),
            web.get("/sandbox/instagram/accounts", accounts),
            web.post("/sandbox/instagram/accounts/{user_id}/{kind}", publish),
            web.get("/photo/{title}", photo),
            web.get("/page/{name}", foreign_page),
            web.get("/document/{name}", document),
        ]


def account(user_id: str, username: str, followers: int, live_stories: int) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "username": username,
        "name": username,
        "account_type": "BUSINESS",
        "followers_count": followers,
        "media_count": 214,
        "live_stories": live_stories,
    }


def button(text: str, data: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "text": text,
        "url": None,
        "callback_data": data,
        "style": None,
        "copy_text": None,
        "disabled": False,
    } | more


CAPTION = """@casa.verde · 7 days to 20 Nov
Followers   12,346   +36
Reached     21,530   ▲ 8.3 %
Views       64,210   ▼ 4.0 %"""

CAPTION_HTML = """<b>@casa.verde</b> · 7 days to 20 Nov
Followers   <b>12,346</b>   +36
Reached     <b>21,530</b>   ▲ 8.3 %
Views       <b>64,210</b>   ▼ 4.0 %
<blockquote class="expandable">Reached is asked from Instagram for the whole window.
It is never a sum of days, because one person counts once.
The app may show another number, because it counts in Pacific time.
Boosted views are counted by Instagram apart.</blockquote>"""

FORMATTED_HTML = """<b>bold</b> <i>italic</i> <u>under</u> <s>gone</s> <code>media_id</code> \
<a href="https://www.instagram.com/casa.verde/">a link</a> \
<span class="tg-spoiler">the secret</span>
<pre><code class="language-json">{"reach": 4812}</code></pre>
<blockquote>Quoted words</blockquote>updated \
<time datetime="2026-11-20T08:25:00+00:00" data-format="r">at 08:25</time>"""


def fill(world: StandIn) -> None:
    """Three people, a private conversation with all there is to show, a group and a forum."""
    world.add_user(ANA, "Ana", last_name="Ferrer")
    world.add_user(RASHID, "رشيد", last_name="الحسن", language_code="ar")
    world.add_user(1003, "Ольга", language_code="ru")

    world.now = START - timedelta(days=1, hours=2)
    world.add_message(ANA, user_id=ANA, text="/start")
    world.add_message(
        ANA,
        text="📊 Your Instagram numbers, in Telegram.\nStories are saved before they vanish.",
        buttons=[
            [button("🔗 Connect Instagram", url="/page/consent", style="primary")],
            [button("What you will see", "see"), button("Privacy", "privacy")],
        ],
    )
    world.now = START - timedelta(minutes=20)
    world.add_message(ANA, text="✅ Linked @casa.verde (professional, 12,346 followers)")
    world.add_message(ANA, text="formatted", html=FORMATTED_HTML)
    world.add_message(
        ANA,
        text="Here is your export, everything of the last 28 days.",
        document={
            "url": "/document/casa.verde-28d.csv",
            "file_name": "casa.verde-28d.csv",
            "mime_type": "text/csv",
            "file_size": 48211,
        },
    )
    world.now = START - timedelta(minutes=10)
    world.add_message(ANA, user_id=ANA, text="/overview")
    world.add_message(
        ANA,
        caption=CAPTION,
        html=CAPTION_HTML,
        photo="/photo/Reach of 7 days",
        edited=True,
        buttons=[
            [
                button("7 d", disabled=True),
                button("28 d", "overview:28", style="primary"),
                button("90 d", "overview:90"),
            ],
            [
                button("Copy link", copy_text="https://www.instagram.com/casa.verde/"),
                button("Open profile", url="/page/profile"),
            ],
            [
                button("Send now", "send", style="success"),
                button("Unlink", "unlink", style="danger"),
            ],
        ],
    )
    world.add_message(ANA, user_id=ANA, text="Thank you! 🎉 что нового?")

    world.add_chat(
        {
            "id": GROUP,
            "type": "supergroup",
            "title": "Casa Verde team",
            "members": [ANA, RASHID, 1003],
            "bot_status": "member",
        }
    )
    world.add_message(GROUP, user_id=RASHID, text="مرحبا، كيف كانت القصص أمس؟")
    world.add_message(GROUP, user_id=1003, text="Смотрю, 31 история")
    world.add_message(GROUP, text="The weekly digest comes here on Mondays at 09:00.", pinned=True)
    world.add_chat(
        {
            "id": FORUM,
            "type": "supergroup",
            "title": "Agency",
            "is_forum": True,
            "members": [ANA],
            "bot_status": "administrator",
            "topics": [
                {"message_thread_id": TOPIC, "name": "casa.verde", "closed": False},
                {"message_thread_id": 8, "name": "faro.cafe", "closed": True},
            ],
        }
    )
    world.add_message(FORUM, user_id=ANA, text="Everything else goes here")
    world.add_message(FORUM, user_id=ANA, text="/here", message_thread_id=TOPIC)
    world.add_message(FORUM, text="I will deliver to this topic.", message_thread_id=TOPIC)
    world.now = START
    world.endpoints = {"telegram getUpdates": 41, "telegram sendMessage": 12, "instagram /me": 3}
