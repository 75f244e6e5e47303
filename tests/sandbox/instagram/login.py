"""The steps of logging in with Instagram, as an app takes them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.sandbox.instagram.conftest import Reply, Sandbox

REDIRECT = "https://app.example.test/cb"
BASIC = "instagram_business_basic"
INSIGHTS = "instagram_business_manage_insights"


def authorize_query(sandbox: Sandbox, **changes: str) -> dict[str, str]:
    return {
        "client_id": sandbox.credentials.instagram_app_id,
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": f"{BASIC},{INSIGHTS}",
        "state": "s-42/+ä",
        **changes,
    }


async def decide(
    sandbox: Sandbox,
    username: str = "casa.verde",
    decision: str = "allow",
    scopes: tuple[str, ...] = (BASIC, INSIGHTS),
) -> Reply:
    listed = await sandbox.call("GET", "/sandbox/instagram/accounts")
    user_id = next(a["user_id"] for a in listed.body["accounts"] if a["username"] == username)
    form = [
        *authorize_query(sandbox).items(),
        ("account_id", user_id),
        ("decision", decision),
        *(("scopes", scope) for scope in scopes),
    ]
    return await sandbox.call(
        "POST", "/instagram/oauth/authorize/decision", data=form, allow_redirects=False
    )


def returned(reply: Reply) -> dict[str, str]:
    assert reply.status == 302, reply.body
    query = parse_qs(urlsplit(reply.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


async def exchange(sandbox: Sandbox, code: str, **changes: str) -> Reply:
    form = {
        "client_id": sandbox.credentials.instagram_app_id,
        "client_secret": sandbox.credentials.instagram_app_secret,
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT,
        "code": code,
        **changes,
    }
    return await sandbox.call("POST", "/instagram/oauth/access_token", data=form)


async def short_token(sandbox: Sandbox, **decision: Any) -> str:
    reply = await exchange(sandbox, returned(await decide(sandbox, **decision))["code"])
    return str(reply.body["access_token"])


async def long_token(sandbox: Sandbox, short: str, **changes: str) -> Reply:
    params = {
        "grant_type": "ig_exchange_token",
        "client_secret": sandbox.credentials.instagram_app_secret,
        "access_token": short,
        **changes,
    }
    return await sandbox.call("GET", "/instagram/access_token", params=params)


async def refresh(sandbox: Sandbox, token: str) -> Reply:
    params = {"grant_type": "ig_refresh_token", "access_token": token}
    return await sandbox.call("GET", "/instagram/refresh_access_token", params=params)
