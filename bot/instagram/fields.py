"""What single fields of Instagram's replies may hold, whichever reply they are in.

Everything raises InstagramRefused TRANSIENT for a value of another type; texts of errors name
fields and types, never contents.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from bot.domain.errors import InstagramRefused
from bot.domain.media import Number
from bot.domain.metrics import MEDIA_METRICS, Unit
from bot.domain.secret import Secret
from bot.instagram.errors import not_an_answer
from bot.strict_json import JsonObject

LARGEST_NUMBER = 2**63 - 1
"""What a database keeps."""

IDENTIFIER = re.compile(r"\w{1,64}", re.ASCII)
VISIBLE_ASCII = re.compile(r"[\x21-\x7e]{1,4096}")

_MEASURES = frozenset(metric.name for metric in MEDIA_METRICS if metric.unit is not Unit.COUNT)
"""Metrics that may be fractions; all others count people or actions."""


def unwrapped(reply: JsonObject) -> JsonObject:
    """A single node: flat in live replies, the one item of ``data`` in Meta's documentation."""
    if "data" not in reply:
        return reply
    nodes = data(reply)
    if len(nodes) != 1:
        raise not_an_answer(f"data has {len(nodes)} items instead of one")
    return json_object(nodes[0], "data")


def data(reply: JsonObject) -> list[Any]:
    data = reply.get("data")
    if not isinstance(data, list):
        raise malformed("data", data)
    return data


def json_objects(value: object, field: str) -> list[JsonObject]:
    if not isinstance(value, list):
        raise malformed(field, value)
    return [json_object(item, field) for item in value]


def json_object(value: object, field: str) -> JsonObject:
    if not isinstance(value, dict):
        raise malformed(field, value)
    return value


def optional_objects(node: JsonObject, field: str) -> list[JsonObject]:
    value = node.get(field)
    return [] if value is None else json_objects(value, field)


def optional_object(node: JsonObject, field: str) -> JsonObject:
    """An empty list counts as empty: that is how some of Meta's servers write an empty object."""
    value = node.get(field)
    return {} if value is None or value == [] else json_object(value, field)


def texts(value: object, field: str) -> list[str]:
    if not isinstance(value, list):
        raise malformed(field, value)
    for text in value:
        if not isinstance(text, str):
            raise malformed(field, text)
    return [_storable(text) for text in value]


def token(node: JsonObject) -> Secret:
    """Visible ASCII only: it goes into a header."""
    token = node.get("access_token")
    if not isinstance(token, str) or not VISIBLE_ASCII.fullmatch(token):
        raise malformed("access_token", token)
    return Secret(token)


def permissions(granted: object) -> frozenset[str]:
    """A list, or one text separated by commas or spaces, perhaps URL-encoded."""
    texts: Iterable[object] = granted if isinstance(granted, list) else [granted]
    permissions: set[str] = set()
    for text in texts:
        if not isinstance(text, str):
            raise malformed("permissions", text)
        permissions.update(_storable(unquote_plus(text)).replace(",", " ").split())
    return frozenset(permissions)


def identifier(value: object, field: str) -> str:
    """A number or a text; it goes into paths, so nothing else than letters and digits."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not IDENTIFIER.fullmatch(text):
        raise malformed(field, value)
    return text


def text(node: JsonObject, field: str) -> str | None:
    value = node.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise malformed(field, value)
    return _storable(value)


def _storable(text: str) -> str:
    """Without what no database and no chat takes: NUL, and halves of surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")


def optional_count(node: JsonObject, field: str) -> int | None:
    value = node.get(field)
    return None if value is None else count(value, field)


def count(value: object, field: str) -> int:
    """A whole number that is not below zero, and that a database keeps."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise malformed(field, value)
    if not 0 <= value <= LARGEST_NUMBER:
        raise not_an_answer(f"{field} is no number that can be kept")
    return value


def number(value: object, metric: str) -> Number:
    """A count, or for the few metrics that measure something a fraction as well."""
    if not isinstance(value, float) or metric not in _MEASURES:
        return count(value, metric)
    if not 0 <= value <= LARGEST_NUMBER:
        raise not_an_answer(f"{metric} is no number that can be kept")
    return value


def instant(value: object, field: str) -> datetime:
    """``2026-06-22T10:45:00+0000``; UTC when no offset is given."""
    if not isinstance(value, str):
        raise malformed(field, value)
    try:
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise not_an_answer(f"{field} is no time") from None


def malformed(field: str, value: object) -> InstagramRefused:
    return not_an_answer(f"{field} is {type(value).__name__} in Instagram's reply")
