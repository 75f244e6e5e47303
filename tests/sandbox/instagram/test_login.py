"""Logging in with Instagram, from the consent page to the long-lived token and its end."""

import re
from datetime import timedelta

import pytest
from aiohttp import FormData

from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.login import (
    BASIC,
    INSIGHTS,
    REDIRECT,
    authorize_query,
    decide,
    exchange,
    long_token,
    refresh,
    returned,
    short_token,
)


async def test_consent_page_shows_accounts_permissions_and_both_buttons(sandbox: Sandbox) -> None:
    query = authorize_query(sandbox, force_reauth="false", enable_fb_login="0")
    page = await sandbox.call("GET", "/instagram/oauth/authorize", params=query)
    assert page.status == 200
    marks = set(re.findall(r'data-testid="([^"]+)"', page.body))
    assert {
        "account-casa.verde",
        "account-marta.draws",
        "account-tiny.bakery",
        "account-leo.private",
        f"scope-{BASIC}",
        f"scope-{INSIGHTS}",
        "allow",
        "deny",
    } == marks
    assert "https://" not in page.body.replace(REDIRECT, "")


async def test_force_reauth_asks_to_log_in_and_then_for_consent_of_that_account(
    sandbox: Sandbox,
) -> None:
    async def marks(**changes: str) -> set[str]:
        query = authorize_query(sandbox, force_reauth="true", **changes)
        page = await sandbox.call("GET", "/instagram/oauth/authorize", params=query)
        assert page.status == 200
        return set(re.findall(r'data-testid="([^"]+)"', page.body))

    assert await marks() == {"username", "log-in"}
    assert await marks(username="no.body") == {"username", "log-in", "login-problem"}
    consent = await marks(username="casa.verde")
    assert {mark for mark in consent if mark.startswith("account-")} == {"account-casa.verde"}
    assert {"allow", "deny"} < consent


async def test_the_login_form_keeps_what_was_asked(sandbox: Sandbox) -> None:
    query = authorize_query(sandbox, force_reauth="true", username="no.body")
    page = await sandbox.call("GET", "/instagram/oauth/authorize", params=query)
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.body))
    assert kept == {**authorize_query(sandbox), "force_reauth": "true"}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"client_id": "1"}, "Invalid platform app"),
        ({"scope": "business_basic"}, "Invalid Scopes: business_basic"),
        ({"redirect_uri": "javascript:alert(1)"}, "Invalid redirect_uri"),
        ({"response_type": "token"}, "Invalid response_type"),
    ],
)
async def test_wrong_authorize_query_is_an_error_page_that_goes_nowhere(
    sandbox: Sandbox, changes: dict[str, str], problem: str
) -> None:
    query = authorize_query(sandbox, **changes)
    page = await sandbox.call("GET", "/instagram/oauth/authorize", params=query)
    assert page.status == 400
    assert problem in page.body


async def test_state_is_written_into_the_page_escaped(sandbox: Sandbox) -> None:
    query = authorize_query(sandbox, state='"><script>alert(1)</script>')
    page = await sandbox.call("GET", "/instagram/oauth/authorize", params=query)
    assert "<script>" not in page.body


async def test_allowing_goes_back_with_code_state_and_the_odd_fragment(sandbox: Sandbox) -> None:
    reply = await decide(sandbox)
    location = reply.headers["Location"]
    assert location.startswith(f"{REDIRECT}?code=")
    assert location.endswith("#_")
    assert returned(reply)["state"] == "s-42/+ä"


async def test_cancelling_goes_back_with_the_documented_error(sandbox: Sandbox) -> None:
    assert returned(await decide(sandbox, decision="deny")) == {
        "error": "access_denied",
        "error_reason": "user_denied",
        "error_description": "The user denied your request",
        "state": "s-42/+ä",
    }


async def test_code_gives_a_flat_reply_with_a_large_integer(sandbox: Sandbox) -> None:
    reply = await exchange(sandbox, returned(await decide(sandbox))["code"])
    assert reply.status == 200
    assert reply.body["access_token"].startswith("IGAA")
    assert reply.body["user_id"] > 2**53
    assert reply.body["permissions"] == [BASIC, INSIGHTS]
    assert set(reply.body) == {"access_token", "user_id", "permissions"}
    me = await sandbox.ok("/me", reply.body["access_token"], fields="id,user_id")
    assert me["id"] == str(reply.body["user_id"]) != me["user_id"]


async def test_code_exchange_takes_multipart_too(sandbox: Sandbox) -> None:
    form = FormData(default_to_multipart=True)
    for name, value in {
        "client_id": sandbox.credentials.instagram_app_id,
        "client_secret": sandbox.credentials.instagram_app_secret,
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT,
        "code": returned(await decide(sandbox))["code"],
    }.items():
        form.add_field(name, value)
    reply = await sandbox.call("POST", "/instagram/oauth/access_token", data=form)
    assert reply.status == 200


async def test_other_shapes_of_the_code_exchange(sandbox: Sandbox) -> None:
    await sandbox.fault("exchange_envelope", shape="data")
    await sandbox.fault("exchange_user_id", type="string")
    await sandbox.fault("exchange_permissions", shape="string")
    reply = await exchange(sandbox, returned(await decide(sandbox))["code"])
    (body,) = reply.body["data"]
    assert isinstance(body["user_id"], str)
    assert body["permissions"] == f"{BASIC},{INSIGHTS}"
    await sandbox.fault("exchange_permissions", shape="absent")
    reply = await exchange(sandbox, returned(await decide(sandbox))["code"])
    assert "permissions" not in reply.body["data"][0]


