"""What is noted while stories live tells afterwards why one was lost, and how many were."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.story_coverage import HEARTBEAT, Cause, Why
from bot.domain.story_life import LIFE, StoryState
from bot.services.manage_accounts import UnlinkAccount
from bot.services.show_status import ShowStatus
from bot.services.show_stories import ListStories, ShowSequence, ShowStory
from tests.support.background import ANA, Background, LinkedShop
from tests.support.clock import START

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def one_story(background: Background) -> LinkedShop:
    """With numbers of its first two hours."""
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(2 * HOUR, step=10 * MINUTE)
    return shop


async def why(background: Background, shop: LinkedShop) -> Why | None:
    (story,) = await background.stories(shop)
    card = await ShowStory(background.database, background.clock)(ANA, story.id)
    (sequence,) = await background.sequences(shop)
    whole = await ShowSequence(background.database, background.clock)(ANA, sequence.id)
    assert whole.whys.get(story.id) == card.why
    return card.why


async def test_a_link_that_was_broken_at_the_end_is_the_reason(background: Background) -> None:
    shop = await one_story(background)
    await background.switch("token_state", state="password")
    background.clock.jump(20 * HOUR)
    await background.drain()
    await background.walk_until(START + LIFE + 10 * MINUTE)
    found = await why(background, shop)
    assert found is not None
    assert found.cause is Cause.LINK
    assert found.since is not None
    assert found.since <= START + 22 * HOUR
    assert found.until is not None
    assert found.until >= START + LIFE - 10 * MINUTE


async def test_a_bot_that_did_not_run_is_the_reason(background: Background) -> None:
    shop = await one_story(background)
    background.clock.jump(22 * HOUR + 30 * MINUTE)
    await background.drain()
    found = await why(background, shop)
    assert found is not None
    assert found.cause is Cause.BOT_DOWN
    # Since the last beat.
    assert found.since is not None
    assert START + 2 * HOUR - HEARTBEAT <= found.since <= START + 2 * HOUR
    assert found.until == START + 24 * HOUR + 30 * MINUTE


@pytest.mark.parametrize(
    ("fault", "params", "cause"),
    [
        ("server_error", {}, Cause.NO_ANSWER),
        ("throttle", {"minutes": 50, "code": 17}, Cause.THROTTLED),
        ("error", {"code": 100, "message": "odd"}, Cause.REFUSED),
    ],
)
async def test_what_instagram_did_at_the_end_is_the_reason(
    background: Background, fault: str, params: dict[str, Any], cause: Cause
) -> None:
    shop = await one_story(background)
    background.clock.jump(20 * HOUR)
    await background.drain()
    await background.switch(fault, **params)
    await background.walk_until(START + LIFE + 5 * MINUTE)
    found = await why(background, shop)
    assert found is not None
    assert found.cause is cause
    (story,) = await background.stories(shop)
    assert story.state(background.clock.now()) is StoryState.PARTIAL


async def test_a_story_that_was_taken_down_says_so(background: Background) -> None:
    shop = await one_story(background)
    (story,) = await background.stories(shop)
    await background.control(f"/instagram/media/{story.details.media_id}/delete", {})
    await background.walk(2 * HOUR, step=10 * MINUTE)
    found = await why(background, shop)
    assert found == Why(Cause.DELETED, until=START + 4 * HOUR)


async def test_whoever_unlinked_the_account_reads_that_it_was_the_reason(
    background: Background,
) -> None:
    shop = await one_story(background)
    await UnlinkAccount(background.database)(ANA, shop.id, keep=True)
    background.clock.jump(20 * HOUR)
    await background.drain()
    await background.walk_until(START + LIFE + 10 * MINUTE)
    found = await why(background, shop)
    assert found is not None
    assert (found.cause, found.since) == (Cause.UNLINKED, START + 2 * HOUR)


async def test_a_look_that_is_made_ends_the_trouble(background: Background) -> None:
    shop = await one_story(background)
    outage = await background.switch("server_error", endpoint="/{media}/insights")
    background.clock.jump(2 * HOUR)
    await background.drain()
    (story,) = await background.stories(shop)
    assert story.trouble is not None
    background.switch_off(outage)
    await background.walk(30 * MINUTE)
    (story,) = await background.stories(shop)
    assert story.trouble is None


async def test_a_month_counts_what_was_lost_and_says_what_nobody_can_know(
    background: Background,
) -> None:
    shop = await one_story(background)
    await background.switch("token_state", state="password", times=1)
    background.clock.jump(23 * HOUR)
    await background.drain()
    background.clock.jump(timedelta(days=2))
    await background.drain()
    (month,) = (await ListStories(background.database, background.clock)(ANA, 0)).coverage
    assert month.month == date(2026, 11, 1)
    assert (month.final, month.partial, month.lost, month.ended) == (0, 1, 0, 1)
    (unseen,) = month.blind
    assert unseen.since <= START + 2 * HOUR
    assert unseen.until == background.clock.now()
    show_status = ShowStatus(background.database, background.clock, 200, ())
    (account,) = (await show_status(ANA)).accounts
    assert account.coverage == month
    assert account.linked.account.id == shop.id


async def test_a_bot_that_works_notes_no_outage(background: Background) -> None:
    await background.link("tea.shop")
    await background.walk(3 * HOUR, step=5 * MINUTE)
    assert await background.rows("SELECT 1 FROM outage") == []
