"""Hours of trouble with Instagram, and calls that end badly at the worst moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.accounts import LinkState
from bot.sandbox.app import Sandbox
from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.gate import Gate
from bot.sandbox.instagram.request import GraphRequest
from tests.services.switching import Calls, switched_on_from
from tests.support.background import ANA, BORIS, INSIGHTS, Background, LinkedShop

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SHOPS = 3
BUDGET = 200
"""Calls an hour and account, as the harness wires it."""


async def looks(background: Background, shop: LinkedShop) -> int:
    (story,) = await background.stories(shop)
    return sum(look.insights is not None for look in story.looks)


# Two hours without Instagram ----------------------------------------------------------------------


@pytest.mark.proves("F6")
@pytest.mark.parametrize(
    ("status", "step"), [(500, 10 * MINUTE), (502, 10 * MINUTE), (503, 2 * MINUTE)]
)
async def test_two_hours_without_instagram_are_no_storm_and_are_caught_up_with(
    sqlite_background: Background, status: int, step: timedelta
) -> None:
    background = sqlite_background
    shops = [await background.link(f"shop.{number}", 100 + number) for number in range(SHOPS)]
    for shop in shops:
        await background.publish_story(shop)
    await background.walk(90 * MINUTE, 30 * MINUTE)
    before = [await looks(background, shop) for shop in shops]
    outage = await background.switch("server_error", status=status)
    background.asked()
    hours = []
    for _ in range(2):
        await background.walk(HOUR, step)
        hours.append(background.asked().total())
    assert all(0 < calls <= SHOPS * BUDGET // 2 for calls in hours), hours
    assert [await looks(background, shop) for shop in shops] == before
    new = [await background.publish_story(shop) for shop in shops]
    background.switch_off(outage)
    await background.walk(15 * MINUTE, 5 * MINUTE)
    for shop, media_id in zip(shops, new, strict=True):
        stories = {one.details.media_id: one for one in await background.stories(shop)}
        assert stories[media_id].looks, "found soon after the outage"
    await background.walk(HOUR, 15 * MINUTE)
    for shop, had in zip(shops, before, strict=True):
        old = min(await background.stories(shop), key=lambda story: story.posted_at)
        assert sum(look.insights is not None for look in old.looks) > had
    assert background.delivery.of_kind("link_broken") == []


# Deleted in the middle of a look ------------------------------------------------------------------


@contextmanager
def deleted_from(sandbox: Sandbox, index: int, media_id: str) -> Iterator[Calls]:
    """At the call of that index, counted from 0, its owner has just deleted the media."""
    calls, admit = Calls(), Gate.admit

    def counted(gate: Gate, request: GraphRequest, *rest: object) -> Call:
        if calls.count == index:
            sandbox.instagram._world.delete(media_id)
        calls.count += 1
        return admit(gate, request, *rest)  # type: ignore[arg-type]  # as it came

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(Gate, "admit", counted)
        yield calls


@pytest.mark.proves("F14")
async def test_a_story_deleted_at_any_call_of_a_look_is_gone_and_not_asked_for_again(
    background: Background,
) -> None:
    """It keeps what earlier looks have seen; the half of one that came is no look."""
    shop = await background.link("tea.shop")
    index = 0
    while True:
        media_id = await background.publish_story(shop)
        await background.walk(30 * MINUTE, 30 * MINUTE)
        with deleted_from(background.sandbox, index, media_id) as calls:
            await background.walk(30 * MINUTE, 30 * MINUTE)
        (story,) = [
            one for one in await background.stories(shop) if one.details.media_id == media_id
        ]
        if calls.count <= index:
            assert story.gone_at is None
            break
        if story.gone_at is None:
            # Deleted after its last call: the next look finds out.
            await background.walk(HOUR, HOUR)
        (story,) = [
            one for one in await background.stories(shop) if one.details.media_id == media_id
        ]
        assert story.gone_at is not None, f"call {index}"
        waiting = "SELECT 1 FROM capture WHERE story_id = :id AND state IN (0, 1)"
        assert await background.rows(waiting, id=story.id) == []
        background.asked()
        await background.walk(2 * HOUR, HOUR)
        assert background.asked()[INSIGHTS] == 0
        index += 1
    assert index >= 2, "a look takes two calls at least"
    assert background.delivery.of_kind("link_broken") == []


# A token that ends in the middle of a look --------------------------------------------------------


@pytest.mark.proves("F15")
async def test_a_token_that_ends_at_any_call_stops_its_own_account_only(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    index, struck = 0, True
    while struck:
        shop = await background.link(f"tea.{index}", ANA)
        other = await background.link(f"casa.{index}", BORIS)
        for one in (shop, other):
            await background.publish_story(one)
        await background.walk(30 * MINUTE, 30 * MINUTE)
        had = await looks(background, shop)
        expired = {"state": "expired", "user_id": shop.account.user_id}
        with switched_on_from(background.sandbox, index, "token_state", **expired) as calls:
            await background.walk(30 * MINUTE, 30 * MINUTE)
        struck = calls.count > index
        assert await looks(background, other) == had + 1, f"call {index}"
        async with background.database.reading() as stored:
            link = await stored.links.get(shop.link_id)
        assert link is not None
        if await looks(background, shop) == had:
            assert (link.state, link.reason) == (LinkState.NEEDS_RELINK, "463")
            await background.link_with(shop.token, ANA)
            await background.walk(15 * MINUTE, 5 * MINUTE)
        assert await looks(background, shop) == had + 1, f"call {index}"
        for one in (shop, other):
            await background.search_no_more(one)
        async with background.database.session() as session:
            await session.execute(text("DELETE FROM capture"))
        index += 1
    assert index > 4, "two looks and two searches"
    alarms = background.delivery.of_kind("link_broken")
    assert len({alarm.payload["account_id"] for alarm in alarms}) == len(alarms) > 0
    assert {alarm.chat_id for alarm in alarms} == {ANA}
