"""Looks at a story while it lives: on the ladder, to the very end, whatever gets in the way."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.media import Insights
from bot.domain.secret import Secret
from bot.domain.story_life import EARLY, FIRST_OF_THE_LAST_HOURS, StoryState
from bot.services.ports import Access, IssuedToken, Purpose
from tests.support.background import ANA, BORIS, INSIGHTS, Background, LinkedShop
from tests.support.clock import START

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FINALS = (24 * HOUR - 35 * MINUTE, 24 * HOUR - 10 * MINUTE)
AGES = [HOUR * hours for hours in (0, 1, 2, 4, 8, 12, 16, 20)]
LADDER = (*AGES, *FIRST_OF_THE_LAST_HOURS, 22 * HOUR, 23 * HOUR, *FINALS)

OPEN, DONE, MISSED, FAILED = 0, 2, 3, 4
STATES = "SELECT slot, state, failures FROM capture ORDER BY slot"


async def states(background: Background) -> dict[int, int]:
    """The state of every look by slot."""
    return {row.slot: row.state for row in await background.rows(STATES)}


async def ages_of_looks(background: Background, shop: LinkedShop) -> list[timedelta]:
    (story,) = await background.stories(shop)
    return [look.at - story.posted_at for look in story.looks]


async def test_a_story_is_looked_at_on_the_ladder_until_its_end(background: Background) -> None:
    shop = await background.link("tea.shop")
    media_id = await background.publish_story(shop)
    await background.drain()
    await background.walk(FINALS[-1])
    assert await ages_of_looks(background, shop) == list(LADDER)
    (story,) = await background.stories(shop)
    shown = await background.ask_instagram(
        shop, f"/{media_id}/insights", metric="reach,views,replies,shares,total_interactions"
    )
    kept = story.insights
    assert kept is not None
    for entry in shown["data"]:
        assert kept.get(entry["name"]) == entry["values"][0]["value"], entry["name"]
    taps = await background.ask_instagram(
        shop,
        f"/{media_id}/insights",
        metric="navigation",
        breakdown="story_navigation_action_type",
    )
    for result in taps["data"][0]["total_value"]["breakdowns"][0]["results"]:
        assert kept.part("navigation", result["dimension_values"][0]) == result["value"]
    await background.walk(10 * MINUTE)
    assert story.state(background.clock.now()) is StoryState.FINAL
    background.asked()
    await background.walk(HOUR, step=30 * MINUTE)
    assert background.asked()[INSIGHTS] == 0
    assert set((await states(background)).values()) == {DONE}


async def test_too_few_viewers_is_an_answer_and_later_looks_go_on(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop, viewers=2)
    await background.drain()
    # One refused call tells it; the other groups are not asked for.
    assert background.asked()[INSIGHTS] == 1
    await background.walk(2 * HOUR, step=HOUR)
    assert background.asked()[INSIGHTS] == 2
    (story,) = await background.stories(shop)
    assert [look.hidden for look in story.looks] == [True, True, True]
    assert story.insights is None
    background.clock.jump(21 * HOUR + 30 * MINUTE)
    await background.drain()
    (story,) = await background.stories(shop)
    assert story.state(START + 24 * HOUR) is StoryState.HIDDEN


async def test_a_story_that_finds_its_viewers_is_no_longer_hidden(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    await background.walk(HOUR, step=HOUR)
    (story,) = await background.stories(shop)
    assert [look.hidden for look in story.looks] == [True, False]


async def test_a_story_that_is_still_listed_is_not_given_up(background: Background) -> None:
    """Meta answers 100/33 for throttled calls, too, and gateways answer 404 for anything."""
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    switch = await background.switch("error", code=100, subcode=33, endpoint="/{media}/insights")
    await background.walk(3 * HOUR, step=HOUR / 4)
    background.switch_off(switch)
    await background.walk(2 * HOUR, step=HOUR / 4)
    (story,) = await background.stories(shop)
    assert story.gone_at is None
    assert story.looks[-1].at > START + 3 * HOUR


@pytest.mark.proves("F14")
async def test_a_story_that_was_taken_down_is_not_asked_for_again(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    await background.walk(HOUR, step=HOUR)
    (story,) = await background.stories(shop)
    await background.control(f"/instagram/media/{story.details.media_id}/delete", {})
    await background.walk(HOUR, step=HOUR)
    (story,) = await background.stories(shop)
    assert story.gone_at == START + 2 * HOUR
    assert len(story.looks) == 2
    assert await background.rows("SELECT 1 FROM capture WHERE state IN (0, 1)") == []
    background.asked()
    await background.walk(24 * HOUR, step=HOUR)
    assert background.asked()[INSIGHTS] == 0
    assert story.state(background.clock.now()) is StoryState.PARTIAL


@pytest.mark.proves("F6")
async def test_after_hours_without_instagram_the_finals_are_still_made(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    await background.walk(30 * MINUTE, step=30 * MINUTE)
    outage = await background.switch("server_error")
    with caplog.at_level(logging.ERROR):
        await background.walk(5 * HOUR, step=15 * MINUTE)
    # The looks at one and two hours were due and over while Instagram was away.
    assert {slot: state for slot, state in (await states(background)).items() if slot < 4} == {
        0: DONE,
        1: MISSED,
        2: MISSED,
        3: OPEN,
    }
    assert "passed their deadline undone" in caplog.text
    background.switch_off(outage)
    await background.walk(15 * MINUTE)
    await background.walk_until(START + 20 * HOUR + 50 * MINUTE, step=15 * MINUTE)
    await background.walk(20 * MINUTE, step=5 * MINUTE)
    await background.walk_until(START + 23 * HOUR, step=15 * MINUTE)
    await background.walk(HOUR)
    assert (await ages_of_looks(background, shop))[1] < 6 * HOUR
    # Before 23 hours a look may come along with a search for stories, a little early.
    (*looks, hour, first_final, last_final) = (await ages_of_looks(background, shop))[2:]
    assert len(looks) == len(LADDER[4:-3])
    for age, planned in zip(looks, LADDER[4:-3], strict=True):
        # Later by a step of the clock at most.
        assert planned - EARLY <= age <= planned + 15 * MINUTE
    assert (hour, first_final, last_final) == LADDER[-3:]
    (story,) = await background.stories(shop)
    assert story.state(background.clock.now()) is StoryState.FINAL


async def test_a_final_is_tried_again_until_the_story_ends(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    background.clock.jump(23 * HOUR + 20 * MINUTE)
    outage = await background.switch("server_error")
    await background.walk_until(START + 24 * HOUR - 2 * MINUTE, step=MINUTE)
    background.switch_off(outage)
    await background.walk(90 * SECOND, step=30 * SECOND)
    (story,) = await background.stories(shop)
    assert story.looks[-1].at > START + 24 * HOUR - 2 * MINUTE
    assert story.state(START + 24 * HOUR) is StoryState.FINAL


async def test_being_told_to_wait_is_no_failure(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    throttle = await background.switch("throttle", minutes=30, endpoint="/{media}/insights")
    await background.drain()
    background.asked()
    await background.walk(25 * MINUTE)
    assert background.asked()[INSIGHTS] == 0
    (first, *_) = await background.rows(STATES)
    assert (first.slot, first.state, first.failures) == (0, OPEN, 0)
    background.switch_off(throttle)
    await background.walk(5 * MINUTE)
    assert await ages_of_looks(background, shop) == [30 * MINUTE]


async def test_while_instagram_wants_no_calls_not_even_a_story_that_ends_is_looked_at(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    background.clock.jump(FINALS[-1])
    await background.switch("throttle", times=1, minutes=60, endpoint="/{media}/insights")
    background.asked()
    await background.walk(10 * MINUTE, step=MINUTE)
    assert background.asked()[INSIGHTS] == 1


@pytest.mark.proves("F11")
async def test_a_final_is_made_the_moment_instagram_takes_calls_again(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    background.clock.jump(FINALS[-1])
    throttle = await background.switch("throttle", minutes=9, endpoint="/{media}/insights")
    await background.drain()
    background.switch_off(throttle)
    await background.walk(9 * MINUTE, step=30 * SECOND)
    (_, *finals) = await ages_of_looks(background, shop)
    assert finals[-1] == FINALS[-1] + 9 * MINUTE


async def test_only_a_story_that_ends_goes_before_everything_else(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    purposes: list[tuple[timedelta, Purpose]] = []
    media_insights = background.instagram.media_insights

    async def watched(access: Access, *rest: Any) -> Insights:
        purposes.append((background.clock.now() - START, access.purpose))
        return await media_insights(access, *rest)

    monkeypatch.setattr(background.instagram, "media_insights", watched)
    outage = await background.switch("server_error")
    # The look of the first hour is of use until the second.
    await background.walk(110 * MINUTE, step=55 * MINUTE)
    background.switch_off(outage)
    await background.walk_until(START + FINALS[0], step=DAY)
    assert {purpose for _, purpose in purposes[:-1]} == {Purpose.STORY}
    assert purposes[-1] == (FINALS[0], Purpose.ENDING_STORY)


@pytest.mark.proves("F32")
async def test_one_story_that_fails_does_not_stop_its_neighbours(background: Background) -> None:
    poison = await background.link("poison.shop")
    shop = await background.link("tea.shop", BORIS)
    await background.publish_story(poison)
    await background.publish_story(shop)
    odd = await background.switch(
        "error",
        code=100,
        message="odd",
        user_id=poison.account.user_id,
        endpoint="/{media}/insights",
    )
    await background.drain()
    assert await ages_of_looks(background, poison) == []
    assert await ages_of_looks(background, shop) == [timedelta()]
    # Five failures set that look aside, where an operator sees it, and not the story.
    await background.walk(50 * MINUTE)
    (aside,) = await background.rows("SELECT slot, last_error FROM capture WHERE state = 4")
    assert aside.slot == 0
    assert "odd" in aside.last_error
    background.switch_off(odd)
    await background.walk(10 * MINUTE)
    assert await ages_of_looks(background, poison) == [HOUR]


async def test_a_broken_link_is_told_once_and_looks_go_on_after_the_relink(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    broken = await background.switch("token_state", state="password")
    await background.walk(90 * MINUTE)
    (alarm,) = background.delivery.of_kind("link_broken")
    assert alarm.payload == {"account_id": shop.id, "reason": "460"}
    assert (alarm.chat_id, alarm.silent) == (ANA, False)
    background.asked()
    await background.walk(2 * HOUR, step=15 * MINUTE)
    assert background.asked().total() == 0
    assert await ages_of_looks(background, shop) == [timedelta()]
    background.switch_off(broken)
    await background.link_with(shop.token)
    await background.walk(15 * MINUTE)
    assert len(await ages_of_looks(background, shop)) == 2
    assert len(background.delivery.of_kind("link_broken")) == 1


async def test_another_healthy_link_serves_when_one_breaks(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    now = background.clock.now()
    dead = IssuedToken(Secret("IGAAdead"), None, now, now + timedelta(days=61))
    async with background.database.transaction() as stored:
        await stored.people.seen(BORIS, "Boris", None, "en")
        await stored.links.save(BORIS, shop.id, dead)
    await background.drain()
    assert await ages_of_looks(background, shop) == [timedelta()]
    assert [told.chat_id for told in background.delivery.of_kind("link_replaced")] == [BORIS]
    assert background.delivery.of_kind("link_broken") == []
