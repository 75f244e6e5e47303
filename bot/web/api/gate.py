"""The way of a request to the HTTP API: key, share, parameters, answer; errors as problems."""

import hashlib
import logging
import re
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
from bot.services.ports import OpenedKey
from bot.web.api.answers import Answer, Partial, written
from bot.web.api.endpoints import TOKEN, Asked, Endpoint, FileAnswer, Parameters
from bot.web.api.problems import ApiProblem, of_error, problem_response
from bot.web.api.remembered import Remembered, Told
from bot.web.api.shares import Share, Shares
from bot.web.visitors import Ration

logger = logging.getLogger(__name__)

OpenWithKey = Callable[[Secret], Awaitable[OpenedKey | None]]

TOKEN_HEADER = "X-Instagram-Token"  # noqa: S105 - a header's name
WRONG_KEYS = 20
"""Requests a minute without a good key from one address."""
KEPT_BY_NOBODY_ELSE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
LONGEST_QUERY = 4096
"""Characters of an address; a token in it has some 200."""


class Gate:
    """Whoever comes through has a key and has said what we understand.

    ``ration`` is for addresses that come without a good key; ``shares`` for those that have one.
    """

    def __init__(
        self,
        open_with: OpenWithKey,
        ration: Ration,
        shares: Shares,
        remembered: Remembered,
        public_url: URL,
    ) -> None:
        self._open_with = open_with
        self._ration = ration
        self._shares = shares
        self._remembered = remembered
        self._base = str(public_url).rstrip("/")

    def route(self, endpoint: Endpoint) -> web.RouteDef:
        return web.get(endpoint.path, partial(self._answer, endpoint))

    async def _answer(self, endpoint: Endpoint, request: web.Request) -> web.Response:
        headers: Mapping[str, str] = {}
        try:
            opened = await self._opened(request)
            share = self._shares.take(opened.key.id, endpoint.weight)
            headers = share.headers
            answer = await self._answered(endpoint, opened, share, request)
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
            response = _response(answer, request)
        response.headers.update(headers)
        return response

    async def _answered(
        self, endpoint: Endpoint, opened: OpenedKey, share: Share, request: web.Request
    ) -> Told | FileAnswer:
        """What is incomplete is tried anew each time. Raises ApiProblem and errors of ours."""
        if share.wait:
            raise ApiProblem("too_many_requests", "The key's share is used up.", share.wait)
        address, no_longer = request.raw_path, endpoint.remembered_for
        known = self._remembered.find(opened, address, no_longer)
        if known is not None:
            return known
        answer = await endpoint.handle(_asked(endpoint, opened.key, request))
        if isinstance(answer, FileAnswer):
            return answer
        told = _told(answer)
        if no_longer and isinstance(answer, Partial) and answer.status == "complete":
            self._remembered.keep(opened, address, told)
        return told

    async def _opened(self, request: web.Request) -> OpenedKey:
        """Raises ApiProblem. Keys come in the header only: addresses are logged by everybody."""
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        if not shown or scheme.lower() != "bearer":
            self._slow_down(request)
            raise ApiProblem("missing_key", "Send the header Authorization: Bearer and a key.")
        opened = await self._open_with(Secret(shown.strip()))
        if opened is None:
            self._slow_down(request)
            raise ApiProblem("invalid_key", "It was revoked, has expired, or never existed.")
        return opened

    def _slow_down(self, request: web.Request) -> None:
        """Who tries keys out is slowed down, by address."""
        wait = self._ration.wait(request)
        if wait:
            raise ApiProblem("too_many_requests", "Too many requests without a good key.", wait)


def _asked(endpoint: Endpoint, key: ApiKey, request: web.Request) -> Asked:
    """Raises ApiProblem, KeyMayNot."""
    if endpoint.right is not None:
        must_allow(key, endpoint.right)
    if len(request.query_string) > LONGEST_QUERY:
        raise ApiProblem("invalid_parameters", "The query is too long.")
    return Asked(
        key,
        _understood(endpoint.path_parameters, dict(request.match_info)),
        _understood(endpoint.query_parameters, _once(request)),
        _token(request) if endpoint.takes_token else None,
        _known(request),
    )


def _token(request: web.Request) -> str | None:
    """Raises ApiProblem for what cannot be one."""
    token = request.headers.get(TOKEN_HEADER)
    if token is not None and re.fullmatch(TOKEN, token) is None:
        raise ApiProblem("invalid_parameters", f"{TOKEN_HEADER}: this cannot be a token")
    return token


def _known(request: web.Request) -> frozenset[str]:
    return frozenset(etag.value for etag in request.if_none_match or ())


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


def _told(answer: Answer) -> Told:
    text = answer.model_dump_json(exclude={"timestamp"})
    return Told(
        text,
        getattr(answer, "timestamp", None),
        hashlib.sha256(text.encode()).hexdigest()[:32],
        answer.retry_after if isinstance(answer, Partial) else None,
    )


def _response(answer: Told | FileAnswer, request: web.Request) -> web.Response:
    """304 for whoever has it."""
    if isinstance(answer, FileAnswer):
        return _file(answer)
    headers = {"ETag": f'"{answer.etag}"', **KEPT_BY_NOBODY_ELSE}
    if answer.retry_after is not None:
        headers["Retry-After"] = str(answer.retry_after)
    if not _known(request).isdisjoint({answer.etag, "*"}):
        return web.Response(status=304, headers=headers)
    text = answer.text
    if answer.timestamp is not None:
        text = f'{text[:-1]},"timestamp":"{written(answer.timestamp)}"}}'
    return web.Response(text=text, content_type="application/json", headers=headers)


def _file(answer: FileAnswer) -> web.Response:
    """A weak ETag: files of the same numbers differ by when they were made."""
    headers = {"ETag": f'W/"{answer.etag}"', **KEPT_BY_NOBODY_ELSE}
    if answer.content is None:
        return web.Response(status=304, headers=headers)
    # The name is ours: letters, digits, dots and dashes.
    headers["Content-Disposition"] = f'attachment; filename="{answer.name}"'
    headers["Content-Type"] = answer.content_type
    return web.Response(body=answer.content, headers=headers)
