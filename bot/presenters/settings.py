"""Language, time zone, and the way to everything else that can be set."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.presenters.actions import (
    OpenAccounts,
    OpenDigest,
    OpenHome,
    OpenLanguages,
    OpenPrivacy,
    OpenSettings,
    OpenStatus,
    OpenTimeZones,
    SetLanguage,
    SetTimeZone,
)
from bot.presenters.buttons import back, button, choice, pages
from bot.presenters.layout import shorten
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.time_zones import REGIONS, UTC, zones_of
from bot.services.results import Settings

LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "es": "Español"}
"""Each in its own language, so that everybody finds the own one."""

_CITIES_ON_A_PAGE = 24
_CITIES_IN_A_ROW = 2
_CITY = 20
"""What fits into half of a small screen, the time included."""


def screen(result: Settings, speech: Speech) -> Screen:
    person = result.person
    key = "settings" if person.time_zone_known else "settings-zone-guessed"
    text = speech.text(
        key,
        language=LANGUAGE_NAMES[person.language],
        zone=speech.zone_name(person.time_zone),
        now=_now_in(person.zone, result.now),
    )
    return Screen(
        text,
        [
            [
                button(speech, "button-language", OpenLanguages()),
                button(speech, "button-time-zone", OpenTimeZones()),
            ],
            [
                button(speech, "button-digest", OpenDigest()),
                button(speech, "button-accounts", OpenAccounts()),
            ],
            [
                button(speech, "button-status", OpenStatus()),
                button(speech, "button-privacy", OpenPrivacy()),
            ],
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


def time_zone_regions(result: Settings, speech: Speech) -> Screen:
    """The first half of the choice; UTC is one tap away."""
    names = {
        "Europe": speech.plain("region-europe"),
        "Asia": speech.plain("region-asia"),
        "Africa": speech.plain("region-africa"),
        "America": speech.plain("region-america"),
        "Australia": speech.plain("region-australia"),
        "Pacific": speech.plain("region-pacific"),
        "Atlantic": speech.plain("region-atlantic"),
        "Indian": speech.plain("region-indian"),
    }
    regions = [Button(names[region], action=OpenTimeZones(region)) for region in REGIONS]
    text = speech.text(
        "settings-choose-region",
        zone=speech.zone_name(result.person.time_zone),
        now=_now_in(result.person.zone, result.now),
    )
    return Screen(
        text,
        [
            *(regions[start : start + 2] for start in range(0, len(regions), 2)),
            [choice("UTC", result.person.time_zone == UTC, SetTimeZone(UTC))],
            back(speech, OpenSettings()),
        ],
    )


def time_zone_cities(result: Settings, region: str, page: int, speech: Speech) -> Screen:
    """The second half: the cities of a region by name, with the time that it is there."""
    zones = sorted(zones_of(region), key=speech.zone_name)
    count = max(1, -(-len(zones) // _CITIES_ON_A_PAGE))
    page = min(max(page, 0), count - 1)
    cities = [
        choice(
            shorten(f"{_now_in(ZoneInfo(zone), result.now)} {speech.zone_name(zone)}", _CITY),
            zone == result.person.time_zone,
            SetTimeZone(zone),
        )
        for zone in zones[page * _CITIES_ON_A_PAGE : (page + 1) * _CITIES_ON_A_PAGE]
    ]
    return Screen(
        speech.text("settings-choose-city"),
        [
            *(
                cities[start : start + _CITIES_IN_A_ROW]
                for start in range(0, len(cities), _CITIES_IN_A_ROW)
            ),
            *pages(page, count, lambda target: OpenTimeZones(region, target)),
            back(speech, OpenTimeZones()),
        ],
    )


def _now_in(zone: ZoneInfo, now: datetime) -> str:
    return now.astimezone(zone).strftime("%H:%M")
