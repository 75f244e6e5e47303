"""Accounts with live stories in a sandbox of its own process, and the product that knows them."""

import itertools
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.support.sandboxes import sandbox_process
from bot.chance import new_encryption_key
from bot.domain.media import MediaDetails, MediaProductType
from bot.domain.secret import Secret
from bot.domain.story_life import PlannedLook
from bot.services.ports import IssuedToken, ListedMedia, Profile, Repositories
from bot.storage.unit_of_work import SqlDatabase

AGE = timedelta(hours=2)
"""Old enough for numbers."""

SECRET = "0123456789abcdef0123456789abcdef"
CALLS_PER_HOUR = 10_000


@dataclass(frozen=True)
class PublishedStory:
    media_id: str
    posted_at: datetime


@dataclass
class Shop:
    """An account at Instagram. ``id`` and ``story_ids`` are the product's, once it knows them."""

    user_id: str
    token: str
    stories: list[PublishedStory] = field(default_factory=list)
    id: int = 0
    story_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class StoryWorld:
    session: aiohttp.ClientSession
    address: str
    bot_token: str
    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def open_shops(self, accounts: int) -> list[Shop]:
        made = []
        for _ in range(accounts):
            settings = {"username": f"shop{next(self.numbers)}", "stories_per_day": 0, "seed": 7}
            nothing = {"posts": 0, "reels": 0, "carousels": 0}
            made.append(await self.control("/instagram/accounts", settings | nothing))
        return [Shop(one["user_id"], one["access_token"]) for one in made]

    async def publish(self, shop: Shop) -> None:
        """A story that many see."""
        path = f"/instagram/accounts/{shop.user_id}/stories"
        story = await self.control(path, {"viewers": 1000})
        posted_at = datetime.fromisoformat(story["timestamp"])
        shop.stories.append(PublishedStory(story["id"], posted_at))

    async def shops_with_stories(self, accounts: int, stories: int) -> list[Shop]:
        """All of them are ``AGE`` old."""
        shops = await self.open_shops(accounts)
        await self.jump(-AGE)
        for shop in shops:
            for _ in range(stories):
                await self.publish(shop)
        await self.jump(AGE)
        return shops

    async def jump(self, duration: timedelta) -> None:
        await self.control("/clock", {"jump_seconds": duration.total_seconds()})

    async def make_slow(self, seconds: float) -> None:
        """Every answer takes so long, as Instagram's do."""
        fault = {"target": "instagram", "fault": "slow", "params": {"seconds": seconds}}
        await self.control("/faults", fault)

    async def control(self, path: str, body: Mapping[str, Any]) -> Any:
        async with self.session.post(f"{self.address}/sandbox{path}", json=body) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def asked(self) -> list[dict[str, Any]]:
        """What Instagram was asked since the last time."""
        async with self.session.get(f"{self.address}/sandbox/requests") as reply:
            report = json.loads(await reply.read())
        async with self.session.delete(f"{self.address}/sandbox/requests"):
            pass
        asked = [one for one in report["log"] if one["endpoint"].startswith("instagram ")]
        assert report["total"] == len(report["log"]), "the sandbox's log was too short"
        return asked

    def settings(self, database_url: str, **others: str) -> dict[str, str]:
        """The environment of a product that lives in this world."""
        return {
            "TELEGRAM_BOT_TOKEN": self.bot_token,
            "TELEGRAM_API_BASE": f"{self.address}/telegram",
            "TELEGRAM_LINK_BASE": f"{self.address}/t.me",
            "INSTAGRAM_APP_ID": "990000000000001",
            "INSTAGRAM_APP_SECRET": SECRET,
            "INSTAGRAM_AUTHORIZE_URL": f"{self.address}/instagram/oauth/authorize",
            "INSTAGRAM_TOKEN_BASE": f"{self.address}/instagram",
            "INSTAGRAM_GRAPH_BASE": f"{self.address}/instagram",
            "INSTAGRAM_CALLS_PER_HOUR": str(CALLS_PER_HOUR),
            "MEDIA_HOSTS": self.address.removeprefix("http://"),
            "PUBLIC_URL": "http://127.0.0.1:8080",
            "DATABASE_URL": database_url,
            "ENCRYPTION_KEYS": new_encryption_key(),
            "LOG_LEVEL": "WARNING",
            **others,
        }


@asynccontextmanager
async def story_world(folder: Path) -> AsyncIterator[StoryWorld]:
    with sandbox_process(folder) as (address, bot_token):
        async with aiohttp.ClientSession() as session:
            yield StoryWorld(session, address, bot_token)


async def know(database: SqlDatabase, shops: Sequence[Shop]) -> None:
    """What linking and discovery leave behind, but for the looks."""
    for number, shop in enumerate(shops, start=1):
        async with database.transaction() as stored:
            await _know(stored, shop, number, database.clock.now())


async def _know(stored: Repositories, shop: Shop, person: int, now: datetime) -> None:
    await stored.people.seen(person, "Ana", "ana", "en")
    profile = Profile(
        f"app-{shop.user_id}", shop.user_id, f"shop {person}", None, "BUSINESS", 1, 1, 1
    )
    account = await stored.accounts.save_profile(profile, "UTC", now)
    token = IssuedToken(Secret(shop.token), None, now, now + timedelta(days=60))
    await stored.links.save(person, account.id, token)
    shop.id = account.id
    for story in shop.stories:
        story_id = await stored.stories.add(
            account.id, _listed(story), story.posted_at.date(), now + timedelta(days=2)
        )
        assert story_id is not None
        shop.story_ids.append(story_id)


async def plan(database: SqlDatabase, shops: Sequence[Shop], looks: Sequence[PlannedLook]) -> None:
    """The same looks for every story."""
    async with database.transaction() as stored:
        for shop in shops:
            for story_id in shop.story_ids:
                await stored.captures.plan(story_id, shop.id, looks)


def _listed(story: PublishedStory) -> ListedMedia:
    details = MediaDetails(
        media_id=story.media_id,
        media_type="IMAGE",
        media_product_type=MediaProductType.STORY,
        timestamp=story.posted_at,
        caption=None,
        permalink=None,
        media_url=None,
        thumbnail_url=None,
    )
    return ListedMedia(details, like_count=None, comments_count=None, insights=None)
