"""What comes by itself, when nothing shall come, and the buttons under every alert."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.domain.alerts import ALWAYS_ON, MUTES, AlertGroup, AlertKind
from bot.domain.quiet_hours import QuietHours
from bot.presenters.actions import (
    EndMutes,
    MuteAlert,
    OpenAlertKinds,
    OpenAlerts,
    OpenQuietBegin,
    OpenQuietEnd,
    OpenQuietHours,
    OpenSettings,
    SetAlert,
    SetQuietHours,
    SetUrgent,
)
from bot.presenters.buttons import Row, back, button, choice
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.results import ActiveMute, AlertsShown

USUAL = QuietHours(time(22), time(8))
"""What is offered to who has none."""

_MUTES_SHOWN = 10
_HOURS_IN_A_ROW = 4

NAMES = {
    AlertKind.LINK_BROKEN: "alert-link-broken",
    AlertKind.LINK_ENDS: "alert-link-ends",
    AlertKind.STORY_EXPIRING: "alert-story-expiring",
    AlertKind.WRAP_UP: "alert-wrap-up",
    AlertKind.TAKE_OFF: "alert-take-off",
    AlertKind.NEW_REEL: "alert-new-reel",
    AlertKind.DROP: "alert-drop",
    AlertKind.MILESTONE: "alert-milestone",
}
WHEN = {
    AlertKind.LINK_ENDS: "alert-link-ends-when",
    AlertKind.STORY_EXPIRING: "alert-story-expiring-when",
    AlertKind.WRAP_UP: "alert-wrap-up-when",
    AlertKind.TAKE_OFF: "alert-take-off-when",
    AlertKind.NEW_REEL: "alert-new-reel-when",
    AlertKind.DROP: "alert-drop-when",
    AlertKind.MILESTONE: "alert-milestone-when",
}
"""When it comes, beside its switch; what is always on has none."""

GROUPS = {
    AlertGroup.STORIES: "button-alerts-stories",
    AlertGroup.NUMBERS: "button-alerts-numbers",
}


def screen(result: AlertsShown, speech: Speech) -> Screen:
    """All kinds with their state, what is muted, and the quiet hours."""
    lines = [
        Line(speech.text("alerts-header")),
        BLANK,
        *(_state(kind, result, speech) for kind in AlertKind),
    ]
    if result.mutes:
        lines += [
            BLANK,
            *(Line(_muted(mute, result, speech), 1) for mute in result.mutes[:_MUTES_SHOWN]),
        ]
    lines += [BLANK, Line(quiet_words(result.settings.quiet, result.person.time_zone, speech))]
    groups = [button(speech, key, OpenAlertKinds(group)) for group, key in GROUPS.items()]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([one] for one in groups),
            [button(speech, "button-quiet-hours", OpenQuietHours())],
            *([[button(speech, "button-end-mutes", EndMutes())]] if result.mutes else []),
            back(speech, OpenSettings()),
        ],
    )


def kinds(result: AlertsShown, group: AlertGroup, speech: Speech) -> Screen:
    """The switches of a group, each with a word on when it comes."""
    off = result.settings.off
    lines = [Line(speech.text(WHEN[kind], name=speech.plain(NAMES[kind]))) for kind in group.kinds]
    switches = [
        choice(speech.plain(NAMES[kind]), kind not in off, SetAlert(kind, kind in off))
        for kind in group.kinds
    ]
    return Screen(
        fit([Line(speech.text("alerts-tap")), BLANK, *lines], MESSAGE),
        [*([one] for one in switches), back(speech, OpenAlerts())],
    )


def group_of(kind: AlertKind) -> AlertGroup:
    """The group in which the kind has its switch."""
    return AlertGroup.NUMBERS if kind in AlertGroup.NUMBERS.kinds else AlertGroup.STORIES


def muted(result: ActiveMute, speech: Speech) -> Screen:
    """In answer to a tap under an alert."""
    key = "alert-muted-sound" if result.kind in ALWAYS_ON else "alert-muted"
    return Screen(
        speech.text(
            key,
            kind=speech.plain(NAMES[result.kind]),
            account=handle(result.account.username),
            until=speech.day_and_time(result.until),
        ),
        [[button(speech, "button-alerts", OpenAlerts())], back(speech)],
    )


def with_mutes(screen: Screen, kind: AlertKind, account_id: int, speech: Speech) -> Screen:
    """The screen of an alert with its mutes, above the way back."""
    rows = [*screen.buttons[:-1], _mutes(kind, account_id, speech), screen.buttons[-1]]
    return replace(screen, buttons=rows)


def quiet_hours(result: AlertsShown, speech: Speech) -> Screen:
    settings, person = result.settings, result.person
    quiet = settings.quiet
    lines = [
        Line(quiet_words(quiet, person.time_zone, speech)),
        BLANK,
        Line(speech.text("quiet-how")),
        BLANK,
        Line(speech.text("quiet-urgent-on" if settings.urgent else "quiet-urgent-off")),
    ]
    if not person.time_zone_known:
        zone = speech.zone_name(person.time_zone)
        lines += [BLANK, Line(speech.text("quiet-zone-guessed", zone=zone))]
    urgent = choice(speech.plain("button-urgent"), settings.urgent, SetUrgent(not settings.urgent))
    return Screen(
        fit(lines, MESSAGE),
        [*_hours(quiet, speech), [urgent], back(speech, OpenAlerts())],
    )


def quiet_begin(result: AlertsShown, speech: Speech) -> Screen:
    quiet = result.settings.quiet or USUAL
    return _dial(
        speech.text("quiet-choose-begin", zone=speech.zone_name(result.person.time_zone)),
        [
            choice(f"{hour:02}:00", hour == quiet.begins.hour, SetQuietHours(hour, quiet.ends.hour))
            for hour in range(24)
            if hour != quiet.ends.hour
        ],
        speech,
    )


def quiet_end(result: AlertsShown, speech: Speech) -> Screen:
    quiet = result.settings.quiet or USUAL
    return _dial(
        speech.text("quiet-choose-end", zone=speech.zone_name(result.person.time_zone)),
        [
            choice(f"{hour:02}:00", hour == quiet.ends.hour, SetQuietHours(quiet.begins.hour, hour))
            for hour in range(24)
            if hour != quiet.begins.hour
        ],
        speech,
    )


def quiet_words(quiet: QuietHours | None, time_zone: str, speech: Speech) -> Html:
    """From when to when, and by whose clock."""
    if quiet is None:
        return speech.text("quiet-off")
    return speech.text(
        "quiet-on",
        begins=speech.time(quiet.begins),
        ends=speech.time(quiet.ends),
        zone=speech.zone_name(time_zone),
    )


def _hours(quiet: QuietHours | None, speech: Speech) -> list[Row]:
    if quiet is None:
        on = speech.plain(
            "button-quiet-on", begins=speech.time(USUAL.begins), ends=speech.time(USUAL.ends)
        )
        return [[Button(on, action=SetQuietHours(USUAL.begins.hour, USUAL.ends.hour))]]
    begin = speech.plain("button-quiet-begin", time=speech.time(quiet.begins))
    end = speech.plain("button-quiet-end", time=speech.time(quiet.ends))
    return [
        [Button(begin, action=OpenQuietBegin()), Button(end, action=OpenQuietEnd())],
        [button(speech, "button-quiet-off", SetQuietHours(0, 0))],
    ]


def _dial(text: Html, hours: Sequence[Button], speech: Speech) -> Screen:
    rows = [
        hours[start : start + _HOURS_IN_A_ROW] for start in range(0, len(hours), _HOURS_IN_A_ROW)
    ]
    return Screen(text, [*rows, back(speech, OpenQuietHours())])


def _mutes(kind: AlertKind, account_id: int, speech: Speech) -> Row:
    lengths = [
        speech.plain("unit-days", count=speech.number(hours // 24))
        if hours > 24
        else speech.plain("unit-hours", count=hours)
        for hours in MUTES
    ]
    return [
        Button(
            speech.plain("button-mute", length=length), action=MuteAlert(account_id, kind, hours)
        )
        for hours, length in zip(MUTES, lengths, strict=True)
    ]


def _state(kind: AlertKind, result: AlertsShown, speech: Speech) -> Line:
    if kind in ALWAYS_ON:
        key = "alerts-always"
    else:
        key = "alerts-off" if kind in result.settings.off else "alerts-on"
    return Line(speech.text(key, kind=speech.plain(NAMES[kind])))


def _muted(mute: ActiveMute, result: AlertsShown, speech: Speech) -> Html:
    return speech.text(
        "alerts-mute-sound" if mute.kind in ALWAYS_ON else "alerts-mute",
        kind=speech.plain(NAMES[mute.kind]),
        account=handle(mute.account.username),
        until=speech.today_or_day(mute.until, result.now),
    )
