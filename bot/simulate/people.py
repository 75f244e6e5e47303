"""What people do: link, link again, switch the daily digest on; over the wire, as they would."""

import asyncio
import html
import re
from datetime import datetime
from typing import Any

import aiohttp
from yarl import URL

from bot.domain.digests import Cadence
from bot.presenters.actions import SetDigest
from bot.simulate.plan import Owner
from bot.telegram.callbacks import pack

GUARD = 60.0
"""Seconds that somebody waits for the bot's answer; far more than it takes."""

Message = dict[str, Any]


class People:
    """Everybody, at ``address`` of the far end."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    async def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        url = f"{self._address}/sandbox{path}"
        async with self._session.post(url, json=body or {}) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def messages(self, owner: Owner) -> list[Message]:
        url = f"{self._address}/sandbox/telegram/chats/{owner.person}/messages"
        async with self._session.get(url) as answer:
            answer.raise_for_status()
            found: list[Message] = (await answer.json())["messages"]
            return found

    async def arrive(self, owner: Owner) -> str:
        """A person at Telegram and an account at Instagram; the account's ``user_id``."""
        person = {"id": owner.person, "first_name": f"Owner {owner.number}", "language_code": "en"}
        await self.post("/telegram/users", person)
        account = {
            "username": owner.username,
            "followers": 5000,
            "posts": 3,
            "reels": 1,
            "carousels": 0,
            "stories_per_day": 0,
        }
        return str((await self.post("/instagram/accounts", account))["user_id"])

    async def link(self, owner: Owner, user_id: str) -> None:
        """From /link by the start page and the consent page back to the chat."""
        invitation = await self._say(owner, "/link")
        start_page = next(
            str(button["url"]) for row in invitation["buttons"] for button in row if button["url"]
        )
        consent = URL(await self._redirected(owner, start_page, {"time_zone": owner.zone}))
        decision = {
            **consent.query,
            "decision": "allow",
            "account_id": user_id,
            "scopes": consent.query["scope"],
        }
        callback = await self._redirected(
            owner, f"{self._address}/instagram/oauth/authorize/decision", decision
        )
        async with self._session.get(
            URL(callback, encoded=True), headers=_from_home(owner)
        ) as answer:
            page = await answer.text()
        back = re.search(r'data-testid="back" href="([^"]+)"', page)
        if back is None:
            raise RuntimeError(f"{owner.username} was not sent back: {page[:500]}")
        await self._say(owner, f"/start {URL(html.unescape(back[1])).query['start']}")

    async def want_daily_digest(self, owner: Owner) -> None:
        shown = await self._say(owner, "/digest")
        data = pack(SetDigest(True, Cadence.DAILY, hour=owner.digest_hour, weekday=0))
        await self.post(
            f"/telegram/users/{owner.person}/taps",
            {"message_id": shown["message_id"], "data": data},
        )
        await self._wait_for(owner, shown["message_id"] - 1, edited=True)

    async def publish(self, user_id: str, viewers: int | None) -> tuple[str, datetime]:
        """Its id and its instant."""
        body = {} if viewers is None else {"viewers": viewers}
        told = await self.post(f"/instagram/accounts/{user_id}/stories", body)
        return str(told["id"]), datetime.fromisoformat(told["timestamp"])

    async def _say(self, owner: Owner, text: str) -> Message:
        """The bot's answer."""
        path = f"/telegram/users/{owner.person}/messages"
        said = await self.post(path, {"text": text})
        return await self._wait_for(owner, int(said["message_id"]))

    async def _wait_for(self, owner: Owner, after: int, *, edited: bool = False) -> Message:
        async with asyncio.timeout(GUARD):
            while True:
                for one in await self.messages(owner):
                    is_new = one["message_id"] > after and one["from"] == "bot"
                    if is_new and (one["edited"] or not edited):
                        return one
                await asyncio.sleep(0.02)

    async def _redirected(self, owner: Owner, url: str, form: dict[str, str]) -> str:
        async with self._session.post(
            url, data=form, headers=_from_home(owner), allow_redirects=False
        ) as answer:
            if answer.status not in {302, 303}:
                raise RuntimeError(f"no redirect from {url}: {await answer.text()}")
            return answer.headers["Location"]


def _from_home(owner: Owner) -> dict[str, str]:
    """Everybody has a network address of their own; the pages are rationed by it."""
    return {"X-Forwarded-For": f"10.0.{owner.number // 250}.{owner.number % 250 + 1}"}
