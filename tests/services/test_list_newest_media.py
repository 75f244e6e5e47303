"""New posts are found within the hour by one call, which never costs more."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.media import MediaProductType
from bot.services.list_newest_media import LISTED
from bot.services.ports import ListedMedia
from tests.support.background import MEDIA_LIST, Background, LinkedShop
from tests.support.product import Product

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def linked(background: Background) -> LinkedShop:
    """An account with a first sync behind it; its next refresh is a day away."""
    shop = await background.link("tea.shop", posts=12, reels=0, carousels=0)
    await background.search_no_more(shop)
    now = background.clock.now()
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, now)
        await stored.newest_media.start(shop.id, now)
    await background.drain()
    background.asked()
    return shop


async def publish(background: Background, shop: LinkedShop) -> str:
    path = f"/instagram/accounts/{shop.account.user_id}/media"
    return str((await background.control(path, {}))["id"])


async def newest(background: Background, shop: LinkedShop) -> Sequence[str]:
    async with background.database.reading() as stored:
        page = await stored.media.page(shop.id, MediaProductType.FEED, 0, 100)
    return [media.details.media_id for media in page]


async def test_a_new_post_is_found_within_the_hour_by_one_call(background: Background) -> None:
    shop = await linked(background)
    await background.walk(HOUR / 6)
    new = await publish(background, shop)
    background.asked()
    await background.walk(5 * HOUR / 6)
    assert (await newest(background, shop))[0] == new
    assert background.asked()[MEDIA_LIST] == 1


async def test_a_day_of_listing_costs_a_call_an_hour(background: Background) -> None:
    await linked(background)
    await background.walk(DAY - HOUR, step=HOUR)
    assert background.asked()[MEDIA_LIST] == 23


@pytest.mark.parametrize(("new", "read_at_once"), [(LISTED - 1, False), (LISTED + 2, True)])
async def test_where_all_that_is_listed_is_new_the_whole_account_is_read(
    background: Background, new: int, read_at_once: bool
) -> None:
    shop = await linked(background)
    published = [await publish(background, shop) for _ in range(new)]
    await background.walk(HOUR, step=HOUR)
    assert set(published) <= set(await newest(background, shop))
    assert (background.asked()[MEDIA_LIST] > 1) == read_at_once


async def test_an_outage_is_followed_by_a_list_soon(background: Background) -> None:
    shop = await linked(background)
    new = await publish(background, shop)
    outage = await background.switch("server_error")
    await background.walk(2 * HOUR, step=HOUR / 2)
    assert new not in await newest(background, shop)
    background.switch_off(outage)
    await background.walk(HOUR / 12)
    assert new in await newest(background, shop)


async def test_unlinking_while_the_list_is_read_leaves_nothing_behind(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    ask = background.instagram.newest_media

    async def unlinked_meanwhile(*args: Any) -> Sequence[ListedMedia]:
        listed = await ask(*args)
        async with background.database.transaction() as stored:
            await stored.accounts.forget(shop.id)
        return listed

    monkeypatch.setattr(background.instagram, "newest_media", unlinked_meanwhile)
    await background.walk(HOUR, step=HOUR)
    assert await background.rows("SELECT * FROM media") == []


async def test_linking_begins_the_listing(product: Product, shop: str) -> None:
    await product.link(shop)
    async with product.database.reading() as stored:
        assert await stored.newest_media.next_due() == product.clock.now()
