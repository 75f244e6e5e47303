"""Stopping with Ctrl-C, and starting over the same data."""

from tests.e2e.demo import Demo
from tests.e2e.people import World, shown


async def test_a_stopped_demo_goes_on_where_it_was(demo: Demo, world: World) -> None:
    ana = await world.person(601, "Ana", "en")
    await ana.open_deep_link(await ana.authorize("tiny.bakery"))
    said_before = [shown(message) for message in await ana.messages()]
    stopped_at = await world.now()

    assert demo.interrupt() == 0
    demo.start()

    assert [shown(message) for message in await ana.messages()] == said_before
    assert await world.now() >= stopped_at
    assert "@tiny.bakery" in shown(await ana.say("/accounts"))
    assert demo.interrupt() == 0
    assert demo.errors == ""
