"""Instagram's replies as our values. All of it tolerates what Meta varies, and nothing else.

Everything raises InstagramRefused TRANSIENT for a reply of another shape; texts of errors name
fields and types, never contents.
"""

import logging
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

from bot.domain.errors import InstagramRefused
from bot.domain.media import Insights, MediaDetails, MediaProductType, Number
from bot.domain.secret import Secret
from bot.instagram.errors import not_an_answer
from bot.instagram.strict_json import JsonObject
from bot.services.ports import (
    DayValue,
    ListedMedia,
    LongLivedToken,
    MediaPage,
    MediaPicture,
    Profile,
    ShortLivedToken,
)

logger = logging.getLogger(__name__)

LONGEST_TOKEN_LIFE = timedelta(days=366)
LARGEST_NUMBER = 2**63 - 1
"""What a database keeps."""

_ID = re.compile(r"\w{1,64}", re.ASCII)
_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")


def short_lived_token(reply: JsonObject) -> ShortLivedToken:
    """Flat or in ``data``; the seeds say ``scope`` for permissions and leave ``user_id`` out."""
    node = _unwrapped(reply)
    granted = node.get("permissions", node.get("scope"))
    user_id = node.get("user_id")
    return ShortLivedToken(
        token=_token(node),
        app_scoped_id="" if user_id is None else _id(user_id, "user_id"),
        permissions=None if granted is None else _permissions(granted),
    )


def long_lived_token(reply: JsonObject) -> LongLivedToken:
    node = _unwrapped(reply)
    seconds = _number(node.get("expires_in"), "expires_in")
    if not 0 < seconds <= LONGEST_TOKEN_LIFE.total_seconds():
        raise _malformed("expires_in", seconds)
    return LongLivedToken(_token(node), timedelta(seconds=seconds))


def profile(reply: JsonObject) -> Profile:
    node = _unwrapped(reply)
    user_id = node.get("user_id")
    return Profile(
        app_scoped_id=_id(node.get("id"), "id"),
        user_id=None if user_id is None else _id(user_id, "user_id"),
        username=_text(node, "username") or "",
        name=_text(node, "name"),
        account_type=_text(node, "account_type") or "",
        followers_count=_count(node, "followers_count"),
        follows_count=_count(node, "follows_count"),
        media_count=_count(node, "media_count"),
    )


def media_page(
    reply: JsonObject, as_of: datetime, kind: MediaProductType | None = None
) -> MediaPage:
    """One page of a list that holds one ``kind`` only, or several where it is None.

    The last page may carry cursors, but no ``next``.
    """
    listed = [_listed_media(_object(node, "media"), as_of, kind) for node in _data(reply)]
    return MediaPage([media for media in listed if media is not None], _after(reply))


def insights(reply: JsonObject, as_of: datetime) -> Insights:
    """Lifetime numbers of a media; a metric without a value is absent."""
    values: dict[str, Number] = {}
    breakdowns: dict[str, Mapping[str, Number]] = {}
    for entry in _entries(reply):
        total = _total_value(entry)
        value = _first_value(entry)
        if value is None:
            value = total.value
        if value is not None:
            values[entry.name] = value
        if total.parts is not None:
            breakdowns[entry.name] = total.parts
    return Insights(as_of, values, breakdowns)


def account_totals(reply: JsonObject) -> dict[str, Number]:
    """Window totals; a metric that came as ``total_value: {}`` is absent."""
    totals = {entry.name: _total_value(entry).value for entry in _entries(reply)}
    return {name: value for name, value in totals.items() if value is not None}


def account_breakdown(reply: JsonObject, metric: str) -> Mapping[str, Number]:
    for entry in _entries(reply):
        if entry.name == metric:
            return _total_value(entry).parts or {}
    return {}


def audience(reply: JsonObject, metric: str) -> Mapping[str, Number]:
    """The parts as Instagram writes them: cities and countries have names, not dimension values."""
    for entry in _entries(reply):
        if entry.name == metric:
            return _total_value(entry, keep_case=True).parts or {}
    return {}


