"""Linking and renewing against the sandbox, with every shape of the replies."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.instagram import InstagramEndpoints
from bot.instagram.oauth import InstagramOAuthClient
from tests.instagram.conftest import REDIRECT_URI, SCOPES, Account, Room, Sandbox
from tests.support.people import access

ALL = " ".join(SCOPES)


async def code_of(sandbox: Sandbox, room: Room, shop: Account, scopes: str = ALL) -> Secret:
    return await sandbox.consent(room.oauth.authorize_url("s-42"), shop, scopes)


def test_meta_is_where_the_fact_sheet_says() -> None:
    meta = InstagramEndpoints()
    assert meta.authorize_url == "https://www.instagram.com/oauth/authorize"
    assert meta.exchange_code == "https://api.instagram.com/oauth/access_token"
    assert meta.long_lived_token == "https://graph.instagram.com/access_token"
    assert meta.refresh == "https://graph.instagram.com/refresh_access_token"
    assert meta.read("me", "media") == "https://graph.instagram.com/v26.0/me/media"


def test_the_authorize_url_asks_for_a_code_and_sends_no_pkce(sandbox: Sandbox, room: Room) -> None:
    url = urlsplit(room.oauth.authorize_url("a state & more"))
    assert parse_qs(url.query) == {
        "client_id": [sandbox.credentials.instagram_app_id],
        "redirect_uri": [REDIRECT_URI],
        "response_type": ["code"],
        "scope": ["instagram_business_basic,instagram_business_manage_insights"],
        "state": ["a state & more"],
    }


def test_force_reauth_asks_to_log_in_again(room: Room) -> None:
    assert isinstance(room.oauth, InstagramOAuthClient)
    url = urlsplit(replace(room.oauth, force_reauth=True).authorize_url("s-42"))
    assert parse_qs(url.query)["force_reauth"] == ["true"]


SHAPES = list(product(["flat", "data"], ["int", "string"], ["list", "string", "absent"]))


@pytest.mark.parametrize("shapes", SHAPES, ids="-".join)
async def test_a_code_becomes_a_long_lived_token(
    sandbox: Sandbox, room: Room, shop: Account, shapes: tuple[str, str, str]
) -> None:
    envelope, user_id, permissions = shapes
    await sandbox.switch("exchange_envelope", shape=envelope)
    await sandbox.switch("exchange_user_id", type=user_id)
    await sandbox.switch("exchange_permissions", shape=permissions)
    short_lived = await room.oauth.exchange_code(await code_of(sandbox, room, shop))
    assert short_lived.app_scoped_id == shop.app_scoped_id
    granted = None if permissions == "absent" else frozenset(SCOPES)
    assert short_lived.permissions == granted
    long_lived = await room.oauth.long_lived_token(short_lived.token)
    assert long_lived.expires_in == timedelta(seconds=5183944)
    profile = await room.api.profile(access(long_lived.token))
    assert (profile.user_id, profile.username) == (shop.user_id, "tea.shop")


async def test_a_permission_that_was_not_ticked_is_not_listed(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    code = await code_of(sandbox, room, shop, scopes="instagram_business_basic")
    granted = (await room.oauth.exchange_code(code)).permissions
    assert granted == frozenset({"instagram_business_basic"})


async def test_the_fragment_behind_a_copied_code_does_no_harm(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    code = await code_of(sandbox, room, shop)
    copied = Secret(f"{code.reveal()}#_")
    assert (await room.oauth.exchange_code(copied)).app_scoped_id == shop.app_scoped_id


async def test_a_code_serves_once_and_the_second_time_says_so(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    code = await code_of(sandbox, room, shop)
    await room.oauth.exchange_code(code)
    await sandbox.requests()
    with pytest.raises(InstagramRefused) as raised:
        await room.oauth.exchange_code(code)
    assert raised.value.refusal is Refusal.PERMANENT
    assert "used before" in raised.value.detail
    assert len(await sandbox.requests()) == 1


async def test_another_redirect_uri_is_told_apart(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    code = await code_of(sandbox, room, shop)
    await sandbox.switch("registered_redirect_uri", uri="https://bot.example.test/other")
    with pytest.raises(InstagramRefused) as raised:
        await room.oauth.exchange_code(code)
    assert raised.value.refusal is Refusal.PERMANENT
    assert "redirect URI" in raised.value.detail


async def test_an_outage_during_the_exchange_is_overcome(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    code = await code_of(sandbox, room, shop)
    await sandbox.switch("reset", times=1, endpoint="/oauth/access_token")
    await sandbox.switch("server_error", times=1, endpoint="/oauth/access_token")
    assert (await room.oauth.exchange_code(code)).app_scoped_id == shop.app_scoped_id
    assert len(room.pauses) == 2


@pytest.mark.parametrize("token", ["new", "same"])
@pytest.mark.parametrize("permissions", ["string", "absent"])
async def test_a_token_a_day_old_is_renewed(
    sandbox: Sandbox, room: Room, shop: Account, token: str, permissions: str
) -> None:
    await sandbox.switch("refresh_token_string", token=token)
    await sandbox.switch("refresh_permissions", shape=permissions)
    sandbox.clock.jump(timedelta(days=2))
    renewed = await room.oauth.refresh(shop.token)
    assert (renewed.token == shop.token) is (token == "same")
    sandbox.clock.jump(timedelta(days=59))
    assert (await room.api.profile(access(renewed.token))).username == "tea.shop"


@pytest.mark.parametrize("answer", ["refused", "accepted"])
async def test_a_token_that_is_too_young_is_not_taken_for_dead(
    sandbox: Sandbox, room: Room, shop: Account, answer: str
) -> None:
    await sandbox.switch("young_token_refresh", answer=answer)
    if answer == "accepted":
        assert (await room.oauth.refresh(shop.token)).expires_in > timedelta(days=59)
        return
    with pytest.raises(InstagramRefused) as raised:
        await room.oauth.refresh(shop.token)
    assert raised.value.refusal is Refusal.PERMANENT


async def test_an_expired_token_cannot_be_renewed(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    sandbox.clock.jump(timedelta(days=61))
    with pytest.raises(InstagramRefused) as raised:
        await room.oauth.refresh(shop.token)
    assert (raised.value.refusal, raised.value.subcode) == (Refusal.TOKEN, 463)


STATES: dict[str, int | None] = {
    "expired": 463,
    "removed_app": 458,
    "checkpoint": 459,
    "password": 460,
    "unconfirmed": 464,
    "invalid": 467,
    "role": 492,
    "unreadable": None,
}


@pytest.mark.parametrize(("state", "subcode"), STATES.items())
async def test_a_dead_token_tells_why(
    sandbox: Sandbox, room: Room, shop: Account, state: str, subcode: int | None
) -> None:
    await sandbox.switch("token_state", state=state)
    await sandbox.requests()
    calls: list[Any] = [room.api.profile(shop.access), room.api.live_stories(shop.access)]
    for call in calls:
        with pytest.raises(InstagramRefused) as raised:
            await call
        assert (raised.value.refusal, raised.value.subcode) == (Refusal.TOKEN, subcode)
        assert not raised.value.retryable
    assert len(await sandbox.requests()) == 2
