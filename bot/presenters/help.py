"""Help by task, and what nobody can do with Instagram's official interface."""

from bot.presenters.actions import OpenExample, OpenPrivacy, OpenStatus, OpenWhy
from bot.presenters.buttons import back, button
from bot.presenters.layout import BLANK, MESSAGE, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech


def screen(speech: Speech) -> Screen:
    lines = [
        Line(speech.text("help-tasks")),
        BLANK,
        Line(speech.text("help-numbers")),
        BLANK,
        Line(speech.text("help-not-possible")),
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            [
                button(speech, "button-why", OpenWhy()),
                button(speech, "button-status", OpenStatus()),
            ],
            [
                button(speech, "button-example", OpenExample()),
                button(speech, "button-privacy", OpenPrivacy()),
            ],
            back(speech),
        ],
    )
