"""Texts and captions: parsed, trimmed, measured, with entities in UTF-16 units."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.found_entities import find_entities
from bot.sandbox.bot_api.html_markup import MarkupError, parse_html, utf16_length
from bot.sandbox.bot_api.markdown_markup import parse_markdown, parse_markdown_v2
from bot.sandbox.bot_api.parameters import MalformedFieldError, identifier, text_field

Entity = dict[str, Any]

RAW_BYTES = 32_768
TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
ENTITIES = 100
"""The entities behind the hundredth are ignored."""

_PARSERS: dict[str, Callable[[str], tuple[str, list[Entity]]]] = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}
_PLAIN = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "blockquote",
        "expandable_blockquote",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
_FOUND = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)


@dataclass(frozen=True)
class FormattedText:
    text: str = ""
    entities: list[Entity] = field(default_factory=list)


def read_text(text: str, parse_mode: str, entities: Any) -> FormattedText:
    """The text of a message: 1-4096 characters after parsing."""
    if not text:
        raise bad_request("Message text is empty")
    formatted = _format(text, parse_mode, entities)
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    # The open server counts code points; Telegram's clients count UTF-16 units.
    if len(formatted.text) > TEXT_LENGTH:
        raise bad_request("Message is too long")
    return formatted


def read_caption(text: str, parse_mode: str, entities: Any) -> FormattedText:
    """A caption: 0-1024 characters after parsing."""
    formatted = _format(text, parse_mode, entities)
    if len(formatted.text) > CAPTION_LENGTH:
        raise bad_request("Message caption is too long")
    return formatted


def _format(text: str, parse_mode: str, entities: Any) -> FormattedText:
    try:
        raw = text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("Strings must be encoded in UTF-8") from error
    if len(raw) > RAW_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if text and mode and mode != "none":
        if mode not in _PARSERS:
            raise bad_request("Unsupported parse_mode")
        try:
            text, marked = _PARSERS[mode](text)
        except MarkupError as error:
            raise bad_request(f"Can't parse entities: {error}") from error
    else:
        marked = _explicit_entities(entities)
    text, marked = _trimmed(text.replace("\r", ""), marked)
    marked = (marked + find_entities(text, marked))[:ENTITIES]
    # Outer entities stand before the inner ones that begin at the same place.
    marked.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    for entity in marked:
        entity.pop("code_language", None)
    return FormattedText(text, marked)


def _explicit_entities(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    read = []
    for entity in entities:
        try:
            known = _explicit_entity(entity)
        except MalformedFieldError as error:
            raise bad_request(f"Can't parse MessageEntity: {error}") from error
        if known is not None:
            read.append(known)
    return read


def _explicit_entity(entity: Any) -> Entity | None:
    """None for those that Telegram finds by itself."""
    if not isinstance(entity, dict):
        raise MalformedFieldError("expected an Object")
    numbers = {name: identifier(entity.get(name)) for name in ("offset", "length")}
    for name, number in numbers.items():
        if number is None:
            raise MalformedFieldError(f'Can\'t find field "{name}"')
    kind = text_field(entity, "type", required=True)
    if kind in _FOUND:
        return None
    if kind not in _PLAIN:
        raise MalformedFieldError("Unsupported type specified")
    kept = {
        name: entity[name]
        for name in (
            "url",
            "user",
            "language",
            "custom_emoji_id",
            "unix_time",
            "date_time_format",
        )
        if name in entity
    }
    return {"type": kind, **numbers, **kept}


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """White space at both ends goes; entities are cut to the text that is left."""
    stripped = text.strip()
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    length = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > start and not _slice(stripped, start, end).isspace():
            kept.append(entity | {"offset": start, "length": end - start})
    return stripped, kept


def _slice(text: str, start: int, end: int) -> str:
    raw = text.encode("utf-16-le")[start * 2 : end * 2]
    return raw.decode("utf-16-le", "replace")
