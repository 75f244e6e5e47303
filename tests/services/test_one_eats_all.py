"""One account that has far more to be asked for than Instagram answers: the others lose nothing."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.domain.story_life import StoryState
from tests.support.background import BORIS, Background
from tests.support.clock import START

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.proves("S28")
async def test_an_account_with_hundreds_of_posts_costs_the_others_no_story(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    eater = await background.link("eater.shop", BORIS, posts=150)
    shops = [
        await background.link(f"shop.{number}", 100 + number, posts=0, reels=0, carousels=0)
        for number in range(2)
    ]
    for shop in shops:
        await background.publish_story(shop)
    await background.walk(23 * HOUR, 11 * HOUR)
    background.asked()
    async with background.database.transaction() as stored:
        await stored.refreshes.start(eater.id, background.clock.now())
        await stored.newest_media.start(eater.id, background.clock.now())
    await background.walk_until(START + DAY, 10 * MINUTE)
    asked = Counter(one["user_id"] for one in background.sandbox.requests.report()["log"])
    assert asked[eater.account.user_id] > 10 * max(asked[shop.account.user_id] for shop in shops)
    for shop in shops:
        (story,) = await background.stories(shop)
        assert story.state(START + DAY) is StoryState.FINAL
