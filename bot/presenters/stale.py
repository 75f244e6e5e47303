"""Why the numbers on a screen are not fresh."""

from datetime import datetime

from bot.domain.errors import Refusal
from bot.presenters.buttons import Row, link_again
from bot.presenters.errors import refusal_text
from bot.presenters.layout import Html, join
from bot.presenters.speech import Speech
from bot.services.results import Stale


def stale_line(
    stale: Stale, as_of: datetime | None, speech: Speech, *, nothing_shown: bool = False
) -> Html:
    """The reason, from when the numbers are, and when they are asked for again.

    ``as_of`` is None when nobody knows from when, or there are none: then ``nothing_shown``.
    """
    reason = _reason(stale, speech)
    if as_of is None:
        line = speech.text("stale", reason=reason)
        if nothing_shown and _is_silent(stale):
            line = join(" ", [line, speech.text("stale-nothing-known")])
    else:
        line = speech.text("stale-last-known", reason=reason, moment=speech.moment(as_of))
    if stale.retry_at is not None:
        retry = speech.text("stale-retry", retry=speech.moment(stale.retry_at))
        return join(" ", [line, retry])
    if as_of is None and _is_silent(stale):
        return join(" ", [line, speech.text("stale-ask-again")])
    return line


def _reason(stale: Stale, speech: Speech) -> Html:
    if stale.unlinked:
        return speech.text("stale-unlinked")
    if stale.refusal is Refusal.TOKEN:
        return speech.text("stale-link-broken")
    return refusal_text(stale, speech)


def _is_silent(stale: Stale) -> bool:
    """Instagram does not answer for now; nothing else is wrong."""
    return stale.refusal in {Refusal.TRANSIENT, Refusal.THROTTLED}


def link_again_if_broken(stale: Stale | None, speech: Speech) -> list[Row]:
    return [link_again(speech)] if stale is not None and stale.link_broken else []
