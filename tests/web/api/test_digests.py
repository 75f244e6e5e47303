"""Digests as JSON: only the key's person's own, and of the key's accounts only."""

from datetime import datetime, time, timedelta

import pytest

from bot.domain.api_keys import ApiRight
from bot.domain.chat_grants import Allowed, ChatKind, Place
from bot.domain.digests import Cadence
from bot.domain.media import Insights
from bot.services.ports import NewDigest, NewGrant
from tests.support.people import listed
from tests.support.product import ANA, BORIS, Product
from tests.web.api.conftest import FEED, Api, user_id

DIGESTS = "/api/instagram/digests"
STUDIO = -1001


async def subscribed(
    product: Product,
    account_id: int | None,
    cadence: Cadence = Cadence.WEEKLY,
    person: int = ANA,
    chat_id: int | None = None,
) -> int:
    """Due in a week, on Monday at nine in Madrid."""
    new = NewDigest(person, account_id, chat_id or person, cadence, time(9), 0, "Europe/Madrid")
    due_at = product.clock.now() + timedelta(days=7)
    async with product.database.transaction() as stored:
        return (await stored.digests.subscribe(new, due_at)).id


async def test_the_digests_that_tell_of_the_keys_accounts_are_listed(
    api: Api, product: Product, shop_id: int, garden_id: int, other_id: int
) -> None:
    of_shop = await subscribed(product, shop_id)
    of_garden = await subscribed(product, garden_id, Cadence.DAILY)
    of_all = await subscribed(product, None, Cadence.MONTHLY)
    await subscribed(product, other_id, person=BORIS)
    shop, garden = [await user_id(product, one) for one in (shop_id, garden_id)]
    told = (await api.get(DIGESTS, await api.key())).body["digests"]
    assert {one["digest_id"] for one in told} == {of_shop, of_garden, of_all}
    narrow = (await api.get(DIGESTS, await api.key(ANA, shop_id))).body["digests"]
    by_id = {one["digest_id"]: one for one in narrow}
    assert set(by_id) == {of_shop, of_all}
    assert by_id[of_all]["accounts"] == [shop]
    assert garden not in str(narrow)
    one = by_id[of_shop]
    assert (one["user_id"], one["cadence"], one["at"], one["weekday"]) == (
        shop,
        "weekly",
        "09:00",
        0,
    )
    assert (one["enabled"], one["pause"], one["chat"]) == (True, None, None)
    local = datetime.fromisoformat(one["next_at_local"])
    assert local == datetime.fromisoformat(one["next_at"])
    assert local.utcoffset() == timedelta(hours=1)