def children(reply: JsonObject) -> list[MediaPicture]:
    nodes = [_object(node, "child") for node in _data(reply)]
    return [
        MediaPicture(
            media_id=_id(node.get("id"), "id"),
            media_type=(_text(node, "media_type") or "IMAGE").upper(),
            media_url=_text(node, "media_url"),
            thumbnail_url=_text(node, "thumbnail_url"),
        )
        for node in nodes
    ]


def account_series(reply: JsonObject, metric: str) -> list[DayValue]:
    """Oldest first; a day without a value is absent."""
    days = [
        DayValue(_instant(day.get("end_time"), "end_time"), _number(day["value"], metric))
        for entry in _entries(reply)
        if entry.name == metric
        for day in _objects(entry.content.get("values"), "values")
        if day.get("value") is not None
    ]
    return sorted(days, key=lambda day: day.ends_at)


# Media ----------------------------------------------------------------------------------------


def _listed_media(
    node: JsonObject, as_of: datetime, kind: MediaProductType | None
) -> ListedMedia | None:
    """None for a kind that we know nothing of, such as an ad."""
    kind = kind or _media_product_type(node)
    if kind is None:
        logger.info("A media of another kind was listed: %s", _text(node, "media_product_type"))
        return None
    nested = node.get("insights")
    return ListedMedia(
        details=MediaDetails(
            media_id=_id(node.get("id"), "id"),
            media_type=_media_type(node, kind),
            media_product_type=kind,
            timestamp=_instant(node.get("timestamp"), "timestamp"),
            caption=_text(node, "caption"),
            permalink=_text(node, "permalink"),
            media_url=_text(node, "media_url"),
            thumbnail_url=_text(node, "thumbnail_url"),
        ),
        like_count=_count(node, "like_count"),
        comments_count=_count(node, "comments_count"),
        insights=None if nested is None else insights(_object(nested, "insights"), as_of),
    )


def _media_product_type(node: JsonObject) -> MediaProductType | None:
    """As told; else by the permalink. Meta: all videos of today are reels, older ones are not."""
    told = _text(node, "media_product_type")
    if told is not None:
        known = {kind.value: kind for kind in MediaProductType}
        return known.get(told.upper())
    permalink = _text(node, "permalink")
    if permalink is None:
        is_reel = (_text(node, "media_type") or "").upper() == "VIDEO"
        return MediaProductType.REELS if is_reel else MediaProductType.FEED
    if "/stories/" in permalink:
        return MediaProductType.STORY
    return MediaProductType.REELS if "/reel/" in permalink else MediaProductType.FEED


def _media_type(node: JsonObject, kind: MediaProductType) -> str:
    told = _text(node, "media_type")
    if told is not None:
        return told.upper()
    is_video = kind is MediaProductType.REELS or node.get("thumbnail_url") is not None
    return "VIDEO" if is_video else "IMAGE"


def _after(reply: JsonObject) -> str | None:
    paging = _object(reply.get("paging") or {}, "paging")
    if paging.get("next") is None:
        return None
    after = _text(_object(paging.get("cursors") or {}, "cursors"), "after")
    if after is None:
        raise _malformed("paging.cursors.after", None)
    return after


# Insights -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Entry:
    """One metric of a reply: told apart by ``name`` alone, for titles are localised."""

    name: str
    content: JsonObject


@dataclass(frozen=True)
class _TotalValue:
    value: Number | None
    parts: Mapping[str, Number] | None


def _entries(reply: JsonObject) -> list[_Entry]:
    entries = []
    for content in _objects(reply.get("data"), "data"):
        name = _text(content, "name")
        if name is None:
            raise _malformed("name", None)
        entries.append(_Entry(name, content))
    return entries


def _first_value(entry: _Entry) -> Number | None:
    values = entry.content.get("values")
    if values is None or values == []:
        return None
    value = _objects(values, "values")[0].get("value")
    return None if value is None else _number(value, entry.name)


