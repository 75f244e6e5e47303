"""Where teremok 0.2.0 rejects what Telegram accepts: taken out before it looks.

It counts tags as characters, and does not know ``<tg-time>`` (Bot API 10.1).
"""

import re
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod
from teremok.validation import ApiRuleViolation, validate_html, validate_method

from tests.support.html import utf16_length, visible_text

_TIME = re.compile(r"</?tg-time\b[^>]*>")
LIMITS = {"text": 4096, "caption": 1024}


def problems_of(bot: Bot, method: TelegramMethod[Any]) -> list[str]:
    """What teremok says of a call, its known mistakes left out."""
    name = type(method).__name__
    changes: dict[str, str] = {}
    try:
        for field, limit in LIMITS.items():
            text = getattr(method, field, None)
            if not isinstance(text, str) or name == "AnswerCallbackQuery":
                continue
            known = _TIME.sub("", text)
            if utf16_length(known) > limit >= utf16_length(visible_text(known)):
                validate_html(known)
                known = "too long for teremok, and looked at"
            changes[field] = known
        validate_method(bot, method.model_copy(update=changes))
    except ApiRuleViolation as refused:
        return [f"{name}: {refused.description}"]
    return []
