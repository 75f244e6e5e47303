"""What a group or channel sees: our screens without what is private, and a few of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.chat_grants import Allowed, Place
from bot.domain.media import MediaProductType
from bot.presenters import actions
from bot.presenters.actions import Action
from bot.presenters.buttons import Row, back, button, choice
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.settings import LANGUAGE_NAMES
from bot.presenters.speech import Speech
from bot.services.results import ChatSettings, ShownAccount

ACCOUNTS_SHOWN = 5

NEEDS: Mapping[type[Action], Allowed] = {
    actions.OpenHome: Allowed(0),
    actions.OpenOverview: Allowed.OVERVIEW,
    actions.SwitchOverview: Allowed.OVERVIEW,
    actions.OpenMediaList: Allowed.MEDIA,
    actions.OpenChatMedia: Allowed.MEDIA,
    actions.OpenMedia: Allowed.MEDIA,
    actions.OpenAlbum: Allowed.MEDIA,
    actions.OpenLiveStories: Allowed.STORIES,
    actions.OpenChatLive: Allowed.STORIES,
    actions.OpenStoryArchive: Allowed.STORIES,
    actions.OpenChatStories: Allowed.STORIES,
    actions.OpenSequence: Allowed.STORIES,
    actions.OpenSequencePictures: Allowed.STORIES,
    actions.OpenStory: Allowed.STORIES,
    actions.OpenStoryCurve: Allowed.STORIES,
}
"""What must be allowed for each thing that can be seen in a chat. Nothing else can be."""


def narrowed(screen: Screen, shown: ShownAccount, place: Place) -> Screen:
    """The screen with those buttons only that lead to something allowed in that place.

    They name the account, because a chat has no current one; nothing is read anew from there.
    """
    return narrowed_to_all(screen, [shown], place)


def narrowed_to_all(screen: Screen, shown: Sequence[ShownAccount], place: Place) -> Screen:
    """The same where a screen tells of several: each button of the account that it leads to."""
    rows = [
        [kept for one in row if (kept := _kept_by_any(one, shown, place)) is not None]
        for row in screen.buttons
    ]
    return replace(screen, buttons=[row for row in rows if row])


def home(shown: Sequence[ShownAccount], place: Place, speech: Speech) -> Screen:
    """What there is to see here; more accounts than fit are reached by their topics."""
    listed = shown[:ACCOUNTS_SHOWN]
    lines = [Line(speech.text("chat-home")), BLANK]
    lines += [Line(speech.text("chat-home-entry", account=_name(one))) for one in listed]
    rows = [row for one in listed for row in _ways(one, place, speech, alone=len(listed) == 1)]
    return Screen(fit(lines, MESSAGE), rows)


def nothing_here(way: str, speech: Speech) -> Screen:
    """One line for everything that is not shown here, and the way to the private chat."""
    return Screen(speech.text("only-in-private"), [[Button(speech.plain("button-open"), url=way)]])


def proposal(way: str, speech: Speech) -> Screen:
    """What ``/here`` answers: whoever is linked decides in private."""
    label = speech.plain("button-decide")
    return Screen(speech.text("here-proposal"), [[Button(label, url=way, style=Style.PRIMARY)]])


def granted(result: ShownAccount, speech: Speech) -> Screen:
    """Told to the chat when an owner has approved."""
    ways = _ways(result, result.grant.place, speech, alone=True)
    return Screen(speech.text("here-granted", account=_name(result)), ways)


def settings(result: ChatSettings, speech: Speech) -> Screen:
    """For administrators; everybody sees it, and only their taps count."""
    lines = [Line(speech.text("chat-settings")), BLANK]
    lines += [Line(speech.text("chat-home-entry", account=_name(one))) for one in result.shown]
    rows: list[Row] = [
        [
            Button(
                speech.plain("button-take-away", account=_name(one)),
                action=actions.TakeAway(one.grant.id),
                style=Style.DANGER,
            )
        ]
        for one in result.shown[: ACCOUNTS_SHOWN - 1]
    ]
    language = [button(speech, "button-language", actions.OpenChatLanguages())]
    return Screen(fit(lines, MESSAGE), [*rows, language, back(speech)])


def languages(result: ChatSettings, speech: Speech) -> Screen:
    rows = [
        [choice(name, language == result.language, actions.SetChatLanguage(language))]
        for language, name in LANGUAGE_NAMES.items()
    ]
    return Screen(
        speech.text("chat-choose-language"),
        [*rows, back(speech, actions.OpenChatSettings())],
    )


def taken_away(result: ShownAccount, speech: Speech) -> Screen:
    return Screen(speech.text("chat-taken-away", account=_name(result)))


def refused(speech: Speech) -> str:
    """In answer to a tap, seen by whoever tapped. Telegram: at most 200 characters."""
    return speech.plain("error-not-an-admin")


def _kept_by_any(one: Button, shown: Sequence[ShownAccount], place: Place) -> Button | None:
    kept = (_kept(one, account, place) for account in shown)
    return next((button for button in kept if button is not None), None)


def _kept(one: Button, shown: ShownAccount, place: Place) -> Button | None:
    if one.action is None:
        return one
    wanted = NEEDS.get(type(one.action))
    if wanted is None or not shown.grant.shows(wanted, place):
        return None
    action = _named(one.action, shown.account.id)
    return None if action is None else replace(one, action=action)


def _named(action: Action, account_id: int) -> Action | None:
    named: Action | None = action
    match action:
        case actions.OpenOverview(days, chart, force):
            named = None if force else actions.SwitchOverview(account_id, days, chart)
        case actions.SwitchOverview(other) if other != account_id:
            named = None
        case actions.OpenMedia(force=True):
            named = None
        case actions.OpenMediaList(kind, page):
            named = actions.OpenChatMedia(account_id, kind, page)
        case actions.OpenStoryArchive(page):
            named = actions.OpenChatStories(account_id, page)
        case actions.OpenLiveStories():
            named = actions.OpenChatLive(account_id)
    return named


def _ways(one: ShownAccount, place: Place, speech: Speech, *, alone: bool) -> list[Row]:
    """A row for an account among others; alone it has room for everything."""
    account_id = one.account.id
    grant = one.grant
    overview = Button(
        speech.plain("button-overview") if alone else _name(one),
        action=actions.SwitchOverview(account_id),
    )
    stories = button(speech, "button-stories", actions.OpenChatStories(account_id))
    posts = button(speech, "button-posts", actions.OpenChatMedia(account_id, MediaProductType.FEED))
    reels = button(
        speech, "button-reels", actions.OpenChatMedia(account_id, MediaProductType.REELS)
    )
    has_media = grant.shows(Allowed.MEDIA, place)
    rows = [
        [overview] if grant.shows(Allowed.OVERVIEW, place) else [],
        [posts, reels] if has_media and alone else [posts] if has_media else [],
        [stories] if grant.shows(Allowed.STORIES, place) else [],
    ]
    kept: list[Row] = [row for row in rows if row]
    if alone or not kept:
        return kept
    return [[one for row in kept for one in row]]


def _name(one: ShownAccount) -> str:
    return handle(one.account.username)
