"""A strict reader of Telegram's HTML: what Telegram would refuse raises ValueError here."""

import html
import re

_TOKEN = re.compile(r"<[^>]*>?|&[^;<&\s]*;?|[^<&]+")
_OPENING = re.compile(
    r"<(?:(b|i|u|s|code|pre)|(a) href=\"[^\"<>]+\"|(blockquote)(?: expandable)?"
    r"|(tg-time) unix=\"-?\d+\" format=\"r\")>"
)
_ENTITIES = {"&lt;", "&gt;", "&amp;", "&quot;"}


def visible_text(source: str) -> str:
    """What a person sees of a message: markup taken away, entities resolved."""
    opened: list[str] = []
    seen: list[str] = []
    for token in _TOKEN.findall(source):
        if token.startswith("</"):
            if not opened or token != f"</{opened.pop()}>":
                raise ValueError(f"unexpected {token} in {source!r}")
        elif token.startswith("<"):
            match = _OPENING.fullmatch(token)
            if match is None:
                raise ValueError(f"no tag of Telegram's: {token} in {source!r}")
            opened.append(next(name for name in match.groups() if name))
        elif token.startswith("&"):
            if token not in _ENTITIES:
                raise ValueError(f"no entity of Telegram's: {token} in {source!r}")
            seen.append(html.unescape(token))
        else:
            seen.append(token)
    if opened:
        raise ValueError(f"never closed: {opened} in {source!r}")
    return "".join(seen)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
