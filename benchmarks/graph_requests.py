"""Instagram requests per linked account and day, counted by the sandbox.

The real product links an account of the sandbox's world, switches a daily digest on, and then the
world's clock walks a whole day; nothing is estimated. The world is seeded and its clock moved by
hand, so every run counts the same.
"""

import asyncio
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import aiohttp
from yarl import URL

from benchmarks.support.report import publish, wants_json
from benchmarks.support.sandboxes import free_port
from bot.commands import HOST, MOUNTED_AT, demo_settings, serving
from bot.domain.digests import Cadence
from bot.main import build
from bot.presenters.actions import SetDigest, StartLinking
from bot.sandbox.app import Sandbox
from bot.storage.migrating import migrate
from bot.telegram.callbacks import pack
from bot.web.server import Server

ACCOUNTS = ("casa.verde", "tiny.bakery")
START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
PERSON = 500_000_001
FIRST_SYNC, DAY = 600, 86_400
"""Seconds."""
INSTAGRAM = "instagram "


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

    def count(self) -> Counter[str]:
        """Requests to Instagram by endpoint, and none of them remembered any longer."""
        by_endpoint: dict[str, int] = self.sandbox.requests.report()["by_endpoint"]
        self.sandbox.requests.reset()
        return Counter(
            {
                name.removeprefix(INSTAGRAM): number
                for name, number in by_endpoint.items()
                if name.startswith(INSTAGRAM)
            }
        )

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        async with self.session.post(f"{self.address}{path}", json=body) as response:
            response.raise_for_status()

    async def _redirected(self, url: str, form: dict[str, str]) -> str:
        async with self.session.post(url, data=form, allow_redirects=False) as response:
            assert response.status in {302, 303}, await response.text()
            return response.headers["Location"]

    async def _account_id(self, username: str) -> str:
        async with self.session.get(f"{self.address}/sandbox/instagram/accounts") as response:
            accounts = (await response.json())["accounts"]
        return next(str(one["user_id"]) for one in accounts if one["username"] == username)


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
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(product.run(stop, lambda: None))
            try:
                yield Demo(session, f"http://{HOST}:{port}", sandbox)
            finally:
                stop.set()


def count_account(username: str) -> list[tuple[str, Counter[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_count_account(username, Path(folder)))


async def _count_account(username: str, folder: Path) -> list[tuple[str, Counter[str]]]:
    logging.disable(logging.INFO)
    async with demo(folder) as world:
        await world.link(username)
        linking = world.count()
        await world.switch_daily_digest_on()
        await world.advance(FIRST_SYNC)
        first_sync = world.count()
        await world.advance(DAY)
        day = world.count()
        await world.ask_overview()
        overview = world.count()
    return [
        ("linking", linking),
        ("first sync", first_sync),
        ("a day", day),
        ("one /overview", overview),
    ]


def as_rows(
    username: str, counted: list[tuple[str, Counter[str]]]
) -> Iterator[dict[str, str | int]]:
    for phase, requests in counted:
        conditions = f"@{username}, {phase}"
        yield {"figure": "all requests", "value": requests.total(), "conditions": conditions}
        for endpoint, number in sorted(requests.items()):
            yield {"figure": f"  {endpoint}", "value": number, "conditions": conditions}


def main() -> None:
    as_json = wants_json("Instagram requests per linked account and day.")
    with ProcessPoolExecutor(len(ACCOUNTS)) as processes:
        counted = list(processes.map(count_account, ACCOUNTS))
    rows = [
        row
        for username, phases in zip(ACCOUNTS, counted, strict=True)
        for row in as_rows(username, phases)
    ]
    conditions = {
        "lanes": "discovery every 30 min, story looks, refresh every 6 h, a daily digest",
        "world": f"seed 1 from {START:%Y-%m-%d %H:%M} UTC",
    }
    publish("graph requests", conditions, rows, as_json=as_json)


if __name__ == "__main__":
    main()
