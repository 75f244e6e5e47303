"""The world: the same for a seed, growing with its clock, and still there after a crash."""

from datetime import timedelta
from pathlib import Path
from typing import Any

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
