"""Instagram's replies as our values. All of it tolerates what Meta varies, and nothing else.

Everything raises InstagramRefused TRANSIENT for a reply of another shape; texts of errors name
fields and types, never contents.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.media import Insights, MediaDetails, MediaProductType, Number
from bot.domain.online import OnlineDay
from bot.instagram import fields
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

HOURS_OF_A_DAY = tuple(map(str, range(24)))


def short_lived_token(reply: JsonObject) -> ShortLivedToken:
    """Flat or in ``data``; the seeds say ``scope`` for permissions and leave ``user_id`` out."""
    node = fields.unwrapped(reply)
    granted = node.get("permissions", node.get("scope"))
    user_id = node.get("user_id")
    return ShortLivedToken(
        token=fields.token(node),
        app_scoped_id="" if user_id is None else fields.identifier(user_id, "user_id"),
        permissions=None if granted is None else fields.permissions(granted),
    )


def long_lived_token(reply: JsonObject) -> LongLivedToken:
    node = fields.unwrapped(reply)
    seconds = fields.count(node.get("expires_in"), "expires_in")
    if not 0 < seconds <= LONGEST_TOKEN_LIFE.total_seconds():
        raise not_an_answer("expires_in is no lifetime of a token")
    return LongLivedToken(fields.token(node), timedelta(seconds=seconds))


def profile(reply: JsonObject) -> Profile:
    node = fields.unwrapped(reply)
    user_id = node.get("user_id")
    username = fields.text(node, "username")
    if not username:
        raise fields.malformed("username", username)
    return Profile(
        app_scoped_id=fields.identifier(node.get("id"), "id"),
        user_id=None if user_id is None else fields.identifier(user_id, "user_id"),
        username=username,
        name=fields.text(node, "name"),
        account_type=fields.text(node, "account_type") or "",
        followers_count=fields.optional_count(node, "followers_count"),
        follows_count=fields.optional_count(node, "follows_count"),
        media_count=fields.optional_count(node, "media_count"),
    )


def media_page(
    reply: JsonObject, as_of: datetime, kind: MediaProductType | None = None
) -> MediaPage:
    """One page of a list that holds one ``kind`` only, or several where it is None.

    The last page may carry cursors, but no ``next``. A media that is listed twice counts once.
    """
    listed = [
        _listed_media(fields.json_object(node, "media"), as_of, kind) for node in fields.data(reply)
    ]
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
    nodes = [fields.json_object(node, "child") for node in fields.data(reply)]
    return [
        MediaPicture(
            media_id=fields.identifier(node.get("id"), "id"),
            media_type=(fields.text(node, "media_type") or "IMAGE").upper(),
            media_url=fields.text(node, "media_url"),
            thumbnail_url=fields.text(node, "thumbnail_url"),
        )
        for node in nodes
    ]


def subscribed_fields(reply: JsonObject) -> frozenset[str]:
    """``app_id`` tells nothing: Meta does not say which of an app's two ids it is."""
    apps = [fields.json_object(app, "app") for app in fields.data(reply)]
    return frozenset(
        field for app in apps for field in fields.texts(app.get("subscribed_fields", []), "fields")
    )


def success(reply: JsonObject) -> None:
    if reply.get("success") is not True:
        raise not_an_answer("nothing says that it was done")


def account_series(reply: JsonObject, metric: str) -> list[DayValue]:
    """Oldest first; a day without a value is absent."""
    days = [
        DayValue(
            fields.instant(day.get("end_time"), "end_time"), fields.count(day["value"], metric)
        )
        for entry in _entries(reply)
        if entry.name == metric
        for day in fields.json_objects(entry.content.get("values"), "values")
        if day.get("value") is not None
    ]
    if len({day.ends_at for day in days}) != len(days):
        raise not_an_answer(f"a day of {metric} comes twice")
    return sorted(days, key=lambda day: day.ends_at)


def online_followers(reply: JsonObject, metric: str) -> list[OnlineDay]:
    """Oldest first. Days come as ``{}`` until Instagram has counted them, and single hours lack."""
    days = [
        OnlineDay(fields.instant(day.get("end_time"), "end_time"), _hours(day, metric))
        for entry in _entries(reply)
        if entry.name == metric
        for day in fields.json_objects(entry.content.get("values"), "values")
    ]
    if len({day.ends_at for day in days}) != len(days):
        raise not_an_answer(f"a day of {metric} comes twice")
    return sorted(days, key=lambda day: day.ends_at)


