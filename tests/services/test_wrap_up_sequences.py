"""When the stories of a day have ended, everybody who follows the account is told, once."""

from datetime import date, timedelta

from sqlalchemy import text

from bot.domain.accounts import LinkState
from tests.support.background import ANA, BORIS, Background
from tests.support.clock import START

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def test_everybody_is_told_once_after_the_last_story_of_the_day_has_ended(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.link_with(shop.token, BORIS)
    await background.publish_story(shop)
    await background.walk(4 * HOUR, step=HOUR)
    await background.publish_story(shop)
    await background.walk_until(START + 28 * HOUR, step=HOUR)
    assert background.delivery.of_kind("wrap_up") == []
    await background.walk(10 * MINUTE)
    told = background.delivery.of_kind("wrap_up")
    assert sorted(message.chat_id for message in told) == [ANA, BORIS]
    assert set(background.delivery.times_of("wrap_up")) == {START + 28 * HOUR + 5 * MINUTE}
    (sequence,) = await background.sequences(shop)
    assert {message.payload["sequence_id"] for message in told} == {sequence.id}
    assert len(sequence.stories) == 2
    await background.walk(12 * HOUR, step=HOUR)
    assert len(background.delivery.of_kind("wrap_up")) == 2


async def test_a_row_that_runs_twice_tells_nobody_twice(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    await background.walk(25 * HOUR, step=5 * HOUR)
    await background.walk(5 * MINUTE)
    assert len(background.delivery.of_kind("wrap_up")) == 1
    async with background.database.session() as session:
        await session.execute(text("UPDATE story_sequence SET state = 0"))
    await background.walk(5 * MINUTE)
    assert await background.rows("SELECT 1 FROM story_sequence WHERE state = 2") != []
    assert len(background.delivery.of_kind("wrap_up")) == 1


async def test_each_local_day_is_a_sequence_of_its_own(background: Background) -> None:
    madrid = await background.link("tea.shop")
    havana = await background.link("rum.bar", BORIS, "America/Havana")
    background.clock.jump(10 * HOUR)  # 22:00 UTC: 23:00 in Madrid, 17:00 in Havana
    for _ in range(2):
        await background.publish_story(madrid)
        await background.publish_story(havana)
        await background.walk(2 * HOUR, step=30 * MINUTE)
    assert [one.local_date for one in await background.sequences(madrid)] == [
        date(2026, 11, 3),
        date(2026, 11, 2),
    ]
    assert [one.local_date for one in await background.sequences(havana)] == [date(2026, 11, 2)]
    await background.walk_until(START + 38 * HOUR, step=2 * HOUR)
    told = [message.chat_id for message in background.delivery.of_kind("wrap_up")]
    assert sorted(told) == [ANA, ANA, BORIS]


async def test_where_the_last_looks_were_missed_a_search_tells_whether_the_stories_have_ended(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(20 * HOUR, step=4 * HOUR)
    fault = await background.switch("server_error")
    await background.walk_until(START + 27 * HOUR, step=30 * MINUTE)
    assert background.delivery.of_kind("wrap_up") == []
    background.switch_off(fault)
    await background.walk(30 * MINUTE, step=5 * MINUTE)
    assert len(background.delivery.of_kind("wrap_up")) == 1


async def test_where_no_link_serves_the_wrap_up_waits_for_no_search(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(20 * HOUR, step=4 * HOUR)
    async with background.database.transaction() as stored:
        await stored.links.set_state(shop.link_id, LinkState.NEEDS_RELINK, "460")
    await background.walk_until(START + 24 * HOUR + 5 * MINUTE, step=35 * MINUTE)
    assert len(background.delivery.of_kind("wrap_up")) == 1


async def test_who_unlinked_meanwhile_is_not_told(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.link_with(shop.token, BORIS)
    await background.publish_story(shop)
    await background.drain()
    async with background.database.transaction() as stored:
        await stored.links.remove(BORIS, shop.id)
    await background.walk(25 * HOUR, step=5 * HOUR)
    await background.walk(5 * MINUTE)
    assert [message.chat_id for message in background.delivery.of_kind("wrap_up")] == [ANA]


async def test_who_blocks_the_bot_is_not_told(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.link_with(shop.token, BORIS)
    await background.publish_story(shop)
    await background.drain()
    async with background.database.transaction() as stored:
        await stored.people.set_blocked(BORIS, START)
    await background.walk(25 * HOUR, step=5 * HOUR)
    await background.walk(5 * MINUTE)
    assert [message.chat_id for message in background.delivery.of_kind("wrap_up")] == [ANA]
