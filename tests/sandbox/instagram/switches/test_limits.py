"""Switches of limits, refusals and outages, each in both positions."""

import asyncio
import json
from typing import Any

from aiohttp import ClientError

from tests.sandbox.instagram.switches.positions import Position, Scene, each, try_both


async def percentages(scene: Scene) -> Any:
    return json.loads(await scene.header("x-app-usage") or "null")


async def usage_headers(scene: Scene) -> tuple[bool, int]:
    """Of a throttled call: whether there is x-app-usage, and of how many accounts the other."""
    await scene.sandbox.fault("throttle", times=1, minutes=12)
    reply = await scene.sandbox.get("/me", scene.shop["access_token"])
    headers = {name.lower(): value for name, value in reply.headers.items()}
    business = json.loads(headers.get("x-business-use-case-usage", "{}"))
    if business:
        (own,) = business[scene.shop["user_id"]]
        assert own["estimated_time_to_regain_access"] == 12
    return "x-app-usage" in headers, len(business)


async def me(scene: Scene) -> tuple[int, int | None] | None:
    return await scene.refusal("/me")


async def pages(scene: Scene) -> list[Any]:
    """A page of ten and one of eleven with insights, and one of eleven without."""
    expanded = "id,insights.metric(reach)"
    return [
        await scene.refusal("/me/media", fields=fields, limit=limit)
        for fields, limit in ((expanded, 10), (expanded, 11), ("id", 11))
    ]


async def error(scene: Scene) -> Any:
    reply = await scene.sandbox.get("/me/media", scene.shop["access_token"])
    return (reply.status, reply.error) if reply.status != 200 else reply.status


async def statuses(scene: Scene) -> tuple[int, int, int]:
    """Of a dead token, of throttling, and of another error."""
    await scene.sandbox.fault("throttle", times=1)
    throttled = await scene.sandbox.get("/me", scene.shop["access_token"])
    dead = await scene.sandbox.get("/me", "nonsense")
    other = await scene.sandbox.get("/1", scene.shop["access_token"])
    return dead.status, throttled.status, other.status


async def type_of_error(scene: Scene) -> str:
    return str((await scene.sandbox.get("/1", scene.shop["access_token"])).error["type"])


async def transport(scene: Scene) -> str:
    """How far an answer gets."""
    try:
        async with asyncio.timeout(2):
            reply = await scene.sandbox.get("/me", scene.shop["access_token"])
    except TimeoutError:
        return "no answer yet"
    except json.JSONDecodeError:
        return "not JSON"
    except ClientError:
        return "cut"
    return "answer" if reply.status == 200 else f"{reply.status} {reply.body[:6]}"


async def cdn(scene: Scene) -> str:
    """What the address of a picture answers, in a word."""
    node = await scene.get(f"/{await scene.media(media_type='IMAGE')}", fields="media_url")
    try:
        async with (
            asyncio.timeout(2),
            scene.sandbox.session.get(node["media_url"], allow_redirects=False) as reply,
        ):
            body = await reply.read()
    except TimeoutError:
        return "no answer yet"
    where = reply.headers.get("Location", reply.content_type)
    cut = "" if body.endswith((b"\xff\xd9", b"IEND\xaeB`\x82")) else ", no end"
    return f"{reply.status} {where}{cut}, {len(body) // 1_000_000} MB"


ORDERED = {
    "code": 368,
    "subcode": 5,
    "message": "blocked",
    "type": "IGApiException",
    "status": 403,
    "transient": True,
    "user_title": "Wait",
    "user_msg": "Later",
}
ANSWER = {
    "message": "blocked",
    "type": "IGApiException",
    "code": 368,
    "error_subcode": 5,
    "is_transient": True,
    "error_user_title": "Wait",
    "error_user_msg": "Later",
}

