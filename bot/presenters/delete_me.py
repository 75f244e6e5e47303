"""Deleting everything of a person: what will go, and that it is gone."""

from bot.presenters.actions import DeleteMe
from bot.presenters.buttons import back
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.results import DeletionQuestion


def question(result: DeletionQuestion, speech: Speech) -> Screen:
    lines = [Line(speech.text("delete-me-question")), BLANK]
    if result.accounts:
        accounts = ", ".join(handle(account.username) for account in result.accounts)
        lines.append(Line(speech.text("delete-me-accounts", accounts=accounts)))
        lines.append(Line(speech.text("delete-me-stories", count=result.stories_kept)))
    lines.append(Line(speech.text("delete-me-person")))
    yes = Button(speech.plain("button-delete-everything"), action=DeleteMe(), style=Style.DANGER)
    return Screen(fit(lines, MESSAGE), [[yes], back(speech)])


def deleted(speech: Speech) -> Screen:
    return Screen(speech.text("delete-me-done"), [back(speech)])
