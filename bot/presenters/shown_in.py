"""The owner's screens, in private: in which chats an account is shown, and what of it."""

from urllib.parse import urlencode

from bot.domain.chat_grants import Allowed, ChatKind
from bot.presenters.actions import (
    EndGrant,
    InviteToChat,
    OpenAccounts,
    OpenGrant,
    OpenGrantLanguages,
    OpenShownIn,
    SetGrant,
    SetGrantLanguage,
    ShowThere,
)
from bot.presenters.buttons import back, button, choice, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, apart, fit, handle, join, shorten
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.settings import LANGUAGE_NAMES
from bot.presenters.speech import Speech
from bot.services.results import (
    EVERY_CHOICE,
    ChatInvitation,
    PlaceQuestion,
    ShownAccount,
    ShownIn,
)

TITLE = 60
_ON_A_BUTTON = 28
"""Telegram: titles have up to 128 characters; a phone's button shows about so many."""

CHANNEL_RIGHTS = "post_messages"


def invitation(result: ChatInvitation, bot_link: str, speech: Speech) -> Screen:
    """``bot_link``: ``https://t.me/<username>``."""
    account = handle(result.account.username)
    group = f"{bot_link}?{urlencode({'startgroup': result.ticket})}"
    channel = f"{bot_link}?{urlencode({'startchannel': 'true', 'admin': CHANNEL_RIGHTS})}"
    rows = [
        [
            Button(speech.plain("button-add-to-group"), url=group, style=Style.PRIMARY),
            Button(speech.plain("button-add-to-channel"), url=channel),
        ]
    ]
    if result.chats:
        rows.append([button(speech, "button-shown-in", OpenShownIn())])
    lines = [
        Line(speech.text("invite-title", account=account)),
        BLANK,
        Line(speech.text("invite-how")),
        BLANK,
        Line(speech.text("invite-rights")),
    ]
    return Screen(fit(lines, MESSAGE), [*rows, back(speech, OpenAccounts())])


def question(result: PlaceQuestion, speech: Speech) -> Screen:
    """Asked of whoever opened what ``/here`` brought, or added the bot."""
    lines = [
        Line(speech.text("place-question", title=apart(shorten(result.title, TITLE)))),
        BLANK,
        Line(speech.text("place-first")),
    ]
    rows = [
        [
            Button(
                speech.plain("button-show-there", account=handle(account.username)),
                action=ShowThere(result.ticket, account.id),
                style=Style.PRIMARY if position == 0 else None,
            )
        ]
        for position, account in enumerate(result.accounts)
    ]
    return Screen(fit(lines, MESSAGE), [*rows, back(speech)])


def listed(result: ShownIn, speech: Speech) -> Screen:
    if not result.shown:
        buttons = [[button(speech, "button-invite", InviteToChat())]]
        return Screen(speech.text("shown-nowhere"), [*buttons, back(speech, OpenAccounts())])
    lines = [Line(speech.text("shown-in-title")), BLANK]
    lines += [
        Line(
            speech.text(
                "shown-in-entry",
                account=handle(one.account.username),
                title=apart(shorten(one.grant.title, TITLE)),
                what=_what(one.grant.allowed, speech),
            )
        )
        for one in result.shown
    ]
    rows = [
        [
            Button(
                shorten(f"{one.grant.title} · {handle(one.account.username)}", _ON_A_BUTTON),
                action=OpenGrant(one.grant.id),
            )
        ]
        for one in result.shown
    ]
    return Screen(
        fit(lines, MESSAGE),
        [*rows, *pages(result.page, result.pages, OpenShownIn), back(speech, OpenAccounts())],
    )


def grant(result: ShownAccount, speech: Speech) -> Screen:
    """Four things that may be shown, each on or off, and the end of it."""
    one = result.grant
    channel = one.kind is ChatKind.CHANNEL
    lines = [
        Line(
            speech.text(
                "grant-title",
                account=handle(result.account.username),
                title=apart(shorten(one.title, TITLE)),
            )
        ),
        BLANK,
        Line(speech.text("grant-channel" if channel else "grant-group")),
    ]
    if one.place.message_thread_id is not None:
        lines.append(Line(speech.text("grant-topic")))
    if one.silenced_at is not None:
        lines.append(Line(speech.text("grant-silenced")))
    choices = [
        choice(
            _name(thing, speech), thing in one.allowed, SetGrant(one.id, int(one.allowed ^ thing))
        )
        for thing in EVERY_CHOICE
    ]
    language = Button(f"🌐 {LANGUAGE_NAMES[one.language]}", action=OpenGrantLanguages(one.id))
    end = Button(speech.plain("button-take-back"), action=EndGrant(one.id), style=Style.DANGER)
    return Screen(
        fit(lines, MESSAGE),
        [choices[:1], choices[1:2], choices[2:], [language], [end], back(speech, OpenShownIn())],
    )


def languages(result: ShownAccount, speech: Speech) -> Screen:
    one = result.grant
    rows = [
        [choice(name, language == one.language, SetGrantLanguage(one.id, language))]
        for language, name in LANGUAGE_NAMES.items()
    ]
    text = speech.text("grant-choose-language", title=apart(shorten(one.title, TITLE)))
    return Screen(text, [*rows, back(speech, OpenGrant(one.id))])


def ended(result: ShownAccount, speech: Speech) -> Screen:
    text = speech.text(
        "grant-ended",
        account=handle(result.account.username),
        title=apart(shorten(result.grant.title, TITLE)),
    )
    return Screen(text, [back(speech, OpenShownIn())])


def put_out(username: str, title: str, speech: Speech) -> Screen:
    """Told once, when the bot is no longer in a chat that showed the account."""
    text = speech.text("chat-put-out", account=handle(username), title=apart(shorten(title, TITLE)))
    return Screen(text, [[button(speech, "button-shown-in", OpenShownIn())], back(speech)])


def silenced(username: str, title: str, speech: Speech) -> Screen:
    """Told once, when the bot may no longer write in such a chat."""
    text = speech.text(
        "chat-silenced", account=handle(username), title=apart(shorten(title, TITLE))
    )
    return Screen(text, [[button(speech, "button-shown-in", OpenShownIn())], back(speech)])


def _what(allowed: Allowed, speech: Speech) -> Html:
    names = [Html(_name(thing, speech)) for thing in EVERY_CHOICE if thing in allowed]
    return join(", ", names) if names else speech.text("shown-nothing")


def _name(thing: Allowed, speech: Speech) -> str:
    match thing:
        case Allowed.OVERVIEW:
            return speech.plain("allowed-overview")
        case Allowed.MEDIA:
            return speech.plain("allowed-media")
        case Allowed.STORIES:
            return speech.plain("allowed-stories")
        case _:
            return speech.plain("allowed-digests")