async def test_a_preview_tells_what_the_chat_would_and_sends_nothing(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{DIGESTS}/{await subscribed(product, shop_id)}/preview"
    key = await api.key()
    product.later(days=3)
    got = await api.get(path, key)
    assert got.status == 200, got.body
    assert (got.body["status"], got.body["language"]) == ("complete", "en")
    (told,) = got.body["accounts"]
    assert told["user_id"] == await user_id(product, shop_id)
    last = datetime.fromisoformat(told["period"]["last"])
    assert last - datetime.fromisoformat(told["period"]["first"]) == timedelta(days=6)
    totals = {one["name"]: one for one in told["totals"]}
    assert totals["reach"]["value"] > 0
    assert told["as_of"] <= got.body["timestamp"]
    assert await product.outbox() == []
    asked = product.asked().total()
    again = await api.get(path, key, If_None_Match=got.headers["ETag"])
    assert again.status == 304
    assert product.asked().total() == asked
    await product.switch("server_error")
    product.later(hours=2)
    away = await api.get(path, key)
    assert (away.status, away.body["status"]) == (200, "partial")
    assert away.body["accounts"][0]["totals"] == told["totals"]
    assert away.headers["Retry-After"] == str(away.body["retry_after"])


async def test_what_did_best_stands_beside_its_usual_with_its_numbers(
    api: Api, product: Product, shop_id: int
) -> None:
    now, day = product.clock.now(), timedelta(days=1)
    # A post a day, the newest three days old, each looked at when it was two days old.
    page = [
        listed(
            f"1790000000000000{number}",
            FEED,
            now - (3 + number) * day,
            Insights(now - (1 + number) * day, {"reach": reach, "saved": 10}),
        )
        for number, reach in enumerate((1600, 300, *[1000] * 6))
    ]
    async with product.database.transaction() as stored:
        await stored.media.save_page(shop_id, page, now)
    path = f"{DIGESTS}/{await subscribed(product, shop_id)}/preview"
    (told,) = (await api.get(path, await api.key())).body["accounts"]
    best, worst = told["best_post"], told["worst"]
    assert (best["media_id"], best["measure"]) == ("17900000000000000", "reach")
    beside = best["beside_usual"]
    assert (beside["value"], beside["usual"], beside["age_seconds"]) == (1600, 1000, 2 * 86400)
    assert beside["times"] == pytest.approx(1.6)
    assert {one["name"] for one in best["insights"]} >= {"reach", "saved"}
    assert best["as_of"] < told["as_of"]
    assert worst["media_id"] == "17900000000000001"
    assert told["best_reel"] is None


async def test_a_digest_of_all_tells_of_the_keys_account_only(
    api: Api, product: Product, shop_id: int, garden_id: int
) -> None:
    path = f"{DIGESTS}/{await subscribed(product, None)}/preview"
    whole = await api.get(path, await api.key())
    assert len(whole.body["accounts"]) == 2
    narrow = await api.get(path, await api.key(ANA, garden_id))
    (told,) = narrow.body["accounts"]
    assert told["username"] == "tea.garden"
    assert "tea.shop" not in str(narrow.body)
    assert await user_id(product, shop_id) not in str(narrow.body)


async def test_a_digest_of_a_group_is_paused_where_nothing_is_shown(
    api: Api, product: Product, shop_id: int
) -> None:
    new = NewGrant(
        ANA, shop_id, Place(STUDIO), ChatKind.SUPERGROUP, "Studio", Allowed.DIGESTS, "es"
    )
    async with product.database.transaction() as stored:
        grant = await stored.chat_grants.save(new)
    path = f"{DIGESTS}/{await subscribed(product, shop_id, chat_id=STUDIO)}/preview"
    key = await api.key()
    shown = await api.get(path, key)
    assert (shown.body["digest"]["chat"], shown.body["language"]) == ("Studio", "es")
    assert str(STUDIO) not in str(shown.body)
    async with product.database.transaction() as stored:
        await stored.chat_grants.allow(grant.id, Allowed.OVERVIEW)
    paused = await api.get(path, key)
    assert (paused.status, paused.body["error"]) == (409, "digest_paused")
    (listed,) = (await api.get(DIGESTS, key)).body["digests"]
    assert (listed["pause"], listed["next_at"]) == ("not_shown", None)


async def test_digests_need_their_right_and_foreign_ones_do_not_exist(
    api: Api, product: Product, shop_id: int, garden_id: int, other_id: int
) -> None:
    mine = f"{DIGESTS}/{await subscribed(product, shop_id)}/preview"
    foreign = f"{DIGESTS}/{await subscribed(product, other_id, person=BORIS)}/preview"
    everything_else = await api.key(ANA, rights=31 - int(ApiRight.DIGESTS))
    for path in (DIGESTS, mine):
        refused = await api.get(path, everything_else)
        assert (refused.status, refused.body["error"]) == (403, "key_may_not")
    key = await api.key()
    for path in (foreign, f"{DIGESTS}/{2**31 - 1}/preview"):
        got = await api.get(path, key)
        assert (got.status, got.body["error"]) == (404, "not_found")
    assert (await api.get(mine, await api.key(BORIS))).status == 404
    assert (await api.get(mine, await api.key(ANA, garden_id))).status == 404
    for wrong in ("0", "-1", "x", "1_0", "+1", "01", "1.0", str(2**31)):
        assert (await api.get(f"{DIGESTS}/{wrong}/preview", key)).status == 422