async def test_code_works_once_for_an_hour(sandbox: Sandbox) -> None:
    refused = {
        "error_type": "OAuthException",
        "code": 400,
        "error_message": "Matching code was not found or was already used",
    }
    code = returned(await decide(sandbox))["code"]
    assert (await exchange(sandbox, code)).status == 200
    again = await exchange(sandbox, code)
    assert (again.status, again.body) == (400, refused)
    unknown = await exchange(sandbox, "AQB")
    assert (unknown.status, unknown.body) == (400, refused)
    late = returned(await decide(sandbox))["code"]
    await sandbox.advance(hours=1)
    assert (await exchange(sandbox, late)).body == refused


async def test_code_exchange_errors(sandbox: Sandbox) -> None:
    code = returned(await decide(sandbox))["code"]
    other_uri = await exchange(sandbox, code, redirect_uri=REDIRECT + "/")
    assert (other_uri.status, other_uri.body) == (
        400,
        {
            "error_type": "OAuthException",
            "code": 400,
            "error_message": "Redirect URI does not match registered redirect URI",
        },
    )
    wrong_secret = await exchange(sandbox, code, client_secret="x")
    assert wrong_secret.body["error_message"] == "Invalid platform app"
    assert (await exchange(sandbox, code)).status == 200


async def test_only_the_registered_redirect_uri(sandbox: Sandbox) -> None:
    await sandbox.fault("registered_redirect_uri", uri="https://elsewhere.example/cb")
    page = await sandbox.call("GET", "/instagram/oauth/authorize", params=authorize_query(sandbox))
    assert page.status == 400
    assert "Redirect URI does not match registered redirect URI" in page.body


async def test_unticked_insights_are_refused_later(sandbox: Sandbox) -> None:
    token = await short_token(sandbox, scopes=(BASIC,))
    reply = await sandbox.get(
        "/me/insights", token, metric="reach", period="day", metric_type="total_value"
    )
    assert (reply.status, reply.error["code"]) == (400, 10)
    await sandbox.ok("/me/media", token)


async def test_personal_account_by_every_open_answer(sandbox: Sandbox) -> None:
    token = await short_token(sandbox, username="leo.private")
    me = await sandbox.ok("/me", token, fields="account_type")
    assert me["account_type"] == "PERSONAL"
    assert (await sandbox.get("/me/media", token)).error["code"] == 10
    await sandbox.fault("personal_account", answer="redirect")
    back = returned(await decide(sandbox, username="leo.private"))
    assert back["error"] == "access_denied"
    assert back["error_reason"] == "account_not_professional"
    await sandbox.fault("personal_account", answer="page")
    page = await decide(sandbox, username="leo.private")
    assert page.status == 200
    assert 'data-testid="personal-account"' in page.body


async def test_short_token_lives_an_hour(sandbox: Sandbox) -> None:
    token = await short_token(sandbox)
    await sandbox.ok("/me", token)
    await sandbox.advance(hours=1)
    reply = await sandbox.get("/me", token)
    assert (reply.status, reply.error) == (
        400,
        {
            "message": "Error validating access token: Session has expired on "
            "Monday, 02-Nov-26 05:00:00 PST. The current time is Monday, 02-Nov-26 05:00:00 PST.",
            "type": "OAuthException",
            "code": 190,
            "error_subcode": 463,
        },
    )


async def test_long_token_lives_sixty_days_and_then_cannot_be_refreshed(sandbox: Sandbox) -> None:
    reply = await long_token(sandbox, await short_token(sandbox))
    token = reply.body["access_token"]
    assert reply.body == {"access_token": token, "token_type": "bearer", "expires_in": 5183944}
    sandbox.clock.jump(timedelta(seconds=5183943))
    await sandbox.ok("/me", token)
    await sandbox.advance(seconds=1)
    for expired in (await sandbox.get("/me", token), await refresh(sandbox, token)):
        assert (expired.error["code"], expired.error["error_subcode"]) == (190, 463)


async def test_refresh_needs_a_day_and_gives_a_fresh_life(sandbox: Sandbox) -> None:
    token = (await long_token(sandbox, await short_token(sandbox))).body["access_token"]
    young = await refresh(sandbox, token)
    assert young.status == 400
    await sandbox.advance(hours=24)
    refreshed = await refresh(sandbox, token)
    assert refreshed.status == 200
    assert refreshed.body["access_token"] != token
    assert refreshed.body["permissions"] == f"{BASIC},{INSIGHTS}"
    await sandbox.fault("refresh_token_string", token="same")
    same = await refresh(sandbox, token)
    assert same.body["access_token"] == token


async def test_wrong_kind_of_token_and_post(sandbox: Sandbox) -> None:
    short = await short_token(sandbox)
    long = (await long_token(sandbox, short)).body["access_token"]
    posted = await sandbox.call(
        "POST", "/instagram/refresh_access_token", data={"access_token": long}
    )
    replies = [await refresh(sandbox, short), await long_token(sandbox, long), posted]
    for reply in replies:
        assert (reply.status, reply.error["message"]) == (
            400,
            "Unsupported request - method type: get",
        )


async def test_wrong_app_secret_in_the_long_lived_exchange(sandbox: Sandbox) -> None:
    reply = await long_token(sandbox, await short_token(sandbox), client_secret="x")
    assert reply.status == 400
    assert "secret" in reply.error["message"]
