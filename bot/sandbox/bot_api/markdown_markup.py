"""Telegram's Markdown (legacy) and MarkdownV2, with their errors and byte offsets."""

from dataclasses import dataclass

from bot.sandbox.bot_api.html_markup import (
    Entity,
    MarkupError,
    date_time_fields,
    link_entity,
)

_RESERVED = b"_*[]()~`>#+-=|{}.!\n"
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
}


_STARTS = {
    b"__": "Underline",
    b"_": "Italic",
    b"*": "Bold",
    b"~": "Strikethrough",
    b"||": "Spoiler",
    b"![": "CustomEmoji",
    b"[": "TextUrl",
    b"```": "Pre",
    b"`": "Code",
}
"""Longer marks stand before the shorter ones that they begin with."""


class _Reader:
    """The source as bytes with zeros behind it, and the text written so far."""

    def __init__(self, source: str) -> None:
        self.source = source.encode()
        self.padded = self.source + b"\0\0\0\0"
        self.at = 0
        self.text = bytearray()
        self.length = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.source)

    def starts(self, prefix: bytes, ahead: int = 0) -> bool:
        return self.padded.startswith(prefix, self.at + ahead)

    def keep(self) -> None:
        byte = self.padded[self.at]
        self.text.append(byte)
        if byte & 0xC0 != 0x80:
            self.length += 2 if byte >= 0xF0 else 1
        self.at += 1

    def language(self) -> str:
        """Behind three backticks: a word before the line's end names the language."""
        end = self.at
        while self.padded[end] not in b" \t\r\n\0\v`":
            end += 1
        language = ""
        if end != self.at and end < len(self.source) and self.padded[end] != ord("`"):
            language = self.source[self.at : end].decode("utf-8", "replace")
            self.at = end
        if self.starts(b"\r\n") or self.starts(b"\n\r"):
            self.at += 2
        elif self.padded[self.at] in b"\r\n":
            self.at += 1
        return language


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Legacy Markdown: entities do not nest. Raises MarkupError."""
    reader = _Reader(source)
    entities: list[Entity] = []
    while not reader.ended:
        mark = reader.padded[reader.at]
        if mark == ord("\\") and reader.padded[reader.at + 1] in b"_*`[":
            reader.at += 1
            reader.keep()
        elif mark in b"_*`[":
            entities += _legacy_entity(reader, mark)
        else:
            reader.keep()
    return reader.text.decode("utf-8", "replace"), entities


def _legacy_entity(reader: _Reader, mark: int) -> list[Entity]:
    begin = reader.at
    offset, text_start = reader.length, len(reader.text)
    is_block = mark == ord("`") and reader.starts(b"```")
    reader.at += 3 if is_block else 1
    language = reader.language() if is_block else ""
    end_mark = b"```" if is_block else b"]" if mark == ord("[") else bytes([mark])
    while not reader.ended and not reader.starts(end_mark):
        reader.keep()
    if reader.ended:
        raise MarkupError(f"Can't find end of the entity starting at byte offset {begin}")
    reader.at += len(end_mark)
    entity: Entity = {"offset": offset, "length": reader.length - offset}
    kinds = {ord("_"): "italic", ord("*"): "bold", ord("`"): "pre" if is_block else "code"}
    if mark != ord("["):
        entity["type"] = kinds[mark]
        if language:
            entity["language"] = language
        return [entity] if entity["length"] else []
    url = reader.text[text_start:].decode("utf-8", "replace")
    if reader.starts(b"("):
        end = reader.source.find(b")", reader.at)
        end = len(reader.source) if end < 0 else end
        url = reader.source[reader.at + 1 : end].decode("utf-8", "replace")
        reader.at = end + 1
    linked = link_entity(entity, url) if entity["length"] else None
    return [linked] if linked else []


@dataclass
class _Open:
    type: str
    offset: int
    begin: int
    text_start: int
    language: str = ""


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """Raises MarkupError for an unescaped reserved character and for an entity without an end."""
    return _MarkdownV2(source).parse()


class _MarkdownV2:
    def __init__(self, source: str) -> None:
        self._reader = _Reader(source)
        self._open: list[_Open] = []
        self._entities: list[Entity] = []
        self._quote_may_start = True

    def parse(self) -> tuple[str, list[Entity]]:
        reader = self._reader
        while not reader.ended:
            byte = reader.padded[reader.at]
            if byte == ord("\\") and 0 < reader.padded[reader.at + 1] <= 126:
                reader.at += 1
                self._keep()
            elif byte not in self._reserved():
                self._keep()
            elif self._quote_ends_here():
                self._close_quote()
            elif self._is_end():
                self._close()
            else:
                self._start()
        if self._open and self._open[-1].type == "BlockQuote":
            self._finish(self._open.pop())
        if self._open:
            raise self._unclosed()
        return reader.text.decode("utf-8", "replace"), self._entities

    def _keep(self) -> None:
        self._reader.keep()
        self._quote_may_start = False

    def _unclosed(self) -> MarkupError:
        last = self._open[-1]
        return MarkupError(f"Can't find end of {last.type} entity at byte offset {last.begin}")

    def _reserved(self) -> bytes:
        if self._open and self._open[-1].type in {"Code", "Pre", "PreCode"}:
            return b"`"
        return _RESERVED

    def _in_quote(self) -> bool:
        return any(opened.type == "BlockQuote" for opened in self._open)

    def _quote_ends_here(self) -> bool:
        reader = self._reader
        return self._in_quote() and reader.starts(b"\n") and not reader.starts(b"\n>")

    def _is_end(self) -> bool:
        if not self._open:
            return False
        reader = self._reader
        return {
            "Bold": reader.starts(b"*"),
            "Italic": reader.starts(b"_") and not reader.starts(b"__"),
            "Underline": reader.starts(b"__"),
            "Strikethrough": reader.starts(b"~"),
            "Spoiler": reader.starts(b"||"),
            "Code": reader.starts(b"`"),
            "Pre": reader.starts(b"```"),
            "PreCode": reader.starts(b"```"),
            "TextUrl": reader.starts(b"]"),
            "CustomEmoji": reader.starts(b"]"),
        }.get(self._open[-1].type, False)

    def _close_quote(self) -> None:
        if self._open[-1].type != "BlockQuote":
            raise self._unclosed()
        self._reader.keep()
        self._finish(self._open.pop())
        self._quote_may_start = True

    def _start(self) -> None:
        reader = self._reader
        begin = reader.at
        if reader.starts(b"\n"):
            reader.keep()
            self._quote_may_start = True
            if self._in_quote():
                reader.at += 1  # the ">" of the quote's next line
            return
        if reader.starts(b"||") and self._expands_quote():
            return
        kind = self._starting_kind()
        language = ""
        if kind == "Pre":
            language = reader.language()
            kind = "PreCode" if language else kind
        self._open.append(_Open(kind, reader.length, begin, len(reader.text), language))

    def _starting_kind(self) -> str:
        reader = self._reader
        for mark, kind in _STARTS.items():
            if reader.starts(mark):
                reader.at += len(mark)
                return kind
        if reader.starts(b">") and self._quote_may_start:
            reader.at += 1
            return "BlockQuote"
        raise MarkupError(
            f"Character '{chr(reader.padded[reader.at])}' is reserved"
            " and must be escaped with the preceding '\\'"
        )

    def _expands_quote(self) -> bool:
        """``||`` at the end of a quote's last line makes it expandable."""
        reader = self._reader
        ends = reader.at + 2 >= len(reader.source) or (
            reader.starts(b"\n", 2) and not reader.starts(b"\n>", 2)
        )
        if not (ends and self._open and self._open[-1].type == "BlockQuote"):
            return False
        reader.at += 2
        opened = self._open.pop()
        if reader.starts(b"\n"):
            reader.keep()
        self._finish(opened, "expandable_blockquote")
        self._quote_may_start = True
        return True

    def _close(self) -> None:
        reader = self._reader
        opened = self._open.pop()
        reader.at += {"Underline": 2, "Spoiler": 2, "Pre": 3, "PreCode": 3}.get(opened.type, 1)
        if opened.type not in {"TextUrl", "CustomEmoji"}:
            self._finish(opened)
            return
        inner = reader.text[opened.text_start :].decode("utf-8", "replace")
        has_link = reader.starts(b"(")
        if opened.type == "CustomEmoji" and not has_link:
            raise MarkupError("Custom emoji entity must contain a tg://emoji URL")
        self._finish_link(opened, self._link(opened) if has_link else inner)

    def _link(self, opened: _Open) -> str:
        reader = self._reader
        reader.at += 1
        begin = reader.at
        url = bytearray()
        while not reader.ended and not reader.starts(b")"):
            if reader.starts(b"\\") and 0 < reader.padded[reader.at + 1] <= 126:
                reader.at += 1
            url.append(reader.padded[reader.at])
            reader.at += 1
        if reader.ended:
            what = "a custom emoji URL" if opened.type == "CustomEmoji" else "a URL"
            raise MarkupError(f"Can't find end of {what} at byte offset {begin}")
        reader.at += 1
        return url.decode("utf-8", "replace")

    def _finish_link(self, opened: _Open, url: str) -> None:
        entity: Entity = {"offset": opened.offset, "length": self._reader.length - opened.offset}
        if not entity["length"]:
            return
        if opened.type == "CustomEmoji":
            self._entities.append(entity | _emoji_or_time(url))
            return
        linked = link_entity(entity, url)
        if linked is not None:
            self._entities.append(linked)

    def _finish(self, opened: _Open, kind: str | None = None) -> None:
        length = self._reader.length - opened.offset
        if length:
            entity = {"type": kind or _TYPES[opened.type], "offset": opened.offset}
            entity |= {"length": length}
            if opened.language:
                entity["language"] = opened.language
            self._entities.append(entity)


def _emoji_or_time(url: str) -> Entity:
    if url.startswith("tg://emoji?id=") and url.removeprefix("tg://emoji?id=").isdigit():
        return {"type": "custom_emoji", "custom_emoji_id": url.removeprefix("tg://emoji?id=")}
    if url.startswith("tg://time?"):
        fields = dict(pair.partition("=")[::2] for pair in url.split("?", 1)[1].split("&"))
        return {
            "type": "date_time",
            **date_time_fields(fields.get("unix", ""), fields.get("format", "")),
        }
    raise MarkupError("Custom emoji URL must have scheme tg")
