"""Why the numbers on a screen are not fresh."""

from datetime import datetime

from bot.domain.errors import Refusal
from bot.presenters.buttons import Row, link_again
from bot.presenters.errors import refusal_text
from bot.presenters.layout import Html, join
from bot.presenters.speech import Speech
from bot.services.results import Stale


def stale_line(stale: Stale, as_of: datetime | None, speech: Speech) -> Html:
    """The reason, from when the numbers are, and when they are asked for again.

    ``as_of`` is None when there are no numbers.
    """
    reason = _reason(stale, as_of, speech)
    if as_of is None:
        line = speech.text("stale", reason=reason)
    else:
        line = speech.text("stale-last-known", reason=reason, moment=speech.moment(as_of))
    if stale.retry_at is not None:
        retry = speech.text("stale-retry", retry=speech.moment(stale.retry_at))
        return join(" ", [line, retry])
    if as_of is None and _is_silent(stale):
        return join(" ", [line, speech.text("stale-ask-again")])
    return line


def _reason(stale: Stale, as_of: datetime | None, speech: Speech) -> Html:
    if stale.refusal is Refusal.TOKEN:
        return speech.text("stale-link-broken")
    if as_of is None and _is_silent(stale):
        return speech.text("stale-nothing-known")
    return refusal_text(stale.refusal, speech)


def _is_silent(stale: Stale) -> bool:
    """Instagram does not answer for now; nothing else is wrong."""
    return stale.refusal in {Refusal.TRANSIENT, Refusal.THROTTLED}


def link_again_if_broken(stale: Stale | None, speech: Speech) -> list[Row]:
    return [link_again(speech)] if stale is not None and stale.link_broken else []
