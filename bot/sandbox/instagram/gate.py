"""What every Graph call must pass before it is answered: token, limits, ordered refusals."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Fault
from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import (
    GraphError,
    dead_token,
    missing_permission,
    object_missing,
    too_many_calls,
    unreadable_token,
    wrong_proof,
)
from bot.sandbox.instagram.growth import account_numbers
from bot.sandbox.instagram.request import GraphRequest, endpoint
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.tokens import REFRESHABLE_AFTER, Token, Tokens
from bot.sandbox.instagram.usage import (
    DAY,
    SHOWN_FROM,
    THROTTLED,
    CallWindow,
    Used,
    budget_of,
    usage_headers,
    used_of,
)
from bot.sandbox.instagram.world import World


class Gate:
    def __init__(
        self,
        world: World,
        tokens: Tokens,
        clock: WorldClock,
        switches: Switches,
        credentials: Credentials,
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._clock = clock
        self._switches = switches
        self._credentials = credentials
        self._window = CallWindow()
        self._impressions_by_hour: dict[tuple[str, datetime], int] = {}

    def admit(
        self, request: GraphRequest, version: str, language: str, headers: dict[str, str]
    ) -> Call:
        """The call, with its usage in ``headers``. Raises GraphError for what is turned away."""
        token = self._tokens.require(request.access_token)
        self.check_token_state(token.user_id)
        self._check_token_age(token)
        account = self._world.account(token.user_id)
        if account is None:
            raise unreadable_token()
        call = Call(
            account=account,
            token=token,
            params=request.params,
            origin=request.origin,
            version=version,
            now=self._clock.now(),
            switches=self._switches,
            language=language,
        )
        self._check_proof(call)
        self._check_budget(call, headers)
        self._check_ordered_refusals(request, call, headers)
        return call

    def check_token_state(self, user_id: str) -> None:
        """Raises GraphError 190 when a switch declares the account's tokens dead."""
        fault = self._switches.strike("token_state", user_id=user_id)
        if fault is None:
            return
        state = str(fault.params.get("state", "expired"))
        if state == "expired":
            raise self._tokens.expired(self._clock.now())
        if state == "unreadable":
            raise unreadable_token()
        raise dead_token(state, self._credentials.instagram_app_id)

    def _check_token_age(self, token: Token) -> None:
        is_old = token.age(self._clock.now()) >= REFRESHABLE_AFTER
        if is_old and self._switches.strike("token_needs_refresh", user_id=token.user_id):
            raise unreadable_token()

    def _check_proof(self, call: Call) -> None:
        """``appsecret_proof`` is not needed, but a wrong one is refused."""
        proof = call.params.get("appsecret_proof")
        secret = self._credentials.instagram_app_secret.encode()
        right = hmac.new(secret, call.token.access_token.encode(), hashlib.sha256).hexdigest()
        if proof is not None and not hmac.compare_digest(proof.encode(), right.encode()):
            raise wrong_proof()

    def _check_budget(self, call: Call, headers: dict[str, str]) -> None:
        """Counts the call, one for each of several ids; refused calls count too."""
        user_id = call.account.user_id
        calls = self._window.count(user_id, call.now, len(call.list_param("ids")) or 1)
        ordered = self._switches.strike("call_budget", user_id=user_id)
        if fault := self._switches.strike("usage_headers", user_id=user_id):
            headers.update(usage_headers(user_id, _ordered_usage(fault), self._switches))
        if ordered is None and calls < SHOWN_FROM:
            return
        budget = max(int(ordered.params["calls"]), 1) if ordered else budget_of(self._seen(call))
        is_over = calls > budget
        minutes = self._window.minutes_until_below(user_id, call.now, budget) if is_over else 0
        if is_over or not fault:
            used = used_of(calls, budget, minutes)
            headers.update(usage_headers(user_id, used, self._switches))
        if is_over:
            raise too_many_calls(80002)

    def _seen(self, call: Call) -> int:
        """Impressions of the last 24 hours, counted anew once an hour."""
        hour = call.now.replace(minute=0, second=0, microsecond=0)
        key = (call.account.user_id, hour)
        if key not in self._impressions_by_hour:
            numbers = account_numbers(self._world, call.account, hour - DAY, hour)
            self._impressions_by_hour[key] = numbers.total("views")
        return self._impressions_by_hour[key]

    def _check_ordered_refusals(
        self, request: GraphRequest, call: Call, headers: dict[str, str]
    ) -> None:
        user_id = call.account.user_id
        where = {"user_id": user_id, "endpoint": endpoint(request.segments)}
        if fault := self._switches.strike("throttle", **where):
            minutes = int(fault.params.get("minutes", 30))
            used = Used(THROTTLED, THROTTLED, THROTTLED, minutes)
            headers.update(usage_headers(user_id, used, self._switches))
            raise _throttle(request, call, fault)
        if fault := self._switches.strike("error", **where):
            raise _ordered_error(fault.params)
        if self._switches.strike("missing_permission", user_id=user_id):
            raise missing_permission()


def _ordered_usage(fault: Fault) -> Used:
    def ordered(name: str) -> int:
        return int(fault.params.get(name, 0))

    return Used(
        ordered("call_count"),
        ordered("total_cputime"),
        ordered("total_time"),
        ordered("estimated_time_to_regain_access"),
    )


def _throttle(request: GraphRequest, call: Call, fault: Fault) -> GraphError:
    """Throttling sometimes shows up as if the object were missing."""
    code = int(fault.params.get("code", 80002))
    if code == 100:
        return object_missing(request.segments[0] if request.segments else call.account.user_id)
    subcode = fault.params.get("subcode")
    return too_many_calls(code, None if subcode is None else int(subcode))


def _ordered_error(params: Mapping[str, Any]) -> GraphError:
    """The error that the switch ``error`` describes. Codes 1 and 2 come with HTTP 500."""
    code = int(params.get("code", 1))
    default_status = 500 if code in (1, 2) else 400
    transient = params.get("transient")
    subcode = params.get("subcode")
    return GraphError(
        str(params.get("message", "An unknown error has occurred.")),
        code=code,
        subcode=None if subcode is None else int(subcode),
        type=str(params.get("type", "OAuthException")),
        status=int(params.get("status", default_status)),
        is_transient=None if transient is None else bool(transient),
        user_title=params.get("user_title"),
        user_msg=params.get("user_msg"),
    )
