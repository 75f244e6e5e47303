"""The switches: Meta's open questions and outages, each with its effect and its end."""

import asyncio
import json

import pytest
from aiohttp import ClientError

from bot.sandbox.instagram import FAULTS
from tests.sandbox.instagram.conftest import Sandbox

Account = dict[str, str]


async def test_the_table_lists_every_switch_with_its_meaning(sandbox: Sandbox) -> None:
    reply = await sandbox.call("GET", "/sandbox/instagram/switches")
    assert {switch["name"] for switch in reply.body["switches"]} == FAULTS
    assert all(switch["doc"] for switch in reply.body["switches"])


async def test_user_in_a_data_list(sandbox: Sandbox, shop: Account) -> None:
    fault = await sandbox.fault("me_envelope", shape="data")
    assert await sandbox.ok("/me", shop["access_token"]) == {"data": [{"id": shop["id"]}]}
    await sandbox.call("DELETE", f"/sandbox/faults/{fault}")
    assert await sandbox.ok("/me", shop["access_token"]) == {"id": shop["id"]}


async def test_nested_insights_refused_or_absent(sandbox: Sandbox, shop: Account) -> None:
    fields = "id,insights.metric(reach)"
    await sandbox.fault("nested_insights", mode="refused")
    refused = await sandbox.get("/me/media", shop["access_token"], fields=fields)
    assert refused.error["code"] == 100
    await sandbox.fault("nested_insights", mode="absent")
    page = await sandbox.ok("/me/media", shop["access_token"], fields=fields)
    assert all(set(media) == {"id"} for media in page["data"])


