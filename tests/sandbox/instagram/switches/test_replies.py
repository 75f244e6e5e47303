"""Switches of the shapes of replies, each in both positions."""

import json
from typing import Any

from tests.sandbox.instagram.switches.positions import Position, Scene, each, try_both

TOTAL = {"period": "day", "metric_type": "total_value"}


async def user(scene: Scene) -> Any:
    return await scene.get("/me")


async def nested(scene: Scene) -> Any:
    """The refusal, or whether the media of a page carry insights."""
    fields = {"fields": "id,insights.metric(reach)"}
    if refusal := await scene.refusal("/me/media", **fields):
        return refusal
    page = await scene.get("/me/media", **fields)
    return {"insights" in media for media in page["data"]}


async def nested_breakdown(scene: Scene) -> Any:
    """Whether the stories of a list come with their navigation."""
    fields = "insights.metric(navigation).breakdown(story_navigation_action_type)"
    path = f"/instagram/accounts/{scene.shop['user_id']}/stories"
    await scene.sandbox.control(path, {})
    await scene.sandbox.advance(hours=2)
    if refusal := await scene.refusal("/me/stories", fields=fields):
        return refusal
    return {
        "insights" in story for story in (await scene.get("/me/stories", fields=fields))["data"]
    }


async def user_with_stories(scene: Scene) -> Any:
    return (await scene.get("/me", fields="stories{id}")).get("stories")


async def by_ids(scene: Scene) -> tuple[int, int | None] | None:
    media = await scene.media(media_type="IMAGE")
    return await scene.refusal("/", ids=f"{media},{scene.shop['user_id']}")


async def batched(scene: Scene) -> Any:
    """The status, and the codes of the two calls in it."""
    calls = [{"relative_url": "v26.0/me?fields=id"}, {"method": "GET", "relative_url": "1"}]
    reply = await scene.sandbox.call(
        "POST",
        "/instagram/v26.0/",
        params={"access_token": scene.shop["access_token"]},
        data={"batch": json.dumps(calls)},
    )
    return reply.status, [one["code"] for one in reply.body] if reply.status == 200 else []


async def navigation_values(scene: Scene) -> str:
    story = await scene.story()
    reply = await scene.get(
        f"/{story}/insights", metric="navigation", breakdown="story_navigation_action_type"
    )
    return _first_value(reply)


async def follow_values(scene: Scene) -> str:
    since = int(scene.sandbox.clock.now().timestamp()) - 30 * 86400
    reply = await scene.get(
        "/me/insights", metric="reach", breakdown="follow_type", since=since, **TOTAL
    )
    return _first_value(reply)


def _first_value(reply: Any) -> str:
    results = reply["data"][0]["total_value"]["breakdowns"][0]["results"]
    return str(results[0]["dimension_values"][0])


async def account_type(scene: Scene) -> str:
    return str((await scene.get("/me", fields="account_type"))["account_type"])


async def words(scene: Scene) -> tuple[str, str]:
    """A title, and how a message starts."""
    reply = await scene.get("/me/insights", metric="reach", **TOTAL)
    refused = await scene.sandbox.get("/me", "nonsense")
    unknown = await scene.sandbox.get("/18010000000000009", scene.shop["access_token"])
    assert refused.error["code"] == 190
    return reply["data"][0]["title"], unknown.error["message"][:11]


async def order(scene: Scene) -> list[str]:
    path = f"/{await scene.media(media_type='IMAGE')}/insights"
    found = await scene.get(path, metric="reach,likes,saved")
    account = await scene.get("/me/insights", metric="views,likes", **TOTAL)
    return [entry["name"] for entry in (*found["data"], *account["data"])]


async def kinds_of_media(scene: Scene) -> set[str]:
    reply = await scene.get("/me/media", fields="media_product_type")
    return {key for media in reply["data"] for key in media}


async def media_audio_type(scene: Scene) -> Any:
    reel = await scene.media(media_product_type="REELS")
    if refusal := await scene.refusal(f"/{reel}", fields="media_audio_type"):
        return refusal
    return (await scene.get(f"/{reel}", fields="media_audio_type"))["media_audio_type"]


async def caption(scene: Scene) -> str:
    path = f"/instagram/accounts/{scene.shop['user_id']}/media"
    published = await scene.sandbox.control(path, {"caption": "With @ana"})
    return str((await scene.get(f"/{published['id']}", fields="caption"))["caption"])


async def media_count(scene: Scene) -> int:
    return int((await scene.get("/me", fields="media_count"))["media_count"])


