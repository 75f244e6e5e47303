"""Logging in with Instagram: consent, the redirect back, and code for short-lived token."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.sandbox.credentials import Credentials
from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.consent import (
    consent_page,
    error_page,
    login_page,
    personal_account_page,
)
from bot.sandbox.instagram.errors import CodeExchangeError
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.tokens import BASIC, SCOPES, SHORT, Tokens
from bot.sandbox.instagram.world import World

APP_NAME = "Farolero"
_OWN_FIELDS = ("account_id", "scopes", "decision")


class OAuth:
    def __init__(
        self, world: World, tokens: Tokens, switches: Switches, credentials: Credentials
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._switches = switches
        self._credentials = credentials

    def authorize(self, query: Mapping[str, str]) -> web.Response:
        """The consent page, or an error page that does not go back to the app.

        Who comes here is signed in as everybody; with ``force_reauth=true`` they log in again.
        """
        if problem := self._problem(query):
            return _html(error_page(problem), status=400)
        accounts = self._world.accounts()
        if query.get("force_reauth") == "true":
            accounts = [one for one in accounts if one.username == query.get("username")]
            if not accounts:
                problem = "There is no such account." if "username" in query else ""
                return _html(login_page(query, problem))
        return _html(consent_page(APP_NAME, query, asked_scopes(query), accounts))

    def decide(self, form: Mapping[str, str], granted: list[str]) -> web.Response:
        """302 back to the redirect URI with a code, or with the refusal."""
        query = {name: value for name, value in form.items() if name not in _OWN_FIELDS}
        if problem := self._problem(query):
            return _html(error_page(problem), status=400)
        if form.get("decision") != "allow":
            return _back(query, _refusal("user_denied", "The user denied your request"))
        account = self._world.account(form.get("account_id", ""))
        if account is None:
            return _html(error_page("There is no such account"), status=400)
        if not account.is_professional and (refused := self._personal(query, account)):
            return refused
        scopes = [scope for scope in asked_scopes(query) if scope in granted]
        code = self._tokens.issue_code(account.user_id, scopes, query["redirect_uri"])
        return _back(query, {"code": code.code}, fragment="#_")

    def exchange(self, form: Mapping[str, str]) -> dict[str, Any]:
        """The reply of ``POST /oauth/access_token``. Raises CodeExchangeError."""
        is_known_app = (
            form.get("client_id") == self._credentials.instagram_app_id
            and form.get("client_secret") == self._credentials.instagram_app_secret
        )
        if not is_known_app:
            raise CodeExchangeError("Invalid platform app")
        if form.get("grant_type") != "authorization_code":
            raise CodeExchangeError("Invalid grant_type")
        redirect_uri = form.get("redirect_uri", "")
        self._check_registered(redirect_uri)
        code = self._tokens.redeem_code(form.get("code", ""), redirect_uri)
        account = self._world.account(code.user_id)
        assert account is not None
        token = self._tokens.issue(SHORT, account.user_id, code.scopes)
        return self._shaped(token.access_token, account, code.scopes)

    def _shaped(self, access_token: str, account: Account, scopes: list[str]) -> dict[str, Any]:
        as_text = self._switches.choice("exchange_user_id", "type", "int") == "string"
        reply: dict[str, Any] = {
            "access_token": access_token,
            "user_id": account.id if as_text else int(account.id),
        }
        shape = self._switches.choice("exchange_permissions", "shape", "list")
        if shape != "absent":
            reply["permissions"] = ",".join(scopes) if shape == "string" else scopes
        envelope = self._switches.choice("exchange_envelope", "shape", "flat")
        return {"data": [reply]} if envelope == "data" else reply

    def _problem(self, query: Mapping[str, str]) -> str | None:
        if query.get("client_id") != self._credentials.instagram_app_id:
            return "Invalid platform app"
        if query.get("response_type") != "code":
            return "Invalid response_type: it must be code"
        redirect_uri = urlsplit(query.get("redirect_uri", ""))
        if redirect_uri.scheme not in ("http", "https") or not redirect_uri.netloc:
            return "Invalid redirect_uri"
        try:
            self._check_registered(query["redirect_uri"])
        except CodeExchangeError as error:
            return error.error_message
        scopes = asked_scopes(query)
        if unknown := [scope for scope in scopes if scope not in SCOPES]:
            return f"Invalid Scopes: {', '.join(unknown)}"
        return None if BASIC in scopes else f"Invalid Scopes: {BASIC} is required"

    def _check_registered(self, redirect_uri: str) -> None:
        registered = self._switches.choice("registered_redirect_uri", "uri", redirect_uri)
        if redirect_uri != registered:
            raise CodeExchangeError("Redirect URI does not match registered redirect URI")

    def _personal(self, query: Mapping[str, str], account: Account) -> web.Response | None:
        """How Instagram refuses a personal account is not on record: a switch decides."""
        answer = self._switches.choice("personal_account", "answer", "allow")
        if answer == "allow":
            return None
        if answer == "page":
            return _html(personal_account_page(account.username))
        return _back(
            query, _refusal("account_not_professional", "The account is not a professional account")
        )


def asked_scopes(query: Mapping[str, str]) -> list[str]:
    """Separated by commas or spaces."""
    return list(dict.fromkeys(query.get("scope", "").replace(",", " ").split()))


def _refusal(reason: str, description: str) -> dict[str, str]:
    return {
        "error": "access_denied",
        "error_reason": reason,
        "error_description": description,
    }


def _back(query: Mapping[str, str], params: dict[str, str], fragment: str = "") -> web.Response:
    """The state comes back as it was sent. The Location is written by hand to keep ``#_``."""
    redirect_uri = query["redirect_uri"]
    if "state" in query:
        params = {**params, "state": query["state"]}
    joint = "&" if urlsplit(redirect_uri).query else "?"
    location = f"{redirect_uri}{joint}{urlencode(params)}{fragment}"
    return web.Response(status=302, headers={"Location": location})


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status)
