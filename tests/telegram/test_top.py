"""``/top`` and ``/bottom`` in a chat: said, tapped, and back again."""

from datetime import timedelta
from typing import Any

from bot.domain.media import Insights
from bot.services.ports import ListedMedia
from tests.sandbox.telegram.conftest import ANNA
from tests.support.people import listed
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link

DAY = timedelta(days=1)


async def seven_posts(world: World) -> None:
    """Seen when they were three days old; without pictures, so that cards are texts."""
    now = world.clock.now()
    page: list[ListedMedia] = []
    for number in range(1, 8):
        published = now - (4 + number) * DAY
        look = Insights(published + 3 * DAY, {"reach": 100 * number})
        post = listed(f"post-{number}", timestamp=published, insights=look)
        page.append(post)
    async with world.database.transaction() as stored:
        await stored.media.save_page(1, page, now)


def first(shown: list[dict[str, Any]]) -> str:
    return str(shown[-1]["text"] or shown[-1]["caption"])


async def test_the_best_are_a_tap_away_from_their_cards_and_from_the_weakest(
    world: World,
) -> None:
    async with world.polling():
        await link(world)
        await seven_posts(world)
        best = await world.say("/top")
        await world.tap(best, "1")
        (*_, card) = await world.until(
            ANNA, lambda shown: "post-7" in first(shown) and "What did" not in first(shown)
        )
        await world.tap(card, labels(card)[-1])
        (*_, again) = await world.until(ANNA, lambda shown: "What did best" in first(shown))
        await world.tap(again, "🥀 Weakest five")
        (*_, weakest) = await world.until(ANNA, lambda shown: "did least" in first(shown))
        await world.tap(weakest, "By what?")
        (*_, measures) = await world.until(ANNA, lambda shown: "By what" in first(shown))
        await world.tap(measures, "Saves by reach")
        (*_, saves) = await world.until(ANNA, lambda shown: "Saves by reach" in first(shown))
        bottom = await world.say("/bottom er 90d")

    assert best["text"].splitlines()[3].startswith("1. 2.0× your usual · 📷 Photo")
    assert best["message_id"] == card["message_id"] == again["message_id"]
    assert again["text"] == best["text"]
    assert "1. 0.2× your usual" in weakest["text"]
    assert "Not enough to compare yet" in saves["text"]
    assert "Engagement by reach · 90 days" in bottom["text"]
    assert "✓ 90 days" in labels(bottom)
