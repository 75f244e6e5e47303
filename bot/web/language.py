"""The language of somebody whom we know only by their browser."""

from zoneinfo import ZoneInfo

from aiohttp import web

from bot.domain.accounts import LANGUAGES
from bot.presenters.speech import Speech

UTC_ZONE = ZoneInfo("UTC")


def browser_speech(request: web.Request) -> Speech:
    """The first language of ``Accept-Language`` that we speak, else English."""
    for entry in request.headers.get("Accept-Language", "").split(","):
        language = entry.partition(";")[0].strip().partition("-")[0].lower()
        if language in LANGUAGES:
            return Speech(language, UTC_ZONE)
    return Speech("en", UTC_ZONE)
