"""Beyond the seeds: accounts, periods, lists part by part, history, the story archive."""

from datetime import timedelta

import pytest

from bot.domain.api_keys import ApiRight
from bot.domain.media import Insights, MediaProductType
from bot.domain.story_life import Look
from bot.services.ports import MadeLook
from tests.support.people import listed
from tests.support.product import ANA, BORIS, Product
from tests.web.api.conftest import ACCOUNTS, FEED, Api, user_id


async def test_a_key_lists_its_own_accounts_only(
    api: Api, product: Product, shop_id: int, other_id: int
) -> None:
    got = await api.get(ACCOUNTS, await api.key())
    assert got.status == 200, got.body
    (account,) = got.body["accounts"]
    assert account["user_id"] == await user_id(product, shop_id)
    assert (account["username"], account["link"]) == ("tea.shop", "active")
    (other,) = (await api.get(ACCOUNTS, await api.key(BORIS, other_id))).body["accounts"]
    assert other["username"] == "boris.bikes"


async def test_an_account_over_a_period_says_from_when_its_numbers_are(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/insights"
    got = await api.get(f"{path}?days=28", await api.key())
    assert got.status == 200, got.body
    totals = {one["name"]: one for one in got.body["totals"]}
    assert totals["reach"]["value"] > 0
    assert got.body["status"] == "complete"
    assert got.body["as_of"] <= got.body["timestamp"]
    assert (await api.get(f"{path}?days=5", await api.key())).status == 422
    await product.switch("server_error")
    product.later(hours=2)
    away = await api.get(f"{path}?days=28", await api.key())
    assert (away.status, away.body["status"]) == (200, "partial")
    assert away.body["totals"] == got.body["totals"]


async def test_media_come_part_by_part_and_none_is_left_out_or_told_twice(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/media?limit=3"
    key = await api.key()
    whole = (await api.get(f"{path.replace('limit=3', 'limit=100')}", key)).body
    assert whole["next_cursor"] is None
    found: list[str] = []
    cursor = ""
    while True:
        part = (await api.get(f"{path}{cursor}", key)).body
        found += [one["media_id"] for one in part["media"]]
        if part["next_cursor"] is None:
            break
        cursor = f"&cursor={part['next_cursor']}"
        if len(found) == 3:
            # What is published meanwhile moves nothing.
            now = product.clock.now()
            new = listed("17900000000000999", FEED, now, Insights(now, {"reach": 1}))
            async with product.database.transaction() as stored:
                await stored.media.save_page(shop_id, [new], now)
    assert found == [one["media_id"] for one in whole["media"]]
    assert len(found) == whole["total"]
    assert (await api.get(f"{path}&cursor=1", key)).status == 404
    for wrong in ("0", "101", "1_0", "%2B5", "5.0", "%205"):
        asked = path.replace("limit=3", f"limit={wrong}")
        assert (await api.get(asked, key)).status == 422, wrong


async def test_the_history_of_a_media_is_every_look_at_it(
    api: Api, product: Product, shop_id: int
) -> None:
    media_id = await api.media_id(shop_id)
    product.later(hours=3)
    await product.sync()
    got = await api.get(f"/api/instagram/insights/{media_id}/history", await api.key())
    ages = [one["age_seconds"] for one in got.body["snapshots"]]
    assert ages
    assert ages == sorted(ages)
    assert {one["name"] for one in got.body["snapshots"][0]["insights"]} >= {"reach", "views"}


async def test_the_archive_of_a_month_has_states_and_coverage(
    api: Api, product: Product, shop_id: int
) -> None:
    published = product.clock.now()
    story = listed("17900000000000001", MediaProductType.STORY, published)
    seen_at = published + timedelta(hours=23, minutes=50)
    async with product.database.transaction() as stored:
        ends_at = published + timedelta(hours=24)
        story_id = await stored.stories.add(shop_id, story, published.date(), ends_at)
        assert story_id is not None
        look = Look(seen_at, Insights(seen_at, {"reach": 20}))
        await stored.stories.save_looks([MadeLook(story_id, 1, 1, look)])
    product.later(days=2)
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/stories"
    got = await api.get(f"{path}?month={published:%Y-%m}", await api.key())
    assert got.status == 200, got.body
    (told,) = got.body["stories"]
    assert (told["media_id"], told["state"], told["reason"]) == (
        story.details.media_id,
        "final",
        None,
    )
    assert got.body["coverage"] == {"final": 1, "partial": 0, "hidden": 0, "lost": 0, "live": 0}
    for wrong in ("2026-13", "november", "2026-1"):
        assert (await api.get(f"{path}?month={wrong}", await api.key())).status == 422


@pytest.mark.parametrize(
    ("rights", "path"),
    [
        (ApiRight.MEDIA, "/insights"),
        (ApiRight.ACCOUNT, "/media"),
        (ApiRight.ACCOUNT | ApiRight.MEDIA, "/stories"),
    ],
)
async def test_each_list_needs_its_right_and_an_account_of_the_keys(
    api: Api, product: Product, shop_id: int, other_id: int, rights: ApiRight, path: str
) -> None:
    mine, others = [await user_id(product, one) for one in (shop_id, other_id)]
    narrow = await api.key(ANA, rights=int(rights))
    refused = await api.get(f"{ACCOUNTS}/{mine}{path}", narrow)
    assert (refused.status, refused.body["error"]) == (403, "key_may_not")
    assert (await api.get(f"{ACCOUNTS}/{others}{path}", await api.key())).status == 404
    assert (await api.get(f"{ACCOUNTS}/{mine}{path}", await api.key(BORIS))).status == 404