def _hours(day: JsonObject, metric: str) -> dict[int, int]:
    given = fields.optional_object(day, "value")
    return {
        int(hour): fields.count(given[hour], metric)
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
            media_id=fields.identifier(node.get("id"), "id"),
            media_type=_media_type(node, kind),
            media_product_type=kind,
            timestamp=fields.instant(node.get("timestamp"), "timestamp"),
            caption=fields.text(node, "caption"),
            permalink=fields.text(node, "permalink"),
            media_url=fields.text(node, "media_url"),
            thumbnail_url=fields.text(node, "thumbnail_url"),
        ),
        like_count=fields.optional_count(node, "like_count"),
        comments_count=fields.optional_count(node, "comments_count"),
        insights=None
        if nested is None
        else insights(fields.json_object(nested, "insights"), as_of),
    )


def _media_product_type(node: JsonObject) -> MediaProductType | None:
    """As told; else by the permalink. Meta: all videos of today are reels, older ones are not."""
    told = fields.text(node, "media_product_type")
    if told:
        known = {kind.value: kind for kind in MediaProductType}
        return known.get(told.upper())
    permalink = fields.text(node, "permalink")
    if permalink is None:
        is_reel = (fields.text(node, "media_type") or "").upper() == "VIDEO"
        return MediaProductType.REELS if is_reel else MediaProductType.FEED
    if "/stories/" in permalink:
        return MediaProductType.STORY
    return MediaProductType.REELS if "/reel/" in permalink else MediaProductType.FEED


def _media_type(node: JsonObject, kind: MediaProductType) -> str:
    told = fields.text(node, "media_type")
    if told:
        return told.upper()
    is_video = kind is MediaProductType.REELS or node.get("thumbnail_url") is not None
    return "VIDEO" if is_video else "IMAGE"


def _after(reply: JsonObject) -> str | None:
    paging = fields.optional_object(reply, "paging")
    if not fields.text(paging, "next"):
        return None
    after = fields.optional_object(paging, "cursors").get("after")
    if not isinstance(after, str) or not fields.VISIBLE_ASCII.fullmatch(after):
        raise fields.malformed("paging.cursors.after", after)
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
        for content in fields.json_objects(reply.get("data"), "data")
    ]
    if len({entry.name for entry in entries}) != len(entries):
        raise not_an_answer("a metric comes twice")
    return entries


def _metric_name(name: object) -> str:
    if not isinstance(name, str) or not fields.IDENTIFIER.fullmatch(name):
        raise fields.malformed("name", name)
    return name


def _first_value(entry: _Entry) -> Number | None:
    values = fields.optional_objects(entry.content, "values")
    value = values[0].get("value") if values else None
    return None if value is None else fields.number(value, entry.name)


def _total_value(entry: _Entry, *, keep_case: bool = False) -> _TotalValue:
    total = fields.optional_object(entry.content, "total_value")
    value = total.get("value")
    breakdowns = fields.optional_objects(total, "breakdowns")
    return _TotalValue(
        value=None if value is None else fields.number(value, entry.name),
        parts=_parts(breakdowns[0], entry.name, keep_case=keep_case) if breakdowns else None,
    )


def _parts(breakdown: JsonObject, metric: str, *, keep_case: bool) -> Mapping[str, Number] | None:
    """By lower-case dimension value: Meta prints its own words in both cases; ``25-34,f`` where
    two dimensions were asked for. None without results, which are no zeros.

    With a timeframe, that is one of the dimensions; it tells no part from another.
    """
    results = fields.optional_objects(breakdown, "results")
    keys = fields.texts(breakdown.get("dimension_keys"), "dimension_keys")
    parts: dict[str, Number] = {}
    for result in results:
        values = fields.texts(result.get("dimension_values"), "dimension_values")
        if len(values) != len(keys):
            raise not_an_answer(f"{len(values)} dimension_values for {len(keys)} dimension_keys")
        dimensions = dict(zip(keys, values, strict=True))
        dimensions.pop("timeframe", None)
        name = ",".join(dimensions.values())
        part = name if keep_case else name.lower()
        if not part or part in parts:
            raise not_an_answer(f"a part of {metric} has no name, or comes twice")
        parts[part] = fields.count(result.get("value"), metric)
    return parts or None
