"""Every error body on record, word for word (the trace id aside)."""

from typing import Any

import pytest

from tests.sandbox.instagram.conftest import Sandbox

Account = dict[str, str]


async def first_media(sandbox: Sandbox, account: Account, product: str) -> str:
    listed = await sandbox.ok(
        "/me/media", account["access_token"], fields="id,media_product_type,media_type", limit=100
    )
    return str(
        next(
            one["id"]
            for one in listed["data"]
            if one["media_product_type"] == product and one["media_type"] != "CAROUSEL_ALBUM"
        )
    )


async def refusal(
    sandbox: Sandbox, account: Account, path: str, **params: Any
) -> tuple[int, dict[str, Any]]:
    reply = await sandbox.get(path, account["access_token"], **params)
    return reply.status, reply.error


async def test_metric_unknown_names_its_position_and_all_that_exist(
    sandbox: Sandbox, shop: Account
) -> None:
    media = await first_media(sandbox, shop, "FEED")
    status, error = await refusal(sandbox, shop, f"/{media}/insights", metric="reach,plays")
    assert status == 400
    assert error == {
        "message": "(#100) metric[1] must be one of the following values: comments, "
        "crossposted_views, facebook_views, follows, ig_reels_avg_watch_time, "
        "ig_reels_video_view_total_time, impressions, likes, link_clicks, navigation, "
        "profile_activity, profile_visits, reach, reels_skip_rate, replies, reposts, saved, "
        "shares, total_comments, total_interactions, total_likes, total_views, views",
        "type": "OAuthException",
        "code": 100,
    }


@pytest.mark.parametrize(
    ("product", "metric"),
    [
        ("FEED", "navigation"),
        ("FEED", "ig_reels_avg_watch_time"),
        ("REELS", "follows"),
        ("REELS", "profile_activity"),
        ("FEED", "link_clicks"),
        ("REELS", "total_views"),
    ],
)
async def test_metric_not_for_this_product_fails_the_whole_call(
    sandbox: Sandbox, shop: Account, product: str, metric: str
) -> None:
    media = await first_media(sandbox, shop, product)
    status, error = await refusal(sandbox, shop, f"/{media}/insights", metric=f"reach,{metric}")
    assert status == 400
    assert error == {
        "message": f"(#100) The Media Insights API does not support the {metric} metric for this "
        "media product type.",
        "type": "OAuthException",
        "code": 100,
    }


async def test_media_that_refuses_views(sandbox: Sandbox, shop: Account) -> None:
    media = await first_media(sandbox, shop, "FEED")
    await sandbox.fault("metric_refused", media_id=media, metric="views")
    status, error = await refusal(sandbox, shop, f"/{media}/insights", metric="reach,views")
    assert (status, error) == (
        400,
        {
            "message": "(#100) The Media Insights API does not support the views metric for this "
            "media product type.",
            "type": "OAuthException",
            "code": 100,
        },
    )
    await sandbox.ok(f"/{media}/insights", shop["access_token"], metric="reach")


async def test_impressions_of_newer_media(sandbox: Sandbox, shop: Account) -> None:
    media = await first_media(sandbox, shop, "FEED")
    _, error = await refusal(sandbox, shop, f"/{media}/insights", metric="impressions")
    assert error["message"] == (
        "(#100) Starting from version v22.0 and above, the impressions metric is no longer "
        "supported for the queried media."
    )
    assert error["code"] == 100


async def test_video_views(sandbox: Sandbox, shop: Account) -> None:
    media = await first_media(sandbox, shop, "REELS")
    _, error = await refusal(sandbox, shop, f"/{media}/insights", metric="video_views")
    assert error["message"].startswith(
        "(#100) Starting from version 21+, the following metric is no longer supported: "
        "video_views. Instead, please refer to the documentation at "
    )


async def test_facebook_views_of_media_not_on_facebook(sandbox: Sandbox, shop: Account) -> None:
    media = await first_media(sandbox, shop, "REELS")
    status, error = await refusal(sandbox, shop, f"/{media}/insights", metric="facebook_views")
    assert (status, error["code"], error["error_subcode"]) == (400, 100, 2207086)


