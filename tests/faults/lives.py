"""The four pieces of life that are struck: what was before, what is struck, what must come after.

Two people with an account each live in every one of them, so that what is mixed up is seen.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import time, timedelta

from sqlalchemy import update

from bot.storage.tables import DiscoverPlanRow
from tests.support.background import ANA, BORIS, Background, LinkedShop

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
STORY_LIFE = 24 * HOUR
OWNERS = {ANA: "ana.bakes", BORIS: "boris.books"}


@dataclass(frozen=True)
class Life:
    """``steps``: how far the clock goes before each piece of work that is struck.

    ``rest_after``: how long after its beginning nothing more may be due.
    """

    name: str
    before: Callable[[Background], Awaitable[None]]
    steps: tuple[timedelta, ...]
    rest_after: timedelta
    message: str
    receivers: tuple[int, ...] = (ANA, BORIS)
    """Who gets a message of that kind of it, once."""

    def __str__(self) -> str:
        return self.name


async def stories_are_unknown(world: Background) -> None:
    """The bot was away since before they were published, and they end in 20 minutes."""
    for person, username in OWNERS.items():
        await world.publish_story(await _link(world, username, person))
    world.clock.jump(STORY_LIFE - 20 * MINUTE)


async def stories_are_ending(world: Background) -> None:
    """Found, and looked at once; the bot was away since."""
    for person, username in OWNERS.items():
        await world.publish_story(await _link(world, username, person))
    await world.drain()
    await _find_no_more(world)
    world.clock.jump(STORY_LIFE - 40 * MINUTE)
    await world.drain()


async def stories_have_ended(world: Background) -> None:
    await stories_are_ending(world)
    for step in (10 * MINUTE, 21 * MINUTE, 10 * MINUTE):
        world.clock.jump(step)
        await world.drain()


async def morning_comes(world: Background) -> None:
    for person, username in OWNERS.items():
        shop = await _link(world, username, person)
        await world.subscribe(shop, time(9) if person == ANA else time(18), person)
    await _find_no_more(world)
    # Nine in the morning in Madrid, less a minute.
    world.clock.jump(20 * HOUR - MINUTE)


DISCOVERY = Life("discovery", stories_are_unknown, (timedelta(),), 40 * MINUTE, "wrap_up")
CAPTURE = Life("capture", stories_are_ending, (6 * MINUTE, 25 * MINUTE), 60 * MINUTE, "wrap_up")
WRAP_UP = Life("wrap-up", stories_have_ended, (5 * MINUTE,), 20 * MINUTE, "wrap_up")
DIGEST = Life("digest", morning_comes, (MINUTE,), 20 * MINUTE, "digest", (ANA,))
LIVES = (DISCOVERY, CAPTURE, WRAP_UP, DIGEST)


async def _link(world: Background, username: str, person: int) -> LinkedShop:
    shop = await world.link(username, person, posts=0, reels=0, carousels=0)
    await world.control(f"/telegram/users/{person}/messages", {"text": "/start"})
    return shop


async def _find_no_more(world: Background) -> None:
    """Discovery has a life of its own."""
    async with world.database.session() as session:
        later = world.clock.now() + timedelta(days=3)
        await session.execute(update(DiscoverPlanRow).values(available_at=later))
