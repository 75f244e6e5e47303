"""Entities back to HTML that is safe to put into a page."""

from datetime import UTC, datetime
from html import escape
from itertools import pairwise
from typing import Any

from bot.sandbox.bot_api.links import checked_link

Entity = dict[str, Any]

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "mention": ('<span class="mention">', "</span>"),
    "hashtag": ('<span class="hashtag">', "</span>"),
    "cashtag": ('<span class="hashtag">', "</span>"),
    "bot_command": ('<span class="bot-command">', "</span>"),
}


def render_html(text: str, entities: list[Entity]) -> str:
    """Line breaks stay as they are; the page shows them with ``white-space: pre-wrap``."""
    units = text.encode("utf-16-le")

    def part(start: int, end: int) -> str:
        return units[start * 2 : end * 2].decode("utf-16-le", "replace")

    edges = sorted(
        {0, len(units) // 2}
        | {entity["offset"] for entity in entities}
        | {entity["offset"] + entity["length"] for entity in entities}
    )
    html: list[str] = []
    open_entities: list[Entity] = []
    for start, end in pairwise(edges):
        wanted = [
            entity
            for entity in entities
            if entity["offset"] <= start and end <= entity["offset"] + entity["length"]
        ]
        shared = 0
        while (
            shared < min(len(wanted), len(open_entities))
            and wanted[shared] is open_entities[shared]
        ):
            shared += 1
        html += [_tags(entity, part)[1] for entity in reversed(open_entities[shared:])]
        html += [_tags(entity, part)[0] for entity in wanted[shared:]]
        open_entities = wanted
        html.append(escape(part(start, end)))
    html += [_tags(entity, part)[1] for entity in reversed(open_entities)]
    return "".join(html)


def _tags(entity: Entity, part: Any) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return _TAGS[kind]
    if kind == "pre":
        language = entity.get("language")
        return (f'<pre data-language="{escape(language)}">' if language else "<pre>", "</pre>")
    if kind in {"text_link", "url", "email"}:
        shown = part(entity["offset"], entity["offset"] + entity["length"])
        target = f"mailto:{shown}" if kind == "email" else entity.get("url", shown)
        return _link(target)
    if kind == "date_time":
        moment = datetime.fromtimestamp(entity["unix_time"], UTC).isoformat()
        wanted_format = escape(entity.get("date_time_format", ""))
        return (f'<time datetime="{moment}" data-format="{wanted_format}">', "</time>")
    return ("<span>", "</span>")


def _link(target: str) -> tuple[str, str]:
    link = target if target.startswith("mailto:") else checked_link(target)
    if link is None:
        return ("<span>", "</span>")
    return (f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">', "</a>")