async def likes_shown(scene: Scene) -> tuple[bool, bool]:
    """In a list, and when read directly."""
    listed = (await scene.get("/me/media", fields="like_count", limit=1))["data"][0]
    direct = await scene.get(f"/{listed['id']}", fields="like_count")
    return "like_count" in listed, "like_count" in direct


async def version(scene: Scene) -> str | None:
    reply = await scene.sandbox.call(
        "GET", "/instagram/v24.0/me", params={"access_token": scene.shop["access_token"]}
    )
    return reply.headers.get("facebook-api-version")


async def second_read(scene: Scene) -> int:
    """The status when what the ETag of the first answer names is read again."""
    url, token = "/instagram/v26.0/me", {"access_token": scene.shop["access_token"]}
    etag = await scene.header("etag")
    headers = {"If-None-Match": etag or '"none"'}
    return (await scene.sandbox.call("GET", url, params=token, headers=headers)).status


async def links_of_series(scene: Scene) -> set[str]:
    reply = await scene.get("/me/insights", metric="reach", period="day")
    return set(reply.get("paging", {}))


async def lengths_of_pages(scene: Scene) -> list[int]:
    return [
        len((await scene.get("/me/media", **params))["data"]) for params in ({}, {"limit": 100})
    ]


async def paging_of_pages(scene: Scene) -> list[set[str]]:
    """Of the only page, and of the first and the last of two."""
    first = await scene.get("/me/media", limit=20)
    cursor = first["paging"]["cursors"]["after"]
    pages = [
        await scene.get("/me/media", limit=100),
        first,
        await scene.get("/me/media", limit=20, after=cursor),
    ]
    return [set(page.get("paging", {})) for page in pages]


ORDER = ["reach", "likes", "saved", "views", "likes"]
REVERSED = ["saved", "likes", "reach", "likes", "views"]
TYPED = {"id", "media_product_type"}

POSITIONS = (
    Position("page_limit", lengths_of_pages, [25, 36], [10, 30], {"default": 10, "most": 30}),
    Position(
        "last_page_cursors",
        paging_of_pages,
        [{"cursors"}, {"cursors", "next"}, {"cursors", "previous"}],
        [set(), {"cursors", "next"}, set()],
        {"mode": "absent"},
    ),
    Position("nested_insights", nested, {True}, (100, None), {"mode": "refused"}),
    Position("nested_insights", nested, {True}, {False}, {"mode": "absent"}),
    Position("nested_breakdown", nested_breakdown, {True}, (100, None), {"mode": "refused"}),
    Position("empty_nested_edges", user_with_stories, None, {"data": []}, {"edges": "present"}),
    Position("ids_parameter", by_ids, (100, None), None, {"mode": "supported"}),
    Position("batch", batched, (400, []), (200, [200, 400]), {"mode": "supported"}),
    Position(
        "casing", navigation_values, "tap_forward", "TAP_FORWARD", {"dimension_values": "upper"}
    ),
    Position("casing", follow_values, "FOLLOWER", "follower", {"dimension_values": "lower"}),
    Position("casing", account_type, "BUSINESS", "Business", {"account_type": "mixed"}),
    Position(
        "locale",
        words,
        ("Accounts reached", "Unsupported"),
        ("Cuentas alcanzadas", "No existe u"),
        {"language": "es"},
    ),
    Position(
        "locale",
        words,
        ("Accounts reached", "Unsupported"),
        ("Охваченные аккаунты", "Объект с ид"),
        {"language": "ru"},
    ),
    Position("metric_order", order, ORDER, REVERSED, {"order": "reversed"}),
    Position("field_absent", kinds_of_media, TYPED, {"id"}, {"field": "media_product_type"}),
    Position("media_audio_type", media_audio_type, (100, None), "ORIGINAL", {"mode": "supported"}),
    Position("caption_at_signs", caption, "With @ana", "With ana", {"mode": "dropped"}),
    Position("media_count_differs", media_count, 36, 22, {"by": -14}),
    Position("hidden_likes", likes_shown, (True, True), (False, True)),
    Position("version_served", version, "v24.0", "v23.0", {"version": "v23.0"}),
    Position("version_served", version, "v24.0", "v26.0", {"version": "v26.0"}),
    Position("etag", second_read, 200, 304, {"mode": "present"}),
    Position("series_paging", links_of_series, {"previous", "next"}, set(), {"links": "absent"}),
)


@each(POSITIONS)
async def test_both_positions(scene: Scene, position: Position) -> None:
    await try_both(scene, position)


async def test_the_user_in_a_list_of_data(scene: Scene) -> None:
    me = {"id": scene.shop["id"]}
    await try_both(scene, Position("me_envelope", user, me, {"data": [me]}, {"shape": "data"}))
