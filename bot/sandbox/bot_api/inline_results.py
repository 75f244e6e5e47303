"""What a bot answers to an inline query: read as strictly as Telegram does.

Articles and photos that Telegram already has; other kinds of results are not served.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.formatted_text import read_caption, read_text
from bot.sandbox.bot_api.keyboards import read_reply_markup
from bot.sandbox.bot_api.parameters import MalformedFieldError, Parameters, as_object, text_field
from bot.sandbox.bot_api.parts import Parts

RESULTS = 50
RESULT_ID_BYTES = 64
START_PARAMETER = 64
_PREFIX = "can't parse InlineQueryResult: "


@dataclass(frozen=True)
class InlineResult:
    """One result, and the message that it becomes when somebody sends it."""

    id: str
    kind: str
    title: str
    description: str
    content: dict[str, Any]
    reply_markup: dict[str, Any] | None


def read_results(parts: Parts, parameters: Parameters) -> list[InlineResult]:
    results = parameters.decoded("results", "inline query results")
    if results is None:
        return []
    if not isinstance(results, list):
        raise bad_request("Expected an Array of inline query results")
    if len(results) > RESULTS:
        raise bad_request("Too many inline query results specified")
    try:
        found = [_result(parts, one) for one in results]
    except MalformedFieldError as error:
        raise bad_request(_PREFIX + str(error)) from error
    ids = [one.id for one in found]
    if "" in ids:
        raise bad_request("RESULT_ID_EMPTY")
    if any(len(one.encode()) > RESULT_ID_BYTES for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    return found


def read_button(parameters: Parameters) -> dict[str, str] | None:
    """The button over the results, which opens the private chat with a parameter."""
    button = parameters.decoded("button", "inline query results button")
    if button is None:
        return None
    try:
        button = as_object(button, "InlineQueryResultsButton must be an Object")
        text = text_field(button, "text", required=True)
        start = text_field(button, "start_parameter", required=True)
    except MalformedFieldError as error:
        raise bad_request(f"Can't parse InlineQueryResultsButton: {error}") from error
    if not start:
        raise bad_request("Can't use empty start_parameter")
    if len(start) > START_PARAMETER:
        raise bad_request("Too long start_parameter specified")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", start):
        raise bad_request("Unallowed characters in start_parameter are used")
    return {"text": text, "start_parameter": start}


def _result(parts: Parts, result: Any) -> InlineResult:
    result = as_object(result, "Inline query result must be an object")
    result_id = text_field(result, "id", required=True)
    kind = text_field(result, "type", required=True)
    if kind == "article":
        title = text_field(result, "title", required=True)
        content = _message_content(result.get("input_message_content"))
        if content is None:
            raise MalformedFieldError("Message content is not specified")
        if not title:
            raise bad_request("ARTICLE_TITLE_EMPTY")
    elif kind == "photo":
        title = text_field(result, "title")
        content = _message_content(result.get("input_message_content")) or _photo(parts, result)
    else:
        raise MalformedFieldError(f'type "{kind}" is unsupported for the inline query result')
    return InlineResult(
        result_id,
        kind,
        title,
        text_field(result, "description"),
        content,
        _reply_markup(parts, result),
    )


def _message_content(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    given = as_object(given, "InputMessageContent must be an Object")
    text = read_text(
        text_field(given, "message_text", required=True),
        text_field(given, "parse_mode"),
        given.get("entities"),
    )
    return {"text": text.text, **({"entities": text.entities} if text.entities else {})}


def _photo(parts: Parts, result: dict[str, Any]) -> dict[str, Any]:
    file = parts.files.find(text_field(result, "photo_file_id", required=True))
    if file is None or file.kind != "photo":
        raise bad_request("Wrong remote file identifier specified: can't unserialize it")
    caption = read_caption(
        text_field(result, "caption"),
        text_field(result, "parse_mode"),
        result.get("caption_entities"),
    )
    photo = [size.size_object() for size in parts.files.sizes(file)]
    content: dict[str, Any] = {"photo": photo, "caption": caption.text}
    if caption.entities:
        content["caption_entities"] = caption.entities
    return content


def _reply_markup(parts: Parts, result: dict[str, Any]) -> dict[str, Any] | None:
    given = result.get("reply_markup")
    if given is None:
        return None
    return read_reply_markup(
        Parameters({"reply_markup": json.dumps(given)}),
        private=False,
        strict_urls=parts.strict_urls,
        only_inline=True,
    )
