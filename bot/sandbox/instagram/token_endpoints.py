"""``/access_token`` and ``/refresh_access_token`` of the Graph host."""

from datetime import timedelta
from typing import Any

from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.instagram.errors import (
    GraphError,
    bad_parameter,
    missing_permission,
    unreadable_token,
    unsupported_request,
)
from bot.sandbox.instagram.gate import Gate
from bot.sandbox.instagram.request import GraphRequest
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.tokens import BASIC, LONG, LONG_LIFE, REFRESHABLE_AFTER, SHORT, Tokens

TOKEN_PATHS = ("access_token", "refresh_access_token")


class TokenEndpoints:
    def __init__(
        self,
        gate: Gate,
        tokens: Tokens,
        clock: WorldClock,
        switches: Switches,
        credentials: Credentials,
    ) -> None:
        self._gate = gate
        self._tokens = tokens
        self._clock = clock
        self._switches = switches
        self._credentials = credentials

    def reply(self, request: GraphRequest) -> dict[str, Any]:
        if request.method != "GET" or len(request.segments) > 1:
            raise unsupported_request()
        if request.segments[0] == "access_token":
            return self._exchange(request)
        return self._refresh(request)

    def _exchange(self, request: GraphRequest) -> dict[str, Any]:
        if request.params.get("grant_type") != "ig_exchange_token":
            raise bad_parameter("Invalid grant_type")
        if request.params.get("client_secret") != self._credentials.instagram_app_secret:
            raise GraphError("Error validating client secret.", code=101)
        short = self._tokens.require_kind(request.access_token, SHORT)
        self._gate.check_token_state(short.user_id)
        life = self._life()
        long = self._tokens.issue(LONG, short.user_id, short.scopes, life)
        return _token_body(long.access_token, life)

    def _refresh(self, request: GraphRequest) -> dict[str, Any]:
        if request.params.get("grant_type") != "ig_refresh_token":
            raise bad_parameter("Invalid grant_type")
        token = self._tokens.require_kind(request.access_token, LONG)
        self._gate.check_token_state(token.user_id)
        if BASIC not in token.scopes:
            raise missing_permission()
        if fault := self._switches.strike("refresh_refused", user_id=token.user_id):
            raise _refusal(int(fault.params.get("code", 10)))
        is_young = token.age(self._clock.now()) < REFRESHABLE_AFTER
        answer = self._switches.choice("young_token_refresh", "answer", "refused")
        if is_young and answer == "refused":
            # The exact body is not on record; the wording is the sandbox's own.
            raise bad_parameter("The access token must be at least 24 hours old to be refreshed")
        life = self._life()
        if self._switches.choice("refresh_token_string", "token", "new") == "same":
            refreshed = self._tokens.prolong(token, life)
        else:
            refreshed = self._tokens.issue(LONG, token.user_id, token.scopes, life)
        body = _token_body(refreshed.access_token, life)
        if self._switches.choice("refresh_permissions", "shape", "string") == "string":
            body["permissions"] = ",".join(token.scopes)
        return body

    def _life(self) -> timedelta:
        default = str(int(LONG_LIFE.total_seconds()))
        return timedelta(seconds=int(self._switches.choice("token_life", "seconds", default)))


def _refusal(code: int) -> GraphError:
    if code == 190:
        return unreadable_token()
    return missing_permission() if code == 10 else unsupported_request()


def _token_body(access_token: str, life: timedelta) -> dict[str, Any]:
    return {
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": int(life.total_seconds()),
    }
