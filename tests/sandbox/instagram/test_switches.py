"""Switches that are narrowed to an account, a media, an endpoint, or to so many times."""

import json

import pytest
from aiohttp import ClientError

from tests.sandbox.instagram.conftest import Sandbox

Account = dict[str, str]


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


async def test_expired_story_that_still_answers(sandbox: Sandbox, shop: Account) -> None:
    story = await sandbox.story(shop, viewers=100)
    await sandbox.advance(hours=30)
    await sandbox.fault("expired_story_answers", media_id=story)
    found = await sandbox.ok(f"/{story}/insights", shop["access_token"], metric="reach")
    assert found["data"][0]["values"][0]["value"] == 100


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


async def test_media_ordered_to_be_refused(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    first, second = (one["id"] for one in (await sandbox.ok("/me/media", token, limit=2))["data"])
    await sandbox.fault("pre_conversion", media_id=first)
    refused = await sandbox.get(f"/{first}/insights", token, metric="reach")
    assert refused.error["error_subcode"] == 2108006
    await sandbox.fault("few_viewers", media_id=second)
    refused = await sandbox.get(f"/{second}/insights", token, metric="reach")
    assert refused.error["code"] == 10


async def test_a_call_that_took_effect_though_its_answer_was_lost(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.fault("reset", when="after", times=1)
    params = {"access_token": shop["access_token"], "subscribed_fields": "comments"}
    with pytest.raises(ClientError):
        await sandbox.call("POST", "/instagram/me/subscribed_apps", params=params)
    subscribed = await sandbox.ok("/me/subscribed_apps", shop["access_token"])
    assert subscribed["data"][0]["subscribed_fields"] == ["comments"]
