"""Texts that are safe to send: foreign words escaped, and never longer than Telegram takes."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import bidirectional

CAPTION = 1024
"""Telegram: the most that stands under a picture, in UTF-16 units after parsing."""
MESSAGE = 4096

# Control characters, half characters, and marks that turn the direction of what follows.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FROM_THE_RIGHT = frozenset({"R", "AL"})
_TAG = re.compile(r"<[^>]*>")


class Html(str):
    """Text with markup of ours, in which everything foreign is escaped."""

    __slots__ = ()


@dataclass(frozen=True)
class Line:
    """One line of a screen. When the screen is too long the highest ``rank`` goes first."""

    text: Html
    rank: int = 0


BLANK = Line(Html(""))


def escape(text: str) -> Html:
    """The one way in which foreign text becomes part of a message."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=False))


def join(separator: str, parts: Iterable[Html]) -> Html:
    return Html(separator.join(parts))


def units(text: str) -> int:
    """Length as Telegram counts it, never looser: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible_length(text: Html) -> int:
    """UTF-16 units that remain when the markup is gone."""
    return units(html.unescape(_TAG.sub("", text)))


def shorten(text: str, limit: int) -> str:
    """One line of at most ``limit`` UTF-16 units, cut with "…"; done before escaping."""
    line = " ".join(_UNWANTED.sub("", text).split())
    if units(line) <= limit:
        return line
    kept = line.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def apart(text: str) -> str:
    """A name within a line: written from right to left, it would turn the line around it."""
    turns = any(bidirectional(sign) in _FROM_THE_RIGHT for sign in text)
    return f"\u2068{text}\u2069" if turns else text


def words_of(text: Html) -> str:
    """What is left of a text of ours without its markup."""
    return html.unescape(_TAG.sub("", text))


def printable(text: str) -> str:
    """Without what no file can hold or show; lines stay lines."""
    return _UNWANTED.sub("", text)


def handle(username: str) -> str:
    """An account as people know it. Instagram: a username has at most 30 characters."""
    return "@" + shorten(username, 30)


def fit(lines: Iterable[Line], limit: int) -> Html:
    """The lines as one text of at most ``limit`` units after parsing.

    Whole lines are left out, the highest rank first and among equals the last one, so that no
    tag or entity is ever cut. The first line is short in every screen and always stays.
    """
    kept = list(lines)
    while len(kept) > 1 and visible_length(_text(kept)) > limit:
        del kept[max(range(1, len(kept)), key=lambda index: (kept[index].rank, index))]
    return _text(kept)


def _text(lines: Iterable[Line]) -> Html:
    text = "\n".join(line.text.strip() for line in lines)
    return Html(re.sub(r"\n{3,}", "\n\n", text).strip())
