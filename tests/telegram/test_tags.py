"""``/tag`` in a chat: written, tapped, seen on the card, renamed, removed."""

from tests.sandbox.telegram.conftest import ANNA
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link
from tests.telegram.test_top import first, seven_posts


async def test_a_topic_is_written_put_on_posts_and_found_on_their_cards(world: World) -> None:
    async with world.polling():
        await link(world)
        await seven_posts(world)
        empty = await world.say("/tag")
        marking = await world.say("/tag <b>Garden</b>")
        await world.tap(marking, "2")
        (*_, ticked) = await world.until(ANNA, lambda shown: "✅ 2." in first(shown))
        posts = await world.say("/posts")
        await world.tap(posts, "2")
        (*_, card) = await world.until(ANNA, lambda shown: "🏷 <b>Garden" in first(shown))
        await world.tap(card, "🏷 Topics")
        (*_, topics) = await world.until(ANNA, lambda shown: "Which topics" in first(shown))
        await world.tap(topics, "✓ <b>Garden</b>")
        (*_, off) = await world.until(ANNA, lambda shown: "<b>Garden</b>" in labels(shown[-1]))
        await world.tap(off, "<b>Garden</b>")
        await world.until(ANNA, lambda shown: "✓ <b>Garden</b>" in labels(shown[-1]))
        known = await world.say("/tag #<B>GARDEN</B>")
        await world.tap(known, "1")
        (*_, opened) = await world.until(
            ANNA, lambda shown: "Carousel" in first(shown) or "Photo" in first(shown)[:9]
        )
        await world.tap(opened, labels(opened)[-1])
        (*_, back) = await world.until(ANNA, lambda shown: first(shown).startswith("🏷"))

    assert "for example /tag garden" in empty["text"]
    assert marking["text"].startswith("🏷 <b>Garden</b> · ")
    assert "✓ 2" in labels(ticked)
    assert card["message_id"] == off["message_id"] == topics["message_id"]
    assert known["text"].startswith("🏷 <b>Garden</b> · ")
    assert "Posts and reels (1 with numbers)" in known["text"]
    assert back["text"] == known["text"]


async def test_a_topic_is_renamed_by_writing_and_removed_after_a_question(world: World) -> None:
    async with world.polling():
        await link(world)
        await world.say("/tag garden")
        renamed = await world.say("/tag garden = plants")
        missing = await world.say("/tag garden = sea")
        unusable = await world.say("/tag " + "x" * 31)
        listed = await world.say("/tag")
        await world.tap(listed, "plants")
        (*_, card) = await world.until(ANNA, lambda shown: "Remove" in labels(shown[-1]))
        await world.tap(card, "Remove")
        (*_, question) = await world.until(ANNA, lambda shown: "Remove the topic" in first(shown))
        await world.tap(question, "Remove")
        (*_, gone) = await world.until(ANNA, lambda shown: "Mark posts, reels" in first(shown))

    assert renamed["text"].startswith("🏷 plants · ")
    assert "up to 30 characters" in unusable["text"]
    assert "plants" not in labels(gone)
    assert missing["text"] not in (renamed["text"], unusable["text"])
