"""Switches of media and account insights, each in both positions."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.sandbox.instagram.switches.positions import Observe, Position, Scene, each, try_both

TOTAL = {"period": "day", "metric_type": "total_value"}
PEOPLE = {"period": "lifetime", "metric_type": "total_value", "breakdown": "age"}
REFUSED = (100, None)

Find = Callable[[Scene], Awaitable[str]]


async def image(scene: Scene) -> str:
    return await scene.media(media_type="IMAGE")


async def reel(scene: Scene) -> str:
    return await scene.media(media_product_type="REELS")


async def story(scene: Scene) -> str:
    return await scene.story()


async def expired_story(scene: Scene) -> str:
    return await scene.story(hours=30)


async def child(scene: Scene) -> str:
    reply = await scene.get("/me/media", fields="children", limit=100)
    return str(next(m["children"]["data"][0]["id"] for m in reply["data"] if "children" in m))


def reading(find: Find, metric: str, **params: str) -> Observe:
    """Observes how insights of such media are refused, or the names of those that come."""

    async def observe(scene: Scene) -> Any:
        path = f"/{await find(scene)}/insights"
        if refusal := await scene.refusal(path, metric=metric, **params):
            return refusal
        return [entry["name"] for entry in (await scene.get(path, metric=metric, **params))["data"]]

    return observe


async def skip_rate_is_a_fraction(scene: Scene) -> bool:
    reply = await scene.get(f"/{await reel(scene)}/insights", metric="reels_skip_rate")
    return bool(reply["data"][0]["values"][0]["value"] < 1)


async def replies(scene: Scene) -> list[bool]:
    """Whether replies, shares and interactions are more than 0."""
    path = f"/{await scene.story(viewers=5000, hours=20)}/insights"
    reply = await scene.get(path, metric="replies,shares,total_interactions")
    return [entry["values"][0]["value"] > 0 for entry in reply["data"]]


async def video_views(scene: Scene) -> int:
    """The status of asking a legacy feed video for its views."""
    account = await scene.sandbox.account(posts=0, reels=0, carousels=0, legacy_videos=1)
    token = account["access_token"]
    (video,) = (await scene.sandbox.ok("/me/media", token))["data"]
    return (await scene.sandbox.get(f"/{video['id']}/insights", token, metric="views")).status


async def by_follow_type(scene: Scene) -> Any:
    path, asked = f"/{await image(scene)}/insights", {"breakdown": "follow_type"}
    if refusal := await scene.refusal(path, metric="reach", **asked):
        return refusal
    (entry,) = (await scene.get(path, metric="reach", **asked))["data"]
    parts = entry["total_value"]["breakdowns"][0]["results"]
    assert sum(part["value"] for part in parts) == entry["values"][0]["value"]
    return [part["dimension_values"] for part in parts]


async def oldest_and_newest(scene: Scene) -> list[bool]:
    """Whether the oldest and the newest image have insights."""
    reply = await scene.get("/me/media", limit=100)
    found = [
        (await scene.get(f"/{reply['data'][index]['id']}/insights", metric="reach"))["data"]
        for index in (-1, 0)
    ]
    return [bool(entries) for entries in found]


async def totals(scene: Scene) -> list[bool]:
    """Whether reach and views have a value."""
    reply = await scene.get("/me/insights", metric="reach,views", **TOTAL)
    return ["value" in entry["total_value"] for entry in reply["data"]]


async def audience(scene: Scene) -> Any:
    if refusal := await scene.refusal("/me/insights", metric="follower_demographics", **PEOPLE):
        return refusal
    return None


async def above_the_thresholds(scene: Scene) -> set[str]:
    """Which of the metrics with a threshold have an answer."""
    asked = [
        {"metric": "follower_count", "period": "day"},
        {"metric": "follows_and_unfollows", "breakdown": "follow_type", **TOTAL},
        {"metric": "follower_demographics,engaged_audience_demographics", **PEOPLE},
        {"metric": "reach", **TOTAL},
    ]
    replies = [await scene.get("/me/insights", **params) for params in asked]
    return {entry["name"] for reply in replies for entry in reply["data"]}


async def follows(scene: Scene) -> list[int]:
    now = scene.sandbox.clock.now().timestamp()
    span = {"since": int(now) - 5 * 86400, "until": int(now) - 86400}
    reply = await scene.get(
        "/me/insights", metric="follows_and_unfollows", breakdown="follow_type", **TOTAL, **span
    )
    results = reply["data"][0]["total_value"]["breakdowns"][0]["results"]
    return [part["value"] for part in results]


async def keys_of_demographics(scene: Scene) -> set[tuple[str, int]]:
    """The dimension keys, and of how many values each result is."""
    reply = await scene.get(
        "/me/insights", metric="follower_demographics", timeframe="this_week", **PEOPLE
    )
    (parts,) = reply["data"][0]["total_value"]["breakdowns"]
    keys = ",".join(parts["dimension_keys"])
    return {(keys, len(part["dimension_values"])) for part in parts["results"]}


POSITIONS = (
    Position(
        "timeframe_in_keys",
        keys_of_demographics,
        {("timeframe,age", 2)},
        {("age", 1)},
        {"mode": "absent"},
    ),
    Position("insights_empty", reading(image, "reach,likes"), ["reach", "likes"], []),
    Position(
        "insights_empty",
        reading(image, "reach,likes"),
        ["reach", "likes"],
        ["likes"],
        {"metric": "reach"},
    ),
    Position(
        "metric_refused",
        reading(image, "reach,views"),
        ["reach", "views"],
        REFUSED,
        {"metric": "views"},
    ),
    Position("pre_conversion", reading(image, "reach"), ["reach"], (100, 2108006)),
    Position("few_viewers", reading(image, "reach"), ["reach"], (10, None)),
    Position(
        "shared_to_facebook",
        reading(reel, "facebook_views,crossposted_views"),
        (100, 2207086),
        ["facebook_views", "crossposted_views"],
    ),
    Position("expired_story_answers", reading(expired_story, "reach"), (100, 33), ["reach"]),
    Position("child_insights", reading(child, "reach"), (100, 33), REFUSED, {"answer": "refused"}),
    Position("image_shares", reading(image, "shares"), ["shares"], REFUSED, {"mode": "refused"}),
    Position(
        "story_views_metric_type", reading(story, "views"), ["views"], REFUSED, {"mode": "refused"}
    ),
    Position(
        "facebook_login_metrics",
        reading(image, "total_views"),
        REFUSED,
        (200, None),
        {"answer": "permission"},
    ),
    Position("legacy_video_metrics", video_views, 400, 200, {"metrics": "all"}),
    Position(
        "media_follow_type",
        by_follow_type,
        (1, None),
        [["follower"], ["non_follower"]],
        {"mode": "supported"},
    ),
    Position("insights_retention", oldest_and_newest, [True, True], [False, True], {"years": 1.5}),
    Position("reels_skip_rate_scale", skip_rate_is_a_fraction, False, True, {"scale": "fraction"}),
    Position("replies_zero", replies, [True, True, True], [False, True, True]),
    Position("empty_total_value", totals, [True, True], [True, False], {"metric": "views"}),
    Position("timeframe_required", audience, None, REFUSED),
    Position(
        "few_followers",
        above_the_thresholds,
        {
            "follower_count",
            "follows_and_unfollows",
            "follower_demographics",
            "engaged_audience_demographics",
            "reach",
        },
        {"reach"},
    ),
)


@each(POSITIONS)
async def test_both_positions(scene: Scene, position: Position) -> None:
    await try_both(scene, position)


async def test_what_the_key_follower_counts(scene: Scene) -> None:
    came, left = await follows(scene)
    assert came != left
    await try_both(
        scene,
        Position(
            "follows_and_unfollows_keys",
            follows,
            [came, left],
            [left, came],
            {"follower": "unfollowed"},
        ),
    )


async def reach(scene: Scene, media: str) -> int | None:
    found = (await scene.get(f"/{media}/insights", metric="reach"))["data"]
    return int(found[0]["values"][0]["value"]) if found else None


@pytest.mark.parametrize(("before", "first"), [("empty", None), ("zeros", 0)])
async def test_insights_come_late_grow_and_are_final_after_two_days(
    scene: Scene, before: str, first: int | None
) -> None:
    path = f"/instagram/accounts/{scene.shop['user_id']}/media"
    media = (await scene.sandbox.control(path))["id"]
    fault = await scene.sandbox.fault("insight_latency", hours=6, before=before)
    await scene.sandbox.advance(hours=5)
    assert await reach(scene, media) == first
    grown = []
    for hours in (1, 18, 24, 24, 24):
        await scene.sandbox.advance(hours=hours)
        grown.append(await reach(scene, media) or 0)
    assert 0 < grown[0] < grown[1] < grown[2] == grown[3] == grown[4]
    await scene.sandbox.call("DELETE", f"/sandbox/faults/{fault}")
    assert (await reach(scene, media) or 0) > grown[4]


async def test_views_of_stories_with_the_type_that_is_asked_for(scene: Scene) -> None:
    await scene.sandbox.fault("story_views_metric_type", mode="refused")
    path, token = f"/{await scene.story()}/insights", scene.shop["access_token"]
    refused = await scene.sandbox.get(path, token, metric="reach,views")
    assert refused.error["message"] == (
        "(#100) The following metrics (views) should be specified with parameter "
        "metric_type=total_value"
    )
    await scene.get(path, metric="reach,views", metric_type="total_value")


async def test_images_that_refuse_shares_say_so_in_words_of_their_own(scene: Scene) -> None:
    await scene.sandbox.fault("image_shares", mode="refused")
    path = f"/{await image(scene)}/insights"
    refused = await scene.sandbox.get(path, scene.shop["access_token"], metric="shares")
    assert refused.error["message"] == (
        "(#100) The metric shares is not supported for this media type"
    )
    assert await scene.refusal(f"/{await reel(scene)}/insights", metric="shares") is None
