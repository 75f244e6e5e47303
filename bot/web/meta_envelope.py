"""Meta's envelope of webhooks: what is in it that means something to us."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.story_webhook import STORY_INSIGHTS
from bot.services.ports import WebhookChange
from bot.strict_json import JsonObject

LONGEST_VALUE = 4000
"""Characters of a value that is kept; numbers of a story take 200."""

MILLISECONDS_FROM = 10**11
"""Meta's samples show seconds and milliseconds; so many seconds are the year 5138."""

_ID = re.compile(r"\w{1,64}", re.ASCII)
_FIELD = re.compile(r"[a-z_]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Delivery:
    """``ignored`` counts what is of no use here: messages, fields about no media, odd shapes."""

    changes: list[WebhookChange]
    ignored: int


def read_delivery(body: JsonObject) -> Delivery:
    """Both of Meta's forms: ``changes[]`` in an entry, and ``field``/``value`` right in it.

    One entry of an unknown shape says nothing of its neighbours, so nothing raises here. Of what
    people wrote nothing is kept: of a comment only which media it is about.
    """
    changes: list[WebhookChange] = []
    ignored = 0
    entries = body.get("entry") if body.get("object") == "instagram" else None
    for entry in _objects(entries):
        for change in _changes_of(entry):
            understood = _change(entry, change)
            if understood is None:
                ignored += 1
            else:
                changes.append(understood)
    return Delivery(changes, ignored)


def _changes_of(entry: JsonObject) -> Iterator[JsonObject]:
    if "changes" in entry:
        yield from _objects(entry["changes"])
    else:
        yield entry


def _objects(value: Any) -> Iterator[JsonObject]:
    """What is no object counts as an empty one: ignored, and counted."""
    for item in value if isinstance(value, list) else [{}]:
        yield item if isinstance(item, dict) else {}


def _change(entry: JsonObject, change: JsonObject) -> WebhookChange | None:
    user_id, field, value = _id(entry.get("id")), change.get("field"), change.get("value")
    if user_id is None or not isinstance(value, dict):
        return None
    if not isinstance(field, str) or not _FIELD.fullmatch(field):
        return None
    media_id = _media_id(value)
    numbers = _canonical(value) if field == STORY_INSIGHTS else None
    if media_id is None or len(numbers or "") > LONGEST_VALUE:
        return None
    return WebhookChange(
        # Without the time: Meta's is that of sending, and a repetition is sent at another.
        key=hashlib.sha256(_canonical([user_id, field, value]).encode()).digest(),
        user_id=user_id,
        field=field,
        media_id=media_id,
        numbers=numbers,
        sent_at=_instant(entry.get("time")),
    )


def _media_id(value: Mapping[str, Any]) -> str | None:
    media = value.get("media")
    return _id(value.get("media_id", media.get("id") if isinstance(media, dict) else None))


def _id(value: Any) -> str | None:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if _ID.fullmatch(text) else None


def _instant(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        return None
    seconds = value / 1000 if value >= MILLISECONDS_FROM else value
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _canonical(value: Any) -> str:
    """The same text however it was written; ASCII, so that every database keeps it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
