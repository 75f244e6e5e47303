"""The message that tells of a link counts by itself, also over a kill -9 in the middle of it."""

import re
from datetime import timedelta

from tests.e2e.demo import Demo
from tests.e2e.people import World, buttons, shown

PAGE = {"endpoint": "/{user}/media", "seconds": 7}
FIGURES = re.compile(r"(\d+) of (\d+)")


async def test_the_linked_message_counts_and_comes_to_its_end_after_a_kill(
    demo: Demo, world: World
) -> None:
    ana = await world.person(701, "Ana", "en")
    payload = await ana.authorize("casa.verde")
    await world.add_fault("instagram", "slow", PAGE, 4)
    linked = await ana.open_deep_link(payload)
    assert "Being read now" in shown(linked)
    counting = await ana.wait_for("Reading your posts: ")
    figures = FIGURES.search(shown(counting))
    assert figures is not None
    assert 0 < int(figures[1]) < int(figures[2])
    assert counting["message_id"] == linked["message_id"]
    button = next(one for one in buttons(linked) if "Posts" in one["text"])
    tapped = {"message_id": linked["message_id"], "data": button["callback_data"]}
    await world.post(f"/sandbox/telegram/users/{ana.user_id}/taps", tapped)
    posts = await ana.wait_for("Posts · @casa.verde")
    assert posts["message_id"] > linked["message_id"]

    demo.kill()
    demo.start()
    # What the killed process was reading is taken up when its lease is over.
    await world.advance(timedelta(minutes=5))
    over = await ana.wait_for("All read: ")
    assert over["message_id"] == linked["message_id"]
    assert "░" not in shown(over)
    assert over["buttons"] == linked["buttons"]
    assert await ana.from_bot("Posts · @casa.verde") == [posts]
    assert demo.interrupt() == 0
    assert demo.errors == ""
