"""Profile, posts and reels are read anew, page by page, and only what still moves."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.media import Media, MediaProductType
from bot.services.ports import Access, MediaPage
from bot.services.refresh_accounts import YOUNG
from tests.support.background import INSIGHTS, MEDIA_LIST, Background, LinkedShop

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

WITHOUT_NESTING = ("refused", "absent")


async def linked(background: Background, **settings: Any) -> LinkedShop:
    """An account with 120 posts of two years, to be read for the first time."""
    counts: dict[str, Any] = {"posts": 60, "reels": 40, "carousels": 20, "children": 2}
    shop = await background.link("tea.shop", **(counts | settings))
    await background.search_no_more(shop)
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, background.clock.now())
    background.asked()
    return shop


async def kept(background: Background, shop: LinkedShop) -> list[Media]:
    """Posts and reels as they are kept, newest first."""
    async with background.database.reading() as stored:
        found = [
            media
            for kind in (MediaProductType.FEED, MediaProductType.REELS)
            for media in await stored.media.page(shop.id, kind, 0, 1000)
        ]
    return sorted(found, key=lambda media: media.details.timestamp, reverse=True)


async def publish(background: Background, shop: LinkedShop) -> str:
    path = f"/instagram/accounts/{shop.account.user_id}/media"
    return str((await background.control(path, {}))["id"])


async def test_the_first_time_every_page_is_read(background: Background) -> None:
    shop = await linked(background)
    await background.drain()
    assert background.asked() == {
        "instagram GET /{user}": 1,
        MEDIA_LIST: 3,
    }
    media = await kept(background, shop)
    assert len(media) == 120
    assert all(one.insights is not None for one in media)
    async with background.database.reading() as stored:
        account = await stored.accounts.get(shop.id)
        followers = await stored.account_numbers.followers(
            shop.id, date(2026, 11, 1), date(2026, 11, 3)
        )
    assert account is not None
    assert account.media_synced_at == background.clock.now()
    assert followers == {date(2026, 11, 2): account.followers_count}


async def test_pages_are_stored_as_they_come(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    media_page = background.instagram.media_page
    before_each: list[int] = []

    async def watched(access: Access, after: str | None, limit: int) -> MediaPage:
        before_each.append(len(await kept(background, shop)))
        return await media_page(access, after, limit)

    monkeypatch.setattr(background.instagram, "media_page", watched)
    await background.drain()
    assert before_each == [0, 50, 100]


async def test_a_first_sync_that_broke_off_is_made_good(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    media_page = background.instagram.media_page
    outages: list[str] = []

    async def breaks_off(access: Access, after: str | None, limit: int) -> MediaPage:
        if after is not None and not outages:
            outages.append(await background.switch("server_error"))
        return await media_page(access, after, limit)

    monkeypatch.setattr(background.instagram, "media_page", breaks_off)
    await background.drain()
    assert len(await kept(background, shop)) == 50
    background.switch_off(outages[0])
    await background.walk(10 * timedelta(minutes=1))
    assert len(await kept(background, shop)) == 120


async def test_later_only_pages_with_young_posts_are_read(background: Background) -> None:
    shop = await linked(background)
    await background.drain()
    before = {one.details.media_id: one.insights for one in await kept(background, shop)}
    new = await publish(background, shop)
    background.asked()
    await background.walk(6 * HOUR, step=6 * HOUR)
    assert background.asked()[MEDIA_LIST] == 1
    media = await kept(background, shop)
    assert media[0].details.media_id == new
    now = background.clock.now()
    for one in media[50:]:
        assert one.insights == before[one.details.media_id]
    young = [one for one in media[1:] if one.age(now) < YOUNG]
    assert young
    for one in young:
        assert one.insights is not None
        assert one.insights.as_of == now


@pytest.mark.parametrize("mode", WITHOUT_NESTING)
async def test_young_posts_are_asked_one_by_one_where_lists_bring_no_numbers(
    background: Background, mode: str
) -> None:
    await background.switch("nested_insights", mode=mode)
    shop = await linked(background)
    await background.drain()
    media = await kept(background, shop)
    now = background.clock.now()
    young = [one for one in media if one.age(now) < YOUNG]
    assert len(media) == 120
    assert young
    assert background.asked()[INSIGHTS] == len(young)
    assert [one for one in media if one.insights is not None] == young


async def test_a_post_from_before_the_conversion_stays_without_numbers(
    background: Background,
) -> None:
    shop = await linked(background, posts=5, reels=2, carousels=0)
    old = await publish(background, shop)
    new = await publish(background, shop)
    await background.switch("pre_conversion", media_id=old)
    await background.drain()
    numbers = {one.details.media_id: one.insights for one in await kept(background, shop)}
    assert len(numbers) == 9
    assert numbers[old] is None
    assert numbers[new] is not None


async def test_an_account_with_posts_from_before_the_conversion_is_read_to_the_end(
    background: Background,
) -> None:
    shop = await linked(background, pre_conversion=3)
    await background.drain()
    media = await kept(background, shop)
    assert len(media) == 123
    assert [one.insights for one in media[-3:]] == [None, None, None]
    async with background.database.reading() as stored:
        account = await stored.accounts.get(shop.id)
    assert account is not None
    assert account.media_synced_at is not None


async def test_an_account_is_read_again_after_a_long_outage(background: Background) -> None:
    shop = await linked(background)
    outage = await background.switch("server_error")
    await background.walk(5 * HOUR, step=HOUR / 2)
    assert await kept(background, shop) == []
    background.switch_off(outage)
    await background.walk(HOUR / 6)
    assert len(await kept(background, shop)) == 120
