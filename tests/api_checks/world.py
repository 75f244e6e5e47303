"""Two people with accounts, numbers and keys to read them with; and a log that is listened to."""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from bot.chance import new_secret
from bot.domain.api_keys import ALL_RIGHTS, ApiRight
from bot.domain.digests import Cadence
from bot.domain.media import Insights, MediaProductType
from bot.domain.story_life import Look
from bot.services.manage_api_keys import ApiKeyChoice, MakeApiKey
from bot.services.ports import MadeLook, NewDigest
from bot.web.api.shares import Shares
from tests.support.people import listed
from tests.support.product import ANA, BORIS, Product, start_product

NO_LIMIT = 1_000_000
"""Requests a minute, calls an hour: who asks so much is to be answered here, not slowed down."""


@dataclass(frozen=True)
class Identity:
    """Who asks: a name for the table, and a key, if any."""

    name: str
    key: str | None

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.key is None else {"Authorization": f"Bearer {self.key}"}


@dataclass(frozen=True)
class World:
    """Ana has a key for everything of hers, Boris one without his stories."""

    product: Product
    ana: Identity
    boris: Identity
    user_ids: tuple[str, str]
    """Instagram's, of hers and of his."""
    media_ids: tuple[str, str, str]
    """A post and a story that has ended of hers, and a post of his."""
    digest_id: int
    """Of hers."""
    nobody: Identity = Identity("nobody", None)

    def good_value(self, parameter: Mapping[str, Any]) -> str:
        """For a parameter as the specification describes it."""
        hers = {
            "user_id": self.user_ids[0],
            "media_id": self.media_ids[0],
            "story_id": self.media_ids[1],
            "digest_id": str(self.digest_id),
            "kind": "reels",
        }
        if parameter["name"] in hers:
            return hers[parameter["name"]]
        schema = parameter["schema"]
        if "const" in schema:
            return str(schema["const"])
        return str((schema.get("examples") or schema["enum"])[0])

    @property
    def identities(self) -> tuple[Identity, ...]:
        return (self.ana, self.boris, self.nobody)

    @property
    def origin(self) -> str:
        return str(self.product.public_url.origin())


async def specification(world: World) -> dict[str, Any]:
    """As it is served."""
    address = f"{world.origin}/api/openapi.json"
    async with world.product.browser.session.get(address) as reply:
        found: dict[str, Any] = await reply.json()
        return found


class Heard(logging.Handler):
    """What the log said: requests by route and status, and what should not have happened."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.requests: Counter[tuple[str, int]] = Counter()
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or record.levelno >= logging.ERROR:
            self.errors.append(self.format(record))
        elif record.name == "bot.web.app" and isinstance(record.args, tuple):
            _, route, status, _ = record.args
            assert isinstance(status, int)
            self.requests[str(route), status] += 1


@contextmanager
def listening() -> Iterator[Heard]:
    """To everything of ours, and to what aiohttp says of handlers that fail."""
    heard = Heard()
    loggers = [logging.getLogger(name) for name in ("bot", "aiohttp", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(heard)
        logger.setLevel(logging.INFO)
    try:
        yield heard
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(heard)
            logger.setLevel(level)


@asynccontextmanager
async def api_world(database_url: str) -> AsyncIterator[World]:
    async with start_product(
        database_url, shares=Shares(NO_LIMIT), calls_per_hour=NO_LIMIT
    ) as product:
        shop = await product.account(
            username="tea.shop", followers=5000, posts=6, reels=3, carousels=2
        )
        bikes = await product.account(username="boris.bikes", followers=900, posts=3, seed=9)
        shop_id = await product.link_with_token(shop, ANA)
        bikes_id = await product.link_with_token(bikes, BORIS)
        await product.sync()
        story_id = await _ended_story(product, shop_id)
        async with product.database.reading() as stored:
            (hers,) = await stored.media.page(shop_id, MediaProductType.FEED, 0, 1)
            (his,) = await stored.media.page(bikes_id, MediaProductType.FEED, 0, 1)
        weekly = NewDigest(ANA, shop_id, ANA, Cadence.WEEKLY, time(9), 0, "UTC")
        async with product.database.transaction() as stored:
            due_at = product.clock.now() + timedelta(days=7)
            digest_id = (await stored.digests.subscribe(weekly, due_at)).id
        make = MakeApiKey(product.database, product.clock, new_secret)
        everything = await make(ANA, ApiKeyChoice(None, int(ALL_RIGHTS), 90))
        narrow = await make(
            BORIS, ApiKeyChoice(bikes_id, int(ApiRight.ACCOUNT | ApiRight.MEDIA), 30)
        )
        yield World(
            product=product,
            ana=Identity("ana", everything.secret.reveal()),
            boris=Identity("boris", narrow.secret.reveal()),
            user_ids=(shop["user_id"], bikes["user_id"]),
            digest_id=digest_id,
            media_ids=(hers.details.media_id, story_id, his.details.media_id),
        )


async def _ended_story(product: Product, account_id: int) -> str:
    """Seen once, a minute before its end; a day ago."""
    published = product.clock.now()
    story = listed("17900000000000001", MediaProductType.STORY, published)
    seen_at = published + timedelta(hours=23, minutes=50)
    navigation = {"navigation": {"tap_forward": 9, "tap_exit": 2}}
    numbers = Insights(seen_at, {"views": 21, "reach": 20, "navigation": 11}, navigation)
    async with product.database.transaction() as stored:
        ends_at = published + timedelta(hours=24)
        story_id = await stored.stories.add(account_id, story, published.date(), ends_at)
        assert story_id is not None
        await stored.stories.save_looks([MadeLook(story_id, 1, 1, Look(seen_at, numbers))])
    product.later(days=2)
    await product.sync()
    return story.details.media_id
