"""Insights of posts, reels and stories: which metrics, how they fit together, how they grow."""

from typing import Any

from tests.sandbox.instagram.conftest import Sandbox

Account = dict[str, str]

FEED = "reach,views,likes,comments,saved,shares,total_interactions,follows,profile_visits,reposts"
REELS = (
    "reach,views,likes,comments,saved,shares,total_interactions,reposts,reels_skip_rate,"
    "ig_reels_avg_watch_time,ig_reels_video_view_total_time"
)
STORY = "reach,views,replies,shares,total_interactions,follows,profile_visits,reposts"


async def numbers(sandbox: Sandbox, account: Account, media: str, metric: str) -> dict[str, Any]:
    reply = await sandbox.ok(f"/{media}/insights", account["access_token"], metric=metric)
    return {entry["name"]: entry["values"][0]["value"] for entry in reply["data"]}


async def media_of(sandbox: Sandbox, account: Account, **wanted: str) -> str:
    fields = "id,media_product_type,media_type"
    reply = await sandbox.ok("/me/media", account["access_token"], fields=fields, limit=100)
    return str(next(one["id"] for one in reply["data"] if wanted.items() <= one.items()))


async def test_an_entry_has_the_documented_form(sandbox: Sandbox, shop: Account) -> None:
    media = await media_of(sandbox, shop, media_product_type="FEED")
    reply = await sandbox.ok(
        f"/{media}/insights", shop["access_token"], metric="reach", period="day"
    )
    (entry,) = reply["data"]
    assert entry.pop("description")
    assert entry.pop("values")[0]["value"] > 0
    assert entry == {
        "name": "reach",
        "period": "lifetime",
        "title": "Accounts reached",
        "id": f"{media}/insights/reach/lifetime",
    }


async def test_feed_numbers_fit_together(sandbox: Sandbox, shop: Account) -> None:
    for media_type in ("IMAGE", "CAROUSEL_ALBUM"):
        media = await media_of(sandbox, shop, media_product_type="FEED", media_type=media_type)
        found = await numbers(sandbox, shop, media, FEED)
        assert set(found) == set(FEED.split(","))
        assert 0 < found["likes"] < found["reach"] <= found["views"]
        interactions = ("likes", "comments", "saved", "shares")
        assert found["total_interactions"] == sum(found[name] for name in interactions)


async def test_reels_watch_time_is_in_milliseconds(sandbox: Sandbox, shop: Account) -> None:
    media = await media_of(sandbox, shop, media_product_type="REELS")
    found = await numbers(sandbox, shop, media, REELS)
    assert 1000 < found["ig_reels_avg_watch_time"] < 60_000
    total = found["ig_reels_avg_watch_time"] * found["views"]
    assert found["ig_reels_video_view_total_time"] == total
    assert isinstance(found["reels_skip_rate"], float)


async def test_profile_activity_by_action(sandbox: Sandbox, shop: Account) -> None:
    media = await media_of(sandbox, shop, media_product_type="FEED")
    reply = await sandbox.ok(
        f"/{media}/insights",
        shop["access_token"],
        metric="profile_activity",
        breakdown="action_type",
    )
    total = reply["data"][0]["total_value"]
    (breakdown,) = total["breakdowns"]
    assert breakdown["dimension_keys"] == ["action_type"]
    assert total["value"] == sum(part["value"] for part in breakdown["results"])


async def test_legacy_feed_videos_have_few_metrics(sandbox: Sandbox) -> None:
    account = await sandbox.account(posts=1, legacy_videos=1, followers=4000)
    video = await media_of(sandbox, account, media_type="VIDEO", media_product_type="FEED")
    assert set(await numbers(sandbox, account, video, "reach,saved")) == {"reach", "saved"}
    refused = await sandbox.get(f"/{video}/insights", account["access_token"], metric="reach,views")
    assert refused.error["code"] == 100


async def test_impressions_exist_for_media_from_before_july_2024(sandbox: Sandbox) -> None:
    account = await sandbox.account(posts=1, reels=0, carousels=0, legacy_videos=1)
    reply = await sandbox.ok("/me/media", account["access_token"])
    newer, older = (one["id"] for one in reply["data"])
    assert (await numbers(sandbox, account, older, "impressions"))["impressions"] > 0
    refused = await sandbox.get(f"/{newer}/insights", account["access_token"], metric="impressions")
    assert "no longer supported" in refused.error["message"]


async def test_a_story_grows_from_too_few_viewers_to_its_end(
    sandbox: Sandbox, shop: Account
) -> None:
    story = await sandbox.story(shop)
    early = await sandbox.get(f"/{story}/insights", shop["access_token"], metric="reach")
    assert early.error["code"] == 10
    reached = []
    for hours in (1, 3, 8, 11.75):
        await sandbox.advance(hours=hours)
        found = await numbers(sandbox, shop, story, STORY)
        assert found["total_interactions"] == found["replies"] + found["shares"]
        assert found["reach"] <= found["views"]
        reached.append(found["reach"])
    assert reached == sorted(set(reached))
    await sandbox.advance(minutes=15)
    for path in (f"/{story}", f"/{story}/insights"):
        gone = await sandbox.get(path, shop["access_token"], metric="reach")
        assert (gone.error["code"], gone.error["error_subcode"]) == (100, 33)
    assert (await sandbox.ok("/me/stories", shop["access_token"]))["data"] == []


async def test_ordered_viewers_are_reached_by_the_end(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=200, media_type="VIDEO")
    await sandbox.advance(hours=20)
    assert await numbers(sandbox, shop, story, "reach") == {"reach": 200}


async def test_insights_nested_in_a_list(sandbox: Sandbox, shop: Account) -> None:
    fields = "id,insights.metric(reach,views,saved)"
    reply = await sandbox.ok("/me/media", shop["access_token"], fields=fields, limit=50)
    assert len(reply["data"]) == 36
    for media in reply["data"]:
        assert [one["name"] for one in media["insights"]["data"]] == ["reach", "views", "saved"]


async def test_one_refusing_media_fails_the_whole_page(sandbox: Sandbox, shop: Account) -> None:
    media = await media_of(sandbox, shop, media_product_type="REELS")
    await sandbox.fault("metric_refused", metric="views", media_id=media)
    reply = await sandbox.get(
        "/me/media", shop["access_token"], fields="id,insights.metric(reach,views)", limit=100
    )
    assert (reply.status, reply.error["code"]) == (400, 100)
    assert media not in reply.error["message"]


async def test_navigation_of_stories_nested_with_a_breakdown(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.story(shop, viewers=300)
    await sandbox.advance(hours=20)
    fields = "id,insights.metric(navigation).breakdown(story_navigation_action_type)"
    reply = await sandbox.ok("/me/stories", shop["access_token"], fields=fields)
    (entry,) = reply["data"][0]["insights"]["data"]
    parts = entry["total_value"]["breakdowns"][0]["results"]
    assert {part["dimension_values"][0] for part in parts} == {
        "tap_forward",
        "tap_back",
        "tap_exit",
        "swipe_forward",
    }
    assert entry["values"][0]["value"] == sum(part["value"] for part in parts)
