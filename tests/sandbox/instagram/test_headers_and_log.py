"""What comes with every answer, and what the sandbox writes down about every request."""

from typing import Any

import pytest

from tests.sandbox.instagram.conftest import START, Sandbox
from tests.sandbox.instagram.login import decide, exchange, returned

Account = dict[str, str]


@pytest.mark.parametrize(
    ("path", "token", "status"),
    [("/me", None, 200), ("/me/media", None, 200), ("/1", None, 400), ("/me", "nonsense", 400)],
)
async def test_headers_of_every_answer(
    sandbox: Sandbox, shop: Account, path: str, token: str | None, status: int
) -> None:
    reply = await sandbox.get(path, token or shop["access_token"])
    headers = {name.lower(): value for name, value in reply.headers.items()}
    assert reply.status == status
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["facebook-api-version"] == "v26.0"
    assert headers["cache-control"] == "private, no-cache, no-store"
    assert headers["x-fb-trace-id"]
    if status != 200:
        assert headers["x-fb-trace-id"] == reply.body["error"]["fbtrace_id"]


async def test_no_two_answers_have_the_same_trace_id(sandbox: Sandbox, shop: Account) -> None:
    replies = [await sandbox.get("/1", shop["access_token"]) for _ in range(3)]
    assert len({reply.body["error"]["fbtrace_id"] for reply in replies}) == 3


async def log(sandbox: Sandbox) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = (await sandbox.call("GET", "/sandbox/requests")).body["log"]
    return entries


async def test_the_log_says_what_was_asked_for_whom_and_when(
    sandbox: Sandbox, shop: Account
) -> None:
    other = await sandbox.account()
    await sandbox.ok("/me/media", shop["access_token"], fields="id", limit=2)
    await sandbox.advance(minutes=10)
    await sandbox.call(
        "GET",
        f"/instagram/v23.0/{other['user_id']}/insights",
        params={"metric": "nonsense", "period": "day"},
        headers={"Authorization": f"Bearer {other['access_token']}"},
    )
    await sandbox.get("/me", "nonsense")
    first, second, third = await log(sandbox)
    assert first == {
        "at": START.isoformat(),
        "endpoint": "instagram GET /{user}/media",
        "path": "/instagram/v26.0/me/media",
        "params": {"fields": "id", "limit": "2"},
        "status": 200,
        "user_id": shop["user_id"],
    }
    assert second["endpoint"] == "instagram GET /{user}/insights"
    assert (second["status"], second["user_id"]) == (400, other["user_id"])
    assert second["at"] > first["at"]
    assert (third["status"], third["user_id"]) == (400, None)


async def test_a_dead_token_is_still_known_and_so_is_a_code(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.control(f"/instagram/accounts/{shop['user_id']}/revoke")
    await sandbox.get("/me", shop["access_token"])
    code = returned(await decide(sandbox))["code"]
    await exchange(sandbox, code)
    entries = await log(sandbox)
    assert entries[0]["user_id"] == shop["user_id"]
    accounts = (await sandbox.call("GET", "/sandbox/instagram/accounts")).body["accounts"]
    casa = next(one["user_id"] for one in accounts if one["username"] == "casa.verde")
    assert entries[-1]["endpoint"] == "instagram POST /oauth/access_token"
    assert entries[-1]["user_id"] == casa
    assert code not in str(entries)
    assert sandbox.credentials.instagram_app_secret not in str(entries)
