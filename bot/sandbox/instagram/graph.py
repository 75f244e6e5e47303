"""The Graph host: from a path and parameters to the JSON that answers them."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.instagram.account_insights import account_insights
from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import (
    GraphError,
    bad_parameter,
    dead_token,
    missing_permission,
    object_missing,
    too_many_calls,
    unknown_path,
    unreadable_token,
    unsupported_request,
)
from bot.sandbox.instagram.growth import account_numbers
from bot.sandbox.instagram.media import Media
from bot.sandbox.instagram.media_insights import media_insights
from bot.sandbox.instagram.nodes import (
    asked_fields,
    list_children,
    list_media,
    list_stories,
    media_node,
    user_node,
)
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.texts import message
from bot.sandbox.instagram.tokens import BASIC, LONG, LONG_LIFE, REFRESHABLE_AFTER, SHORT, Tokens
from bot.sandbox.instagram.usage import (
    DAY,
    SHOWN_FROM,
    Usage,
    switched_headers,
    throttled_headers,
    usage_headers,
)
from bot.sandbox.instagram.versions import served_version
from bot.sandbox.instagram.webhooks import Subscriptions
from bot.sandbox.instagram.world import World

MOST_IDS = 50
_EMPTY_EDGES = ("live_media", "tags")
_USER_EDGES = frozenset(
    {"media", "stories", "insights", "subscribed_apps", "content_publishing_limit", *_EMPTY_EDGES}
)
TOKEN_PATHS = ("access_token", "refresh_access_token")


@dataclass(frozen=True)
class GraphRequest:
    """``segments``: the path without the version. ``version``: the number asked, if any."""

    method: str
    segments: tuple[str, ...]
    params: Mapping[str, str]
    access_token: str | None
    origin: str
    version: int | None


@dataclass
class Answer:
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


class Graph:
    def __init__(
        self,
        *,
        world: World,
        tokens: Tokens,
        clock: WorldClock,
        switches: Switches,
        credentials: Credentials,
        subscriptions: Subscriptions,
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._clock = clock
        self._switches = switches
        self._credentials = credentials
        self._subscriptions = subscriptions
        self._usage = Usage()
        self._impressions_by_hour: dict[tuple[str, datetime], int] = {}
        self._answers = 0

    def answer(self, request: GraphRequest) -> Answer:
        headers: dict[str, str] = {}
        language = self._switches.choice("locale", "language", "en")
        try:
            version = self._version(request)
            headers["facebook-api-version"] = version
            body = self._body(request, version, language, headers)
        except GraphError as error:
            return Answer(error.status, self._error_body(error, language), headers)
        return Answer(200, body, headers)

    def _version(self, request: GraphRequest) -> str:
        number = served_version(request.version, self._clock.now())
        if number is None:
            raise unknown_path("/".join((f"v{request.version}.0", *request.segments)))
        return self._switches.choice("version_served", "version", f"v{number}.0")

    def _error_body(self, error: GraphError, language: str) -> dict[str, Any]:
        self._answers += 1
        digest = hashlib.sha256(str(self._answers).encode()).hexdigest()
        body = error.body(fbtrace_id="A" + digest[:22])
        for key in ("message", "error_user_title", "error_user_msg"):
            if key in body["error"]:
                body["error"][key] = message(body["error"][key], language)
        return body

    def _body(
        self, request: GraphRequest, version: str, language: str, headers: dict[str, str]
    ) -> Any:
        if request.segments and request.segments[0] in TOKEN_PATHS:
            return self._token_reply(request)
        call = self._call(request, version, language)
        self._check_proof(call)
        self._check_switched_refusals(request, call, headers)
        self._note_usage(call, headers)
        return self._reply(request, call)

    # Tokens

    def _token_reply(self, request: GraphRequest) -> dict[str, Any]:
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
        self._check_token_state(short.user_id)
        long = self._tokens.issue(LONG, short.user_id, short.scopes)
        return _token_body(long.access_token)

    def _refresh(self, request: GraphRequest) -> dict[str, Any]:
        if request.params.get("grant_type") != "ig_refresh_token":
            raise bad_parameter("Invalid grant_type")
        token = self._tokens.require_kind(request.access_token, LONG)
        self._check_token_state(token.user_id)
        if BASIC not in token.scopes:
            raise missing_permission()
        is_young = token.age(self._clock.now()) < REFRESHABLE_AFTER
        answer = self._switches.choice("young_token_refresh", "answer", "refused")
        if is_young and answer == "refused":
            # The exact body is not on record; the wording is the sandbox's own.
            raise bad_parameter("The access token must be at least 24 hours old to be refreshed")
        if self._switches.choice("refresh_token_string", "token", "new") == "same":
            refreshed = self._tokens.prolong(token)
        else:
            refreshed = self._tokens.issue(LONG, token.user_id, token.scopes)
        body = _token_body(refreshed.access_token)
        if self._switches.choice("refresh_permissions", "shape", "string") == "string":
            body["permissions"] = ",".join(token.scopes)
        return body

    def _call(self, request: GraphRequest, version: str, language: str) -> Call:
        token = self._tokens.require(request.access_token)
        self._check_token_state(token.user_id)
        account = self._world.account(token.user_id)
        if account is None:
            raise unreadable_token()
        return Call(
            account=account,
            token=token,
            params=request.params,
            origin=request.origin,
            version=version,
            now=self._clock.now(),
            switches=self._switches,
            language=language,
        )

    def _check_token_state(self, user_id: str) -> None:
        fault = self._switches.strike("token_state", user_id=user_id)
        if fault is None:
            return
        state = str(fault.params.get("state", "expired"))
        if state == "expired":
            raise self._tokens.expired(self._clock.now())
        if state == "unreadable":
            raise unreadable_token()
        raise dead_token(state, self._credentials.instagram_app_id)

    def _check_proof(self, call: Call) -> None:
        """``appsecret_proof`` is not needed, but a wrong one is refused."""
        proof = call.params.get("appsecret_proof")
        secret = self._credentials.instagram_app_secret.encode()
        right = hmac.new(secret, call.token.access_token.encode(), hashlib.sha256).hexdigest()
        if proof is not None and not hmac.compare_digest(proof, right):
            raise GraphError(
                "Invalid appsecret_proof provided in the API argument",
                code=100,
                type="GraphMethodException",
            )

    # Limits and outages

    def _check_switched_refusals(
        self, request: GraphRequest, call: Call, headers: dict[str, str]
    ) -> None:
        user_id = call.account.user_id
        where = {"user_id": user_id, "endpoint": endpoint(request.segments)}
        if fault := self._switches.strike("throttle", **where):
            code = int(fault.params.get("code", 80002))
            headers.update(throttled_headers(user_id, int(fault.params.get("minutes", 30))))
            raise too_many_calls(code)
        if fault := self._switches.strike("error", **where):
            raise _ordered_error(fault.params)
        if self._switches.strike("missing_permission", user_id=user_id):
            raise missing_permission()

    def _note_usage(self, call: Call, headers: dict[str, str]) -> None:
        user_id = call.account.user_id
        calls = self._usage.count(user_id, call.now, len(call.list_param("ids")) or 1)
        if fault := self._switches.strike("usage_headers", user_id=user_id):
            headers.update(switched_headers(user_id, fault))
        elif calls >= SHOWN_FROM:
            headers.update(usage_headers(user_id, calls, self._impressions(call)))

    def _impressions(self, call: Call) -> int:
        """Of the last 24 hours, counted anew once an hour."""
        hour = call.now.replace(minute=0, second=0, microsecond=0)
        key = (call.account.user_id, hour)
        if key not in self._impressions_by_hour:
            numbers = account_numbers(self._world, call.account, hour - DAY, hour)
            self._impressions_by_hour[key] = numbers.total("views")
        return self._impressions_by_hour[key]

    # Nodes and edges

    def _reply(self, request: GraphRequest, call: Call) -> Any:
        match request.segments:
            case ():
                return self._root(request, call)
            case (node,):
                return self._node(request, call, node)
            case (node, edge):
                return self._edge(request, call, node, edge)
        raise unknown_path("/".join(request.segments[2:]))

    def _root(self, request: GraphRequest, call: Call) -> Any:
        if request.method == "POST" and "batch" in request.params and self._supports("batch"):
            return self._batch(request)
        if request.method == "GET" and "ids" in request.params and self._supports("ids_parameter"):
            return self._by_ids(request, call)
        raise GraphError(
            f"Unsupported {request.method.lower()} request. Please read the Graph API "
            "documentation at https://developers.facebook.com/docs/graph-api",
            code=100,
            type="GraphMethodException",
        )

    def _supports(self, switch: str) -> bool:
        return self._switches.choice(switch, "mode", "refused") == "supported"

    def _by_ids(self, request: GraphRequest, call: Call) -> dict[str, Any]:
        ids = call.list_param("ids")
        if len(ids) > MOST_IDS:
            raise bad_parameter(f"Too many IDs. Maximum: {MOST_IDS}. Provided: {len(ids)}.")
        return {one: self._node(request, call, one) for one in ids}

    def _batch(self, request: GraphRequest) -> list[dict[str, Any]]:
        try:
            asked = json.loads(request.params["batch"])
        except json.JSONDecodeError as error:
            raise bad_parameter("param batch must be an array.") from error
        return [self._batched(request, one) for one in asked]

    def _batched(self, request: GraphRequest, one: Mapping[str, str]) -> dict[str, Any]:
        url = urlsplit(one.get("relative_url", ""))
        params = dict(parse_qsl(url.query))
        answer = self.answer(
            GraphRequest(
                method=one.get("method", "GET"),
                segments=tuple(part for part in url.path.split("/") if part),
                params=params,
                access_token=params.get("access_token", request.access_token),
                origin=request.origin,
                version=request.version,
            )
        )
        headers = [{"name": name, "value": value} for name, value in answer.headers.items()]
        return {"code": answer.status, "headers": headers, "body": json.dumps(answer.body)}

    def _node(self, request: GraphRequest, call: Call, node: str) -> Any:
        if request.method != "GET":
            raise object_missing(node, request.method.lower())
        call.require_scope(BASIC)
        if _is_own_user(call, node):
            user = user_node(call, self._world)
            shape = self._switches.choice("me_envelope", "shape", "flat")
            return {"data": [user]} if shape == "data" else user
        return media_node(call, self._world, self._media(call, node), asked_fields(call))

    def _edge(self, request: GraphRequest, call: Call, node: str, edge: str) -> Any:
        if _is_own_user(call, node):
            return self._user_edge(request, call, edge)
        if request.method != "GET":
            raise object_missing(node, request.method.lower())
        if edge == "insights":
            call.require_scope(BASIC)
            return media_insights(call, self._world, self._media(call, node))
        call.require_scope(BASIC)
        media = self._media(call, node)
        if edge != "children":
            raise unknown_path(edge)
        return list_children(call, self._world, media)

    def _user_edge(self, request: GraphRequest, call: Call, edge: str) -> Any:
        if edge not in _USER_EDGES:
            raise unknown_path(edge)
        call.require_scope(BASIC)
        if not call.account.is_professional:
            raise missing_permission()
        if edge == "subscribed_apps":
            return self._subscribed_apps(request.method, call)
        if request.method != "GET":
            raise object_missing(call.account.user_id, request.method.lower())
        if edge == "media":
            return list_media(call, self._world)
        if edge == "stories":
            return list_stories(call, self._world)
        if edge == "insights":
            return account_insights(call, self._world)
        if edge == "content_publishing_limit":
            return _content_publishing_limit(call)
        return {"data": []}

    def _subscribed_apps(self, method: str, call: Call) -> dict[str, Any]:
        user_id = call.account.user_id
        if method == "POST":
            self._subscriptions.subscribe(user_id, call.list_param("subscribed_fields"))
            return {"success": True}
        if method == "DELETE":
            self._subscriptions.unsubscribe(user_id)
            return {"success": True}
        fields = self._subscriptions.fields(user_id)
        if not fields:
            return {"data": []}
        app_id = self._credentials.instagram_app_id
        return {"data": [{"app_id": app_id, "subscribed_fields": fields}]}

    def _media(self, call: Call, media_id: str) -> Media:
        """Raises GraphError 100/33 for what is not there, not theirs, or a story past its day."""
        media = self._world.find_media(call.account, media_id)
        if media is None or not call.account.is_professional:
            raise object_missing(media_id)
        where = {"user_id": call.account.user_id, "media_id": media.id}
        if media.has_expired(call.now) and not self._switches.strike(
            "expired_story_answers", **where
        ):
            raise object_missing(media_id)
        return media


def _is_own_user(call: Call, node: str) -> bool:
    return node in ("me", call.account.user_id, call.account.id)


def endpoint(segments: Sequence[str]) -> str:
    """The path as a template: ``/{media}/insights``; every own user is ``/{user}``."""
    if not segments:
        return "/"
    first = segments[0]
    if first == "me" or first.startswith(("17841", "27")):
        first = "{user}"
    elif first.isdecimal():
        first = "{media}"
    return "/" + "/".join((first, *segments[1:]))


def _token_body(access_token: str) -> dict[str, Any]:
    return {
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": int(LONG_LIFE.total_seconds()),
    }


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
        status=int(params.get("status", default_status)),
        is_transient=None if transient is None else bool(transient),
    )


def _content_publishing_limit(call: Call) -> dict[str, Any]:
    call.require_scope("instagram_business_content_publish")
    known = {
        "quota_usage": 0,
        "config": {"quota_total": 100, "quota_duration": 86400},
    }
    asked = [one.name for one in asked_fields(call) if one.name in known] or ["quota_usage"]
    return {"data": [{name: known[name] for name in asked}]}
