"""One digest: on or off, how often, at what hour, quiet for a week, one at once, and its end."""

from dataclasses import replace

from bot.domain.chat_grants import ChatGrant, ChatKind
from bot.domain.digests import Cadence, DigestSubscription
from bot.presenters.actions import (
    AskRemoveDigest,
    MuteDigest,
    OpenDigest,
    OpenDigestHours,
    OpenDigestPause,
    OpenDigests,
    OpenDigestWeekdays,
    OpenTimeZones,
    RemoveDigest,
    SendDigestNow,
    SetDigest,
)
from bot.presenters.buttons import Row, back, button, choice
from bot.presenters.layout import (
    BLANK,
    MESSAGE,
    Html,
    Line,
    apart,
    escape,
    fit,
    handle,
    join,
    shorten,
)
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.settings import LANGUAGE_NAMES
from bot.presenters.speech import UNKNOWN, Speech
from bot.services.results import DigestSettings, Pause

TITLE = 60
_NAMED = 5
"""So many accounts of one digest are named; of more their number is told."""


def screen(result: DigestSettings, speech: Speech) -> Screen:
    """All about it; what changes it is left out while nothing comes of it anyway."""
    subscription = result.subscription
    of = of_whom(result, speech)
    if subscription.enabled:
        lines = [Line(speech.text("digest-on", account=of, when=when(subscription, speech)))]
    else:
        lines = [Line(speech.text("digest-off", account=of))]
    lines += [BLANK, Line(speech.text("digest-goes", place=place(result, speech)))]
    if result.grant is not None:
        language = LANGUAGE_NAMES[result.grant.language]
        lines.append(Line(speech.text("digest-language", language=language)))
    if subscription.account_id is None:
        lines.append(Line(_names(result, speech)))
    lines += state(result, speech)
    rows: list[Row] = []
    if subscription.enabled and result.muted_until is None:
        rows += _schedule(subscription, speech)
    if not subscription.enabled:
        rows.append([_switch(subscription, speech)])
    elif result.muted_until is not None:
        rows.append([button(speech, "button-unmute", MuteDigest(subscription.id, muted=False))])
    sending = []
    if result.pause is None:
        sending.append(button(speech, "button-digest-send-now", SendDigestNow(subscription.id)))
    if result.pause is not Pause.NOT_SHOWN:
        preview = SendDigestNow(subscription.id, preview=True)
        sending.append(button(speech, "button-digest-preview", preview))
    if sending:
        rows.append(sending)
    if subscription.enabled:
        rows.append([button(speech, "button-digest-pause", OpenDigestPause(subscription.id))])
    else:
        rows.append([_remove(subscription, speech)])
    return Screen(fit(lines, MESSAGE), [*rows, back(speech, OpenDigests())])


def pause(result: DigestSettings, speech: Speech) -> Screen:
    """Quiet for a week, off until it is switched on, or gone."""
    subscription = result.subscription
    muted = result.muted_until is not None
    mute = button(
        speech,
        "button-unmute" if muted else "button-mute-week",
        MuteDigest(subscription.id, muted=not muted),
    )
    lines = [Line(speech.text("digest-pause", account=of_whom(result, speech)))]
    if muted:
        until = speech.day_and_time(result.muted_until)
        lines.append(Line(speech.text("digest-muted", until=until)))
    return Screen(
        fit(lines, MESSAGE),
        [
            [mute],
            [_switch(subscription, speech)],
            [_remove(subscription, speech)],
            back(speech, OpenDigest(subscription.id)),
        ],
    )


def removal_question(result: DigestSettings, speech: Speech) -> Screen:
    subscription = result.subscription
    text = speech.text(
        "digest-remove-question",
        account=of_whom(result, speech),
        place=place(result, speech),
    )
    yes = Button(
        speech.plain("button-digest-remove"),
        action=RemoveDigest(subscription.id),
        style=Style.DANGER,
    )
    return Screen(text, [[yes], back(speech, OpenDigest(subscription.id))])


def hours(result: DigestSettings, speech: Speech) -> Screen:
    subscription = result.subscription
    grid = [
        choice(
            f"{hour:02}:00",
            hour == subscription.at.hour,
            replace(_set(subscription), hour=hour),
        )
        for hour in range(24)
    ]
    return Screen(
        speech.text("digest-choose-hour", zone=speech.zone_name(subscription.time_zone)),
        [
            *(grid[start : start + 4] for start in range(0, 24, 4)),
            [button(speech, "button-time-zone", OpenTimeZones())],
            back(speech, OpenDigest(subscription.id)),
        ],
    )


def weekdays(result: DigestSettings, speech: Speech) -> Screen:
    subscription = result.subscription
    days = [
        choice(
            speech.weekday(weekday),
            weekday == subscription.weekday,
            replace(_set(subscription), weekday=weekday),
        )
        for weekday in range(7)
    ]
    return Screen(
        speech.text("digest-choose-weekday"),
        [
            *(days[start : start + 2] for start in range(0, 7, 2)),
            back(speech, OpenDigest(subscription.id)),
        ],
    )


