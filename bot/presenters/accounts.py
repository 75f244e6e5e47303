"""The accounts that a person is linked to, or keeps the history of: switch, add, let go."""

from bot.domain.accounts import LinkState
from bot.presenters.actions import (
    AskUnlink,
    InviteToChat,
    OpenAccounts,
    OpenStatus,
    SwitchAccount,
    Unlink,
)
from bot.presenters.buttons import Row, back, button, choice, connect, link_again, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.ports import LinkedAccount
from bot.services.results import Home, Unlinked, UnlinkQuestion

PAGE = 5


def screen(home: Home, speech: Speech, page: int | None = None) -> Screen:
    """Tapping an account makes it the current one; what can be done goes for that one.

    Without ``page`` it is the one with the current account.
    """
    position = _position(home)
    count = max(1, -(-len(home.accounts) // PAGE))
    shown = min(max(position // PAGE if page is None else page, 0), count - 1)
    listed = home.accounts[shown * PAGE : (shown + 1) * PAGE]
    lines = [Line(speech.text("accounts-header", count=len(home.linked))), BLANK]
    lines += [Line(_entry(linked, speech)) for linked in listed]
    current = home.current
    if count > 1:
        lines += [BLANK, Line(speech.text("list-page", page=shown + 1, pages=count))]
        lines += _by_command(current, speech)
    rows = [
        [
            choice(
                handle(linked.account.username),
                current is not None and linked.account.id == current.account.id,
                SwitchAccount(linked.account.id),
            )
        ]
        for linked in listed
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *rows,
            *pages(shown, count, OpenAccounts),
            *([] if current is None else _deeds(current, speech, leafed=count > 1)),
            connect(speech),
            back(speech),
        ],
    )


def unlink_question(result: UnlinkQuestion, speech: Speech) -> Screen:
    """What will go and what may stay, before it goes."""
    if result.kept:
        return _history_question(result, speech)
    account = handle(result.account.username)
    lines = [Line(speech.text("unlink-question", account=account)), BLANK]
    if result.others_linked:
        lines.append(Line(speech.text("unlink-others", count=result.others_linked)))
        choices = [_for_good(speech.plain("button-unlink-account", account=account), result)]
    else:
        lines.append(Line(speech.text("unlink-stops")))
        lines.append(Line(speech.text("unlink-stories", count=result.stories_kept)))
        choices = [
            [button(speech, "button-unlink-keep", Unlink(result.account.id, keep=True))],
            _for_good(speech.plain("button-unlink-delete"), result),
        ]
    lines += [BLANK, Line(speech.text("unlink-token"))]
    return Screen(fit(lines, MESSAGE), [*choices, back(speech, OpenAccounts())])


def unlinked(result: Unlinked, speech: Speech) -> Screen:
    account = handle(result.account.username)
    if result.kept:
        text = speech.text("unlinked-kept", account=account)
        return Screen(text, [connect(speech), back(speech, OpenAccounts())])
    return Screen(speech.text("unlinked", account=account), [connect(speech), back(speech)])


def _position(home: Home) -> int:
    current = home.current
    ids = [linked.account.id for linked in home.accounts]
    return 0 if current is None else ids.index(current.account.id)


def _deeds(current: LinkedAccount, speech: Speech, *, leafed: bool) -> list[Row]:
    """``leafed``: with the arrows there would be one question too many, so one is a command."""
    account = current.account
    health = button(speech, "button-status", OpenStatus())
    if current.link.state is LinkState.UNLINKED:
        delete = button(speech, "button-delete-history", AskUnlink(account.id))
        return [[*link_again(speech), delete], [health]]
    label = speech.plain("button-unlink-account", account=handle(account.username))
    let_go = [Button(label, action=AskUnlink(account.id))]
    show = [] if leafed else [button(speech, "button-invite", InviteToChat(account.id))]
    broken = current.link.state is LinkState.NEEDS_RELINK
    return [*([link_again(speech)] if broken else []), [*show, health], let_go]


def _by_command(current: LinkedAccount | None, speech: Speech) -> list[Line]:
    if current is None or current.link.state is LinkState.UNLINKED:
        return []
    return [Line(speech.text("accounts-show", account=handle(current.account.username)))]


def _history_question(result: UnlinkQuestion, speech: Speech) -> Screen:
    lines = [
        Line(speech.text("unlink-history-question", account=handle(result.account.username))),
        BLANK,
        Line(speech.text("unlink-history-stories", count=result.stories_kept)),
    ]
    yes = _for_good(speech.plain("button-delete-history"), result)
    return Screen(fit(lines, MESSAGE), [yes, back(speech, OpenAccounts())])


def _for_good(label: str, result: UnlinkQuestion) -> Row:
    return [Button(label, action=Unlink(result.account.id), style=Style.DANGER)]


def _entry(linked: LinkedAccount, speech: Speech) -> Html:
    account, link = linked.account, linked.link
    if link.state is LinkState.UNLINKED:
        since = speech.day_of(link.state_since)
        return speech.text("accounts-entry-kept", account=handle(account.username), since=since)
    broken = link.state is LinkState.NEEDS_RELINK
    return speech.text(
        "accounts-entry-broken" if broken else "accounts-entry",
        account=handle(account.username),
        followers=speech.number(account.followers_count),
    )
