"""What a person is told when something does not work."""

from bot.domain.errors import BotError, HistoryOnly, InstagramRefused, NotLinked, Refusal
from bot.presenters.buttons import back, connect, link_again
from bot.presenters.layout import MESSAGE, Html, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.instagram_access import NoHealthyLink
from bot.services.results import Stale


def screen(error: BotError, speech: Speech) -> Screen:
    """The error in words, and the one step that helps if there is one."""
    lines = [Line(speech.text(error.message_key))]
    buttons = [back(speech)]
    if isinstance(error, NotLinked):
        buttons.insert(0, connect(speech))
    if isinstance(error, NoHealthyLink | HistoryOnly):
        buttons.insert(0, link_again(speech))
    if isinstance(error, InstagramRefused):
        if error.retry_at is not None:
            lines.append(Line(speech.text("error-retry-at", retry=speech.moment(error.retry_at))))
        if error.refusal in {Refusal.TOKEN, Refusal.PERMISSION}:
            buttons.insert(0, link_again(speech))
    return Screen(fit(lines, MESSAGE), buttons)


def unexpected(speech: Speech) -> Screen:
    """For a failure that nobody foresaw: the log has the details."""
    return Screen(speech.text(BotError.message_key), [back(speech)])


def refusal_text(stale: Stale, speech: Speech) -> Html:
    """Why Instagram did not answer."""
    if stale.own_budget:
        return speech.text("error-instagram-own-budget")
    key = InstagramRefused(stale.refusal, "").message_key
    return speech.text(key)
