"""Which digests somebody gets, the questions about a new one, and what comes to a chat."""

from collections.abc import Callable

from bot.domain.chat_grants import ChatGrant
from bot.domain.digests import Cadence
from bot.presenters.actions import (
    AddDigest,
    OpenDigest,
    OpenDigests,
    OpenNewDigest,
    OpenSettings,
)
from bot.presenters.buttons import Row, back, button, pages
from bot.presenters.digest_settings import (
    cadence_name,
    of_whom,
    place,
    short_cadence_name,
    state,
    when,
)
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle, shorten
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import UNKNOWN, Speech
from bot.services.results import DigestList, DigestOffer, DigestSettings, DigestsHere

ALL_ACCOUNTS = PRIVATE = 0
_CHOSEN = 4
"""Entries a page, beside the one that stands for all accounts or for the private chat."""

_ON_A_BUTTON = 28


def listed(result: DigestList, speech: Speech) -> Screen:
    """Each with what it is of, when it comes, where to, and what holds it up."""
    add = button(speech, "button-digest-add", OpenNewDigest())
    if not result.digests:
        return Screen(speech.text("digests-none"), [[add], back(speech, OpenSettings())])
    lines = [Line(speech.text("digests-title"))]
    for one in result.digests:
        lines += [BLANK, *_entry(one, speech)]
    if not result.shown_in_chats:
        lines += [BLANK, Line(speech.text("digests-elsewhere"), rank=1)]
    rows: list[Row] = [
        [Button(_label(one, speech), action=OpenDigest(one.subscription.id))]
        for one in result.digests
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *rows,
            *pages(result.page, result.pages, OpenDigests),
            [add],
            back(speech, OpenSettings()),
        ],
    )


def next_question(result: DigestOffer, page: int, speech: Speech) -> Screen:
    """Of which account, where to, how often: the first of them that has no answer yet."""
    if not result.account_known:
        return _accounts(result, page, speech)
    if not result.place_known:
        return _places(result, page, speech)
    return _cadences(result, speech)


def here(result: DigestsHere, way: str, speech: Speech) -> Screen:
    """For everybody in a group, to read only; ``way`` leads to the private chat."""
    lines = [Line(speech.text("digests-here"))]
    for one in result.digests:
        told = when(one.subscription, speech)
        lines.append(Line(speech.text("digest-entry", account=_named(one, speech), when=told)))
    return Screen(fit(lines, MESSAGE), [[Button(speech.plain("button-open"), url=way)]])


def _entry(one: DigestSettings, speech: Speech) -> list[Line]:
    subscription, named = one.subscription, _named(one, speech)
    if subscription.enabled:
        told = speech.text("digest-entry", account=named, when=when(subscription, speech))
    else:
        told = speech.text("digest-entry-off", account=named)
    return [
        Line(told),
        Line(speech.text("digest-goes", place=place(one, speech))),
        *state(one, speech),
    ]


def _label(one: DigestSettings, speech: Speech) -> str:
    parts = [_named(one, speech), short_cadence_name(one.subscription.cadence, speech)]
    if one.grant is not None:
        parts.append(one.grant.title)
    return shorten(" · ".join(parts), _ON_A_BUTTON)


def _named(one: DigestSettings, speech: Speech) -> str:
    """The account's name, or that it is about all of them, as a line begins with it."""
    if one.subscription.account_id is None:
        return speech.plain("button-all-accounts")
    return of_whom(one, speech)


def _accounts(result: DigestOffer, page: int, speech: Speech) -> Screen:
    every = button(speech, "button-all-accounts", OpenNewDigest(ALL_ACCOUNTS))
    entries = [
        Button(handle(account.username), action=OpenNewDigest(account.id))
        for account in result.accounts
    ]
    rows = _paged([every], entries, page, lambda to: OpenNewDigest(page=to))
    return Screen(speech.text("digest-choose-account"), [*rows, back(speech, OpenDigests())])


def _places(result: DigestOffer, page: int, speech: Speech) -> Screen:
    account_id = ALL_ACCOUNTS if result.account is None else result.account.id
    private = button(speech, "button-place-private", OpenNewDigest(account_id, PRIVATE))
    entries = [
        Button(
            shorten(_title(grant), _ON_A_BUTTON) or UNKNOWN,
            action=OpenNewDigest(account_id, grant.id),
        )
        for grant in result.places
    ]
    rows = _paged([private], entries, page, lambda to: OpenNewDigest(account_id, page=to))
    origin = OpenNewDigest() if len(result.accounts) > 1 else OpenDigests()
    return Screen(speech.text("digest-choose-place"), [*rows, back(speech, origin)])


def _cadences(result: DigestOffer, speech: Speech) -> Screen:
    account_id = ALL_ACCOUNTS if result.account is None else result.account.id
    grant_id = PRIVATE if result.place is None else result.place.id
    rows = [
        [Button(cadence_name(cadence, speech), action=AddDigest(account_id, grant_id, cadence))]
        for cadence in Cadence
    ]
    if result.places:
        origin: OpenNewDigest | OpenDigests = OpenNewDigest(account_id)
    else:
        origin = OpenNewDigest() if len(result.accounts) > 1 else OpenDigests()
    return Screen(speech.text("digest-choose-cadence"), [*rows, back(speech, origin)])


def _title(grant: ChatGrant) -> str:
    """As Telegram writes topics; a button has no room for more."""
    return grant.title if grant.place.message_thread_id is None else f"# {grant.title}"


def _paged(
    first: Row, entries: list[Button], page: int, to_page: Callable[[int], OpenNewDigest]
) -> list[Row]:
    count = max(1, -(-len(entries) // _CHOSEN))
    page = min(max(page, 0), count - 1)
    shown = entries[page * _CHOSEN : (page + 1) * _CHOSEN]
    return [first, *([one] for one in shown), *pages(page, count, to_page)]
