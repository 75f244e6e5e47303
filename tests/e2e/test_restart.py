"""Stopping with Ctrl-C, and starting over the same data."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from aiohttp import ClientError

from tests.e2e.demo import Demo
from tests.e2e.people import World, shown


async def test_a_stopped_demo_goes_on_where_it_was(demo: Demo, world: World) -> None:
    ana = await world.person(601, "Ana", "en")
    await ana.open_deep_link(await ana.authorize("tiny.bakery"))
    await ana.wait_for("All read: ")
    said_before = [shown(message) for message in await ana.messages()]
    stopped_at = await world.now()

    assert demo.interrupt() == 0
    demo.start()

    assert [shown(message) for message in await ana.messages()] == said_before
    assert await world.now() >= stopped_at
    assert "@tiny.bakery" in shown(await ana.say("/accounts"))
    assert demo.interrupt() == 0
    assert demo.errors == ""


async def test_ctrl_c_in_the_middle_of_the_work_ends_cleanly(demo: Demo, world: World) -> None:
    ana = await world.person(602, "Ana", "en")
    await ana.open_deep_link(await ana.authorize("casa.verde"))
    an_hour_on = await world.now() + timedelta(hours=1)

    async with asyncio.TaskGroup() as tasks:
        moving = tasks.create_task(_move_as_far_as_it_goes(world))
        while await world.now() < an_hour_on:
            assert not moving.done()
        exit_code = await asyncio.to_thread(demo.interrupt)

    assert exit_code == 0
    assert demo.errors == ""


async def _move_as_far_as_it_goes(world: World) -> None:
    with suppress(ClientError):
        await world.advance(timedelta(days=30))
