"""People, their Instagram and the world's clock, over the sandbox's control calls."""

import asyncio
import html
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, ClientTimeout, CookieJar, TCPConnector
from yarl import URL

from tests.e2e.demo import GUARD

Message = dict[str, Any]

TASHKENT = ZoneInfo("Asia/Tashkent")
"""Five hours ahead of UTC, without summer time."""


class World:
    """The running sandbox. Its process may be killed and started again in between."""

    def __init__(self, http: ClientSession, address: str) -> None:
        self._http = http
        self._address = address

    async def get(self, path: str) -> Any:
        async with self._http.get(self._address + path) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        async with self._http.post(self._address + path, json=body or {}) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self.get("/sandbox/clock"))["now"])

    async def advance(self, duration: timedelta) -> None:
        """Walk there; everything that falls due on the way is done when this returns."""
        await self.post("/sandbox/clock", {"advance_seconds": duration.total_seconds()})

    async def jump(self, duration: timedelta) -> None:
        """Be there at once: what fell due on the way is late."""
        await self.post("/sandbox/clock", {"jump_seconds": duration.total_seconds()})

    async def begin_before_midnight(self) -> date:
        """Jump to the next 23:30 in Tashkent, before anybody has done anything; that day.

        A story of that day lives until the second midnight at the latest, whatever the sandbox
        publishes by itself: 24 and a half hours later its sequence has ended.
        """
        now = (await self.now()).astimezone(TASHKENT)
        evening = datetime.combine(now.date(), time(23, 30), TASHKENT)
        if evening <= now:
            evening += timedelta(days=1)
        await self.jump(evening - now)
        return evening.date()

    async def account(self, username: str) -> dict[str, Any]:
        accounts = (await self.get("/sandbox/instagram/accounts"))["accounts"]
        found: dict[str, Any] = next(one for one in accounts if one["username"] == username)
        return found

    async def publish_story(self, username: str) -> None:
        user_id = (await self.account(username))["user_id"]
        await self.post(f"/sandbox/instagram/accounts/{user_id}/stories", {"viewers": 400})

    async def add_fault(self, target: str, fault: str, params: dict[str, Any], times: int) -> None:
        body = {"target": target, "fault": fault, "params": params, "times": times}
        await self.post("/sandbox/faults", body)

    async def is_broken(self) -> bool:
        """Whether a fault still waits to strike."""
        return bool((await self.get("/sandbox/faults"))["faults"])

    async def person(self, user_id: int, first_name: str, language: str) -> "Person":
        body = {"id": user_id, "first_name": first_name, "language_code": language}
        await self.post("/sandbox/telegram/users", body)
        return Person(self, user_id)

    @property
    def address(self) -> str:
        return self._address

    @property
    def http(self) -> ClientSession:
        return self._http


@dataclass(frozen=True)
class Person:
    """Somebody in a private chat with the bot."""

    world: World
    user_id: int

    async def messages(self) -> list[Message]:
        path = f"/sandbox/telegram/chats/{self.user_id}/messages"
        found: list[Message] = (await self.world.get(path))["messages"]
        return found

    async def from_bot(self, words: str) -> list[Message]:
        """Messages of the bot's that contain these words."""
        return [
            one for one in await self.messages() if one["from"] == "bot" and words in shown(one)
        ]

    async def say(self, text: str) -> Message:
        """The bot's answer."""
        said = await self.world.post(
            f"/sandbox/telegram/users/{self.user_id}/messages", {"text": text}
        )
        return await self._wait_for(
            lambda one: one["from"] == "bot" and one["message_id"] > said["message_id"]
        )

    async def tap(self, message: Message, label: str) -> Message:
        """Tap the button whose label begins so; the message as the bot then shows it.

        A picture cannot become a text or the other way round: then it is a new message.
        """
        found = [one for one in buttons(message) if one["text"].startswith(label)]
        assert found, f"no button {label!r} under {shown(message)!r}"
        newest = (await self.messages())[-1]["message_id"]
        before = shown(message), message["buttons"]
        await self.world.post(
            f"/sandbox/telegram/users/{self.user_id}/taps",
            {"message_id": message["message_id"], "data": found[0]["callback_data"]},
        )
        return await self._wait_for(
            lambda one: (
                one["message_id"] > newest
                or (
                    one["message_id"] == message["message_id"]
                    and (shown(one), one["buttons"]) != before
                )
            )
        )

    async def wait_for(self, words: str) -> Message:
        """The first message of the bot's that contains these words."""
        return await self._wait_for(lambda one: one["from"] == "bot" and words in shown(one))

    async def _wait_for(self, is_it: Callable[[Message], bool]) -> Message:
        async with asyncio.timeout(GUARD):
            while True:
                for message in await self.messages():
                    if is_it(message):
                        return message
                await asyncio.sleep(0.05)

    async def invitation(self) -> str:
        """The address that /link offers."""
        answer = await self.say("/link")
        return next(str(one["url"]) for one in buttons(answer) if one["url"])

    async def go_to_instagram(self, invitation: str) -> URL:
        """Through our start page; the address of Instagram's consent page."""
        http = self.world.http
        async with http.get(invitation) as page:
            assert page.status == 200
        form = {"time_zone": TASHKENT.key}
        async with http.post(invitation, data=form, allow_redirects=False) as left:
            assert left.status == 303
            return URL(left.headers["Location"])

    async def decide(
        self, consent: URL, username: str, *, decision: str = "allow", unticked: Sequence[str] = ()
    ) -> str:
        """What the consent page posts; the page to which it all leads, after every redirect."""
        account = await self.world.account(username)
        asked = consent.query["scope"].split(",")
        fields = [
            *consent.query.items(),
            ("account_id", account["user_id"]),
            ("decision", decision),
            *(("scopes", scope) for scope in asked if scope not in unticked),
        ]
        address = self.world.address + "/instagram/oauth/authorize/decision"
        async with self.world.http.post(address, data=fields) as answer:
            return await answer.text()

    async def authorize(self, username: str, *, unticked: Sequence[str] = ()) -> str:
        """From /link to the done page; the payload of the deep link that leads back."""
        consent = await self.go_to_instagram(await self.invitation())
        return return_payload(await self.decide(consent, username, unticked=unticked))

    async def open_deep_link(self, payload: str) -> Message:
        """START, as a deep link brings it; the bot's answer."""
        return await self.say(f"/start {payload}")


def return_payload(done_page: str) -> str:
    """What the deep link on the done page says to the bot."""
    link = re.search(r'data-testid="back" href="([^"]+)"', done_page)
    assert link is not None, done_page
    return URL(html.unescape(link[1])).query["start"]


def shown(message: Message) -> str:
    """The text or caption; numbers keep their units with a space that does not break."""
    return str(message["text"] or message["caption"] or "").replace("\u00a0", " ")


def buttons(message: Message) -> list[dict[str, Any]]:
    return [button for row in message["buttons"] for button in row]


@asynccontextmanager
async def open_world(address: str) -> AsyncIterator[World]:
    """Cookies are kept for an address without a name, too: that is where the demo is."""
    async with ClientSession(
        cookie_jar=CookieJar(unsafe=True),
        # A connection that is kept would not survive a kill -9 of the other end.
        connector=TCPConnector(force_close=True),
        timeout=ClientTimeout(total=4 * GUARD),
    ) as http:
        yield World(http, address)