async def test_several_ids_and_batch_when_supported(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    await sandbox.fault("ids_parameter", mode="supported")
    await sandbox.fault("batch", mode="supported")
    ids = [one["id"] for one in (await sandbox.ok("/me/media", token, limit=3))["data"]]
    found = await sandbox.ok("/", token, ids=",".join(ids), fields="media_type")
    assert list(found) == ids
    too_many = await sandbox.get("/", token, ids=",".join(ids * 17))
    assert too_many.error["code"] == 100
    batch = [{"method": "GET", "relative_url": f"{one}?fields=id"} for one in (ids[0], "1")]
    reply = await sandbox.call(
        "POST",
        "/instagram/v26.0/",
        params={"access_token": token},
        data={"batch": json.dumps(batch)},
    )
    assert [one["code"] for one in reply.body] == [200, 400]
    assert json.loads(reply.body[0]["body"]) == {"id": ids[0]}


async def test_casing(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("casing", dimension_values="upper", account_type="mixed")
    me = await sandbox.ok("/me", shop["access_token"], fields="account_type")
    assert me["account_type"] == "Business"
    story = await sandbox.story(shop, viewers=100)
    await sandbox.advance(hours=9)
    reply = await sandbox.ok(
        f"/{story}/insights",
        shop["access_token"],
        metric="navigation",
        breakdown="story_navigation_action_type",
    )
    results = reply["data"][0]["total_value"]["breakdowns"][0]["results"]
    assert results[0]["dimension_values"] == ["TAP_FORWARD"]


async def test_insights_are_empty_for_a_while(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=100)
    await sandbox.fault("insight_latency", hours=6)
    await sandbox.advance(hours=5)
    path = f"/{story}/insights"
    assert await sandbox.ok(path, shop["access_token"], metric="reach") == {"data": []}
    await sandbox.advance(hours=1)
    found = await sandbox.ok(path, shop["access_token"], metric="reach")
    assert found["data"][0]["values"][0]["value"] > 0


async def test_expired_story_that_still_answers(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=100)
    await sandbox.advance(hours=30)
    await sandbox.fault("expired_story_answers", media_id=story)
    found = await sandbox.ok(f"/{story}/insights", shop["access_token"], metric="reach")
    assert found["data"][0]["values"][0]["value"] == 100


async def test_fields_that_are_left_out(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("field_absent", field="media_product_type")
    await sandbox.fault("hidden_likes")
    fields = "id,media_product_type,like_count"
    listed = await sandbox.ok("/me/media", shop["access_token"], fields=fields)
    assert set(listed["data"][0]) == {"id"}
    direct = await sandbox.ok(f"/{listed['data'][0]['id']}", shop["access_token"], fields=fields)
    assert set(direct) == {"id", "like_count"}


async def test_other_answers_of_insights(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    fields = "id,media_product_type"
    reels = [
        one["id"]
        for one in (await sandbox.ok("/me/media", token, fields=fields, limit=100))["data"]
        if one["media_product_type"] == "REELS"
    ]
    path, metric = f"/{reels[0]}/insights", "reach,facebook_views,reels_skip_rate"
    await sandbox.fault("shared_to_facebook", media_id=reels[0])
    percent = (await sandbox.ok(path, token, metric=metric))["data"][2]["values"][0]["value"]
    await sandbox.fault("reels_skip_rate_scale", scale="fraction")
    await sandbox.fault("metric_order", order="reversed")
    await sandbox.fault("insights_empty", metric="reach")
    found = (await sandbox.ok(path, token, metric=metric))["data"]
    assert [one["name"] for one in found] == ["reels_skip_rate", "facebook_views"]
    assert found[0]["values"][0]["value"] == pytest.approx(percent / 100, abs=1e-4)


async def test_version_that_is_served_instead(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("version_served", version="v25.0")
    reply = await sandbox.get("/me", shop["access_token"])
    assert reply.headers["facebook-api-version"] == "v25.0"


async def test_usage_headers(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault(
        "usage_headers", user_id=shop["user_id"], call_count=91, total_cputime=3, total_time=4
    )
    reply = await sandbox.get("/me", shop["access_token"])
    usage = json.loads(reply.headers["x-business-use-case-usage"])
    assert usage == {
        shop["user_id"]: [
            {
                "type": "instagram",
                "call_count": 91,
                "total_cputime": 3,
                "total_time": 4,
                "estimated_time_to_regain_access": 0,
            }
        ]
    }
    other = await sandbox.account()
    assert "x-app-usage" not in (await sandbox.get("/me", other["access_token"])).headers


@pytest.mark.parametrize(
    ("state", "subcode"), [("expired", 463), ("password", 460), ("unreadable", None)]
)
async def test_token_state_of_one_account(
    sandbox: Sandbox, shop: Account, state: str, subcode: int | None
) -> None:
    await sandbox.fault("token_state", state=state, user_id=shop["user_id"])
    reply = await sandbox.get("/me", shop["access_token"])
    assert (reply.error["code"], reply.error.get("error_subcode")) == (190, subcode)
    await sandbox.ok("/me", (await sandbox.account())["access_token"])


async def test_any_error_at_one_endpoint_so_often(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    await sandbox.fault("error", times=2, code=2, endpoint="/{user}/media", transient=True)
    await sandbox.ok("/me", token)
    for _ in range(2):
        reply = await sandbox.get("/me/media", token)
        assert (reply.status, reply.error["code"], reply.error["is_transient"]) == (500, 2, True)
    await sandbox.ok("/me/media", token)


async def test_outages_of_the_transport(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    await sandbox.fault("server_error", times=1, status=503)
    assert (await sandbox.get("/me", token)).status == 503
    await sandbox.fault("garbage", times=1)
    with pytest.raises(json.JSONDecodeError):
        await sandbox.get("/me", token)
    await sandbox.fault("reset", endpoint="/{user}")
    with pytest.raises(ClientError):
        await sandbox.get("/me", token)
    await sandbox.fault("slow", seconds=30)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await sandbox.get("/me/media", token)


async def test_media_ordered_to_be_refused(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    first, second = (one["id"] for one in (await sandbox.ok("/me/media", token, limit=2))["data"])
    await sandbox.fault("pre_conversion", media_id=first)
    refused = await sandbox.get(f"/{first}/insights", token, metric="reach")
    assert refused.error["error_subcode"] == 2108006
    await sandbox.fault("few_viewers", media_id=second)
    refused = await sandbox.get(f"/{second}/insights", token, metric="reach")
    assert refused.error["code"] == 10


async def test_replies_that_meta_does_not_count(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=5000)
    await sandbox.advance(hours=20)
    path, metric = f"/{story}/insights", "replies,shares,total_interactions"

    async def read() -> list[int]:
        reply = await sandbox.ok(path, shop["access_token"], metric=metric)
        return [entry["values"][0]["value"] for entry in reply["data"]]

    replies, shares, interactions = await read()
    assert replies > 0
    await sandbox.fault("replies_zero", user_id=shop["user_id"])
    assert await read() == [0, shares, interactions - replies]


async def test_open_questions_of_account_insights(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    totals = {"metric": "reach,views", "period": "day", "metric_type": "total_value"}
    await sandbox.fault("empty_total_value", metric="views")
    reach, views = (await sandbox.ok("/me/insights", token, **totals))["data"]
    assert reach["total_value"] != {}
    assert views["total_value"] == {}
    await sandbox.fault("timeframe_required")
    people = {"metric": "follower_demographics", "breakdown": "age", "period": "lifetime"}
    people["metric_type"] = "total_value"
    refused = await sandbox.get("/me/insights", token, **people)
    assert (refused.status, refused.error["code"]) == (400, 100)
    await sandbox.ok("/me/insights", token, **people, timeframe="this_week")


async def test_media_count_that_differs_from_the_list(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("media_count_differs", by=-14)
    me = await sandbox.ok("/me", shop["access_token"], fields="media_count")
    assert me["media_count"] == 36 - 14


async def test_young_token_that_may_be_refreshed(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.fault("young_token_refresh", answer="accepted")
    await sandbox.fault("refresh_permissions", shape="absent")
    params = {"grant_type": "ig_refresh_token", "access_token": shop["access_token"]}
    reply = await sandbox.call("GET", "/instagram/refresh_access_token", params=params)
    assert reply.status == 200
    assert set(reply.body) == {"access_token", "token_type", "expires_in"}


async def test_a_call_that_took_effect_though_its_answer_was_lost(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.fault("reset", when="after", times=1)
    params = {"access_token": shop["access_token"], "subscribed_fields": "comments"}
    with pytest.raises(ClientError):
        await sandbox.call("POST", "/instagram/me/subscribed_apps", params=params)
    subscribed = await sandbox.ok("/me/subscribed_apps", shop["access_token"])
    assert subscribed["data"][0]["subscribed_fields"] == ["comments"]
