"""What Telegram finds in a text by itself: commands, mentions, hashtags, links."""

import re
from typing import Any

from bot.sandbox.bot_api.html_markup import utf16_length

Entity = dict[str, Any]

_PATTERNS = (
    ("url", re.compile(r"(?:https?|tg|ftp)://[^\s<>\"']*[^\s<>\"'.,;:!?)\]}]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")),
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|me|io|ru|es|dev|app|info)\b"
            r"(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]}])?",
            re.IGNORECASE,
        ),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/@#.<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])"),
    ),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z0-9_]{3,32}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w#/])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
_OPAQUE = frozenset({"text_link", "text_mention", "code", "pre", "custom_emoji", "date_time"})


def find_entities(text: str, marked: list[Entity]) -> list[Entity]:
    """Entities found outside of what is marked as code or as a link already."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in marked
        if entity["type"] in _OPAQUE
    ]
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            end = offset + utf16_length(match.group())
            if all(end <= start or offset >= stop for start, stop in taken):
                taken.append((offset, end))
                found.append({"type": kind, "offset": offset, "length": end - offset})
    return found
