"""Why the numbers on a screen are not fresh."""

from bot.presenters.errors import refusal_text
from bot.presenters.layout import Html
from bot.presenters.speech import Speech
from bot.services.results import Stale


def stale_line(stale: Stale, speech: Speech) -> Html:
    return speech.text(
        "stale",
        reason=refusal_text(stale.refusal, speech),
        retry=speech.moment(stale.retry_at),
    )