async def test_media_from_before_the_conversion(sandbox: Sandbox) -> None:
    account = await sandbox.account(posts=2, pre_conversion=1, stories_per_day=0)
    listed = await sandbox.ok("/me/media", account["access_token"], limit=100)
    oldest = listed["data"][-1]["id"]
    status, error = await refusal(sandbox, account, f"/{oldest}/insights", metric="reach")
    assert "conver" in error.pop("error_user_msg")
    assert (status, error) == (
        400,
        {
            "message": "Invalid parameter",
            "type": "OAuthException",
            "code": 100,
            "error_data": {"blame_field_specs": [[""]]},
            "error_subcode": 2108006,
            "is_transient": False,
            "error_user_title": "Media posted before business account conversion",
        },
    )


async def test_story_with_fewer_than_five_viewers(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=4)
    enough = await sandbox.story(shop, viewers=5)
    await sandbox.advance(hours=23)
    await sandbox.ok(f"/{enough}/insights", shop["access_token"], metric="reach")
    status, error = await refusal(sandbox, shop, f"/{story}/insights", metric="reach")
    assert (status, error) == (
        400,
        {
            "message": "(#10) Not enough viewers for the media to show insights",
            "type": "OAuthException",
            "code": 10,
        },
    )


async def test_object_that_does_not_exist(sandbox: Sandbox, shop: Account) -> None:
    status, error = await refusal(sandbox, shop, "/18010000000000009")
    assert error.pop("message").startswith(
        "Unsupported get request. Object with ID '18010000000000009' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation. "
    )
    assert (status, error) == (
        400,
        {"type": "GraphMethodException", "code": 100, "error_subcode": 33},
    )


async def test_media_of_another_account_does_not_exist(sandbox: Sandbox, shop: Account) -> None:
    media = await first_media(sandbox, shop, "FEED")
    stranger = await sandbox.account()
    for path in (f"/{media}", f"/{media}/insights", f"/{shop['user_id']}"):
        _, error = await refusal(sandbox, stranger, path, metric="reach")
        assert (error["code"], error["error_subcode"]) == (100, 33)


async def test_unknown_field(sandbox: Sandbox, shop: Account) -> None:
    media = await first_media(sandbox, shop, "FEED")
    for path in (f"/{media}", "/me", "/me/media"):
        status, error = await refusal(sandbox, shop, path, fields="id,xyz")
        assert (status, error["code"]) == (400, 100)
        assert error["message"].startswith("Tried accessing nonexisting field (xyz) ")


@pytest.mark.parametrize(
    "field", ["view_count", "saved_count", "total_like_count", "reposts_count"]
)
async def test_fields_of_facebook_login_are_unknown_here(
    sandbox: Sandbox, shop: Account, field: str
) -> None:
    media = await first_media(sandbox, shop, "FEED")
    _, error = await refusal(sandbox, shop, f"/{media}", fields=field)
    assert error["code"] == 100


async def test_breakdown_that_does_not_fit(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=50)
    await sandbox.advance(hours=5)
    status, error = await refusal(
        sandbox,
        shop,
        f"/{story}/insights",
        metric="navigation,reach",
        breakdown="story_navigation_action_type",
    )
    assert (status, error) == (
        500,
        {"message": "An unknown error has occurred.", "type": "OAuthException", "code": 1},
    )


