"""Pages by cursor, as Graph lists edges."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any

from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import bad_parameter
from bot.sandbox.instagram.media import Media

_PAGING = ("after", "before", "access_token", "appsecret_proof")


def page(
    call: Call, path: str, media: Sequence[Media], render: Callable[[Media], dict[str, Any]]
) -> dict[str, Any]:
    """One page of ``media`` (newest first). The last page has cursors but no ``next``."""
    start, end = _bounds(call, media)
    shown = media[start:end]
    reply: dict[str, Any] = {"data": [render(one) for one in shown]}
    if not shown:
        return reply
    is_last = end == len(media)
    if is_last and call.switches.choice("last_page_cursors", "mode", "present") == "absent":
        return reply
    cursors = {"before": _cursor(shown[0]), "after": _cursor(shown[-1])}
    kept = {name: value for name, value in call.params.items() if name not in _PAGING}
    reply["paging"] = {"cursors": cursors}
    if not is_last:
        reply["paging"]["next"] = call.url(path, {**kept, "after": cursors["after"]})
    if start > 0:
        reply["paging"]["previous"] = call.url(path, {**kept, "before": cursors["before"]})
    return reply


def _bounds(call: Call, media: Sequence[Media]) -> tuple[int, int]:
    limit = call.limit()
    if after := call.params.get("after"):
        start = _position(media, after) + 1
        return start, min(start + limit, len(media))
    if before := call.params.get("before"):
        end = _position(media, before)
        return max(end - limit, 0), end
    return 0, min(limit, len(media))


def _cursor(media: Media) -> str:
    """Names a media object, so that a page stays where it was when something new is published."""
    return base64.urlsafe_b64encode(f"cursor:{media.id}".encode()).decode().rstrip("=")


def _position(media: Sequence[Media], cursor: str) -> int:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.urlsafe_b64decode(padded).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    for position, one in enumerate(media):
        if text == f"cursor:{one.id}":
            return position
    raise bad_parameter("Invalid cursor")
