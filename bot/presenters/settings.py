"""Language, time zone, and the way to everything else that can be set."""

from bot.presenters.actions import (
    OpenAlerts,
    OpenDigest,
    OpenHome,
    OpenLanguages,
    OpenPrivacy,
    OpenSettings,
    OpenTimeZones,
    SetLanguage,
)
from bot.presenters.alerts import quiet_words
from bot.presenters.buttons import back, button, choice
from bot.presenters.layout import MESSAGE, Line, fit
from bot.presenters.place import now_in
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import Settings

LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "es": "Español"}
"""Each in its own language, so that everybody finds the own one."""


def screen(result: Settings, speech: Speech) -> Screen:
    person = result.person
    key = "settings" if person.time_zone_known else "settings-zone-guessed"
    text = speech.text(
        key,
        language=LANGUAGE_NAMES[person.language],
        zone=speech.zone_name(person.time_zone),
        now=now_in(person.time_zone, result.now),
    )
    quiet = quiet_words(result.quiet, person.time_zone, speech)
    return Screen(
        fit([Line(text), Line(quiet)], MESSAGE),
        [
            [
                button(speech, "button-language", OpenLanguages()),
                button(speech, "button-time-zone", OpenTimeZones()),
            ],
            [
                button(speech, "button-digest", OpenDigest()),
                button(speech, "button-alerts", OpenAlerts()),
            ],
            [button(speech, "button-privacy", OpenPrivacy())],
            back(speech),
        ],
    )


def languages(result: Settings, speech: Speech) -> Screen:
    rows = [
        [choice(name, language == result.person.language, SetLanguage(language))]
        for language, name in LANGUAGE_NAMES.items()
    ]
    # Before linking the languages are reached from the welcome, which has no settings.
    origin = OpenHome() if result.person.current_account_id is None else OpenSettings()
    return Screen(speech.text("settings-choose-language"), [*rows, back(speech, origin)])
