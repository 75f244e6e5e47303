"""Every first sync comes to its end under the budget, and pays for nothing twice."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import InstagramRefused
from bot.domain.periods import last_days
from bot.services.ports import Access, Purpose
from tests.support.background import MEDIA_LIST, Background, LinkedShop

STEP = timedelta(minutes=5)
PAGE = 50


async def begin(background: Background, **settings: Any) -> LinkedShop:
    shop = await background.link("tea.shop", **settings)
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, background.clock.now())
        await stored.newest_media.start(shop.id, background.clock.now())
    background.asked()
    return shop


async def walk_until_synced(background: Background, shop: LinkedShop, most: timedelta) -> int:
    """How many lists were asked for until then."""
    lists, end = 0, background.clock.now() + most
    while background.clock.now() < end:
        await background.walk(STEP)
        lists += background.asked()[MEDIA_LIST]
        async with background.database.reading() as stored:
            account = await stored.accounts.get(shop.id)
        assert account is not None
        if account.media_synced_at is not None:
            return lists
    raise AssertionError(f"not synced after {most}, {lists} lists")


async def spend(background: Background, shop: LinkedShop) -> None:
    """Somebody asks until no call is left for a refresh."""
    week = last_days(7, background.clock.now(), shop.account.zone)
    access = Access(shop.token, shop.id, Purpose.PERSON)
    for _ in range(60):
        try:
            await background.instagram.account_totals(
                access, shop.account.user_id, ("reach",), week
            )
        except InstagramRefused:
            break


@pytest.mark.parametrize(
    ("settings", "refusing"),
    [
        ({"posts": 120, "reels": 60, "carousels": 34}, 0),
        ({"posts": 140, "reels": 60, "carousels": 37, "legacy_videos": 13}, 13),
        ({"posts": 120, "reels": 60, "carousels": 20, "before_conversion": 120}, 1),
    ],
)
async def test_a_first_sync_ends_though_the_budget_is_spent(
    sqlite_background: Background, settings: dict[str, int], refusing: int
) -> None:
    background = sqlite_background
    shop = await begin(background, **settings)
    await spend(background, shop)
    background.asked()
    lists = await walk_until_synced(background, shop, timedelta(hours=3))
    pages = -(-sum(settings.values()) // PAGE)
    looked_for = 2 * (PAGE - 1).bit_length() + 3
    # A page that ends early is asked for again from there on; the newest are listed each hour.
    assert lists <= 2 * pages + refusing * looked_for + 3


async def test_the_sync_of_a_big_account_goes_on_where_it_was(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await begin(background, posts=1500, reels=0, carousels=0)
    await spend(background, shop)
    background.asked()
    lists = await walk_until_synced(background, shop, timedelta(hours=3))
    assert lists <= 1500 // PAGE + 4


async def test_a_cursor_that_is_no_more_begins_the_sync_anew(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await begin(background, posts=60, reels=0, carousels=0)
    async with background.database.transaction() as stored:
        await stored.accounts.note_media_sync(shop.id, "forgotten")
    await walk_until_synced(background, shop, timedelta(hours=1))
    rows = await background.rows("SELECT count(*) FROM media WHERE account_id = :id", id=shop.id)
    assert rows[0][0] == 60
