"""Why the numbers on a screen are not fresh."""

from datetime import datetime

from bot.domain.errors import Refusal
from bot.presenters.buttons import Row, link_again
from bot.presenters.errors import refusal_text
from bot.presenters.layout import Html
from bot.presenters.speech import Speech
from bot.services.results import Stale


def stale_line(stale: Stale, as_of: datetime | None, speech: Speech) -> Html:
    """The reason, and from when the numbers are; ``as_of`` is None when there are none."""
    if stale.link_broken:
        reason = speech.text("stale-link-broken")
    elif as_of is None and stale.refusal in {Refusal.TRANSIENT, Refusal.THROTTLED}:
        reason = speech.text("stale-nothing-known")
    else:
        reason = refusal_text(stale.refusal, speech)
    if as_of is None:
        return speech.text("stale", reason=reason)
    return speech.text("stale-last-known", reason=reason, moment=speech.moment(as_of))


def link_again_if_broken(stale: Stale | None, speech: Speech) -> list[Row]:
    return [link_again(speech)] if stale is not None and stale.link_broken else []
