"""Switches of what Instagram posts to the app, each in both positions."""

import base64
import json

from tests.sandbox.instagram.far_end import comment, listen, signature
from tests.sandbox.instagram.switches.positions import Position, Scene, each, try_both


async def posted(scene: Scene, count: int = 1) -> list[tuple[bytes, str]]:
    """What the app is sent when somebody comments ``count`` times."""
    await listen(scene.sandbox, scene.app, scene.shop)
    scene.app.events.clear()
    await comment(scene.sandbox, scene.shop, count=count)
    return scene.app.events


async def signer(scene: Scene) -> str:
    ((body, signed),) = await posted(scene)
    credentials = scene.sandbox.credentials
    secrets = {
        "instagram": credentials.instagram_app_secret,
        "meta": credentials.meta_app_secret,
    }
    return next((n for n, secret in secrets.items() if signed == signature(body, secret)), "wrong")


async def shape(scene: Scene) -> set[str]:
    ((body, _),) = await posted(scene)
    return set(json.loads(body)["entry"][0])


async def digits_of_time(scene: Scene) -> int:
    ((body, _),) = await posted(scene)
    return len(str(json.loads(body)["entry"][0]["time"]))


async def copies(scene: Scene) -> tuple[int, int]:
    """How many POSTs came, and how many different ones."""
    events = await posted(scene)
    return len(events), len(set(events))


async def batches(scene: Scene) -> list[int]:
    """How many updates there are in each POST."""
    return [
        sum(len(entry["changes"]) for entry in json.loads(body)["entry"])
        for body, _ in await posted(scene, count=2500)
    ]


async def subscribed(scene: Scene) -> int:
    params = {"access_token": scene.shop["access_token"], "subscribed_fields": "story_insights"}
    reply = await scene.sandbox.call("POST", "/instagram/me/subscribed_apps", params=params)
    return reply.status


async def is_subscribed_after_failures(scene: Scene) -> bool:
    """Comments are told in vain for two hours."""
    scene.app.status = 500
    await posted(scene)
    await scene.sandbox.advance(hours=2)
    scene.app.status = 200
    return bool((await scene.get("/me/subscribed_apps"))["data"])


async def deleted_user(scene: Scene) -> str:
    path = f"/instagram/accounts/{scene.shop['user_id']}/deletion"
    await scene.sandbox.control(path, {"url": f"{scene.app.url}/callback"})
    _, _, payload = scene.app.signed_requests[-1].partition(".")
    user_id = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["user_id"]
    return next(name for name in ("id", "user_id") if scene.shop[name] == user_id)


NESTED, BARE = {"id", "time", "changes"}, {"id", "time", "field", "value"}

POSITIONS = (
    Position("webhook_signature", signer, "instagram", "meta", {"secret": "meta"}),
    Position("webhook_signature", signer, "instagram", "wrong", {"secret": "wrong"}),
    Position("webhook_shape", shape, NESTED, BARE, {"shape": "bare"}),
    Position("webhook_time", digits_of_time, 10, 13, {"unit": "milliseconds"}),
    Position("webhook_duplicates", copies, (1, 1), (3, 1), {"copies": 3}),
    Position("webhook_batch", batches, [1000, 1000, 500], [900, 900, 700], {"size": 900}),
    Position("webhook_batch", batches, [1000, 1000, 500], [500] * 5, {"size": 500}),
    Position("webhook_unsubscribed", is_subscribed_after_failures, True, False, {"minutes": 60}),
    Position("story_insights_subscription", subscribed, 200, 400, {"answer": "refused"}),
    Position("signed_request_user_id", deleted_user, "id", "user_id", {"id": "professional"}),
)


@each(POSITIONS)
async def test_both_positions(scene: Scene, position: Position) -> None:
    await try_both(scene, position)