def _total_value(entry: _Entry, *, keep_case: bool = False) -> _TotalValue:
    total = _object(entry.content.get("total_value") or {}, "total_value")
    value = total.get("value")
    breakdowns = _objects(total.get("breakdowns") or [], "breakdowns")
    return _TotalValue(
        value=None if value is None else _number(value, entry.name),
        parts=_parts(breakdowns[0], entry.name, keep_case=keep_case) if breakdowns else None,
    )


def _parts(breakdown: JsonObject, metric: str, *, keep_case: bool) -> Mapping[str, Number]:
    """By lower-case dimension value: Meta prints its own words in both cases.

    The last dimension counts; with a timeframe, that comes first.
    """
    parts: dict[str, Number] = {}
    for result in _objects(breakdown.get("results") or [], "results"):
        dimensions = result.get("dimension_values")
        if not isinstance(dimensions, list) or not dimensions:
            raise _malformed("dimension_values", dimensions)
        if not isinstance(dimensions[-1], str):
            raise _malformed("dimension_values", dimensions[-1])
        if result.get("value") is not None:
            part = _storable(dimensions[-1])
            parts[part if keep_case else part.lower()] = _number(result["value"], metric)
    return parts


# Fields ---------------------------------------------------------------------------------------


def _unwrapped(reply: JsonObject) -> JsonObject:
    """A single node: flat in live replies, the one item of ``data`` in Meta's documentation."""
    if "data" not in reply:
        return reply
    nodes = _data(reply)
    if len(nodes) != 1:
        raise not_an_answer(f"data has {len(nodes)} items instead of one")
    return _object(nodes[0], "data")


def _data(reply: JsonObject) -> list[Any]:
    data = reply.get("data")
    if not isinstance(data, list):
        raise _malformed("data", data)
    return data


def _objects(value: object, field: str) -> list[JsonObject]:
    if not isinstance(value, list):
        raise _malformed(field, value)
    return [_object(item, field) for item in value]


def _object(value: object, field: str) -> JsonObject:
    if not isinstance(value, dict):
        raise _malformed(field, value)
    return value


def _token(node: JsonObject) -> Secret:
    """Visible ASCII only: it goes into a header."""
    token = node.get("access_token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise _malformed("access_token", token)
    return Secret(token)


def _permissions(granted: object) -> frozenset[str]:
    """A list, or one text separated by commas or spaces, perhaps URL-encoded."""
    texts: Iterable[object] = granted if isinstance(granted, list) else [granted]
    permissions: set[str] = set()
    for text in texts:
        if not isinstance(text, str):
            raise _malformed("permissions", text)
        permissions.update(unquote_plus(text).replace(",", " ").split())
    return frozenset(permissions)


def _id(value: object, field: str) -> str:
    """A number or a text; it goes into paths, so nothing else than letters and digits."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _ID.fullmatch(text):
        raise _malformed(field, value)
    return text


def _text(node: JsonObject, field: str) -> str | None:
    value = node.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _malformed(field, value)
    return _storable(value)


def _storable(text: str) -> str:
    """Without what no database and no chat takes: NUL, and halves of surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")


def _count(node: JsonObject, field: str) -> int | None:
    value = node.get(field)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_NUMBER:
        raise _malformed(field, value)
    return value


def _number(value: object, field: str) -> Number:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _malformed(field, value)
    if not math.isfinite(value) or abs(value) > LARGEST_NUMBER:
        raise not_an_answer(f"{field} is no number that can be kept")
    return value


def _instant(value: object, field: str) -> datetime:
    """``2026-06-22T10:45:00+0000``; UTC when no offset is given."""
    if not isinstance(value, str):
        raise _malformed(field, value)
    try:
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise not_an_answer(f"{field} is no time") from None


def _malformed(field: str, value: object) -> InstagramRefused:
    return not_an_answer(f"{field} is {type(value).__name__} in Instagram's reply")
