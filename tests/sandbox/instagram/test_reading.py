"""The user, the lists of media, and the media nodes."""

import io
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from tests.sandbox.instagram.conftest import START, Sandbox

Account = dict[str, str]


async def listed(sandbox: Sandbox, account: Account, **params: str) -> list[dict[str, Any]]:
    reply = await sandbox.ok("/me/media", account["access_token"], limit="100", **params)
    found: list[dict[str, Any]] = reply["data"]
    return found


async def test_the_ready_accounts(sandbox: Sandbox) -> None:
    reply = await sandbox.call("GET", "/sandbox/instagram/accounts")
    accounts = {one["username"]: one for one in reply.body["accounts"]}
    shop = accounts["casa.verde"]
    assert (shop["account_type"], shop["followers_count"]) == ("BUSINESS", 12346)
    assert shop["media_count"] == 214
    assert accounts["marta.draws"]["account_type"] == "MEDIA_CREATOR"
    assert accounts["tiny.bakery"]["followers_count"] < 100
    assert accounts["leo.private"]["account_type"] == "PERSONAL"


async def test_user_fields_are_flat_and_leave_out_what_has_no_value(
    sandbox: Sandbox, shop: Account
) -> None:
    fields = (
        "id,user_id,username,name,account_type,profile_picture_url,followers_count,"
        "follows_count,media_count,biography,website"
    )
    me = await sandbox.ok("/me", shop["access_token"], fields=fields)
    assert set(fields.split(",")) - set(me) == {"website"}
    assert me["user_id"].startswith("17841")
    assert int(me["id"]) > 2**53
    assert me["media_count"] == 36
    by_id = await sandbox.ok(f"/{shop['user_id']}", shop["access_token"], fields="username")
    assert by_id == {"username": "tea.shop", "id": shop["id"]}
    assert await sandbox.ok("/me", shop["access_token"]) == {"id": shop["id"]}


async def test_token_as_a_bearer_header_and_without_a_version(
    sandbox: Sandbox, shop: Account
) -> None:
    headers = {"Authorization": f"Bearer {shop['access_token']}"}
    reply = await sandbox.call("GET", "/instagram/me", headers=headers)
    assert reply.body == {"id": shop["id"]}
    assert reply.headers["facebook-api-version"] == "v21.0"
    nobody = await sandbox.call("GET", "/instagram/me")
    assert (nobody.status, nobody.error["code"]) == (400, 104)


@pytest.mark.parametrize(
    ("asked", "served"), [("v26.0", "v26.0"), ("v23.0", "v23.0"), ("v19.0", "v21.0")]
)
async def test_an_expired_version_is_served_by_the_oldest_living_one(
    sandbox: Sandbox, shop: Account, asked: str, served: str
) -> None:
    reply = await sandbox.call(
        "GET", f"/instagram/{asked}/me", params={"access_token": shop["access_token"]}
    )
    assert (reply.status, reply.headers["facebook-api-version"]) == (200, served)


async def test_a_version_from_the_future_does_not_exist(sandbox: Sandbox, shop: Account) -> None:
    reply = await sandbox.call(
        "GET", "/instagram/v99.0/me", params={"access_token": shop["access_token"]}
    )
    assert (reply.status, reply.error["code"]) == (400, 2500)


async def test_paging_follows_next_to_the_last_page_which_has_none(
    sandbox: Sandbox, shop: Account
) -> None:
    first = await sandbox.ok("/me/media", shop["access_token"], limit="15", fields="id,timestamp")
    pages = [first]
    while url := pages[-1]["paging"].get("next"):
        assert url.startswith(f"{sandbox.origin}/instagram/v26.0/{shop['user_id']}/media?")
        assert parse_qs(urlsplit(url).query)["access_token"] == [shop["access_token"]]
        pages.append((await sandbox.call("GET", url.removeprefix(sandbox.origin))).body)
    assert [len(page["data"]) for page in pages] == [15, 15, 6]
    assert "cursors" in pages[-1]["paging"]
    times = [one["timestamp"] for page in pages for one in page["data"]]
    assert times == sorted(times, reverse=True)
    previous = pages[1]["paging"]["previous"].removeprefix(sandbox.origin)
    assert (await sandbox.call("GET", previous)).body["data"] == pages[0]["data"]


async def test_limit_is_25_by_default_and_100_at_most(sandbox: Sandbox) -> None:
    account = await sandbox.account(posts=120, reels=0, carousels=0)
    token = account["access_token"]
    assert len((await sandbox.ok("/me/media", token))["data"]) == 25
    assert len((await sandbox.ok("/me/media", token, limit=500))["data"]) == 100
    assert (await sandbox.get("/me/media", token, limit="many")).error["code"] == 100
    assert (await sandbox.get("/me/media", token, after="bad")).error["code"] == 100


async def test_only_the_ten_thousand_most_recent_media_are_listed(sandbox: Sandbox) -> None:
    account = await sandbox.account(posts=10_030, reels=0, carousels=0, stories_per_day=0)
    token = account["access_token"]
    me = await sandbox.ok("/me", token, fields="media_count")
    assert me["media_count"] == 10_030
    since = str(int((START - timedelta(days=800)).timestamp()))
    total, params = 0, {"limit": "100", "since": since}
    while True:
        page = await sandbox.ok("/me/media", token, **params)
        total += len(page["data"])
        if "next" not in page["paging"]:
            break
        params["after"] = page["paging"]["cursors"]["after"]
    assert total == 10_000


