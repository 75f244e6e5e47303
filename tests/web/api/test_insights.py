"""The seeds' routes: shapes, errors, retired names, and who may ask for what."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.api_keys import ApiRight
from bot.domain.media import Insights, MediaProductType
from bot.domain.secret import Secret
from bot.domain.story_life import Look
from bot.services.manage_api_keys import RevokeApiKey, key_digest
from bot.services.ports import MadeLook
from tests.support.people import listed
from tests.support.product import ANA, BORIS, Product
from tests.web.api.conftest import REELS, Api

PATH = "/api/instagram/insights"


async def test_a_post_answers_in_the_shape_of_the_seeds(api: Api, shop_id: int) -> None:
    media_id = await api.media_id(shop_id)
    got = await api.get(f"{PATH}/{media_id}?media_type=FEED", await api.key())
    assert got.status == 200, got.body
    body = got.body
    assert (body["success"], body["media_id"], body["media_type"]) == (True, media_id, "FEED")
    assert body["status"] == "complete"
    named = {one["name"]: one for one in body["insights"]}
    assert {"views", "reach", "likes", "comments", "saved", "shares"} <= set(named)
    assert named["views"]["period"] == "lifetime"
    assert named["views"]["values"][0]["value"] > 0
    assert named["views"]["title"]
    assert named["views"]["description"]
    assert body["timestamp"].endswith("Z")
    assert body["as_of"] <= body["timestamp"]


async def test_asked_metrics_come_alone_and_retired_names_are_translated(
    api: Api, shop_id: int
) -> None:
    media_id = await api.media_id(shop_id, REELS)
    got = await api.get(f"{PATH}/{media_id}?metrics=plays,likes", await api.key())
    assert [one["name"] for one in got.body["insights"]] == ["views", "likes"]
    assert got.body["translated"] == {"plays": "views"}


@pytest.mark.parametrize(
    "query",
    [
        "metrics=thrills",
        "metrics=",
        "metrics=,",
        "media_type=PODCAST",
        "media_type=STORY",
        "metric=views",
        "metrics=views&metrics=likes",
        "metrics=" + "views," * 60,
    ],
)
async def test_what_is_no_valid_parameter_is_told(api: Api, shop_id: int, query: str) -> None:
    media_id = await api.media_id(shop_id)
    got = await api.get(f"{PATH}/{media_id}?{query}", await api.key())
    assert got.status == 422
    assert got.headers["Content-Type"].startswith("application/problem+json")
    assert (got.body["success"], got.body["error"]) == (False, "invalid_parameters")
    assert got.body["status"] == 422
    assert got.body["type"].endswith("/api/docs#invalid_parameters")
    assert "thrills" not in got.body["detail"]


async def test_foreign_media_and_media_outside_the_key_do_not_exist(
    api: Api, shop_id: int, other_id: int
) -> None:
    foreign = await api.media_id(other_id)
    mine = await api.media_id(shop_id)
    key = await api.key()
    for suffix in ("", "/profile-activity", "/navigation"):
        assert (await api.get(f"{PATH}/{foreign}{suffix}", key)).status == 404
    assert (await api.get(f"{PATH}/{mine}", await api.key(BORIS))).status == 404
    no_media = await api.key(rights=int(ApiRight.STORIES))
    assert (await api.get(f"{PATH}/{mine}", no_media)).status == 404
    assert (await api.get(f"{PATH}/test?media_id={foreign}", key)).status == 404


@pytest.mark.parametrize("shown", [None, "farolero_" + "x" * 43, "nonsense", "farolero_" * 40])
async def test_without_a_good_key_nothing_opens(api: Api, shop_id: int, shown: str | None) -> None:
    got = await api.get(f"{PATH}/{await api.media_id(shop_id)}", shown)
    assert got.status == 401
    assert got.headers["WWW-Authenticate"].startswith("Bearer")
    assert got.body["error"] in {"missing_key", "invalid_key"}


async def test_a_key_ends_when_it_is_revoked_or_its_time_is_over_or_its_link_goes(
    api: Api, product: Product, shop_id: int
) -> None:
    path = f"{PATH}/{await api.media_id(shop_id)}"
    revoked, short, bound = await api.key(), await api.key(days=30), await api.key(ANA, shop_id)
    for key in (revoked, short, bound):
        assert (await api.get(path, key)).status == 200
    async with product.database.reading() as stored:
        digest = key_digest(Secret(revoked))
        known = (await stored.api_keys.by_digests([digest]))[digest].key
    assert known.last_used_at == product.clock.now()
    await RevokeApiKey(product.database, product.clock)(ANA, known.id)
    assert (await api.get(path, revoked)).status == 401
    product.later(days=31)
    assert (await api.get(path, short)).status == 401
    assert (await api.get(path, bound)).status == 200
    await product.delete_everything()
    assert (await api.get(path, bound)).status == 401


async def test_profile_activity_comes_by_parts_in_lower_case(api: Api, shop_id: int) -> None:
    media_id = await api.media_id(shop_id)
    got = await api.get(f"{PATH}/{media_id}/profile-activity", await api.key())
    assert got.status == 200, got.body
    assert got.body["success"] is True
    (breakdown,) = got.body["breakdown"]
    assert breakdown["dimension_keys"] == ["action_type"]
    parts = [one["dimension_values"][0] for one in breakdown["results"]]
    assert parts
    assert parts == [part.lower() for part in parts]
    assert got.body["data"]["name"] == "profile_activity"
    assert got.body["data"]["total_value"]["breakdowns"] == [breakdown]


async def test_the_metrics_of_each_kind(api: Api, product: Product) -> None:
    await product.meet()
    key = await api.key()
    feed, story, reels = [
        (await api.get(f"{PATH}/metrics/{kind}", key)).body for kind in ("feed", "story", "reels")
    ]
    assert {"views", "saved", "profile_activity"} <= set(feed["metrics"])
    assert {"navigation", "replies"} <= set(story["metrics"])
    assert "saved" not in story["metrics"]
    assert "ig_reels_avg_watch_time" in reels["metrics"]
    assert reels["retired"]["plays"] == "views"
    assert feed["media_type"] == "FEED"
    assert (await api.get(f"{PATH}/metrics/podcast", key)).status == 422


async def test_when_instagram_is_away_the_last_numbers_are_told_as_partial(
    api: Api, product: Product, shop_id: int
) -> None:
    media_id = await api.media_id(shop_id)
    key = await api.key()
    before = (await api.get(f"{PATH}/{media_id}", key)).body
    product.later(hours=2)
    await product.switch("server_error")
    got = await api.get(f"{PATH}/{media_id}", key)
    assert got.status == 200, got.body
    assert got.body["status"] == "partial"
    assert got.body["retry_after"] > 0
    assert got.headers["Retry-After"] == str(got.body["retry_after"])
    assert got.body["insights"] == before["insights"]
    assert got.body["as_of"] == before["as_of"]


async def test_the_test_route_tries_a_token_and_keeps_nothing_of_it(
    api: Api, product: Product, shop_id: int
) -> None:
    made = await product.account(username="a.stranger", posts=2, seed=5)
    token = made["access_token"]
    async with product.browser.session.get(
        f"{product.origin}/instagram/v26.0/me/media",
        params={"access_token": token, "fields": "id"},
    ) as reply:
        media_id = (await reply.json())["data"][0]["id"]
    key = await api.key()
    in_header = await api.get(f"{PATH}/test?media_id={media_id}", key, X_Instagram_Token=token)
    in_query = await api.get(f"{PATH}/test?media_id={media_id}&access_token={token}", key)
    assert in_header.status == 200, in_header.body
    assert in_header.body["insights"] == in_query.body["insights"]
    wrong = await api.get(f"{PATH}/test?media_id={media_id}&access_token=IGAAwrong", key)
    assert (wrong.status, wrong.body["error"]) == (401, "token_expired")
    assert token not in str(in_query.headers)


async def test_an_answer_that_has_not_changed_is_not_sent_again(api: Api, shop_id: int) -> None:
    path, key = f"{PATH}/{await api.media_id(shop_id)}", await api.key()
    first = await api.get(path, key)
    again = await api.get(path, key, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, None)
    other = await api.get(path, key, If_None_Match='"another"')
    assert other.status == 200
    assert "private" in first.headers["Cache-Control"]


async def test_whoever_asks_again_at_once_gets_the_same_but_nobody_else(
    api: Api, product: Product, shop_id: int, other_id: int
) -> None:
    path, key = f"{PATH}/{await api.media_id(shop_id)}", await api.key()
    first = await api.get(path, key)
    async with product.database.session() as session:
        await session.execute(text("""UPDATE media SET "values" = '{"views": 1}'"""))
    again = await api.get(path, key)
    assert (again.body, again.headers["ETag"]) == (first.body, first.headers["ETag"])
    assert (await api.get(path, key, If_None_Match=first.headers["ETag"])).status == 304
    assert (await api.get(f"{path}?media_type=REELS", key)).status == 422
    assert (await api.get(path, await api.key(BORIS))).status == 404
    assert (await api.get(path, await api.key())).body["insights"] != first.body["insights"]
    product.later(seconds=5)
    assert (await api.get(path, key)).body["insights"] != first.body["insights"]


async def test_what_is_remembered_ends_with_the_link(
    api: Api, product: Product, shop_id: int
) -> None:
    path, key = f"{PATH}/{await api.media_id(shop_id)}", await api.key()
    assert (await api.get(path, key)).status == 200
    async with product.database.session() as session:
        await session.execute(text("DELETE FROM link"))
    assert (await api.get(path, key)).status == 404


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/instagram", "/api/nothing", PATH])
async def test_errors_below_the_api_are_problems_for_programs(api: Api, path: str) -> None:
    got = await api.get(path, None)
    assert got.status == 404
    assert got.body["error"] == "not_found"


async def test_only_reading_is_possible(api: Api, product: Product) -> None:
    got = await api.ask("POST", f"{PATH}/metrics/feed", None)
    assert (got.status, got.body["error"]) == (405, "method_not_allowed")
    assert "GET" in got.headers["Allow"]


async def test_the_specification_and_the_page_need_no_key_and_no_other_host(
    api: Api, product: Product
) -> None:
    described = await api.get("/api/openapi.json", None)
    assert described.body["openapi"] == "3.1.0"
    assert f"{PATH}/{{media_id}}" in described.body["paths"]
    page = await api.get("/api/docs", None)
    assert page.status == 200
    assert "insufficient_viewers" in page.body
    outside = page.body.replace(str(product.public_url.origin()), "")
    assert "http://" not in outside
    assert "https://" not in outside


async def _story(product: Product, account_id: int, look: Look) -> str:
    published = product.clock.now()
    story = listed("17900000000000001", MediaProductType.STORY, published)
    async with product.database.transaction() as stored:
        ends_at = published + timedelta(hours=24)
        story_id = await stored.stories.add(account_id, story, published.date(), ends_at)
        assert story_id is not None
        await stored.stories.save_looks([MadeLook(story_id, 1, 1, look)])
    return story.details.media_id


async def test_a_story_answers_from_the_archive_when_it_has_ended(
    api: Api, product: Product, shop_id: int
) -> None:
    as_of = product.clock.now() + timedelta(hours=23, minutes=50)
    navigation = {"navigation": {"tap_forward": 9, "tap_exit": 2}}
    numbers = Insights(as_of, {"views": 21, "reach": 20, "navigation": 11}, navigation)
    media_id = await _story(product, shop_id, Look(as_of, numbers))
    product.later(days=40)
    key = await api.key()
    got = await api.get(f"{PATH}/{media_id}?media_type=story&metrics=views,exits", key)
    assert got.status == 200, got.body
    assert (got.body["media_type"], got.body["archived"]) == ("STORY", True)
    assert got.body["insights"][0]["values"] == [{"value": 21}]
    assert got.body["translated"] == {"exits": "navigation"}
    (parts,) = (await api.get(f"{PATH}/{media_id}/navigation", key)).body["breakdown"]
    assert parts["dimension_keys"] == ["story_navigation_action_type"]
    counted = {one["dimension_values"][0]: one["value"] for one in parts["results"]}
    assert counted == {"tap_forward": 9, "tap_exit": 2, "tap_back": 0, "swipe_forward": 0}
    not_stories = await api.key(rights=int(ApiRight.MEDIA))
    refused = await api.get(f"{PATH}/{media_id}/navigation", not_stories)
    assert (refused.status, refused.body["error"]) == (403, "key_may_not")
    assert (await api.get(f"{PATH}/{media_id}", not_stories)).status == 404


async def test_a_story_that_too_few_have_seen_says_so(
    api: Api, product: Product, shop_id: int
) -> None:
    at = product.clock.now()
    media_id = await _story(product, shop_id, Look(at, None))
    for suffix in ("", "/navigation"):
        got = await api.get(f"{PATH}/{media_id}{suffix}", await api.key())
        assert (got.status, got.body["error"]) == (409, "insufficient_viewers")


@pytest.mark.parametrize(
    ("fault", "params", "status", "error"),
    [
        ("token_state", {"state": "expired"}, 401, "token_expired"),
        ("missing_permission", {}, 403, "permission_denied"),
        ("server_error", {}, 503, "instagram_away"),
    ],
)
async def test_a_link_that_does_not_serve_is_told_in_the_words_of_the_seeds(
    api: Api,
    product: Product,
    shop_id: int,
    fault: str,
    params: dict[str, str],
    status: int,
    error: str,
) -> None:
    """Nothing is known of profile activity yet, so there is nothing else to answer."""
    media_id = await api.media_id(shop_id)
    await product.switch(fault, **params)
    got = await api.get(f"{PATH}/{media_id}/profile-activity", await api.key())
    assert (got.status, got.body["error"]) == (status, error)
    known = await api.get(f"{PATH}/{media_id}", await api.key())
    assert (known.status, known.body["status"]) == (200, "partial")
