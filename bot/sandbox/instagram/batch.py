"""``POST /`` with ``batch=[…]``: several calls in one, where the switch allows it."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.instagram.errors import bad_parameter
from bot.sandbox.instagram.request import Answer, GraphRequest
from bot.sandbox.instagram.versions import split_version

MOST_CALLS = 50


def batched_requests(request: GraphRequest) -> list[GraphRequest]:
    """Raises GraphError 100 for what is not a list of calls, or too many of them."""
    try:
        asked = json.loads(request.params["batch"])
    except json.JSONDecodeError as error:
        raise bad_parameter("param batch must be an array.") from error
    if not isinstance(asked, list) or not all(isinstance(one, dict) for one in asked):
        raise bad_parameter("param batch must be an array.")
    if len(asked) > MOST_CALLS:
        raise bad_parameter(
            f"Too many requests in batch message. Maximum batch size is {MOST_CALLS}"
        )
    return [_batched(request, one) for one in asked]


def _batched(request: GraphRequest, one: Mapping[str, Any]) -> GraphRequest:
    url = urlsplit(str(one.get("relative_url", "")))
    params = dict(parse_qsl(f"{url.query}&{one.get('body', '')}"))
    version, segments = split_version(url.path)
    return GraphRequest(
        method=str(one.get("method", "GET")).upper(),
        segments=segments,
        params=params,
        access_token=params.get("access_token", request.access_token),
        origin=request.origin,
        version=request.version if version is None else version,
    )


def batched_answer(answer: Answer) -> dict[str, Any]:
    headers = [{"name": name, "value": value} for name, value in answer.headers.items()]
    return {"code": answer.status, "headers": headers, "body": json.dumps(answer.body)}
