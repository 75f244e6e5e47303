"""``/api`` in a chat: a key is made, shown once, hidden, and revoked."""

from tests.sandbox.telegram.conftest import ANNA
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link
from tests.telegram.test_top import first


async def test_a_key_is_shown_once_and_revoked(world: World) -> None:
    async with world.polling():
        await link(world)
        empty = await world.say("/api")
        await world.tap(empty, "New key")
        (*_, draft) = await world.until(ANNA, lambda shown: "Make the key" in labels(shown[-1]))
        await world.tap(draft, "✓ Exports")
        (*_, less) = await world.until(ANNA, lambda shown: "Exports" in labels(shown[-1]))
        await world.tap(less, "Make the key")
        (*_, made) = await world.until(ANNA, lambda shown: "Your new key" in first(shown))
        await world.tap(made, "I have it, hide it")
        (*_, listed) = await world.until(ANNA, lambda shown: "Keys to the HTTP" in first(shown))
        again = await world.say("/api")
        await world.tap(again, next(label for label in labels(again) if label.startswith("…")))
        (*_, card) = await world.until(ANNA, lambda shown: "Revoke this key" in labels(shown[-1]))
        await world.tap(card, "Revoke this key")
        (*_, gone) = await world.until(ANNA, lambda shown: "You have no key" in first(shown))

    assert "You have no key yet" in empty["text"]
    assert "farolero_" in made["text"]
    assert made["message_id"] == listed["message_id"]
    assert "farolero_" not in listed["text"] + again["text"] + card["text"] + gone["text"]
    assert "Reads: Account, Posts and reels, Stories, Digests" in card["text"]
    assert "Never used so far" in card["text"]
