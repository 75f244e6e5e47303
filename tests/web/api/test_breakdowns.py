"""An account's numbers by parts: of a period, and of its people."""

import pytest

from bot.domain.api_keys import ApiRight
from tests.support.product import ANA, BORIS, Product
from tests.web.api.conftest import ACCOUNTS, Api, user_id


async def test_a_metric_by_parts_is_asked_once_an_hour(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/insights"
    key = await api.key()
    got = await api.get(f"{path}/views/media_product_type", key)
    assert got.status == 200, got.body
    (parts,) = got.body["breakdown"]
    assert parts["dimension_keys"] == ["media_product_type"]
    names = [one["dimension_values"][0] for one in parts["results"]]
    assert "story" in names
    assert names == [name.lower() for name in names]
    values = [one["value"] for one in parts["results"]]
    assert values == sorted(values, reverse=True)
    assert got.body["as_of"] <= got.body["timestamp"]
    asked = product.asked().total()
    again = await api.get(f"{path}/views/media_product_type?days=7", key)
    assert product.asked().total() == asked
    assert again.body == got.body
    product.later(hours=2)
    await api.get(f"{path}/views/media_product_type", key)
    assert product.asked().total() == asked + 1


async def test_with_instagram_away_the_last_parts_are_told_or_that_none_are_known(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/insights"
    key = await api.key()
    known = await api.get(f"{path}/profile_links_taps/contact_button_type", key)
    # What the overview has stored serves, too.
    await api.get(path, key)
    product.later(hours=2)
    await product.switch("server_error")
    got = await api.get(f"{path}/profile_links_taps/contact_button_type", key)
    assert (got.status, got.body["status"]) == (200, "partial")
    assert got.body["breakdown"] == known.body["breakdown"]
    assert got.body["as_of"] == known.body["as_of"]
    assert got.headers["Retry-After"] == str(got.body["retry_after"])
    stored = await api.get(f"{path}/follows_and_unfollows/follow_type", key)
    assert (stored.status, stored.body["status"]) == (200, "partial")
    unknown = await api.get(f"{path}/likes/media_product_type", key)
    assert (unknown.status, unknown.body["error"]) == (503, "instagram_away")


async def test_over_30_days_windows_are_summed_but_never_of_what_counts_people_once(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/insights"
    key = await api.key()
    asked = product.asked().total()
    views = await api.get(f"{path}/views/follow_type?days=90", key)
    assert product.asked().total() == asked + 3
    assert views.body["breakdown"][0]["results"]
    reach = await api.get(f"{path}/reach/follow_type?days=90", key)
    assert (reach.status, reach.body["as_of"]) == (200, None)
    assert reach.body["breakdown"][0]["results"] == []
    assert product.asked().total() == asked + 3


async def test_retired_names_are_translated_and_what_is_not_offered_is_not_there(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/insights"
    key = await api.key()
    got = await api.get(f"{path}/get_directions_clicks/contact_button_type", key)
    assert got.body["name"] == "profile_links_taps"
    assert got.body["translated"] == {"get_directions_clicks": "profile_links_taps"}
    for nothing in ("thrills/follow_type", "replies/follow_type", "views/contact_button_type"):
        assert (await api.get(f"{path}/{nothing}", key)).status == 404
    for wrong in ("views/age", "VIEWS/follow_type", "views/follow_type?days=5"):
        assert (await api.get(f"{path}/{wrong}", key)).status == 422


async def test_who_the_followers_are(api: Api, product: Product, shop_id: int) -> None:
    path = f"{ACCOUNTS}/{await user_id(product, shop_id)}/audience"
    key = await api.key()
    for breakdown in ("age", "gender", "city", "country"):
        got = await api.get(f"{path}/follower_demographics/{breakdown}", key)
        assert got.status == 200, got.body
        (parts,) = got.body["breakdown"]
        assert parts["dimension_keys"] == [breakdown]
        names = [one["dimension_values"][0] for one in parts["results"]]
        assert names
        assert names == [name.lower() for name in names]
        assert got.body["as_of"] <= got.body["timestamp"]


async def test_parts_are_of_the_named_account_whichever_the_chat_speaks_of(
    api: Api, product: Product, shop_id: int, garden_id: int
) -> None:
    key = await api.key()
    for path in ("insights/views/follow_type", "audience/follower_demographics/age"):
        told = []
        for account_id in (shop_id, garden_id):
            named = await user_id(product, account_id)
            got = await api.get(f"{ACCOUNTS}/{named}/{path}", key)
            assert got.body["user_id"] == named
            told.append(got.body["breakdown"])
        assert told[0] != told[1]


@pytest.mark.parametrize(
    "path", ["insights/views/follow_type", "audience/follower_demographics/age"]
)
async def test_parts_need_the_right_and_an_account_of_the_keys(
    api: Api, product: Product, shop_id: int, other_id: int, path: str
) -> None:
    mine, others = [await user_id(product, one) for one in (shop_id, other_id)]
    narrow = await api.key(ANA, rights=int(ApiRight.MEDIA))
    refused = await api.get(f"{ACCOUNTS}/{mine}/{path}", narrow)
    assert (refused.status, refused.body["error"]) == (403, "key_may_not")
    assert (await api.get(f"{ACCOUNTS}/{others}/{path}", await api.key())).status == 404
    assert (await api.get(f"{ACCOUNTS}/{mine}/{path}", await api.key(BORIS))).status == 404
    assert (await api.get(f"{ACCOUNTS}/{mine}/{path}", await api.key())).status == 200
