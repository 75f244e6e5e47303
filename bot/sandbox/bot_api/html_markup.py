"""Telegram's HTML: its tags, its tolerance, and its errors with byte offsets.

Written after the behaviour of the official server: an unknown ``&name;`` is literal text, an
attribute it does not know is ignored, ``</>`` closes whatever is open, crossed tags are refused.
"""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.links import checked_link, user_of_link

Entity = dict[str, Any]

_ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED_CHARACTERS = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACES = b" \t\r\n\0\v"
_END = 0
"""The text is read with a zero byte behind it, as the real parser does."""


class MarkupError(ValueError):
    """What comes after "can't parse entities: "."""


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    text_start: int


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text without its tags, and its entities in UTF-16 units. Raises MarkupError."""
    return _HtmlParser(source).parse()


class _HtmlParser:
    def __init__(self, source: str) -> None:
        self._bytes = source.encode() + b"\0"
        self._at = 0
        self._text = bytearray()
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        end = len(self._bytes) - 1
        while self._at < end:
            byte = self._bytes[self._at]
            if byte == ord("&") and (character := self._character()) is not None:
                self._append(character.encode("utf-8", "surrogatepass"))
            elif byte == ord("<"):
                self._tag()
            else:
                self._append(self._bytes[self._at : self._at + 1])
                self._at += 1
        if self._open:
            raise MarkupError(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"'
            )
        try:
            return self._text.decode(), self._entities
        except UnicodeDecodeError as error:
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            ) from error

    def _append(self, piece: bytes) -> None:
        self._text += piece
        first = piece[0]
        if first & 0xC0 != 0x80:  # not a continuation byte of UTF-8
            self._length += 2 if first >= 0xF0 else 1

    def _character(self) -> str | None:
        """Reads ``&lt;`` or ``&#60;`` (the semicolon may lack); None leaves it literal."""
        start = self._at
        at = start + 1
        if self._bytes[at] == ord("#"):
            at += 1
            base, digits = 10, b"0123456789"
            if self._bytes[at] == ord("x"):
                at += 1
                base, digits = 16, b"0123456789abcdefABCDEF"
            first = at
            while self._bytes[at] in digits:
                at += 1
            code = int(self._bytes[first:at], base) if at > first else 0
            if code == 0 or code >= 0x10FFFF or at - start >= 10:
                return None
            character = chr(code)
        else:
            while self._bytes[at : at + 1].isalpha():
                at += 1
            named = _NAMED_CHARACTERS.get(self._bytes[start + 1 : at])
            if named is None:
                return None
            character = named
        self._at = at + 1 if self._bytes[at] == ord(";") else at
        return character

    def _until(self, stops: bytes) -> bytes:
        start = self._at
        while self._bytes[self._at] not in stops:
            self._at += 1
        return self._bytes[start : self._at]

    def _skip_spaces(self) -> None:
        while self._bytes[self._at] != _END and self._bytes[self._at] in _SPACES:
            self._at += 1

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._bytes[self._at] == ord("/"):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._until(_SPACES + b">")
        if self._bytes[self._at] == _END:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        tag = name.decode().lower()
        if tag not in _ENTITY_OF_TAG:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._at += 1
        self._open.append(_Open(tag, attributes, self._length, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while self._bytes[self._at] != ord(">"):
            self._skip_spaces()
            if self._bytes[self._at] == ord(">"):
                break
            name = self._until(_SPACES + b"=>/\"'").decode()
            if not name:
                raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._skip_spaces()
            if self._bytes[self._at] == _END:
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
            attributes[name] = ""
            if self._bytes[self._at] != ord("="):
                continue
            self._at += 1
            self._skip_spaces()
            if self._bytes[self._at] == _END:
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
            attributes[name] = self._attribute_value()
            if self._bytes[self._at] == _END:
                raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        return attributes

    def _attribute_value(self) -> str:
        quote = self._bytes[self._at]
        if quote not in b"\"'":
            return self._name_token()
        self._at += 1
        value = bytearray()
        while self._bytes[self._at] not in (quote, _END):
            if self._bytes[self._at] == ord("&") and (character := self._character()) is not None:
                value += character.encode("utf-8", "surrogatepass")
                continue
            value.append(self._bytes[self._at])
            self._at += 1
        if self._bytes[self._at] == quote:
            self._at += 1
        return value.decode("utf-8", "replace")

    def _name_token(self) -> str:
        """Without quotes: letters, digits, periods and hyphens only, and not case sensitive."""
        begin = self._at
        while self._bytes[self._at : self._at + 1].isalnum() or self._bytes[self._at] in b".-":
            self._at += 1
        if self._bytes[self._at] not in _SPACES + b">":
            raise MarkupError(f"Unexpected end of name token at byte offset {begin}")
        return self._bytes[begin : self._at].decode().lower()

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        self._at += 1
        tag = self._until(_SPACES + b">").decode().lower()
        self._skip_spaces()
        if self._bytes[self._at] != ord(">"):
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise MarkupError(
                f"Unmatched end tag at byte offset {begin},"
                f' expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind = _ENTITY_OF_TAG[opened.tag]
        entity: Entity = {
            "type": kind,
            "offset": opened.offset,
            "length": self._length - opened.offset,
        }
        attributes = opened.attributes
        if kind == "text_link":
            inner = self._text[opened.text_start :].decode("utf-8", "replace")
            linked = link_entity(entity, attributes.get("href") or inner)
            if linked is None:
                return
            entity = linked
        elif kind == "custom_emoji":
            number = attributes.get("emoji-id", "")
            if not number.lstrip("-").isdigit() or int(number) == 0:
                raise MarkupError("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = number
        elif kind == "date_time":
            entity |= date_time_fields(attributes.get("unix", ""), attributes.get("format", ""))
        elif kind == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif kind in {"pre", "code"}:
            self._close_code(entity, attributes.get("class", ""))
            return
        self._entities.append(entity)

    def _close_code(self, entity: Entity, class_name: str) -> None:
        """``<pre><code class="language-x">`` in either order is one block with a language."""
        language = class_name.removeprefix("language-") if entity["type"] == "code" else ""
        if not class_name.startswith("language-"):
            language = ""
        inner = self._entities[-1] if self._entities else None
        same_place = inner is not None and all(
            inner[name] == entity[name] for name in ("offset", "length")
        )
        if inner is not None and same_place and {inner["type"], entity["type"]} == {"pre", "code"}:
            language = language or inner.pop("code_language", "")
            if language:
                inner["type"] = "pre"
                inner["language"] = language
                return
        if language:
            entity["code_language"] = language
        self._entities.append(entity)


def link_entity(entity: Entity, url: str) -> Entity | None:
    """A text_link or text_mention in place of ``entity``; None when ``url`` is no link."""
    user_id = user_of_link(url)
    if user_id is not None:
        return entity | {"type": "text_mention", "user": {"id": user_id}}
    link = checked_link(url)
    return None if link is None else entity | {"type": "text_link", "url": link}


def date_time_fields(unix: str, date_format: str) -> Entity:
    """Formats are ``r`` (relative) alone, or letters of w, d or D, t or T."""
    if not unix.isdigit() or (date_format != "r" and not set(date_format) <= set("wWdDtT")):
        raise MarkupError("Invalid date format used")
    fields: Entity = {"unix_time": int(unix)}
    if date_format:
        fields["date_time_format"] = date_format
    return fields
