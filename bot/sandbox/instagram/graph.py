"""The Graph host: from a path and parameters to the JSON that answers them."""

import hashlib
from typing import Any

from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.instagram.account_insights import account_insights
from bot.sandbox.instagram.batch import batched_answer, batched_requests
from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import (
    THROTTLE_CODES,
    GraphError,
    bad_parameter,
    missing_permission,
    object_missing,
    unknown_path,
)
from bot.sandbox.instagram.fields import NodeType
from bot.sandbox.instagram.gate import Gate
from bot.sandbox.instagram.media import Media
from bot.sandbox.instagram.media_insights import media_insights
from bot.sandbox.instagram.media_nodes import MEDIA, list_children, media_node
from bot.sandbox.instagram.node_fields import asked_fields
from bot.sandbox.instagram.request import Answer, GraphRequest
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.texts import message
from bot.sandbox.instagram.token_endpoints import TOKEN_PATHS, TokenEndpoints
from bot.sandbox.instagram.tokens import BASIC, MANAGE_INSIGHTS, Tokens
from bot.sandbox.instagram.user_node import USER_LISTS, user_node
from bot.sandbox.instagram.versions import served_version
from bot.sandbox.instagram.webhooks import Subscriptions
from bot.sandbox.instagram.world import World

MOST_IDS = 50
_USER_EDGES = frozenset({*USER_LISTS, "insights", "subscribed_apps", "content_publishing_limit"})
_PUBLISHING_LIMIT = NodeType(
    "ContentPublishingLimitResponse", frozenset({"config", "id", "quota_usage"}), {}
)


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
        self._clock = clock
        self._switches = switches
        self._credentials = credentials
        self._subscriptions = subscriptions
        self._gate = Gate(world, tokens, clock, switches, credentials)
        self._token_endpoints = TokenEndpoints(self._gate, tokens, clock, switches, credentials)
        self._answers = 0

    def answer(self, request: GraphRequest) -> Answer:
        self._answers += 1
        digest = hashlib.sha256(str(self._answers).encode()).hexdigest()
        trace_id = "A" + digest[:22]
        headers = {"x-fb-trace-id": trace_id, "cache-control": "private, no-cache, no-store"}
        language = self._switches.choice("locale", "language", "en")
        try:
            version = self._version(request)
            headers["facebook-api-version"] = version
            body = self._body(request, version, language, headers)
        except GraphError as error:
            body = self._error_body(error, language, trace_id)
            return Answer(self._status(error), body, headers)
        return Answer(200, body, headers)

    def _version(self, request: GraphRequest) -> str:
        number = served_version(request.version, self._clock.now())
        if number is None:
            raise unknown_path("/".join((f"v{request.version}.0", *request.segments)))
        return self._switches.choice("version_served", "version", f"v{number}.0")

    def _error_body(self, error: GraphError, language: str, trace_id: str) -> dict[str, Any]:
        body = error.body(trace_id)
        for key in ("message", "error_user_title", "error_user_msg"):
            if key in body["error"]:
                body["error"][key] = message(body["error"][key], language)
        body["error"]["type"] = self._switches.choice("error_type", "type", error.type)
        return body

    def _status(self, error: GraphError) -> int:
        """Sibling hosts answer 401 for a dead token; 429 is seen now and then."""
        if error.status == 400 and error.code == 190:
            return int(self._switches.choice("error_status", "token", "400"))
        if error.status == 400 and error.code in THROTTLE_CODES:
            return int(self._switches.choice("error_status", "throttle", "400"))
        return error.status

    def _body(
        self, request: GraphRequest, version: str, language: str, headers: dict[str, str]
    ) -> Any:
        if request.segments and request.segments[0] in TOKEN_PATHS:
            return self._token_endpoints.reply(request)
        return self._reply(request, self._gate.admit(request, version, language, headers))

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
            return [batched_answer(self.answer(one)) for one in batched_requests(request)]
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

    def _node(self, request: GraphRequest, call: Call, node: str) -> Any:
        if request.method != "GET":
            raise object_missing(node, request.method.lower())
        call.require_scope(BASIC)
        if _is_own_user(call, node):
            user = user_node(call, self._world)
            shape = self._switches.choice("me_envelope", "shape", "flat")
            return {"data": [user]} if shape == "data" else user
        return media_node(call, self._world, self._media(call, node), asked_fields(call, MEDIA))

    def _edge(self, request: GraphRequest, call: Call, node: str, edge: str) -> Any:
        if _is_own_user(call, node):
            return self._user_edge(request, call, edge)
        if request.method != "GET":
            raise object_missing(node, request.method.lower())
        call.require_scope(BASIC)
        if edge == "insights":
            call.require_scope(MANAGE_INSIGHTS)
        media = self._media(call, node)
        if edge == "insights":
            return media_insights(call, self._world, media)
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
        if edge == "insights":
            return account_insights(call, self._world)
        if edge == "content_publishing_limit":
            return _content_publishing_limit(call)
        return USER_LISTS[edge](call, self._world)

    def _subscribed_apps(self, method: str, call: Call) -> dict[str, Any]:
        user_id = call.account.user_id
        if method == "POST":
            refusal = self._switches.choice("story_insights_subscription", "answer", "accepted")
            asked = call.list_param("subscribed_fields")
            self._subscriptions.subscribe(user_id, asked, takes_story_insights=refusal != "refused")
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


def _content_publishing_limit(call: Call) -> dict[str, Any]:
    call.require_scope("instagram_business_content_publish")
    known = {
        "quota_usage": 0,
        "config": {"quota_total": 100, "quota_duration": 86400},
    }
    fields = asked_fields(call, _PUBLISHING_LIMIT)
    asked = [one.name for one in fields if one.name in known] or ["quota_usage"]
    return {"data": [{name: known[name] for name in asked}]}
