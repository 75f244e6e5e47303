"""Looks at several stories of one account cost a round of requests, not one for each."""

from datetime import datetime, timedelta

from bot.domain.story_life import EARLY, LIFE, StoryState
from tests.support.background import INSIGHTS, STORIES, Background, LinkedShop

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def publish(background: Background, shop: LinkedShop, count: int) -> None:
    """A sequence, seen by enough people for numbers after an hour."""
    for _ in range(count):
        await background.publish_story(shop)
    await background.walk(2 * HOUR, step=HOUR)
    assert all(story.insights for story in await background.stories(shop))
    background.asked()


async def newest_looks(background: Background, shop: LinkedShop) -> list[datetime]:
    return [story.looks[-1].at for story in await background.stories(shop)]


async def numbers_as_instagram_shows(background: Background, shop: LinkedShop) -> None:
    """What is kept is what each story's own calls answer at the same moment."""
    for story in await background.stories(shop):
        media, kept = story.details.media_id, story.insights
        assert kept is not None
        shown = await background.ask_instagram(
            shop, f"/{media}/insights", metric="reach,views,replies,shares,follows,reposts"
        )
        assert {entry["name"]: entry["values"][0]["value"] for entry in shown["data"]} == {
            name: kept.get(name) for name in (entry["name"] for entry in shown["data"])
        }
        taps = await background.ask_instagram(
            shop,
            f"/{media}/insights",
            metric="navigation",
            breakdown="story_navigation_action_type",
        )
        for part in taps["data"][0]["total_value"]["breakdowns"][0]["results"]:
            assert kept.part("navigation", part["dimension_values"][0]) == part["value"]


async def test_one_round_reads_all_stories_in_two_requests(background: Background) -> None:
    shop = await background.link("tea.shop")
    await publish(background, shop, 5)
    background.clock.jump(2 * HOUR)
    await background.drain()
    now = background.clock.now()
    assert await newest_looks(background, shop) == [now] * 5
    # The search for stories, and the reading: plain metrics, then navigation.
    assert background.asked() == {STORIES: 3}
    await numbers_as_instagram_shows(background, shop)


async def test_a_story_with_too_few_viewers_costs_the_others_one_request(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await publish(background, shop, 4)
    await background.publish_story(shop, viewers=2)
    await background.walk(30 * MINUTE, step=30 * MINUTE)
    background.asked()
    background.clock.jump(90 * MINUTE)
    await background.drain()
    stories = await background.stories(shop)
    assert [story.hidden for story in stories] == [False] * 4 + [True]
    assert [story.looks[-1].at for story in stories] == [background.clock.now()] * 5
    asked = background.asked()
    # The search; the newest without numbers, and the others in two; the newest by itself.
    assert asked == {STORIES: 4, INSIGHTS: 1}


async def test_where_lists_bring_no_numbers_each_story_is_asked(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.switch("nested_insights", mode="refused")
    await publish(background, shop, 3)
    await background.walk(2 * HOUR, step=HOUR)
    asked = background.asked()
    assert asked[INSIGHTS] == 2 * 3
    # Learned at once: no list is asked in vain.
    assert asked[STORIES] == 2
    assert await newest_looks(background, shop) == [background.clock.now()] * 3
    await numbers_as_instagram_shows(background, shop)


async def test_lists_that_leave_numbers_out_are_found_out_in_three(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.switch("nested_insights", mode="absent")
    await publish(background, shop, 3)
    await background.walk(18 * HOUR, step=4 * HOUR)
    stories = await background.stories(shop)
    assert [len(story.looks) for story in stories] == [len(stories[0].looks)] * 3
    (learned,) = await background.rows("SELECT metric FROM refused_metric WHERE kind = 'LIST'")
    assert learned.metric == "insights of stories"


async def test_a_breakdown_that_lists_refuse_is_asked_story_by_story(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.switch("nested_breakdown", mode="refused")
    await publish(background, shop, 3)
    background.clock.jump(2 * HOUR)
    await background.drain()
    assert background.asked() == {STORIES: 3, INSIGHTS: 3}
    await numbers_as_instagram_shows(background, shop)


async def test_a_search_answers_looks_that_are_due_soon(background: Background) -> None:
    shop = await background.link("tea.shop")
    await publish(background, shop, 3)
    background.clock.jump(110 * MINUTE)
    await background.drain()
    searched = background.clock.now()
    assert await newest_looks(background, shop) == [searched] * 3
    assert background.asked() == {STORIES: 2}
    await background.walk(EARLY, step=MINUTE)
    assert await newest_looks(background, shop) == [searched] * 3
    assert background.asked() == {}


async def test_finals_are_made_at_their_own_time(background: Background) -> None:
    shop = await background.link("tea.shop")
    await publish(background, shop, 4)
    started = background.clock.now() - 2 * HOUR
    background.clock.jump(20 * HOUR)
    await background.drain()
    background.asked()
    await background.walk_until(started + LIFE - 1 * MINUTE)
    for story in await background.stories(shop):
        assert [look.at - story.posted_at for look in story.looks[-3:]] == [
            23 * HOUR,
            LIFE - 35 * MINUTE,
            LIFE - 10 * MINUTE,
        ]
        assert story.state(started + LIFE) is StoryState.FINAL
    assert background.asked()[INSIGHTS] == 0


async def test_a_reading_that_fails_leaves_each_story_its_own_try(background: Background) -> None:
    """A gateway that chokes on the long question must not cost a single story."""
    shop = await background.link("tea.shop")
    await publish(background, shop, 3)
    await background.switch("server_error", endpoint="/{user}/stories")
    background.clock.jump(2 * HOUR)
    await background.drain()
    assert await newest_looks(background, shop) == [background.clock.now()] * 3


async def test_a_throttled_reading_gives_every_look_back(background: Background) -> None:
    shop = await background.link("tea.shop")
    await publish(background, shop, 3)
    throttle = await background.switch("throttle", minutes=20, endpoint="/{user}/stories")
    background.clock.jump(2 * HOUR)
    await background.drain()
    assert background.asked()[INSIGHTS] == 0
    failures = await background.rows("SELECT 1 FROM capture WHERE failures > 0")
    assert failures == []
    background.switch_off(throttle)
    await background.walk(25 * MINUTE)
    assert len({*await newest_looks(background, shop)}) == 1
    assert (await newest_looks(background, shop))[0] > background.clock.now() - 25 * MINUTE
