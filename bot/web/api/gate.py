"""The way of a request to the HTTP API: key, share, parameters, answer; errors as problems."""

import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiohttp import web
from pydantic import ValidationError
from yarl import URL

from bot.domain.api_keys import ApiKey
from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.services.open_api import must_allow
from bot.web.api.answers import Answer, Partial
from bot.web.api.endpoints import Asked, Endpoint, FileAnswer, Parameters
from bot.web.api.problems import ApiProblem, of_error, problem_response
from bot.web.api.shares import Share, Shares
from bot.web.visitors import Ration

logger = logging.getLogger(__name__)

OpenWithKey = Callable[[Secret], Awaitable[ApiKey | None]]

TOKEN_HEADER = "X-Instagram-Token"  # noqa: S105 - a header's name
KEPT_BY_NOBODY_ELSE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
LONGEST_QUERY = 4096
"""Characters of an address; a token in it has some 200."""


class Gate:
    """Whoever comes through has a key and has said what we understand.

    ``ration`` is for addresses that come without a good key; ``shares`` for those that have one.
    """

    def __init__(
        self, open_with: OpenWithKey, ration: Ration, shares: Shares, public_url: URL
    ) -> None:
        self._open_with = open_with
        self._ration = ration
        self._shares = shares
        self._base = str(public_url).rstrip("/")

    def route(self, endpoint: Endpoint) -> web.RouteDef:
        return web.get(endpoint.path, partial(self._answer, endpoint))

    async def _answer(self, endpoint: Endpoint, request: web.Request) -> web.Response:
        headers: Mapping[str, str] = {}
        try:
            key = await self._key(request)
            share = self._shares.take(key.id, endpoint.weight)
            headers = share.headers
            asked = _asked(endpoint, key, share, request)
            answer = await endpoint.handle(asked)
        except ApiProblem as problem:
            response = problem_response(problem, self._base)
        except BotError as error:
            logger.info("A request to the API was refused: %s", error.detail)
            response = problem_response(of_error(error), self._base)
        except Exception:
            reference = secrets.token_hex(4)
            logger.exception("A request to the API failed, reference %s", reference)
            noted = ApiProblem("unexpected", f"It was noted under the reference {reference}.")
            response = problem_response(noted, self._base)
        else:
            response = _written(answer, asked)
        response.headers.update(headers)
        return response

    async def _key(self, request: web.Request) -> ApiKey:
        """Raises ApiProblem. Keys come in the header only: addresses are logged by everybody."""
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        if not shown or scheme.lower() != "bearer":
            self._slow_down(request)
            raise ApiProblem("missing_key", "Send the header Authorization: Bearer and a key.")
        key = await self._open_with(Secret(shown.strip()))
        if key is None:
            self._slow_down(request)
            raise ApiProblem("invalid_key", "It was revoked, has expired, or never existed.")
        return key

    def _slow_down(self, request: web.Request) -> None:
        """Who tries keys out is slowed down, by address."""
        wait = self._ration.wait(request)
        if wait:
            raise ApiProblem("too_many_requests", "Too many requests without a good key.", wait)


def _asked(endpoint: Endpoint, key: ApiKey, share: Share, request: web.Request) -> Asked:
    """Raises ApiProblem and KeyMayNot."""
    if share.wait:
        raise ApiProblem("too_many_requests", "The key's share is used up.", share.wait)
    if endpoint.right is not None:
        must_allow(key, endpoint.right)
    if len(request.query_string) > LONGEST_QUERY:
        raise ApiProblem("invalid_parameters", "The query is too long.")
    return Asked(
        key,
        _understood(endpoint.path_parameters, dict(request.match_info)),
        _understood(endpoint.query_parameters, _once(request)),
        request.headers.get(TOKEN_HEADER) if endpoint.takes_token else None,
        frozenset(etag.value for etag in request.if_none_match or ()),
    )


def _once(request: web.Request) -> Mapping[str, str]:
    """Raises ApiProblem for a parameter that comes twice: nobody knows which of them counts."""
    query = request.query
    if len(set(query)) != len(query):
        raise ApiProblem("invalid_parameters", "A parameter comes twice.")
    return dict(query)


def _understood(model: type[Parameters], values: Mapping[str, str]) -> Parameters:
    """Raises ApiProblem, which names the parameters and never says what stood in them."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [
            f"{'.'.join(map(str, one['loc'])) or 'query'}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise ApiProblem("invalid_parameters", "; ".join(found)) from None


def _written(answer: Answer | FileAnswer, asked: Asked) -> web.Response:
    """304 for whoever has it."""
    if isinstance(answer, FileAnswer):
        return _file(answer)
    # Over everything but the moment of asking.
    same = answer.model_dump_json(exclude={"timestamp"}).encode()
    etag = hashlib.sha256(same).hexdigest()[:32]
    headers = {"ETag": f'"{etag}"', **KEPT_BY_NOBODY_ELSE}
    if isinstance(answer, Partial) and answer.retry_after is not None:
        headers["Retry-After"] = str(answer.retry_after)
    if asked.has(etag):
        return web.Response(status=304, headers=headers)
    return web.Response(
        text=answer.model_dump_json(), content_type="application/json", headers=headers
    )


def _file(answer: FileAnswer) -> web.Response:
    """A weak ETag: files of the same numbers differ by when they were made."""
    headers = {"ETag": f'W/"{answer.etag}"', **KEPT_BY_NOBODY_ELSE}
    if answer.content is None:
        return web.Response(status=304, headers=headers)
    # The name is ours: letters, digits, dots and dashes.
    headers["Content-Disposition"] = f'attachment; filename="{answer.name}"'
    headers["Content-Type"] = answer.content_type
    return web.Response(body=answer.content, headers=headers)
