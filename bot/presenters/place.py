"""The choice of a time zone: by a city that is typed, by a location, or by region."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.accounts import LANGUAGES
from bot.presenters.actions import (
    AskLocation,
    OpenHelp,
    OpenSettings,
    OpenTimeZones,
    SetTimeZone,
)
from bot.presenters.buttons import back, button, choice, pages
from bot.presenters.layout import apart, shorten
from bot.presenters.screen import Button, Screen, TypedButtons
from bot.presenters.speech import Speech
from bot.presenters.time_zones import REGIONS, UTC, zones_of
from bot.services.ports import City
from bot.services.results import FoundCities, FoundZone, Settings

_CITIES_ON_A_PAGE = 24
_CITIES_IN_A_ROW = 2
_CITY = 20
"""What fits into half of a small screen, the time included."""
_CITY_AND_COUNTRY = 40
"""What fits into the whole of one."""
_SAID = 40


def regions(result: Settings, speech: Speech) -> Screen:
    """What can be done; UTC is one tap away."""
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
    parts = [Button(names[region], action=OpenTimeZones(region)) for region in REGIONS]
    text = speech.text(
        "place-ask",
        zone=speech.zone_name(result.person.time_zone),
        now=now_in(result.person.time_zone, result.now),
    )
    return Screen(
        text,
        [
            [button(speech, "button-by-location", AskLocation())],
            *(parts[start : start + 2] for start in range(0, len(parts), 2)),
            [choice("UTC", result.person.time_zone == UTC, SetTimeZone(UTC))],
            back(speech, OpenSettings()),
        ],
    )


def cities_of(result: Settings, region: str, page: int, speech: Speech) -> Screen:
    """The cities of a region by name, with the time that it is there."""
    zones = sorted(zones_of(region), key=speech.zone_name)
    count = max(1, -(-len(zones) // _CITIES_ON_A_PAGE))
    page = min(max(page, 0), count - 1)
    cities = [
        choice(
            shorten(f"{now_in(zone, result.now)} {speech.zone_name(zone)}", _CITY),
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


def found_cities(result: FoundCities, speech: Speech) -> Screen:
    """What was typed is repeated: it may have been meant for something else."""
    said = apart(shorten(result.said, _SAID))
    if not result.cities:
        return Screen(
            speech.text("place-no-city", said=said),
            [
                [button(speech, "button-by-location", AskLocation())],
                [button(speech, "button-help", OpenHelp())],
                back(speech, OpenTimeZones()),
            ],
        )
    cities = [[_city(city, result, speech)] for city in result.cities]
    return Screen(
        speech.text("place-which-city", said=said), [*cities, back(speech, OpenTimeZones())]
    )


def ask_location(speech: Speech) -> Screen:
    """Telegram asks for leave itself, and sends nothing without it."""
    return Screen(
        speech.text("place-share"),
        typed_buttons=TypedButtons(
            share_location=speech.plain("button-share-location"), back=speech.plain("button-back")
        ),
    )


def not_shared(speech: Speech) -> Screen:
    """After the way back from sharing: what was in the place of the letters is gone."""
    return Screen(speech.text("place-not-shared"), letters_again=True)


def says_back(said: str) -> bool:
    """Whether it is the button beside the one that shares: what it says arrives as words."""
    return any(
        said == Speech(language, ZoneInfo(UTC)).plain("button-back") for language in LANGUAGES
    )


def found_zone(result: FoundZone, speech: Speech) -> Screen:
    """The answer to a location, in which it is not repeated."""
    if result.zone is None:
        return Screen(speech.text("place-at-sea"), letters_again=True)
    key = "place-saved" if result.saved else "place-seen"
    text = speech.text(key, zone=speech.zone_name(result.zone), now=now_in(result.zone, result.now))
    return Screen(text, letters_again=True)


def offer(result: FoundZone, zone: str, speech: Speech) -> Screen:
    """A location that nobody asked for sets nothing by itself."""
    label = speech.plain(
        "button-take-zone", zone=speech.zone_name(zone), now=now_in(zone, result.now)
    )
    return Screen(
        speech.text("place-take-zone"),
        [
            [choice(label, zone == result.person.time_zone, SetTimeZone(zone))],
            back(speech, OpenTimeZones()),
        ],
    )


def now_in(zone: str, now: datetime) -> str:
    return now.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def _city(city: City, result: FoundCities, speech: Speech) -> Button:
    label = f"{now_in(city.time_zone, result.now)} {city.name}, {speech.country(city.country)}"
    chosen = city.time_zone == result.person.time_zone
    return choice(shorten(label, _CITY_AND_COUNTRY), chosen, SetTimeZone(city.time_zone))
