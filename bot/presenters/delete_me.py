"""Deleting everything of a person: what will go, and that it is gone."""

from bot.presenters.actions import DeleteMe, ExportEverything
from bot.presenters.buttons import back
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.results import AccountToDelete, DeletionQuestion

ACCOUNTS_NAMED = 20


def question(result: DeletionQuestion, speech: Speech) -> Screen:
    """What will go. A file of it comes first, unless the person declines it here."""
    export = Button(
        speech.plain("button-file-first"),
        action=ExportEverything(before_deleting=True),
        style=Style.PRIMARY,
    )
    lines = [*_what_goes(result, speech), BLANK, Line(speech.text("delete-me-file-first"))]
    without = _delete("button-delete-without-file", result, speech)
    return Screen(fit(lines, MESSAGE), [[export], [without], back(speech)])


def question_after_file(result: DeletionQuestion, speech: Speech) -> Screen:
    """The same when the file has been sent."""
    lines = [*_what_goes(result, speech), BLANK, Line(speech.text("delete-me-file-sent"))]
    delete = _delete("button-delete-everything", result, speech)
    return Screen(fit(lines, MESSAGE), [[delete], back(speech)])


def deleted(speech: Speech) -> Screen:
    """The last word, without buttons: whatever is tapped afterwards is a new beginning."""
    return Screen(speech.text("delete-me-done"))


def _what_goes(result: DeletionQuestion, speech: Speech) -> list[Line]:
    named = result.accounts[:ACCOUNTS_NAMED]
    lines = [Line(speech.text("delete-me-question")), BLANK]
    lines += [Line(_account(account, speech)) for account in named]
    if len(result.accounts) > len(named):
        more = len(result.accounts) - len(named)
        lines.append(Line(speech.text("delete-me-more-accounts", count=more)))
    if result.digests:
        lines.append(Line(speech.text("delete-me-digests", count=result.digests)))
    if result.other_chats:
        lines.append(Line(speech.text("delete-me-other-chats", count=result.other_chats)))
    lines.append(Line(speech.text("delete-me-person")))
    return lines


def _account(to_delete: AccountToDelete, speech: Speech) -> Html:
    account = handle(to_delete.account.username)
    if to_delete.others_linked:
        return speech.text(
            "delete-me-account-shared", account=account, count=to_delete.others_linked
        )
    return speech.text(
        "delete-me-account", account=account, posts=to_delete.posts, stories=to_delete.stories
    )


def _delete(key: str, result: DeletionQuestion, speech: Speech) -> Button:
    asked_at = int(result.asked_at.timestamp())
    return Button(speech.plain(key), action=DeleteMe(asked_at), style=Style.DANGER)
