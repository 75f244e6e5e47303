"""What is kept, for how long, and how to get rid of it."""

from datetime import timedelta

from bot.presenters.actions import OpenAccounts
from bot.presenters.buttons import back, button
from bot.presenters.layout import BLANK, MESSAGE, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import PrivacyTerms

KINDS = {
    "tokens": "privacy-tokens",
    "numbers": "privacy-numbers",
    "history": "privacy-history",
    "stories": "privacy-stories",
    "link_attempts": "privacy-link-attempts",
    "messages": "privacy-messages",
    "updates": "privacy-updates",
}
"""The kinds of data that PrivacyTerms may name, and how each is called."""


def screen(terms: PrivacyTerms, speech: Speech) -> Screen:
    lines = [
        Line(speech.text("privacy-intro")),
        BLANK,
        Line(speech.text("privacy-kept")),
        *(
            Line(
                speech.text(
                    "privacy-kept-entry",
                    what=speech.text(KINDS[kind]),
                    how_long=_how_long(length, speech),
                )
            )
            for kind, length in terms.retention.items()
        ),
        BLANK,
        Line(speech.text("privacy-security")),
        Line(speech.text("privacy-rights")),
    ]
    return Screen(
        fit(lines, MESSAGE),
        [[button(speech, "button-accounts", OpenAccounts())], back(speech)],
    )


def _how_long(length: timedelta | None, speech: Speech) -> str:
    return speech.plain("privacy-until-unlinked") if length is None else speech.duration(length)