async def test_since_and_until(sandbox: Sandbox, shop: Account) -> None:
    since, until = START - timedelta(days=400), START - timedelta(days=100)
    found = await listed(
        sandbox,
        shop,
        fields="timestamp",
        since=str(int(since.timestamp())),
        until=until.date().isoformat(),
    )
    times = [datetime.fromisoformat(str(one["timestamp"])) for one in found]
    assert times
    assert since <= min(times) <= max(times) <= until
    assert (await sandbox.get("/me/media", shop["access_token"], since="soon")).error["code"] == 100


async def test_posts_go_back_two_years_and_stories_are_not_among_them(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.story(shop)
    found = await listed(sandbox, shop, fields="timestamp,media_product_type")
    assert {one["media_product_type"] for one in found} == {"FEED", "REELS"}
    oldest = datetime.fromisoformat(str(found[-1]["timestamp"]))
    assert timedelta(days=600) < START - oldest < timedelta(days=731)


async def test_carousel_children_have_neither_caption_nor_permalink(
    sandbox: Sandbox, shop: Account
) -> None:
    fields = "media_type,permalink,caption,children{id,media_type,media_url,caption,permalink}"
    album = next(
        one
        for one in await listed(sandbox, shop, fields=fields)
        if one["media_type"] == "CAROUSEL_ALBUM"
    )
    children = album["children"]["data"]
    assert len(children) == 3
    for child in children:
        assert child["media_url"].startswith(f"{sandbox.origin}/instagram/cdn/")
        assert not {"caption", "permalink"} & set(child)
    token = shop["access_token"]
    edge = await sandbox.ok(f"/{album['id']}/children", token)
    assert edge["data"] == [{"id": child["id"]} for child in children]
    refused = await sandbox.get(f"/{children[0]['id']}/insights", token, metric="reach")
    assert (refused.error["code"], refused.error["error_subcode"]) == (100, 33)


async def test_media_expanded_from_the_user(sandbox: Sandbox, shop: Account) -> None:
    fields = "username,media.limit(2){id,like_count}"
    me = await sandbox.ok("/me", shop["access_token"], fields=fields)
    assert len(me["media"]["data"]) == 2
    next_page = me["media"]["paging"]["next"].removeprefix(sandbox.origin)
    following = (await sandbox.call("GET", next_page)).body["data"]
    assert len(following) == 2
    assert "like_count" in following[0]


async def test_pictures_are_small_jpegs_until_their_link_dies(
    sandbox: Sandbox, shop: Account
) -> None:
    me = await sandbox.ok("/me", shop["access_token"], fields="profile_picture_url")
    reels = await listed(sandbox, shop, fields="media_type,thumbnail_url")
    thumbnail = next(str(one["thumbnail_url"]) for one in reels if one["media_type"] == "VIDEO")
    for url, size in ((me["profile_picture_url"], (320, 320)), (thumbnail, (540, 960))):
        async with sandbox.session.get(url) as response:
            content = await response.read()
        assert response.content_type == "image/jpeg"
        assert len(content) < 60_000
        assert Image.open(io.BytesIO(content)).size == size
    sandbox.clock.jump(timedelta(days=5))
    assert (await sandbox.call("GET", thumbnail.removeprefix(sandbox.origin))).status == 403


async def test_unknown_edges_and_empty_ones(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    assert await sandbox.ok("/me/tags", token) == {"data": []}
    assert await sandbox.ok("/me/live_media", token) == {"data": []}
    limit = await sandbox.ok("/me/content_publishing_limit", token, fields="quota_usage,config")
    assert limit["data"][0]["config"]["quota_total"] == 100
    assert (await sandbox.get("/me/business_discovery", token)).error["code"] == 2500


async def test_requests_are_counted_by_endpoint_and_logged_without_secrets(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.call("DELETE", "/sandbox/requests")
    media = (await listed(sandbox, shop, fields="id"))[0]["id"]
    await sandbox.ok(f"/{media}/insights", shop["access_token"], metric="reach")
    await sandbox.call(
        "GET",
        "/instagram/access_token",
        params={"access_token": shop["access_token"], "client_secret": "hush"},
    )
    report = await sandbox.call("GET", "/sandbox/requests")
    assert report.body["by_endpoint"] == {
        "instagram GET /access_token": 1,
        "instagram GET /{media}/insights": 1,
        "instagram GET /{user}/media": 1,
    }
    assert shop["access_token"] not in str(report.body)
    assert "hush" not in str(report.body)


async def test_usage_headers_appear_after_many_calls(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    assert "x-app-usage" not in (await sandbox.get("/me", token)).headers
    for _ in range(200):
        reply = await sandbox.get("/me", token)
    assert shop["user_id"] in reply.headers["x-business-use-case-usage"]
    assert '"call_count":' in reply.headers["x-app-usage"]