def when(subscription: DigestSubscription, speech: Speech) -> str:
    """Every day, every Monday or every month, at what time, and by whose clock."""
    time, zone = speech.time(subscription.at), speech.zone_name(subscription.time_zone)
    match subscription.cadence:
        case Cadence.DAILY:
            return speech.plain("digest-when-daily", time=time, zone=zone)
        case Cadence.WEEKLY:
            weekday = subscription.weekday
            return speech.plain("digest-when-weekly", weekday=weekday, time=time, zone=zone)
        case Cadence.MONTHLY:
            return speech.plain("digest-when-monthly", time=time, zone=zone)


def cadence_name(cadence: Cadence, speech: Speech) -> str:
    match cadence:
        case Cadence.DAILY:
            return speech.plain("button-digest-daily")
        case Cadence.WEEKLY:
            return speech.plain("button-digest-weekly")
        case Cadence.MONTHLY:
            return speech.plain("button-digest-monthly")


def short_cadence_name(cadence: Cadence, speech: Speech) -> str:
    """Where three stand side by side, or other words beside it."""
    match cadence:
        case Cadence.DAILY:
            return speech.plain("button-each-day")
        case Cadence.WEEKLY:
            return speech.plain("button-each-week")
        case Cadence.MONTHLY:
            return speech.plain("button-each-month")


def of_whom(result: DigestSettings, speech: Speech) -> str:
    """The account's name, or that it is about all of them, within a sentence."""
    if result.subscription.account_id is None:
        return speech.plain("digest-of-all")
    return UNKNOWN if result.account is None else handle(result.account.username)


def place(result: DigestSettings, speech: Speech) -> Html:
    """Where it goes, in words."""
    subscription, grant = result.subscription, result.grant
    if subscription.chat_id == subscription.telegram_user_id:
        return speech.text("place-private")
    if grant is None:
        return speech.text("place-unknown")
    return escape(place_name(grant, subscription.message_thread_id, speech))


def place_name(grant: ChatGrant, message_thread_id: int | None, speech: Speech) -> str:
    title = apart(shorten(grant.title, TITLE))
    if message_thread_id is not None:
        return speech.plain("place-topic", title=title)
    key = "place-channel" if grant.kind is ChatKind.CHANNEL else "place-group"
    return speech.plain(key, title=title)


def paused(reason: Pause, speech: Speech) -> Html:
    match reason:
        case Pause.SILENCED:
            return speech.text("digest-paused-silenced")
        case Pause.NOT_SHOWN:
            return speech.text("digest-paused-not-shown")


def state(result: DigestSettings, speech: Speech) -> list[Line]:
    """What holds it up, or when the next one comes; nothing of one that is off."""
    if not result.subscription.enabled:
        return []
    if result.pause is not None:
        return [Line(paused(result.pause, speech))]
    lines = []
    if result.muted_until is not None:
        until = speech.day_and_time(result.muted_until)
        lines.append(Line(speech.text("digest-muted", until=until)))
    return [*lines, Line(speech.text("digest-next", moment=speech.moment(result.next_at)))]


def _schedule(subscription: DigestSubscription, speech: Speech) -> list[Row]:
    cadences = [
        choice(
            short_cadence_name(cadence, speech),
            subscription.cadence is cadence,
            replace(_set(subscription), cadence=cadence),
        )
        for cadence in Cadence
    ]
    hour = Button(
        speech.plain("button-digest-hour", time=speech.time(subscription.at)),
        action=OpenDigestHours(subscription.id),
    )
    if subscription.cadence is not Cadence.WEEKLY:
        return [cadences, [hour]]
    weekday = Button(
        speech.weekday(subscription.weekday), action=OpenDigestWeekdays(subscription.id)
    )
    return [cadences, [hour, weekday]]


def _names(result: DigestSettings, speech: Speech) -> Html:
    """The accounts that a digest of all of them tells of, as it stands."""
    names = [escape(handle(one.username)) for one in result.accounts[:_NAMED]]
    more = len(result.accounts) - len(names)
    if more:
        names.append(speech.text("digest-more-accounts", count=more))
    return speech.text("digest-accounts", accounts=join(", ", names) if names else UNKNOWN)


def _switch(subscription: DigestSubscription, speech: Speech) -> Button:
    return Button(
        speech.plain("button-digest-off" if subscription.enabled else "button-digest-on"),
        action=replace(_set(subscription), enabled=not subscription.enabled),
    )


def _remove(subscription: DigestSubscription, speech: Speech) -> Button:
    return button(speech, "button-digest-remove", AskRemoveDigest(subscription.id))


def _set(subscription: DigestSubscription) -> SetDigest:
    """The subscription as it is."""
    return SetDigest(
        enabled=subscription.enabled,
        cadence=subscription.cadence,
        hour=subscription.at.hour,
        weekday=subscription.weekday,
        subscription_id=subscription.id,
    )
