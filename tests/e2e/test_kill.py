"""``kill -9`` at the worst moments: nothing is lost, and nothing happens twice."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

import pytest
from aiohttp import ClientError

from tests.e2e.demo import Demo
from tests.e2e.people import TASHKENT, Person, World, shown

MORNING = time(9)
LOST_PERHAPS = "A message to you got lost on its way, perhaps"


@pytest.mark.proves("F3")
@pytest.mark.timeout(900)
async def test_three_kills_neither_lose_nor_double_anything(demo: Demo, world: World) -> None:
    day = await world.begin_before_midnight()
    ana = await world.person(501, "Ana", "en")
    await ana.say("/start")

    # Consent is given, and the person has not come back to Telegram yet.
    payload = await ana.authorize("casa.verde")
    _kill_and_start(demo)
    linked = await ana.open_deep_link(payload)
    assert "✅ Linked @casa.verde" in shown(linked)
    await ana.tap(await ana.tap(await ana.say("/digest"), "@casa.verde"), "Daily")

    # A story is alive, and its numbers are being read.
    await world.publish_story("casa.verde")
    four_hours_on = await world.now() + timedelta(hours=4)

    async def is_four_hours_old() -> bool:
        return await world.now() >= four_hours_on

    await _kill_while_moving(demo, world, timedelta(hours=8), is_four_hours_old)

    # A digest has reached the person, and the bot may not have noted that yet.
    next_day = day + timedelta(days=1)
    await _go_to(world, datetime.combine(next_day, MORNING, TASHKENT) - timedelta(minutes=7))

    async def digest_is_there() -> bool:
        return bool(await ana.from_bot("Your day on Instagram"))

    await _kill_while_moving(demo, world, timedelta(minutes=10), digest_is_there)

    await _go_to(world, datetime.combine(next_day, time(23), TASHKENT))
    # The digest arrived. If the bot could not note that, it asked instead of sending it twice.
    offers = len(await ana.from_bot(LOST_PERHAPS))
    assert offers <= 1

    # A wrap-up is being sent: it has left, and never arrives.
    wrapped_up_before = len(await ana.from_bot("Stories of "))
    await world.add_fault("telegram", "slow", {"seconds": 60}, times=1)

    async def wrap_up_is_on_its_way() -> bool:
        return not await world.is_broken()

    await _kill_while_moving(demo, world, timedelta(hours=2), wrap_up_is_on_its_way)
    await _go_to(world, datetime.combine(next_day, time(), TASHKENT) + timedelta(hours=25))
    assert len(await ana.from_bot("Stories of ")) == wrapped_up_before
    offered = await ana.from_bot(LOST_PERHAPS)
    assert len(offered) == offers + 1
    await ana.tap(offered[-1], "Send again")
    await ana.wait_for(f"Stories of {day.day} ")

    # Another day goes by; then everything is looked at.
    await _go_to(world, datetime.combine(next_day, MORNING, TASHKENT) + timedelta(hours=25))
    await _expect_nothing_twice(ana)
    await _expect_every_ended_story_final(ana, f"{day.day} ")
    assert demo.interrupt() == 0
    assert demo.errors == ""


def _kill_and_start(demo: Demo) -> None:
    demo.kill()
    demo.start()


async def _kill_while_moving(
    demo: Demo, world: World, duration: timedelta, moment: Callable[[], Awaitable[bool]]
) -> None:
    """Kill the process as soon as ``moment`` has come, in the middle of moving the clock."""

    async def move() -> None:
        with pytest.raises(ClientError):
            await world.advance(duration)

    async with asyncio.TaskGroup() as tasks:
        moving = tasks.create_task(move())
        while not await moment():
            assert not moving.done(), "the moment did not come"
        demo.kill()
    demo.start()


async def _go_to(world: World, instant: datetime) -> None:
    await world.advance(instant - await world.now())


async def _expect_nothing_twice(person: Person) -> None:
    assert len(await person.from_bot("✅ Linked @casa.verde")) == 1
    assert "1 linked account" in shown(await person.say("/accounts"))
    wrap_ups = Counter(
        shown(message).splitlines()[0] for message in await person.from_bot("Stories of ")
    )
    assert set(wrap_ups.values()) == {1}, wrap_ups
    digests = Counter(
        shown(message).splitlines()[1] for message in await person.from_bot("Your day on Instagram")
    )
    assert sorted(digests.values()) == [1, 1], digests


async def _expect_every_ended_story_final(person: Person, day: str) -> None:
    archive = shown(await person.say("/stories"))
    entries = re.findall(r"^(\d+)\. (\d+ .*)$", archive, re.MULTILINE)
    assert any(entry.startswith(day) for _, entry in entries), archive
    for _, entry in entries:
        assert "all final" in entry or re.search(r"\d+ live", entry), entry
        assert "partial" not in entry
        assert "lost" not in entry