POSITIONS = (
    Position(
        "usage_headers",
        percentages,
        None,
        {"call_count": 91, "total_cputime": 3, "total_time": 4},
        {"call_count": 91, "total_cputime": 3, "total_time": 4},
    ),
    *(
        Position("usage_header_form", usage_headers, (True, 1), on, params)
        for on, params in (
            ((True, 0), {"form": "app"}),
            ((False, 1), {"form": "business"}),
            ((False, 0), {"form": "absent"}),
            ((True, 32), {"entries": 32}),
        )
    ),
    *(
        Position("throttle", me, None, (code, None), {"code": code})
        for code in (80002, 4, 17, 32, 613, 341)
    ),
    Position("throttle", me, None, (613, 1996), {"code": 613, "subcode": 1996}),
    Position("throttle", me, None, (100, 33), {"code": 100}),
    Position("too_much_data", pages, [None, None, None], [None, (1, None), None], {"above": 10}),
    Position("error", error, 200, (403, ANSWER), ORDERED),
    Position("error_status", statuses, (400, 400, 400), (401, 400, 400), {"token": 401}),
    Position("error_status", statuses, (400, 400, 400), (400, 429, 400), {"throttle": 429}),
    Position(
        "error_type",
        type_of_error,
        "GraphMethodException",
        "IGApiException",
        {"type": "IGApiException"},
    ),
    *(
        Position("picture", cdn, "200 image/jpeg, 0 MB", on, params)
        for on, params in (
            ("404 application/octet-stream, no end, 0 MB", {"answer": "missing"}),
            ("403 text/plain, no end, 0 MB", {"answer": "expired"}),
            (
                "302 http://10.0.0.1/, no end, 0 MB",
                {"answer": "redirect", "to": "http://10.0.0.1/"},
            ),
            ("200 image/jpeg, no end, 40 MB", {"answer": "huge"}),
            ("200 text/html, no end, 0 MB", {"answer": "page"}),
            ("200 image/jpeg, no end, 0 MB", {"answer": "cut"}),
            ("200 image/png, 0 MB", {"answer": "bomb"}),
            ("no answer yet", {"answer": "slow", "seconds": 30}),
        )
    ),
    Position("server_error", transport, "answer", "503 <html>", {"status": 503}),
    Position("garbage", transport, "answer", "not JSON"),
    Position("slow", transport, "answer", "no answer yet", {"seconds": 30}),
    Position("reset", transport, "answer", "cut"),
)


@each(POSITIONS)
async def test_both_positions(scene: Scene, position: Position) -> None:
    await try_both(scene, position)


async def test_calls_beyond_the_budget_prolong_the_block(scene: Scene) -> None:
    assert await scene.header("x-app-usage") is None
    fault = await scene.sandbox.fault("call_budget", calls=3, user_id=scene.shop["user_id"])
    assert [await me(scene) for _ in range(3)] == [None, None, (80002, None)]

    async def minutes() -> int:
        usage = json.loads(await scene.header("x-business-use-case-usage") or "{}")
        (own,) = usage[scene.shop["user_id"]]
        assert own["call_count"] == 100
        return int(own["estimated_time_to_regain_access"])

    assert await minutes() == 24 * 60
    await scene.sandbox.advance(hours=20)
    assert await minutes() == 4 * 60
    await scene.sandbox.advance(hours=3, minutes=59)
    assert await me(scene) == (80002, None), "only one minute is missing"
    await scene.sandbox.advance(hours=20)
    assert await me(scene) is None
    await scene.sandbox.call("DELETE", f"/sandbox/faults/{fault}")
    assert [await me(scene) for _ in range(3)] == [None, None, None]


async def test_several_ids_count_as_one_call_each(scene: Scene) -> None:
    await scene.sandbox.fault("ids_parameter", mode="supported")
    listed = (await scene.get("/me/media", limit=10))["data"]
    await scene.sandbox.fault("call_budget", calls=20)
    await scene.get("/", ids=",".join(one["id"] for one in listed))
    usage = json.loads(await scene.header("x-app-usage") or "{}")
    assert usage["call_count"] == 100 * (1 + 10 + 1) // 20
