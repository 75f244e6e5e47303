"""Instagram's settings: who lets the app in, taking that back, and what the app is told."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.far_end import App, served_app

Account = dict[str, str]
PAGE = "/instagram/settings/apps"


@pytest.fixture
async def app() -> AsyncIterator[App]:
    async with served_app() as served:
        yield served


async def register(sandbox: Sandbox, app: App) -> None:
    url = f"{app.url}/callback"
    await sandbox.control("/instagram/callbacks", {"deauthorize": url, "deletion": url})


async def shown(sandbox: Sandbox) -> str:
    return str((await sandbox.call("GET", PAGE)).body)


async def test_removing_the_app_ends_its_access_and_tells_it(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await register(sandbox, app)
    remove = f"{PAGE}/{shop['user_id']}/remove"
    assert remove in await shown(sandbox)

    assert (await sandbox.call("POST", remove)).status == 200

    assert len(app.signed_requests) == 1
    reply = await sandbox.get("/me", shop["access_token"])
    assert (reply.error["code"], reply.error["error_subcode"]) == (190, 458)
    assert remove not in await shown(sandbox)


async def test_who_removed_the_app_may_ask_for_deletion(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await register(sandbox, app)
    ask = f"{PAGE}/{shop['user_id']}/deletion"
    assert ask not in await shown(sandbox)
    await sandbox.call("POST", f"{PAGE}/{shop['user_id']}/remove")
    assert ask in await shown(sandbox)

    page = await sandbox.call("POST", ask)

    assert len(app.signed_requests) == 2
    assert "c1" in page.body


async def test_control_calls_post_where_the_callbacks_are_registered(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    await register(sandbox, app)
    account = f"/instagram/accounts/{shop['user_id']}"
    assert (await sandbox.control(f"{account}/deletion"))["status"] == 200
    told = await sandbox.control(f"{account}/revoke", {"reason": "password"})
    assert told == {"revoked": 1}, "a new password tells no app anything"
    assert len(app.signed_requests) == 1


async def test_without_registered_callbacks_nothing_is_posted(
    sandbox: Sandbox, app: App, shop: Account
) -> None:
    account = f"/instagram/accounts/{shop['user_id']}"
    assert await sandbox.control(f"{account}/revoke") == {"revoked": 1}
    refused = await sandbox.call("POST", f"/sandbox{account}/deletion", json={})
    assert refused.status == 400
    page = await sandbox.call("POST", f"{PAGE}/{shop['user_id']}/deletion")
    assert "no way to ask" in page.body
    assert app.signed_requests == []
    wrong = await sandbox.call("POST", "/sandbox/instagram/callbacks", json={"deletion": 5})
    assert wrong.status == 400
    assert (await sandbox.call("POST", f"{PAGE}/42/remove")).status == 404
