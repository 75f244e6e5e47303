"""Instagram posts to the bot over HTTP: what becomes of it, and that it goes on doing so."""

import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.accounts import LinkState
from bot.domain.media_life import AGES
from bot.domain.story_life import Story, StoryState
from bot.services.keep_subscribed import CHECK_EVERY, WANTED, EndSubscription
from bot.services.manage_accounts import UnlinkAccount
from tests.support.background import (
    ANA,
    BORIS,
    INSIGHTS,
    MEDIA_LIST,
    STORIES,
    Background,
    LinkedShop,
)
from tests.support.meta import (
    VERIFY_TOKEN,
    Hook,
    comment,
    delivery,
    serve_hook,
    signature,
    story_insights,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SUBSCRIBED = "/me/subscribed_apps"
CHECK = "instagram GET /{user}/subscribed_apps"
SUBSCRIBE = "instagram POST /{user}/subscribed_apps"
UNSUBSCRIBE = "instagram DELETE /{user}/subscribed_apps"
DONE, FAILED = 2, 4


@dataclass
class World:
    """The bot at work, with a webhook that Instagram knows, and a linked shop."""

    background: Background
    hook: Hook
    shop: LinkedShop

    async def subscribed(self) -> list[str]:
        (app,) = (await self.background.ask_instagram(self.shop, SUBSCRIBED))["data"] or [{}]
        return list(app.get("subscribed_fields", []))

    async def told(self, what: str, **body: Any) -> Any:
        """Something happens at the shop, and Instagram tells it."""
        path = f"/instagram/accounts/{self.shop.account.user_id}/{what}"
        return await self.background.control(path, body)

    async def post(self, *changes: Mapping[str, Any]) -> None:
        """Told of the shop, now."""
        user_id, now = self.shop.account.user_id, self.background.clock.now()
        body = delivery(user_id, changes, int(now.timestamp()))
        secret = self.background.sandbox.credentials.instagram_app_secret
        assert (await self.hook.post(body, signature(body, secret))).status == 200

    async def entries(self, columns: str = "field, state") -> list[tuple[Any, ...]]:
        rows = await self.background.rows(f"SELECT {columns} FROM webhook_entry ORDER BY id")
        return [tuple(row) for row in rows]

    async def the_story(self) -> Story:
        (story,) = await self.background.stories(self.shop)
        return story


@pytest.fixture
async def world(background: Background) -> AsyncIterator[World]:
    credentials = background.sandbox.credentials
    secrets = (credentials.instagram_app_secret, credentials.meta_app_secret)
    async with serve_hook(background.database, secrets) as hook:
        await background.control(
            "/instagram/webhook", {"url": hook.url, "verify_token": VERIFY_TOKEN}
        )
        shop = await background.link("tea.shop", posts=0, reels=0, carousels=0)
        async with background.database.transaction() as stored:
            await stored.webhook_subscriptions.start(shop.id, background.clock.now())
            await stored.newest_media.start(shop.id, background.clock.now())
            await stored.accounts.set_media_synced(shop.id, background.clock.now())
        await background.drain()
        background.asked()
        yield World(background, hook, shop)


# Subscribing ------------------------------------------------------------------------------------


async def test_who_is_linked_is_subscribed(world: World) -> None:
    assert await world.subscribed() == list(WANTED[0])


async def test_a_field_that_is_refused_leaves_the_others(world: World) -> None:
    background = world.background
    await background.switch("story_insights_subscription", answer="refused")
    await world.told("unsubscribe")
    await background.walk(HOUR)
    assert await world.subscribed() == ["comments"]
    await world.told("unsubscribe")
    background.asked()
    await background.walk(HOUR)
    assert background.asked()[SUBSCRIBE] == 1, "what was taken the last time is asked first"


@pytest.mark.proves("F40")
async def test_a_lost_subscription_is_noticed_within_the_hour(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    background = world.background
    await background.walk(MINUTE, MINUTE)
    await world.told("unsubscribe")
    await background.walk(HOUR, MINUTE * 5)
    assert await world.subscribed() == list(WANTED[0])
    assert "was unsubscribed from webhooks" in caplog.text


@pytest.mark.proves("F40")
async def test_the_gap_is_looked_through_at_once(world: World) -> None:
    background = world.background
    await world.told("unsubscribe")
    background.clock.jump(CHECK_EVERY - MINUTE)
    await background.drain()
    background.asked()
    # Its stories and posts were looked for just now, and would be in half an hour and an hour.
    background.clock.jump(MINUTE)
    await background.drain()
    asked = background.asked()
    assert (asked[CHECK], asked[SUBSCRIBE]) == (1, 1)
    assert (asked[STORIES], asked[MEDIA_LIST]) == (1, 1)


async def test_quiet_hours_cost_one_call_each_and_change_nothing(world: World) -> None:
    background = world.background
    await background.walk(11 * CHECK_EVERY, CHECK_EVERY)
    asked = background.asked()
    assert (asked[CHECK], asked[SUBSCRIBE]) == (11, 0)


async def test_a_webhook_proves_the_subscription(world: World) -> None:
    background = world.background
    for number in range(8):
        await background.walk(30 * MINUTE, 30 * MINUTE)
        await world.post(comment(number))
    assert background.asked()[CHECK] == 0
    await background.walk(CHECK_EVERY, CHECK_EVERY)
    assert background.asked()[CHECK] == 1


@pytest.mark.proves("F40")
async def test_an_outage_that_ends_the_subscription_is_made_good(world: World) -> None:
    background = world.background
    path = f"/instagram/accounts/{world.shop.account.user_id}/media"
    await background.control(path, {})
    await background.switch("webhook_unsubscribed", minutes=60)
    wrong = await background.switch("webhook_signature", secret="wrong")
    assert (await world.told("comments"))["status"] == 401
    await background.sandbox.clock.advance(65 * MINUTE)
    assert await world.subscribed() == []
    background.switch_off(wrong)
    await background.drain()
    assert await world.subscribed() == list(WANTED[0])


async def test_an_app_that_may_not_subscribe_keeps_its_links_and_asks_once_a_day(
    world: World,
) -> None:
    background = world.background
    await world.told("unsubscribe")
    await background.switch("error", code=10, message="no", endpoint="/{user}/subscribed_apps")
    async with background.database.transaction() as stored:
        await stored.webhook_subscriptions.set_accepted(world.shop.id, ())
    await background.walk(23 * HOUR, HOUR)
    assert background.asked()[SUBSCRIBE] == len(WANTED)
    async with background.database.reading() as stored:
        link = await stored.links.get(world.shop.link_id)
    assert link is not None
    assert link.state is LinkState.ACTIVE


# Unlinking --------------------------------------------------------------------------------------


def unlink(background: Background) -> UnlinkAccount:
    end = EndSubscription(background.database, background.subscriptions)
    return UnlinkAccount(background.database, end)


async def test_with_the_last_link_the_subscription_ends(world: World) -> None:
    background, shop = world.background, world.shop
    await background.link_with(shop.token, BORIS)
    await unlink(background)(ANA, shop.id)
    assert background.asked()[UNSUBSCRIBE] == 0
    await unlink(background)(BORIS, shop.id)
    assert background.asked()[UNSUBSCRIBE] == 1
    assert await world.subscribed() == []
    await world.post(comment(1))
    assert await world.entries() == []


async def test_somebody_else_ends_nothing(world: World) -> None:
    background = world.background
    await EndSubscription(background.database, background.subscriptions)(BORIS, world.shop.id)
    assert background.asked()[UNSUBSCRIBE] == 0


async def test_unlinking_does_not_wait_for_instagram_to_be_well(world: World) -> None:
    background = world.background
    await background.switch("server_error")
    unlinked = await unlink(background)(ANA, world.shop.id)
    assert unlinked.account.username == "tea.shop"
    async with background.database.reading() as stored:
        assert await stored.accounts.linked_to(ANA) == []


# Comments ---------------------------------------------------------------------------------------


async def young_post(world: World) -> str:
    """A post that was just found, with its first looks behind it."""
    background = world.background
    path = f"/instagram/accounts/{world.shop.account.user_id}/media"
    media_id = str((await background.control(path, {}))["id"])
    await background.walk(AGES[1] + 30 * MINUTE)
    background.asked()
    return media_id


async def test_a_comment_hastens_a_look_once_an_hour(world: World) -> None:
    background = world.background
    await young_post(world)
    await background.walk(HOUR)
    assert background.asked()[INSIGHTS] == 0, "the ladder looks at 6 hours"
    for _ in range(6):
        await world.told("comments", count=3)
        await background.walk(10 * MINUTE)
    assert 0 < background.asked()[INSIGHTS] <= 2
    assert {state for _, state in await world.entries()} == {DONE}
    assert len(await world.entries()) == 18


async def test_a_comment_on_an_old_or_unknown_post_costs_nothing(world: World) -> None:
    background = world.background
    media_id = await young_post(world)
    await background.walk(timedelta(days=8), 6 * HOUR)
    background.asked()
    await world.post(comment(1, media_id), comment(2, "18019999999999999"))
    await background.walk(5 * MINUTE)
    assert background.asked()[INSIGHTS] == 0
    assert await world.entries() == [("comments", DONE), ("comments", DONE)]


@pytest.mark.parametrize(
    ("switch", "params", "taken"),
    [
        ("webhook_signature", {"secret": "meta"}, 200),
        ("webhook_signature", {"secret": "wrong"}, 401),
        ("webhook_shape", {"shape": "bare"}, 200),
        ("webhook_time", {"unit": "milliseconds"}, 200),
        ("webhook_duplicates", {"copies": 3}, 200),
        ("webhook_batch", {"size": 500}, 200),
    ],
)
async def test_however_instagram_tells_it(
    world: World, switch: str, params: dict[str, Any], taken: int
) -> None:
    background = world.background
    path = f"/instagram/accounts/{world.shop.account.user_id}/media"
    await background.control(path, {})
    await background.switch(switch, **params)
    assert (await world.told("comments", count=1200))["status"] == taken
    rows = await world.entries("sent_at")
    assert len(rows) == (1200 if taken == 200 else 0)
    assert {str(sent_at)[:16] for (sent_at,) in rows} <= {
        f"{background.clock.now():%Y-%m-%d %H:%M}"
    }
    await background.drain()
    assert {state for _, state in await world.entries()} <= {DONE}


# Poison -----------------------------------------------------------------------------------------


@pytest.mark.proves("F32", "F34", "S29")
async def test_a_poison_entry_stops_none_of_the_others(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    background = world.background
    story_id = await background.publish_story(world.shop)
    await background.walk(HOUR)
    poison = story_insights(story_id, reach="many")
    changes = [*(comment(number) for number in range(500)), poison]
    changes += [comment(number) for number in range(500, 999)]
    await world.post(*changes)
    await background.drain()
    states = await world.entries()
    assert [state for field, state in states if field == "comments"] == [DONE] * 999
    await background.walk(10 * MINUTE, MINUTE)
    ((failures, error),) = await background.rows(
        "SELECT failures, last_error FROM webhook_entry WHERE state = 4"
    )
    assert (failures, error) == (5, "reach of a story is no count")
    assert not [record for record in caplog.records if record.exc_info]


# Stories ----------------------------------------------------------------------------------------


async def publish(world: World, viewers: int = 500) -> str:
    """A story, and found."""
    story_id = await world.background.publish_story(world.shop, viewers=viewers)
    await world.background.walk(30 * MINUTE, 30 * MINUTE)
    return story_id


async def told_at_the_end(world: World, **value: Any) -> dict[str, Any]:
    """What Instagram tells when the story has ended, worked off."""
    story = await world.the_story()
    background = world.background
    await background.walk_until(story.posted_at + timedelta(hours=24, minutes=10), HOUR)
    told = await world.told("story_insights", media_id=story.details.media_id, value=value)
    assert told["status"] == 200
    await background.drain()
    return dict(told["value"])


async def test_a_story_that_nobody_could_read_gets_the_told_numbers(world: World) -> None:
    background = world.background
    await background.switch("server_error", endpoint="/{media}/insights")
    await publish(world)
    background.clock.jump(23 * HOUR)
    told = await told_at_the_end(world)
    story = await world.the_story()
    assert story.state(background.clock.now()) is StoryState.FINAL
    assert story.insights is not None
    assert dict(story.insights.values) == {
        "reach": told["reach"],
        "views": told["impressions"],
        "replies": told["replies"],
    }
    parts = {
        "tap_forward": told["taps_forward"],
        "tap_back": told["taps_back"],
        "tap_exit": told["exits"],
        "swipe_forward": None,
    }
    assert {part: story.insights.part("navigation", part) for part in parts} == parts
    assert story.age_at_last_numbers == timedelta(hours=24)


async def test_a_final_look_of_our_own_stays(world: World) -> None:
    background = world.background
    await publish(world)
    await background.walk(timedelta(hours=24), 35 * MINUTE)
    before = await world.the_story()
    assert before.state(background.clock.now()) is StoryState.FINAL
    await told_at_the_end(world, reach=10_000)
    assert await world.the_story() == before


async def test_a_late_look_is_bettered_but_by_no_smaller_number(world: World) -> None:
    background = world.background
    await publish(world)
    await background.walk(4 * HOUR, HOUR)
    await background.switch("server_error", endpoint="/{media}/insights")
    background.clock.jump(19 * HOUR)
    await told_at_the_end(world, reach=1)
    looks = (await world.the_story()).looks
    assert (await world.the_story()).state(background.clock.now()) is StoryState.PARTIAL
    told = await told_at_the_end(world)
    story = await world.the_story()
    assert story.looks[: len(looks)] == looks
    assert story.state(background.clock.now()) is StoryState.FINAL
    assert story.insights is not None
    assert story.insights.get("reach") == told["reach"]


async def test_numbers_that_are_held_back_are_none(world: World) -> None:
    background = world.background
    await publish(world, viewers=3)
    background.clock.jump(23 * HOUR)
    assert (await told_at_the_end(world))["reach"] == -1
    story = await world.the_story()
    # Hidden when it was looked at, early; what became of it then, nobody knows.
    assert story.state(background.clock.now()) is StoryState.LOST
    assert story.insights is None


async def test_a_story_is_found_within_its_account_only(world: World) -> None:
    background = world.background
    other = await background.link("coffee.shop", BORIS)
    story_id = await background.publish_story(other, viewers=500)
    await background.drain()
    looks = [story.looks for story in await background.stories(other)]
    await world.post(story_insights(story_id))
    await background.drain()
    assert [story.looks for story in await background.stories(other)] == looks
    assert await world.entries() == [("story_insights", DONE)]


async def test_told_three_times_in_any_order_it_has_one_effect(world: World) -> None:
    background = world.background
    await background.switch("server_error", endpoint="/{media}/insights")
    story_id = await publish(world)
    background.clock.jump(timedelta(hours=24, minutes=10))
    changes = [comment(1), story_insights(story_id), comment(2)]
    for told in (changes, changes[::-1], changes[1:]) * 3:
        await world.post(*told)
        await background.drain()
    assert len(await world.entries()) == 3
    assert len([look for look in (await world.the_story()).looks if look.insights]) == 1


async def test_without_the_webhook_nothing_is_lost(world: World) -> None:
    """As it is with Instagram Login: the subscription is taken, and nothing ever comes."""
    background = world.background
    await publish(world)
    await background.walk(timedelta(hours=24), 35 * MINUTE)
    assert (await world.the_story()).state(background.clock.now()) is StoryState.FINAL
    assert await world.entries() == []
