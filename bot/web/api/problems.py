"""Errors of the HTTP API: which status and word each has. RFC 9457, and the seeds' members."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.domain.errors import BotError, InstagramRefused, NotFound, Refusal, StoreAway
from bot.services.change_digest import DigestPaused
from bot.services.instagram_access import NoHealthyLink
from bot.services.open_api import KeyMayNot
from bot.web.api.answers import Problem

PROBLEM_JSON = "application/problem+json"
DOCS = "/api/docs"


@dataclass(frozen=True)
class Kind:
    status: int
    title: str


KINDS = {
    "malformed_request": Kind(400, "The request cannot be read"),
    "invalid_parameters": Kind(422, "The parameters are not valid"),
    "missing_key": Kind(401, "A key is needed"),
    "invalid_key": Kind(401, "The key is not known, or not any more"),
    "token_expired": Kind(401, "Instagram does not take the account's token any more"),
    "key_may_not": Kind(403, "The key may not read this"),
    "permission_denied": Kind(403, "Instagram denies the permission"),
    "not_found": Kind(404, "No such thing among what the key opens"),
    "method_not_allowed": Kind(405, "Only reading is possible"),
    "digest_paused": Kind(409, "The digest may not be shown where it goes"),
    "insufficient_viewers": Kind(409, "Not enough people have seen it yet"),
    "too_many_requests": Kind(429, "Too many requests"),
    "instagram_refused": Kind(502, "Instagram refused"),
    "instagram_away": Kind(503, "Instagram does not answer just now"),
    "store_away": Kind(503, "The database does not answer just now"),
    "unexpected": Kind(500, "Something unexpected happened"),
}
"""Every ``error`` that may be answered; the documentation lists them from here."""


class ApiProblem(Exception):
    """What the other side did or what is in the way, ready to be answered."""

    def __init__(self, error: str, detail: str, retry_after: int | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.detail = detail
        self.retry_after = retry_after


def problem_response(problem: ApiProblem, base: str) -> web.Response:
    """``base``: the public address, without a slash at its end."""
    kind = KINDS[problem.error]
    body = Problem(
        type=f"{base}{DOCS}#{problem.error}",
        title=kind.title,
        status=kind.status,
        detail=problem.detail,
        error=problem.error,
        retry_after=problem.retry_after,
    )
    headers: dict[str, Any] = {}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if kind.status == web.HTTPUnauthorized.status_code:
        headers["WWW-Authenticate"] = 'Bearer realm="farolero"'
    return web.Response(
        text=body.model_dump_json(exclude_none=True),
        status=kind.status,
        content_type=PROBLEM_JSON,
        headers=headers,
    )


def malformed_request() -> web.Response:
    """For what is no HTTP, or too much of it: nobody knows which address was meant."""
    return problem_response(
        ApiProblem("malformed_request", "It is no HTTP, or an address or a header is too long."), ""
    )


def of_error(error: BotError) -> ApiProblem:
    match error:
        case KeyMayNot():
            return ApiProblem("key_may_not", "Make a key with this right in the chat: /api.")
        case NotFound():
            return ApiProblem("not_found", "It does not exist, or the key does not open it.")
        case DigestPaused():
            return ApiProblem("digest_paused", "Its chat is not shown digests at present.")
        case NoHealthyLink() | InstagramRefused():
            return of_refusal(error.refusal)
        case StoreAway():
            return ApiProblem("store_away", "Try again in a moment.", 5)
        case _:
            return ApiProblem("unexpected", "It was noted; try again later.")


def of_refusal(refusal: Refusal, retry_after: int | None = None) -> ApiProblem:
    match refusal:
        case Refusal.HIDDEN:
            return ApiProblem(
                "insufficient_viewers", "Meta: insights need at least 5 viewers. Ask again later."
            )
        case Refusal.TOKEN:
            return ApiProblem("token_expired", "Link the account again in the chat: /accounts.")
        case Refusal.PERMISSION:
            return ApiProblem(
                "permission_denied",
                "Instagram did not grant instagram_business_manage_insights, or it was withdrawn.",
            )
        case Refusal.GONE | Refusal.BEFORE_CONVERSION:
            return ApiProblem("not_found", "Instagram has no numbers of it.")
        case Refusal.TRANSIENT | Refusal.THROTTLED | Refusal.BLOCKED:
            return ApiProblem("instagram_away", "Nothing is known of it yet.", retry_after or 60)
        case _:
            return ApiProblem("instagram_refused", "Instagram refuses the question.")
