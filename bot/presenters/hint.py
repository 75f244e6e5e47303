"""An answer to words that we do not understand."""

from bot.presenters.actions import OpenHelp, OpenOverview
from bot.presenters.buttons import back, button, connect
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech


def screen(linked: bool, speech: Speech) -> Screen:
    first = [button(speech, "button-overview", OpenOverview())] if linked else connect(speech)
    return Screen(
        speech.text("hint-linked" if linked else "hint-not-linked"),
        [first, [button(speech, "button-help", OpenHelp())], back(speech)],
    )
