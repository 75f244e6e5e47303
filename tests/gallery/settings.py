"""Settings, help, privacy, and words when something goes wrong."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.errors import NotFound, NotLinked
from bot.domain.security import SecurityEntry
from bot.presenters import (
    errors,
    help,  # noqa: A004 - the screen of that name
    hint,
    place,
    privacy,
    security_log,
    unknown_send,
)
from bot.presenters import (
    settings as settings_screens,
)
from bot.presenters.security_log import EVENTS
from bot.presenters.speech import Speech
from bot.presenters.time_zones import REGIONS
from bot.services.ports import City
from bot.services.results import (
    FoundCities,
    FoundZone,
    SecurityLog,
    Settings,
)
from bot.services.retention import everything_kept
from tests.gallery.builders import (
    Make,
)
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW

CITIES = [
    City("San Jose", "US", "America/Los_Angeles"),
    City("San José", "CR", "America/Costa_Rica"),
    City("San Jose", "PH", "Asia/Manila"),
    City("San José", "UY", "America/Montevideo"),
    City("San José de las Lajas", "CU", "America/Havana"),
]


def settings_and_help() -> Mapping[str, Make]:
    """The same for everybody."""
    return {
        "settings": lambda speech: settings_screens.screen(_settings(speech), speech),
        "languages": lambda speech: settings_screens.languages(_settings(speech), speech),
        **_places(),
        "help": help.screen,
        "hint": lambda speech: hint.screen(True, speech),
        "privacy": lambda speech: privacy.screen(everything_kept(timedelta(days=730)), speech),
        "security log": lambda speech: security_log.screen(_security_log(), speech),
        "unknown send": lambda speech: unknown_send.screen(7, NOW, speech),
        "error": lambda speech: errors.screen(NotLinked("x"), speech),
        "not found": lambda speech: errors.screen(NotFound("x"), speech),
        "unexpected": errors.unexpected,
    }


def _places() -> Mapping[str, Make]:
    """All that leads to a time zone."""

    def found(speech: Speech, zone: str | None, *, saved: bool) -> FoundZone:
        return FoundZone(results.person(speech.language), zone, saved, NOW)

    return {
        "regions": lambda speech: place.regions(_settings(speech), speech),
        "cities": lambda speech: place.cities_of(_settings(speech), REGIONS[0], 0, speech),
        "cities found": lambda speech: place.found_cities(_typed(speech, CITIES), speech),
        "no city found": lambda speech: place.found_cities(_typed(speech, []), speech),
        "location asked": place.ask_location,
        "location not shared": place.not_shared,
        "location taken": lambda speech: place.found_zone(
            found(speech, "Europe/Madrid", saved=True), speech
        ),
        "location told": lambda speech: place.found_zone(
            found(speech, "Asia/Samarkand", saved=False), speech
        ),
        "location at sea": lambda speech: place.found_zone(
            found(speech, None, saved=False), speech
        ),
        "location offered": lambda speech: place.offer(
            found(speech, "Asia/Samarkand", saved=False), "Asia/Samarkand", speech
        ),
    }


def _typed(speech: Speech, cities: Sequence[City]) -> FoundCities:
    return FoundCities(results.person(speech.language), "san jose", cities, NOW)


def _settings(speech: Speech) -> Settings:
    return Settings(results.person(speech.language), NOW)


def _security_log() -> SecurityLog:
    events = sorted(EVENTS)[:8]
    entries = [
        SecurityEntry(NOW - timedelta(hours=7 * position), event)
        for position, event in enumerate(events)
    ]
    return SecurityLog(entries, 0, 2)