async def test_missing_permission_is_also_code_10(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("missing_permission", times=1)
    status, error = await refusal(sandbox, shop, "/me/media")
    assert (status, error) == (
        400,
        {
            "message": "(#10) Application does not have permission for this action",
            "type": "OAuthException",
            "code": 10,
        },
    )


async def test_too_many_calls_for_the_account(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("throttle", times=1, minutes=12)
    reply = await sandbox.get("/me", shop["access_token"])
    error = reply.error
    assert error.pop("message").startswith(
        "(#80002) There have been too many calls to this Instagram account. Wait a bit and try "
        "again. "
    )
    assert (reply.status, error) == (400, {"type": "OAuthException", "code": 80002})
    assert '"estimated_time_to_regain_access": 12' in reply.headers[
        "x-business-use-case-usage"
    ].replace(":", ": ")
    await sandbox.ok("/me", shop["access_token"])


async def test_too_many_calls_of_the_app(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("throttle", code=4)
    status, error = await refusal(sandbox, shop, "/me")
    assert (status, error) == (
        400,
        {
            "message": "(#4) Application request limit reached",
            "type": "OAuthException",
            "is_transient": True,
            "code": 4,
        },
    )


@pytest.mark.parametrize("token", ["EAAGfacebook", "nonsense", "IGAAnever-issued"])
async def test_token_that_cannot_be_read(sandbox: Sandbox, token: str) -> None:
    reply = await sandbox.get("/me", token)
    assert (reply.status, reply.error) == (
        400,
        {
            "message": "Invalid OAuth access token - Cannot parse access token",
            "type": "OAuthException",
            "code": 190,
        },
    )


@pytest.mark.parametrize(
    ("reason", "subcode"),
    [
        ("removed_app", 458),
        ("checkpoint", 459),
        ("password", 460),
        ("unconfirmed", 464),
        ("invalid", 467),
        ("role", 492),
    ],
)
async def test_token_that_instagram_no_longer_takes(
    sandbox: Sandbox, shop: Account, reason: str, subcode: int
) -> None:
    path = f"/instagram/accounts/{shop['user_id']}/revoke"
    assert await sandbox.control(path, {"reason": reason}) == {"revoked": 1}
    status, error = await refusal(sandbox, shop, "/me")
    assert (status, error["code"], error["error_subcode"]) == (400, 190, subcode)
    assert error["message"].startswith("Error validating access token: ")


async def test_wrong_secret_proof(sandbox: Sandbox, shop: Account) -> None:
    status, error = await refusal(sandbox, shop, "/me", appsecret_proof="00")
    assert (status, error) == (
        400,
        {
            "message": "Invalid appsecret_proof provided in the API argument",
            "type": "GraphMethodException",
            "code": 100,
        },
    )


async def test_several_ids_and_batch_are_refused(sandbox: Sandbox, shop: Account) -> None:
    status, error = await refusal(sandbox, shop, "/", ids=shop["user_id"])
    assert (status, error["code"]) == (400, 100)
    reply = await sandbox.call(
        "POST",
        "/instagram/v26.0/",
        data={"batch": '[{"method":"GET","relative_url":"me"}]'},
        params={"access_token": shop["access_token"]},
    )
    assert (reply.status, reply.error["code"]) == (400, 100)


async def test_first_thing_wrong_is_the_one_that_is_answered(
    sandbox: Sandbox, shop: Account
) -> None:
    """Meta's order: permission, object, metric names, conversion, product, Facebook, viewers."""
    story = await sandbox.story(shop, viewers=1)
    await sandbox.fault("pre_conversion", media_id=story, times=1)
    seen = []
    for metric in ("nonsense,likes", "likes", "likes,facebook_views", "facebook_views", "reach"):
        _, error = await refusal(sandbox, shop, f"/{story}/insights", metric=metric)
        seen.append((error["code"], error.get("error_subcode"), error["message"][:14]))
    assert seen == [
        (100, None, "(#100) metric["),
        (100, 2108006, "Invalid parame"),
        (100, None, "(#100) The Med"),
        (100, 2207086, "Invalid parame"),
        (10, None, "(#10) Not enou"),
    ]


async def test_messages_come_in_the_language_of_the_account(
    sandbox: Sandbox, shop: Account
) -> None:
    story = await sandbox.story(shop, viewers=1)
    await sandbox.fault("locale", language="es")
    _, error = await refusal(sandbox, shop, f"/{story}/insights", metric="reach")
    assert error["code"] == 10
    assert "viewers" not in error["message"]
    me = await sandbox.ok(
        "/me/insights",
        shop["access_token"],
        metric="reach",
        period="day",
        metric_type="total_value",
    )
    assert me["data"][0]["title"] == "Cuentas alcanzadas"
