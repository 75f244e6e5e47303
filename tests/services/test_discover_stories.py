"""Stories are found while they live, each once, and their looks are planned with them."""

from datetime import UTC, date, datetime, timedelta

from tests.support.background import BORIS, STORIES, Background
from tests.support.clock import START

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

PLANNED = "SELECT slot, lane, available_at FROM capture WHERE state IN (0, 1) ORDER BY slot"


async def test_a_story_is_found_once_however_often_it_is_listed(background: Background) -> None:
    shop = await background.link("tea.shop")
    media_id = await background.publish_story(shop, caption="Rainy day")
    await background.drain()
    planned = await background.rows("SELECT id FROM capture ORDER BY id")
    await background.walk(55 * MINUTE)
    assert background.asked()[STORIES] == 2
    (story,) = await background.stories(shop)
    assert (story.details.media_id, story.posted_at) == (media_id, START)
    assert await background.rows("SELECT id FROM capture ORDER BY id") == planned


async def test_every_look_of_a_story_is_planned_when_it_is_found(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    async with background.database.transaction() as stored:
        refs = await stored.discoveries.claim(10, MINUTE)
    await background.lanes["discover"].work(refs)
    assert [(row.slot, row.lane) for row in await background.rows(PLANNED)] == [
        *((slot, "capture") for slot in range(13)),
        (13, "final"),
        (14, "final"),
    ]


async def test_a_story_found_late_is_looked_at_at_once(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    background.clock.jump(23 * HOUR + 40 * MINUTE)
    await background.drain()
    (story,) = await background.stories(shop)
    assert [look.at for look in story.looks] == [START + 23 * HOUR + 40 * MINUTE]
    assert [(row.slot, row.lane) for row in await background.rows(PLANNED)] == [(14, "final")]


async def test_a_story_belongs_to_the_day_on_its_owners_calendar(background: Background) -> None:
    background.clock.jump(timedelta(hours=11, minutes=30))  # 23:30 UTC
    madrid = await background.link("tea.shop")
    havana = await background.link("rum.bar", BORIS, "America/Havana")
    await background.publish_story(madrid)
    await background.publish_story(havana)
    await background.drain()
    assert [one.local_date for one in await background.sequences(madrid)] == [date(2026, 11, 3)]
    assert [one.local_date for one in await background.sequences(havana)] == [date(2026, 11, 2)]


async def test_who_posts_often_is_searched_closer(background: Background) -> None:
    shop = await background.link("tea.shop")
    for _ in range(4):
        await background.publish_story(shop)
    await background.drain()
    (plan,) = await background.rows("SELECT available_at FROM discover_plan")
    due_at = datetime.fromisoformat(str(plan.available_at)).replace(tzinfo=UTC)
    assert due_at == background.clock.now() + 15 * MINUTE


async def test_an_account_is_searched_again_after_hours_without_instagram(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.drain()
    outage = await background.switch("server_error")
    await background.publish_story(shop)
    await background.walk(5 * HOUR, step=15 * MINUTE)
    assert await background.stories(shop) == []
    background.switch_off(outage)
    await background.walk(10 * MINUTE)
    assert len(await background.stories(shop)) == 1


async def test_one_account_that_cannot_be_read_does_not_stop_the_others(
    background: Background,
) -> None:
    poor = await background.link("poor.shop")
    rich = await background.link("rich.shop", BORIS)
    await background.switch("error", code=100, message="odd", user_id=poor.account.user_id)
    await background.publish_story(poor)
    await background.publish_story(rich)
    await background.drain()
    assert await background.stories(poor) == []
    assert len(await background.stories(rich)) == 1


async def test_an_account_that_was_forgotten_meanwhile_leaves_nothing(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    async with background.database.transaction() as stored:
        refs = await stored.discoveries.claim(10, MINUTE)
        await stored.accounts.forget(shop.id)
    await background.lanes["discover"].work(refs)
    assert await background.rows("SELECT id FROM story") == []
