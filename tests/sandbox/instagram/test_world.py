"""The world: the same for a seed, growing with its clock, and still there after a crash."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.instagram.conftest import Sandbox, Starter

SETTINGS = {"username": "same.world", "stories_per_day": 4, "seed": 5, "followers": 3000}


async def everything(sandbox: Sandbox, account: dict[str, str]) -> Any:
    token = account["access_token"]
    fields = "id,caption,timestamp,like_count,insights.metric(reach,views)"
    return [
        await sandbox.ok("/me", token, fields="id,user_id,followers_count"),
        await sandbox.ok("/me/media", token, fields=fields, limit=100),
        await sandbox.ok("/me/stories", token, fields="id,timestamp,like_count"),
        await sandbox.ok("/me/insights", token, metric="reach", period="day"),
    ]


async def test_two_worlds_of_one_seed_are_the_same(start_sandbox: Starter) -> None:
    found = []
    for _ in range(2):
        sandbox = await start_sandbox(None)
        account = await sandbox.account(**SETTINGS)
        await sandbox.advance(hours=30)
        read = await everything(sandbox, account)
        for reply in read:
            reply.pop("paging", None)  # its links carry the port
        found.append((account, read))
    assert found[0] == found[1]


async def test_the_world_survives_a_crash(start_sandbox: Starter, tmp_path: Path) -> None:
    """Nothing is closed before the second start, as after ``kill -9``."""
    before = await start_sandbox(tmp_path)
    account = await before.account(**SETTINGS)
    story = await before.story(account, viewers=40)
    post = await before.control(
        f"/instagram/accounts/{account['user_id']}/media",
        {"media_product_type": "FEED", "media_type": "CAROUSEL_ALBUM", "caption": "Hello"},
    )
    await before.call(
        "POST",
        "/instagram/me/subscribed_apps",
        params={"access_token": account["access_token"], "subscribed_fields": "comments"},
    )
    await before.advance(hours=5)
    known = await everything(before, account)
    after = await start_sandbox(tmp_path)
    again = await everything(after, account)
    assert str(again).replace(after.origin, before.origin) == str(known)
    token = account["access_token"]
    assert (await after.ok(f"/{story}", token))["id"] == story
    album = await after.ok(f"/{post['id']}", token, fields="caption,children{id}")
    assert album["caption"] == "Hello"
    assert len(album["children"]["data"]) == 3
    subscribed = await after.ok("/me/subscribed_apps", token)
    assert subscribed["data"][0]["subscribed_fields"] == ["comments"]


async def test_stories_are_published_on_schedule_and_end_after_a_day(sandbox: Sandbox) -> None:
    account = await sandbox.account(stories_per_day=3)
    token = account["access_token"]
    seen: set[str] = set()
    for _ in range(4 * 24):
        await sandbox.advance(hours=1)
        live = (await sandbox.ok("/me/stories", token))["data"]
        assert len(live) <= 6
        seen |= {one["id"] for one in live}
    assert 12 <= len(seen) <= 18


async def test_what_is_published_by_hand_comes_first_and_grows(sandbox: Sandbox) -> None:
    account = await sandbox.account(followers=8000)
    token = account["access_token"]
    path = f"/instagram/accounts/{account['user_id']}/media"
    reel = await sandbox.control(path, {"media_product_type": "REELS", "caption": "Look"})
    assert reel["timestamp"] == "2026-11-02T12:00:00+0000"
    first = (await sandbox.ok("/me/media", token))["data"][0]
    assert first["id"] == reel["id"]
    likes = []
    for _ in range(6):
        await sandbox.advance(hours=8)
        likes.append((await sandbox.ok(f"/{reel['id']}", token, fields="like_count"))["like_count"])
    assert likes == sorted(likes)
    assert likes[0] < likes[-1]


async def test_settings_that_make_no_sense_are_refused(sandbox: Sandbox) -> None:
    path = "/sandbox/instagram/accounts"
    for settings in (
        {"followers": -1},
        {"followers": "many"},
        {"account_type": "SHOP"},
        {"colour": "red"},
        {"username": "casa.verde"},
    ):
        reply = await sandbox.call("POST", path, json=settings)
        assert reply.status == 400, settings
        assert reply.body["error"]
    stories = f"{path}/{(await sandbox.account())['user_id']}/stories"
    wrong_type = await sandbox.call("POST", stories, json={"media_type": "CAROUSEL_ALBUM"})
    assert wrong_type.status == 400
    nobody = await sandbox.call("POST", f"{path}/17841999/stories", json={})
    assert nobody.status == 404


async def test_the_ready_shop_has_four_stories_a_day_and_old_media(sandbox: Sandbox) -> None:
    await sandbox.advance(hours=24)
    reply = await sandbox.call("GET", "/sandbox/instagram/accounts")
    shop = next(one for one in reply.body["accounts"] if one["username"] == "casa.verde")
    assert 3 <= shop["live_stories"] <= 5
    sandbox.clock.jump(timedelta(days=-1))


async def test_what_its_owner_deletes_is_gone_and_stays_gone(
    start_sandbox: Starter, tmp_path: Path
) -> None:
    sandbox = await start_sandbox(tmp_path)
    account = await sandbox.account(**SETTINGS, carousels=2, children=2)
    token = account["access_token"]
    story, kept = await sandbox.story(account), await sandbox.story(account)
    listed = (await sandbox.ok("/me/media", token, fields="media_type,children", limit=100))["data"]
    album = next(media for media in listed if media["media_type"] == "CAROUSEL_ALBUM")
    child = album["children"]["data"][0]["id"]
    day = {"metric": "reach", "period": "day"}
    before = await sandbox.ok("/me/insights", token, **day)

    for media_id in (story, album["id"]):
        assert await sandbox.control(f"/instagram/media/{media_id}/delete") == {}

    for served in (sandbox, await start_sandbox(tmp_path)):
        for media_id in (story, album["id"], child):
            gone = await served.get(f"/{media_id}", token)
            assert (gone.error["code"], gone.error["error_subcode"]) == (100, 33)
        stories = {one["id"] for one in (await served.ok("/me/stories", token))["data"]}
        assert kept in stories
        assert story not in stories
        media = {one["id"] for one in (await served.ok("/me/media", token, limit=100))["data"]}
        assert media == {one["id"] for one in listed} - {album["id"]}
        count = await served.ok("/me", token, fields="media_count")
        assert count["media_count"] == len(listed) - 1
        after = await served.ok("/me/insights", token, **day)
        assert after["data"] == before["data"], "what was seen before stays counted"


async def test_only_what_is_there_can_be_deleted(sandbox: Sandbox, shop: dict[str, str]) -> None:
    story = await sandbox.story(shop)
    assert await sandbox.control(f"/instagram/media/{story}/delete") == {}
    for media_id in (story, "18000000000000000"):
        reply = await sandbox.call("POST", f"/sandbox/instagram/media/{media_id}/delete")
        assert reply.status == 404


@pytest.mark.parametrize("carousels", [0, 10, 50])
@pytest.mark.parametrize("total", [60, 250])
async def test_an_account_has_as_many_media_of_each_kind_as_ordered(
    sandbox: Sandbox, total: int, carousels: int
) -> None:
    reels = total // 3 if carousels < 50 else 4
    posts = total - reels - carousels
    settings = {"posts": posts, "reels": reels, "carousels": carousels, "children": 7}
    account = await sandbox.account(**settings, stories_per_day=0, followers=4000)
    token = account["access_token"]
    fields = "media_type,media_product_type,children{id},insights.metric(reach,views,shares)"
    found: list[dict[str, Any]] = []
    params: dict[str, Any] = {"fields": fields, "limit": 50}
    while True:
        page = await sandbox.ok("/me/media", token, **params)
        found += page["data"]
        if "next" not in page["paging"]:
            break
        params["after"] = page["paging"]["cursors"]["after"]
    kinds = Counter((one["media_product_type"], one["media_type"]) for one in found)
    ordered = {
        ("FEED", "IMAGE"): posts,
        ("REELS", "VIDEO"): reels,
        ("FEED", "CAROUSEL_ALBUM"): carousels,
    }
    assert kinds == Counter({kind: count for kind, count in ordered.items() if count})
    assert len({one["id"] for one in found}) == total
    assert all(len(one["insights"]["data"]) == 3 for one in found)
    children = {child["id"] for one in found for child in one.get("children", {"data": []})["data"]}
    assert len(children) == 7 * carousels
    me = await sandbox.ok("/me", token, fields="media_count")
    assert me["media_count"] == total


async def test_the_oldest_media_are_from_before_the_conversion(sandbox: Sandbox) -> None:
    account = await sandbox.account(
        posts=5, reels=3, carousels=2, legacy_videos=1, before_conversion=4, followers=4000
    )
    token = account["access_token"]
    listed = (await sandbox.ok("/me/media", token, fields="id,media_type", limit=100))["data"]
    replies = [await sandbox.get(f"/{one['id']}/insights", token, metric="reach") for one in listed]
    assert [reply.status for reply in replies] == [200] * 7 + [400] * 4
    assert {reply.error["error_subcode"] for reply in replies[7:]} == {2108006}
    published = await sandbox.control(f"/instagram/accounts/{account['user_id']}/media")
    await sandbox.advance(hours=12)
    await sandbox.ok(f"/{published['id']}/insights", token, metric="reach")


@pytest.mark.parametrize(
    ("ordered", "kind", "children"),
    [
        ({}, ("FEED", "IMAGE"), 0),
        ({"media_product_type": "REELS"}, ("REELS", "VIDEO"), 0),
        ({"media_type": "CAROUSEL_ALBUM"}, ("FEED", "CAROUSEL_ALBUM"), 3),
        ({"media_type": "CAROUSEL_ALBUM", "children": 10}, ("FEED", "CAROUSEL_ALBUM"), 10),
    ],
)
async def test_media_of_any_kind_can_be_published(
    sandbox: Sandbox,
    shop: dict[str, str],
    ordered: dict[str, Any],
    kind: tuple[str, str],
    children: int,
) -> None:
    path = f"/instagram/accounts/{shop['user_id']}/media"
    media = await sandbox.control(path, ordered)
    fields = "media_product_type,media_type,children{id}"
    found = await sandbox.ok(f"/{media['id']}", shop["access_token"], fields=fields)
    assert (found["media_product_type"], found["media_type"]) == kind
    assert len(found.get("children", {"data": []})["data"]) == children


@pytest.mark.parametrize(
    "body",
    [
        {"media_type": "VIDEO"},
        {"media_product_type": "REELS", "media_type": "IMAGE"},
        {"media_product_type": "REELS", "children": 3},
        {"media_type": "CAROUSEL_ALBUM", "children": 1},
        {"media_type": "CAROUSEL_ALBUM", "children": 21},
        {"media_type": "CAROUSEL_ALBUM", "children": "3"},
        {"viewers": -1},
        {"media_product_type": "STORY"},
    ],
)
async def test_media_that_cannot_be_published(
    sandbox: Sandbox, shop: dict[str, str], body: dict[str, Any]
) -> None:
    path = f"/sandbox/instagram/accounts/{shop['user_id']}/media"
    reply = await sandbox.call("POST", path, json=body)
    assert reply.status == 400
    assert reply.body["error"]
