"""Switches of login, code exchange and tokens, each in both positions."""

from datetime import timedelta
from typing import Any

from tests.sandbox.instagram.login import (
    BASIC,
    INSIGHTS,
    authorize_query,
    decide,
    exchange,
    long_token,
    refresh,
    returned,
    short_token,
)
from tests.sandbox.instagram.switches.positions import Position, Scene, each, try_both


async def authorized(scene: Scene) -> int:
    query = authorize_query(scene.sandbox)
    return (await scene.sandbox.call("GET", "/instagram/oauth/authorize", params=query)).status


async def personal_login(scene: Scene) -> str:
    reply = await decide(scene.sandbox, username="leo.private")
    if reply.status != 302:
        return "page" if 'data-testid="personal-account"' in reply.body else "?"
    back = returned(reply)
    return back.get("error_reason", "code" if "code" in back else "?")


async def exchanged(scene: Scene) -> Any:
    return (await exchange(scene.sandbox, returned(await decide(scene.sandbox))["code"])).body


async def envelope(scene: Scene) -> set[str]:
    return set(await exchanged(scene))


async def type_of_user_id(scene: Scene) -> str:
    return type((await exchanged(scene))["user_id"]).__name__


async def permissions(scene: Scene) -> Any:
    return (await exchanged(scene)).get("permissions")


async def refreshed(scene: Scene) -> tuple[bool, str | None]:
    """Whether the token is another one, and the permissions."""
    old = (await long_token(scene.sandbox, await short_token(scene.sandbox))).body["access_token"]
    await scene.sandbox.advance(hours=24)
    body = (await refresh(scene.sandbox, old)).body
    return body["access_token"] != old, body.get("permissions")


async def young_refresh(scene: Scene) -> int:
    return (await refresh(scene.sandbox, scene.shop["access_token"])).status


async def refusal_of_refresh(scene: Scene) -> int | None:
    old = (await long_token(scene.sandbox, await short_token(scene.sandbox))).body["access_token"]
    await scene.sandbox.advance(hours=24)
    reply = await refresh(scene.sandbox, old)
    assert (await scene.sandbox.get("/me", old)).status == 200
    return None if reply.status == 200 else int(reply.error["code"])


async def life(scene: Scene) -> tuple[int, bool]:
    """What the reply says, and whether the token still lives 5,150,000 seconds later."""
    reply = await long_token(scene.sandbox, await short_token(scene.sandbox))
    scene.sandbox.clock.jump(_LONG)
    alive = (await scene.sandbox.get("/me", reply.body["access_token"])).status == 200
    scene.sandbox.clock.jump(-_LONG)
    return reply.body["expires_in"], alive


async def old_token(scene: Scene) -> tuple[int, bool]:
    """How a token of 24 hours is answered, and whether the refreshed one is taken."""
    old = (await long_token(scene.sandbox, await short_token(scene.sandbox))).body["access_token"]
    await scene.sandbox.advance(hours=24)
    answered = (await scene.sandbox.get("/me", old)).status
    new = (await refresh(scene.sandbox, old)).body["access_token"]
    return answered, (await scene.sandbox.get("/me", new)).status == 200


async def me(scene: Scene) -> tuple[int, int | None] | None:
    return await scene.refusal("/me")


_LONG = timedelta(seconds=5_150_000)
BOTH = f"{BASIC},{INSIGHTS}"
FLAT = {"access_token", "user_id", "permissions"}

POSITIONS = (
    Position(
        "registered_redirect_uri", authorized, 200, 400, {"uri": "https://elsewhere.example/cb"}
    ),
    Position("personal_account", personal_login, "code", "page", {"answer": "page"}),
    Position(
        "personal_account",
        personal_login,
        "code",
        "account_not_professional",
        {"answer": "redirect"},
    ),
    Position("exchange_envelope", envelope, FLAT, {"data"}, {"shape": "data"}),
    Position("exchange_user_id", type_of_user_id, "int", "str", {"type": "string"}),
    Position("exchange_permissions", permissions, [BASIC, INSIGHTS], BOTH, {"shape": "string"}),
    Position("exchange_permissions", permissions, [BASIC, INSIGHTS], None, {"shape": "absent"}),
    Position("refresh_permissions", refreshed, (True, BOTH), (True, None), {"shape": "absent"}),
    Position("refresh_token_string", refreshed, (True, BOTH), (False, BOTH), {"token": "same"}),
    Position("young_token_refresh", young_refresh, 400, 200, {"answer": "accepted"}),
    *(
        Position("refresh_refused", refusal_of_refresh, None, code, {"code": code})
        for code in (10, 100, 190)
    ),
    Position("token_life", life, (5183944, True), (5110824, False), {"seconds": 5110824}),
    Position("token_needs_refresh", old_token, (200, True), (400, True)),
    Position("missing_permission", me, None, (10, None)),
    *(
        Position("token_state", me, None, (190, subcode), {"state": state})
        for state, subcode in (
            ("expired", 463),
            ("removed_app", 458),
            ("checkpoint", 459),
            ("password", 460),
            ("unconfirmed", 464),
            ("invalid", 467),
            ("role", 492),
            ("unreadable", None),
        )
    ),
)


@each(POSITIONS)
async def test_both_positions(scene: Scene, position: Position) -> None:
    await try_both(scene, position)
