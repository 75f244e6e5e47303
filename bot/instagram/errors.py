"""Every error that Instagram answers with, decided in one place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.instagram.usage_headers import time_to_regain_access
from bot.strict_json import JsonObject

TOKEN_CODES = frozenset({102, 190})
TOKEN_SUBCODES = frozenset({458, 459, 460, 463, 464, 467, 492})
"""Subcodes of 190. The seeds name 463 as a code of its own; it means the same there."""

THROTTLE_CODES = frozenset({4, 17, 32, 341, 400, 613})
"""400 is the seeds' "Application request limit reached"; as a code Meta gives it no other sense."""

APP_THROTTLE_CODES = frozenset({4, 341, 400})
"""Codes of a THROTTLED refusal that concern the whole app; all others concern one account."""

BUSINESS_THROTTLE_CODES = range(80000, 80100)
"""Business use case limits; Instagram's own is 80002."""

TRANSIENT_CODES = frozenset({1, 2})
BLOCKED = 368
NO_CAPABILITY = 3
"""Meta: the app itself lacks a capability. No person can grant it, so no link is at fault."""
PERMISSION_CODES = frozenset({10, *range(200, 300)})

BAD_PARAMETER = 100
OBJECT_MISSING = 33
BEFORE_CONVERSION = 2108006
NOT_ON_FACEBOOK = 2207086
"""Reported without the code that it came with, so it counts with any."""

THROTTLED_FOR = timedelta(hours=1)
"""How long to wait when Instagram does not say."""

LONGEST_MESSAGE = 2000
"""Characters of an error message that are looked at for the log."""

USED_CODE = "the authorization code is unknown, expired or was used before"
WRONG_REDIRECT = "the redirect URI is not the registered one"

APP_LACKS_CAPABILITY = (
    "Instagram refuses our app a capability (code 3). Whoever runs this bot must mend it at "
    "developers.facebook.com: add the product Instagram with Instagram Login to the app, and see "
    "that its permissions have the access level that is needed. Linking again does not help"
)

_SECRET_LIKE = re.compile(r"(?=[\w|%.-]*[A-Z0-9])[\w|%.-]{24,}")
_METRIC_POSITION = re.compile(r"metric\[(\d{1,3})\]")
_OTHER_MISTAKE = re.compile(r"metric_type|2592000|\b30 days\b|\(follower_count\)")
"""Messages that name metrics and yet blame another parameter, in any language: Meta puts
``follower_count`` in brackets only where the days that were asked for lie too far back.
"""

_NESTING_REFUSED = re.compile(r"\(insights\)")
"""``Tried accessing nonexisting field (insights)``, of which only the name is never translated."""

_TOTAL_VALUE_NEEDED = "metric_type=total_value"
"""What a message says, in any language, where a call lacks it."""


class TotalValueNeeded(InstagramRefused):
    """Instagram answers this with ``metric_type=total_value`` only."""


class NestingRefused(InstagramRefused):
    """Instagram does not know ``insights`` as a nested field; another page will not either."""


@dataclass(frozen=True)
class ErrorReply:
    """An answer that is an error. ``metrics`` is what was asked, in that order."""

    status: int
    headers: Mapping[str, str]
    body: JsonObject | None
    metrics: Sequence[str] = ()


def refused(reply: ErrorReply, now: datetime) -> InstagramRefused:
    """The one classification: by code and subcode; by HTTP status only where there is no code."""
    body = reply.body or {}
    if isinstance(body.get("error"), dict):
        return _graph_error(reply, body["error"], now)
    if "error_message" in body or "error_type" in body:
        return _exchange_error(reply, body, now)
    return _status_error(reply, now)


def not_an_answer(detail: str) -> InstagramRefused:
    """What came is no answer: a lost connection, HTML, or a reply of another shape."""
    return InstagramRefused(Refusal.TRANSIENT, detail)


@dataclass(frozen=True)
class _GraphError:
    """The error object of a reply. ``blamed`` are the asked metrics that its message names."""

    status: int
    code: int
    subcode: int | None
    is_transient: bool
    message: str
    blamed: frozenset[str]
    asked: Sequence[str]


def _graph_error(reply: ErrorReply, body: JsonObject, now: datetime) -> InstagramRefused:
    code = _integer(body.get("code"))
    if code is None:
        return _status_error(reply, now)
    message = body.get("message")
    text = message if isinstance(message, str) else ""
    error = _GraphError(
        status=reply.status,
        code=code,
        subcode=code if code in TOKEN_SUBCODES else _integer(body.get("error_subcode")),
        is_transient=body.get("is_transient") is True,
        message=text,
        blamed=_blamed_metrics(text, reply.metrics),
        asked=reply.metrics,
    )
    refusal = _refusal(error)
    return _class_of(code, text)(
        refusal,
        f"HTTP {reply.status}, code {code}, subcode {error.subcode}: {_clean(text)}",
        code=code,
        subcode=error.subcode,
        metrics=error.blamed if refusal is Refusal.UNSUPPORTED_METRIC else frozenset(),
        retry_at=_retry_at(reply.headers, now) if refusal is Refusal.THROTTLED else None,
        whole_app=code in APP_THROTTLE_CODES,
    )


