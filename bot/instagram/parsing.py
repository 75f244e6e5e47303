"""Instagram's replies as our values. All of it tolerates what Meta varies, and nothing else.

Everything raises InstagramRefused TRANSIENT for a reply of another shape; texts of errors name
fields and types, never contents.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

from bot.domain.errors import InstagramRefused
from bot.domain.media import Insights, MediaDetails, MediaProductType, Number
from bot.domain.metrics import MEDIA_METRICS, Unit
from bot.domain.online import OnlineDay
from bot.domain.secret import Secret
from bot.instagram.errors import not_an_answer
from bot.services.ports import (
    DayValue,
    ListedMedia,
    LongLivedToken,
    MediaPage,
    MediaPicture,
    Profile,
    ShortLivedToken,
)
from bot.strict_json import JsonObject

logger = logging.getLogger(__name__)

LONGEST_TOKEN_LIFE = timedelta(days=366)
LARGEST_NUMBER = 2**63 - 1
"""What a database keeps."""

HOURS_OF_A_DAY = tuple(map(str, range(24)))

_ID = re.compile(r"\w{1,64}", re.ASCII)
_VISIBLE_ASCII = re.compile(r"[\x21-\x7e]{1,4096}")

_MEASURES = frozenset(metric.name for metric in MEDIA_METRICS if metric.unit is not Unit.COUNT)
"""Metrics that may be fractions; all others count people or actions."""


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
    seconds = _count(node.get("expires_in"), "expires_in")
    if not 0 < seconds <= LONGEST_TOKEN_LIFE.total_seconds():
        raise not_an_answer("expires_in is no lifetime of a token")
    return LongLivedToken(_token(node), timedelta(seconds=seconds))


def profile(reply: JsonObject) -> Profile:
    node = _unwrapped(reply)
    user_id = node.get("user_id")
    username = _text(node, "username")
    if not username:
        raise _malformed("username", username)
    return Profile(
        app_scoped_id=_id(node.get("id"), "id"),
        user_id=None if user_id is None else _id(user_id, "user_id"),
        username=username,
        name=_text(node, "name"),
        account_type=_text(node, "account_type") or "",
        followers_count=_optional_count(node, "followers_count"),
        follows_count=_optional_count(node, "follows_count"),
        media_count=_optional_count(node, "media_count"),
    )


def media_page(
    reply: JsonObject, as_of: datetime, kind: MediaProductType | None = None
) -> MediaPage:
    """One page of a list that holds one ``kind`` only, or several where it is None.

    The last page may carry cursors, but no ``next``. A media that is listed twice counts once.
    """
    listed = [_listed_media(_object(node, "media"), as_of, kind) for node in _data(reply)]
    by_id = {media.details.media_id: media for media in listed if media is not None}
    return MediaPage(list(by_id.values()), _after(reply))


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


def subscribed_fields(reply: JsonObject) -> frozenset[str]:
    """``app_id`` tells nothing: Meta does not say which of an app's two ids it is."""
    apps = [_object(app, "app") for app in _data(reply)]
    return frozenset(
        field for app in apps for field in _texts(app.get("subscribed_fields", []), "fields")
    )


def success(reply: JsonObject) -> None:
    if reply.get("success") is not True:
        raise not_an_answer("nothing says that it was done")


def account_series(reply: JsonObject, metric: str) -> list[DayValue]:
    """Oldest first; a day without a value is absent."""
    days = [
        DayValue(_instant(day.get("end_time"), "end_time"), _count(day["value"], metric))
        for entry in _entries(reply)
        if entry.name == metric
        for day in _objects(entry.content.get("values"), "values")
        if day.get("value") is not None
    ]
    if len({day.ends_at for day in days}) != len(days):
        raise not_an_answer(f"a day of {metric} comes twice")
    return sorted(days, key=lambda day: day.ends_at)


def online_followers(reply: JsonObject, metric: str) -> list[OnlineDay]:
    """Oldest first. Days come as ``{}`` until Instagram has counted them, and single hours lack."""
    days = [
        OnlineDay(_instant(day.get("end_time"), "end_time"), _hours(day, metric))
        for entry in _entries(reply)
        if entry.name == metric
        for day in _objects(entry.content.get("values"), "values")
    ]
    if len({day.ends_at for day in days}) != len(days):
        raise not_an_answer(f"a day of {metric} comes twice")
    return sorted(days, key=lambda day: day.ends_at)


def _hours(day: JsonObject, metric: str) -> dict[int, int]:
    given = _optional_object(day, "value")
    return {
        int(hour): _count(given[hour], metric)
        for hour in HOURS_OF_A_DAY
        if given.get(hour) is not None
    }


# Media ----------------------------------------------------------------------------------------


def _listed_media(
    node: JsonObject, as_of: datetime, kind: MediaProductType | None
) -> ListedMedia | None:
    """None for a kind that we know nothing of, such as an ad."""
    kind = kind or _media_product_type(node)
    if kind is None:
        logger.info("A media of another kind was listed: %.30r", node["media_product_type"])
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
        like_count=_optional_count(node, "like_count"),
        comments_count=_optional_count(node, "comments_count"),
        insights=None if nested is None else insights(_object(nested, "insights"), as_of),
    )


