"""The product and its world in one process, whose clock moves only when it is told to.

The world is seeded and its clock moved by hand, so every run counts the same.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

from benchmarks.support.sandboxes import free_port
from bot.commands import HOST, MOUNTED_AT, demo_settings, serving
from bot.domain.digests import Cadence
from bot.main import build
from bot.presenters.actions import SetDigest, StartLinking
from bot.sandbox.app import Sandbox
from bot.storage.migrating import migrate
from bot.telegram.callbacks import pack
from bot.web.server import Server

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
PERSON = 500_000_001
INSTAGRAM = "instagram GET "


@dataclass(frozen=True)
class Demo:
    """The product and its world in this process, and what a person does in them."""

    session: aiohttp.ClientSession
    address: str
    sandbox: Sandbox

    async def say(self, text: str) -> None:
        await self._post(f"/sandbox/telegram/users/{PERSON}/messages", {"text": text})

    async def tap(self, message: dict[str, Any], data: str) -> None:
        body = {"message_id": message["message_id"], "data": data}
        await self._post(f"/sandbox/telegram/users/{PERSON}/taps", body)

    async def next_message(self, before: str) -> dict[str, Any]:
        """The bot's newest message as soon as it is another one than ``before``."""
        async with asyncio.timeout(60):
            while True:
                url = f"{self.address}/sandbox/telegram/chats/{PERSON}/messages"
                async with self.session.get(url) as response:
                    messages = (await response.json())["messages"]
                if messages and messages[-1]["from"] == "bot":
                    found: dict[str, Any] = messages[-1]
                    if _looks(found) != before:
                        return found
                await asyncio.sleep(0.05)

    async def link(self, username: str) -> None:
        """Button, start page, consent with every permission, and back by the deep link."""
        await self.say("/start")
        welcome = await self.next_message("")
        await self.tap(welcome, pack(StartLinking()))
        invitation = await self.next_message(_looks(welcome))
        start_page = next(
            button["url"] for row in invitation["buttons"] for button in row if "url" in button
        )
        consent = await self._redirected(start_page, {"time_zone": "Europe/Madrid"})
        query = dict(URL(consent).query)
        decision = {
            **query,
            "decision": "allow",
            "account_id": await self._account_id(username),
            "scopes": query["scope"],
        }
        callback = await self._redirected(
            f"{self.address}/instagram/oauth/authorize/decision", decision
        )
        async with self.session.get(URL(callback, encoded=True)) as response:
            page = await response.text()
        return_code = page.partition("?start=")[2].partition('"')[0]
        await self.say(f"/start {return_code}")
        linked = await self.next_message(_looks(invitation))
        assert username in linked["text"], linked["text"]

    async def switch_daily_digest_on(self) -> None:
        before = await self.next_message("")
        await self.say("/digest")
        shown = await self.next_message(_looks(before))
        await self.tap(shown, pack(SetDigest(True, Cadence.DAILY, hour=9, weekday=0)))
        await self.next_message(_looks(shown))

    async def advance(self, seconds: int) -> None:
        await self._post("/sandbox/clock", {"advance_seconds": seconds})

    async def ask_overview(self) -> None:
        before = await self.next_message("")
        await self.say("/overview")
        answer = await self.next_message(_looks(before))
        assert answer["photo"], answer["text"]

    async def look_around(self) -> None:
        """Lists and the overview, at once after linking: all of it is still being read."""
        for command in ("/posts", "/overview 28", "/reels", "/live", "/overview 90"):
            before = await self.next_message("")
            await self.say(command)
            await self.next_message(_looks(before))

    async def make_account(self, settings: Mapping[str, Any]) -> str:
        """An account at Instagram; its ``user_id``."""
        return str((await self._post("/sandbox/instagram/accounts", settings))["user_id"])

    async def publish_story(self, user_id: str) -> None:
        await self._post(f"/sandbox/instagram/accounts/{user_id}/stories", {})

    async def switch(self, name: str, params: Mapping[str, Any]) -> None:
        await self._post(
            "/sandbox/faults", {"target": "instagram", "fault": name, "params": dict(params)}
        )

    def requests(self) -> Counter[str]:
        """What Instagram was asked since the last time, by what it was for."""
        log = self.sandbox.requests.report()["log"]
        self.sandbox.requests.reset()
        kinds = (
            _kind(one["endpoint"].removeprefix(INSTAGRAM), one["params"])
            for one in log
            if one["endpoint"].startswith(INSTAGRAM)
        )
        return Counter(kinds)

    async def _post(self, path: str, body: Mapping[str, Any]) -> Any:
        async with self.session.post(f"{self.address}{path}", json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def _redirected(self, url: str, form: dict[str, str]) -> str:
        async with self.session.post(url, data=form, allow_redirects=False) as response:
            assert response.status in {302, 303}, await response.text()
            return response.headers["Location"]

    async def _account_id(self, username: str) -> str:
        async with self.session.get(f"{self.address}/sandbox/instagram/accounts") as response:
            accounts = (await response.json())["accounts"]
        return next(str(one["user_id"]) for one in accounts if one["username"] == username)


LISTS = "profile and media list"
NEWEST = "newest posts, hourly"
OWN_CALLS = "calls of one post or story"
STORY_LISTS = "story lists"
ACCOUNT_NUMBERS = "account numbers"
AUDIENCE = "audience, weekly"
OTHER = "other"


def _kind(endpoint: str, params: Mapping[str, str]) -> str:
    if endpoint == "/{media}/insights":
        return OWN_CALLS
    if endpoint == "/{user}/insights":
        weekly = ("demographics", "online_followers")
        return AUDIENCE if any(one in params["metric"] for one in weekly) else ACCOUNT_NUMBERS
    if endpoint == "/{user}/media":
        return NEWEST if params.get("limit") == "5" else LISTS
    return {"/{user}": LISTS, "/{user}/stories": STORY_LISTS}.get(endpoint, OTHER)


def _looks(message: dict[str, Any]) -> str:
    return f"{message['message_id']} {message['text']} {message['caption']}"


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[Demo]:
    """As ``farolero demo`` wires it, but for a clock that moves only when it is told to."""
    port = free_port()
    sandbox = Sandbox(folder, 1, START)
    settings = demo_settings(sandbox, folder, port)
    await migrate(settings.database_url)
    app = sandbox.application()
    stop = asyncio.Event()
    async with build(settings, sandbox.clock, sandbox.credentials.bot_username) as product:
        app.add_subapp(MOUNTED_AT, product.web_app)
        sandbox.clock.on_step(product.engine.drain)
        async with (
            serving(Server(app, HOST, port)),
            # By default no cookie is kept for a bare address such as 127.0.0.1.
            aiohttp.ClientSession(
                cookie_jar=aiohttp.CookieJar(unsafe=True),
                # A day of the clock may take minutes on a busy machine.
                timeout=aiohttp.ClientTimeout(total=None),
            ) as session,
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(product.run(stop, lambda: None))
            try:
                yield Demo(session, f"http://{HOST}:{port}", sandbox)
            finally:
                stop.set()
