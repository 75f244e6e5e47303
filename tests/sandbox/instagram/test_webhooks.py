"""What Instagram posts to the app: the handshake, signed events, retries, and callbacks."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest

from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.far_end import App, comment, listen, served_app, signature

Account = dict[str, str]


@pytest.fixture
async def app() -> AsyncIterator[App]:
    async with served_app() as served:
        yield served


async def test_handshake_with_the_wrong_verify_token_fails(sandbox: Sandbox, app: App) -> None:
    hook = {"url": f"{app.url}/hook", "verify_token": "wrong"}
    reply = await sandbox.call("POST", "/sandbox/instagram/webhook", json=hook)
    assert reply.status == 400


async def test_a_comment_is_told_signed_with_the_instagram_secret(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await listen(sandbox, app, shop)
    told = await comment(sandbox, shop, text="nice")
    ((body, signed),) = app.events
    assert signed == signature(body, sandbox.credentials.instagram_app_secret)
    event = json.loads(body)
    assert event["object"] == "instagram"
    (entry,) = event["entry"]
    assert entry["id"] == shop["user_id"]
    assert entry["time"] == int(sandbox.clock.now().timestamp())
    (change,) = entry["changes"]
    assert change["field"] == "comments"
    assert (change["value"]["id"], change["value"]["text"]) == (told["ids"][0], "nice")


async def test_nobody_is_told_without_a_subscription(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await listen(sandbox, app, shop)
    token = {"access_token": shop["access_token"]}
    await sandbox.call("DELETE", "/instagram/me/subscribed_apps", params=token)
    assert (await sandbox.ok("/me/subscribed_apps", shop["access_token"]))["data"] == []
    await comment(sandbox, shop)
    assert app.events == []


async def test_other_shapes_and_secrets(sandbox: Sandbox, app: App, shop: Account) -> None:
    await listen(sandbox, app, shop)
    await sandbox.fault("webhook_signature", secret="meta")
    await sandbox.fault("webhook_shape", shape="bare")
    await sandbox.fault("webhook_time", unit="milliseconds")
    await sandbox.fault("webhook_duplicates", copies=3)
    await comment(sandbox, shop, count=1000)
    assert len(app.events) == 3
    assert len(set(app.events)) == 1
    body, signed = app.events[0]
    assert signed == signature(body, sandbox.credentials.meta_app_secret)
    entries = json.loads(body)["entry"]
    assert len(entries) == 1000
    assert entries[0]["field"] == "comments"
    assert entries[0]["time"] == int(sandbox.clock.now().timestamp() * 1000)


async def test_what_is_not_taken_is_tried_again_until_it_is(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await listen(sandbox, app, shop)
    app.status = 500
    assert (await comment(sandbox, shop))["status"] == 500
    await sandbox.advance(hours=1)
    failed = len(app.events)
    assert failed > 2
    app.status = 200
    await sandbox.advance(hours=2)
    assert len(app.events) == failed + 1
    await sandbox.advance(hours=40)
    assert len(app.events) == failed + 1


async def test_it_is_tried_again_at_once_and_then_less_and_less_often_for_36_hours(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await listen(sandbox, app, shop)
    app.status = 500
    await comment(sandbox, shop)
    assert len(app.events) == 2
    attempts = []
    for minutes in range(5, 48 * 60, 5):
        before = len(app.events)
        await sandbox.advance(minutes=5)
        attempts += [minutes] * (len(app.events) - before)
    waits = [after - before for before, after in pairwise([0, *attempts])]
    assert waits == sorted(waits)
    assert attempts[-1] == 36 * 60
    assert len(set(app.events)) == 1


async def test_it_gives_up_after_36_hours(sandbox: Sandbox, app: App, shop: Account) -> None:
    await listen(sandbox, app, shop)
    app.status = 500
    await comment(sandbox, shop)
    await sandbox.advance(hours=36)
    given_up = len(app.events)
    await sandbox.advance(hours=36)
    assert len(app.events) == given_up


async def test_story_insights_can_be_subscribed_but_never_come(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await listen(sandbox, app, shop)
    params = {"access_token": shop["access_token"], "subscribed_fields": "story_insights"}
    reply = await sandbox.call("POST", "/instagram/me/subscribed_apps", params=params)
    assert reply.body == {"success": True}
    await sandbox.story(shop, viewers=50)
    await sandbox.advance(hours=25)
    assert app.events == []
    params["subscribed_fields"] = "gossip"
    refused = await sandbox.call("POST", "/instagram/me/subscribed_apps", params=params)
    assert refused.error["code"] == 100


async def test_story_insights_as_facebook_login_sends_them(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await listen(sandbox, app, shop)
    seen, unseen = await sandbox.story(shop, viewers=50), await sandbox.story(shop, viewers=3)
    path = f"/instagram/accounts/{shop['user_id']}/story_insights"
    assert (await sandbox.control(path, {"media_id": seen}))["status"] is None
    params = {"access_token": shop["access_token"], "subscribed_fields": "story_insights"}
    await sandbox.call("POST", "/instagram/me/subscribed_apps", params=params)
    for story in (seen, unseen):
        assert (await sandbox.control(path, {"media_id": story}))["status"] == 200
    told = [json.loads(body)["entry"][0]["changes"][0]["value"] for body, _ in app.events]
    names = {"media_id", "impressions", "reach", "taps_forward", "taps_back", "exits", "replies"}
    assert [value.keys() for value in told] == [names, names]
    assert [value["reach"] for value in told] == [50, -1]
    await sandbox.control(f"/instagram/accounts/{shop['user_id']}/unsubscribe", {})
    assert (await sandbox.ok("/me/subscribed_apps", shop["access_token"]))["data"] == []


@pytest.mark.parametrize("call", ["revoke", "deletion"])
async def test_signed_request_of_deauthorize_and_deletion(
    sandbox: Sandbox, app: App, shop: Account, call: str
) -> None:
    path = f"/instagram/accounts/{shop['user_id']}/{call}"
    reply = await sandbox.control(path, {"url": f"{app.url}/callback"})
    assert reply["status"] == 200
    assert json.loads(reply["body"])["confirmation_code"] == "c1"
    signed, _, payload = app.signed_requests[0].partition(".")
    secret = sandbox.credentials.instagram_app_secret.encode()
    right = hmac.new(secret, payload.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signed + "=") == right
    data = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert data["user_id"] == shop["id"]
    assert data["algorithm"] == "HMAC-SHA256"
    assert data["expires"] == data["issued_at"] + 3600


async def test_a_callback_that_cannot_be_reached_is_told(sandbox: Sandbox, shop: Account) -> None:
    path = f"/instagram/accounts/{shop['user_id']}/deletion"
    reply = await sandbox.control(path, {"url": "http://127.0.0.1:1/callback"})
    assert reply["status"] is None