def _media_product_type(node: JsonObject) -> MediaProductType | None:
    """As told; else by the permalink. Meta: all videos of today are reels, older ones are not."""
    told = _text(node, "media_product_type")
    if told:
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
    if told:
        return told.upper()
    is_video = kind is MediaProductType.REELS or node.get("thumbnail_url") is not None
    return "VIDEO" if is_video else "IMAGE"


def _after(reply: JsonObject) -> str | None:
    paging = _optional_object(reply, "paging")
    if not _text(paging, "next"):
        return None
    after = _optional_object(paging, "cursors").get("after")
    if not isinstance(after, str) or not _VISIBLE_ASCII.fullmatch(after):
        raise _malformed("paging.cursors.after", after)
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
    entries = [
        _Entry(_metric_name(content.get("name")), content)
        for content in _objects(reply.get("data"), "data")
    ]
    if len({entry.name for entry in entries}) != len(entries):
        raise not_an_answer("a metric comes twice")
    return entries


def _metric_name(name: object) -> str:
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise _malformed("name", name)
    return name


def _first_value(entry: _Entry) -> Number | None:
    values = _optional_objects(entry.content, "values")
    value = values[0].get("value") if values else None
    return None if value is None else _number(value, entry.name)


def _total_value(entry: _Entry, *, keep_case: bool = False) -> _TotalValue:
    total = _optional_object(entry.content, "total_value")
    value = total.get("value")
    breakdowns = _optional_objects(total, "breakdowns")
    return _TotalValue(
        value=None if value is None else _number(value, entry.name),
        parts=_parts(breakdowns[0], entry.name, keep_case=keep_case) if breakdowns else None,
    )


def _parts(breakdown: JsonObject, metric: str, *, keep_case: bool) -> Mapping[str, Number] | None:
    """By lower-case dimension value: Meta prints its own words in both cases; ``25-34,f`` where
    two dimensions were asked for. None without results, which are no zeros.

    With a timeframe, that is one of the dimensions; it tells no part from another.
    """
    results = _optional_objects(breakdown, "results")
    keys = _texts(breakdown.get("dimension_keys"), "dimension_keys")
    parts: dict[str, Number] = {}
    for result in results:
        values = _texts(result.get("dimension_values"), "dimension_values")
        if len(values) != len(keys):
            raise not_an_answer(f"{len(values)} dimension_values for {len(keys)} dimension_keys")
        dimensions = dict(zip(keys, values, strict=True))
        dimensions.pop("timeframe", None)
        name = ",".join(dimensions.values())
        part = name if keep_case else name.lower()
        if not part or part in parts:
            raise not_an_answer(f"a part of {metric} has no name, or comes twice")
        parts[part] = _count(result.get("value"), metric)
    return parts or None


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


def _optional_objects(node: JsonObject, field: str) -> list[JsonObject]:
    value = node.get(field)
    return [] if value is None else _objects(value, field)


def _optional_object(node: JsonObject, field: str) -> JsonObject:
    """An empty list counts as empty: that is how some of Meta's servers write an empty object."""
    value = node.get(field)
    return {} if value is None or value == [] else _object(value, field)


def _texts(value: object, field: str) -> list[str]:
    if not isinstance(value, list):
        raise _malformed(field, value)
    for text in value:
        if not isinstance(text, str):
            raise _malformed(field, text)
    return [_storable(text) for text in value]


def _token(node: JsonObject) -> Secret:
    """Visible ASCII only: it goes into a header."""
    token = node.get("access_token")
    if not isinstance(token, str) or not _VISIBLE_ASCII.fullmatch(token):
        raise _malformed("access_token", token)
    return Secret(token)


def _permissions(granted: object) -> frozenset[str]:
    """A list, or one text separated by commas or spaces, perhaps URL-encoded."""
    texts: Iterable[object] = granted if isinstance(granted, list) else [granted]
    permissions: set[str] = set()
    for text in texts:
        if not isinstance(text, str):
            raise _malformed("permissions", text)
        permissions.update(_storable(unquote_plus(text)).replace(",", " ").split())
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


def _optional_count(node: JsonObject, field: str) -> int | None:
    value = node.get(field)
    return None if value is None else _count(value, field)


def _count(value: object, field: str) -> int:
    """A whole number that is not below zero, and that a database keeps."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _malformed(field, value)
    if not 0 <= value <= LARGEST_NUMBER:
        raise not_an_answer(f"{field} is no number that can be kept")
    return value


def _number(value: object, metric: str) -> Number:
    """A count, or for the few metrics that measure something a fraction as well."""
    if not isinstance(value, float) or metric not in _MEASURES:
        return _count(value, metric)
    if not 0 <= value <= LARGEST_NUMBER:
        raise not_an_answer(f"{metric} is no number that can be kept")
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
