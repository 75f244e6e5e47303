"""The accounts that a person is linked to: switch, add, unlink."""

from bot.domain.accounts import LinkState
from bot.presenters.actions import AskUnlink, OpenAccounts, SwitchAccount, Unlink
from bot.presenters.buttons import back, button, choice, connect
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.ports import LinkedAccount
from bot.services.results import Home, UnlinkQuestion


def screen(home: Home, speech: Speech) -> Screen:
    lines = [Line(speech.text("accounts-header", count=len(home.accounts))), BLANK]
    lines += [Line(_entry(linked, speech)) for linked in home.accounts]
    current = home.current
    rows = [
        [
            choice(
                handle(linked.account.username),
                current is not None and linked.account.id == current.account.id,
                SwitchAccount(linked.account.id),
            ),
            button(speech, "button-unlink", AskUnlink(linked.account.id)),
        ]
        for linked in home.accounts
    ]
    return Screen(fit(lines, MESSAGE), [*rows, connect(speech), back(speech)])


def unlink_question(result: UnlinkQuestion, speech: Speech) -> Screen:
    """What will go, before it goes."""
    account = handle(result.account.username)
    lines = [Line(speech.text("unlink-question", account=account)), BLANK]
    if result.others_linked:
        lines.append(Line(speech.text("unlink-others", count=result.others_linked)))
    else:
        lines.append(Line(speech.text("unlink-stops")))
        lines.append(Line(speech.text("unlink-stories", count=result.stories_kept)))
    lines.append(Line(speech.text("unlink-token")))
    yes = Button(
        speech.plain("button-unlink-account", account=account),
        action=Unlink(result.account.id),
        style=Style.DANGER,
    )
    return Screen(fit(lines, MESSAGE), [[yes], back(speech, OpenAccounts())])


def unlinked(username: str, speech: Speech) -> Screen:
    return Screen(
        speech.text("unlinked", account=handle(username)), [connect(speech), back(speech)]
    )


def _entry(linked: LinkedAccount, speech: Speech) -> Html:
    account = linked.account
    broken = linked.link.state is LinkState.NEEDS_RELINK
    return speech.text(
        "accounts-entry-broken" if broken else "accounts-entry",
        account=handle(account.username),
        followers=speech.number(account.followers_count),
    )
