"""answerCallbackQuery and answerInlineQuery."""

from typing import Any

from bot.sandbox.bot_api.errors import bad_request
from bot.sandbox.bot_api.inline_results import read_button, read_results
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.parts import Parts

TEXT_LENGTH = 200


async def answer_callback_query(parts: Parts, parameters: Parameters) -> Any:
    text = parameters.text("text")
    url = parameters.text("url")
    if len(text) > TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    # A tap may open the bot's own deep link and, for games only, other pages.
    if url and f"t.me/{parts.world.bot_username}?start" not in url:
        raise bad_request("URL_INVALID")
    show_alert = parameters.flag("show_alert")
    answer = {"text": text, "show_alert": show_alert, "url": url or None}
    query = parts.queries.answer(parameters.text("callback_query_id"), "callback", answer)
    parts.events.add(
        "callback_answer",
        query.chat_id,
        user_id=query.user_id,
        text=text or None,
        show_alert=show_alert,
    )
    return True


async def answer_inline_query(parts: Parts, parameters: Parameters) -> Any:
    results = read_results(parts, parameters)
    button = read_button(parameters)
    answer = {
        "results": results,
        "button": button,
        "is_personal": parameters.flag("is_personal"),
        "cache_time": parameters.integer("cache_time", 300, 0, 24 * 3600),
    }
    parts.queries.answer(parameters.text("inline_query_id"), "inline", answer)
    return True
