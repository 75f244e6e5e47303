"""``/compare`` in a chat, from the command to two posts and two topics side by side."""

from tests.sandbox.telegram.conftest import ANNA
from tests.telegram.conftest import World
from tests.telegram.test_conversation import link
from tests.telegram.test_top import first, seven_posts


async def test_posts_and_topics_are_picked_and_stand_side_by_side(world: World) -> None:
    async with world.polling():
        await link(world)
        await seven_posts(world)
        menu = await world.say("/compare")
        await world.tap(menu, "📷 Two posts")
        (*_, pick) = await world.until(ANNA, lambda shown: "Which post" in first(shown))
        await world.tap(pick, "1")
        (*_, second) = await world.until(ANNA, lambda shown: "with which one" in first(shown))
        await world.tap(second, "1")
        (*_, posts) = await world.until(ANNA, lambda shown: "Two posts" in first(shown))
        await world.say("/tag garden")
        await world.say("/tag sea")
        menu = await world.say("/compare")
        await world.tap(menu, "🏷 Two topics")
        (*_, tag) = await world.until(ANNA, lambda shown: "Which topic" in first(shown))
        await world.tap(tag, "garden")
        (*_, other) = await world.until(ANNA, lambda shown: "which other" in first(shown))
        await world.tap(other, "sea")
        (*_, topics) = await world.until(ANNA, lambda shown: "garden · sea" in first(shown))
        menu = await world.say("/compare")
        await world.tap(menu, "📅 Two periods")
        (*_, periods) = await world.until(ANNA, lambda shown: "Published" in first(shown))

    assert "Both as they were at an age of 3\u00a0d:" in posts["text"]
    assert "Reach: 100 · 200" in posts["text"]
    assert posts["message_id"] == pick["message_id"]
    assert "Median reach: — · —" in topics["text"]
    assert "Reach: — · —" in periods["text"], "Instagram says nothing here"