def _class_of(code: int, text: str) -> type[InstagramRefused]:
    if code == BAD_PARAMETER and _NESTING_REFUSED.search(text):
        return NestingRefused
    if code == BAD_PARAMETER and _TOTAL_VALUE_NEEDED in text:
        return TotalValueNeeded
    return InstagramRefused


def _refusal(error: _GraphError) -> Refusal:  # noqa: PLR0911 - one line per row of Meta's table
    code = error.code
    if code in TOKEN_CODES or code in TOKEN_SUBCODES:
        return Refusal.TOKEN
    if code in THROTTLE_CODES or code in BUSINESS_THROTTLE_CODES:
        return Refusal.THROTTLED
    if code == BLOCKED:
        return Refusal.BLOCKED
    if code == NO_CAPABILITY:
        return Refusal.MISCONFIGURED
    if error.subcode == NOT_ON_FACEBOOK:
        return Refusal.UNSUPPORTED_METRIC
    if code == 10 and "viewers" in error.message.lower():
        return Refusal.HIDDEN
    if code in PERMISSION_CODES:
        return Refusal.PERMISSION
    if code == BAD_PARAMETER:
        return _bad_parameter(error)
    if code in TRANSIENT_CODES or error.is_transient:
        return Refusal.TRANSIENT
    return _by_status(error.status)


def _bad_parameter(error: _GraphError) -> Refusal:
    if error.subcode == OBJECT_MISSING:
        return Refusal.GONE
    if error.subcode == BEFORE_CONVERSION:
        return Refusal.BEFORE_CONVERSION
    if error.blamed:
        return Refusal.UNSUPPORTED_METRIC
    speaks_of_metrics = re.search(r"\bmetrics?\b", error.message)
    if error.asked and speaks_of_metrics and not _OTHER_MISTAKE.search(error.message):
        return Refusal.UNSUPPORTED_METRIC
    return Refusal.TRANSIENT if error.is_transient else Refusal.PERMANENT


def _blamed_metrics(message: str, asked: Sequence[str]) -> frozenset[str]:
    """The asked metrics that the message blames: by position, else by name.

    Metric names stay as they are in localised messages. A list of allowed values names metrics
    too, but blames none.
    """
    if _OTHER_MISTAKE.search(message):
        return frozenset()
    positions = [int(position) for position in _METRIC_POSITION.findall(message)]
    if positions:
        return frozenset(asked[position] for position in positions if position < len(asked))
    return frozenset(name for name in asked if re.search(rf"\b{re.escape(name)}\b", message))


def _exchange_error(reply: ErrorReply, body: JsonObject, now: datetime) -> InstagramRefused:
    """The envelope of the code exchange, whose ``code`` is an HTTP status."""
    code, message = _integer(body.get("code")), body.get("error_message")
    text = message if isinstance(message, str) else ""
    refusal = _by_status(code if code is not None else reply.status)
    if "already used" in text or "code was not found" in text:
        refusal, detail = Refusal.PERMANENT, USED_CODE
    elif "redirect" in text.lower():
        refusal, detail = Refusal.PERMANENT, WRONG_REDIRECT
    else:
        detail = f"HTTP {reply.status}, code exchange error {code}: {_clean(text)}"
    retry_at = _retry_at(reply.headers, now) if refusal is Refusal.THROTTLED else None
    return InstagramRefused(refusal, detail, code=code, retry_at=retry_at)


TOO_MANY_REQUESTS = 429


def _status_error(reply: ErrorReply, now: datetime) -> InstagramRefused:
    """Without Meta's envelope it was not Instagram who spoke, but something on the way to it.

    A gateway's 403 or 404 says nothing of links and stories; only 429 means the same everywhere.
    """
    refusal = Refusal.THROTTLED if reply.status == TOO_MANY_REQUESTS else Refusal.TRANSIENT
    retry_at = _retry_at(reply.headers, now) if refusal is Refusal.THROTTLED else None
    return InstagramRefused(refusal, f"HTTP {reply.status} without a code", retry_at=retry_at)


def _by_status(status: int) -> Refusal:
    """Success and redirects come here too: without an answer in them they mean nothing."""
    known = {
        401: Refusal.TOKEN,
        403: Refusal.PERMISSION,
        404: Refusal.GONE,
        TOO_MANY_REQUESTS: Refusal.THROTTLED,
    }
    if status in known:
        return known[status]
    return Refusal.PERMANENT if 400 <= status < 500 else Refusal.TRANSIENT


def _retry_at(headers: Mapping[str, str], now: datetime) -> datetime:
    return now + (time_to_regain_access(headers) or THROTTLED_FOR)


def _integer(value: object) -> int | None:
    """A code as a number or, as some gateways write it, as digits."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _clean(message: str) -> str:
    """One short line; anything that looks like a token is out: Meta quotes malformed ones."""
    return _SECRET_LIKE.sub("***", " ".join(message[:LONGEST_MESSAGE].split()))[:300]
