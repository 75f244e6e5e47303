"""Time zones by region, under the names that people know them by."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

UTC = "Etc/UTC"

CLDR_NAMES = {
    "Africa/Asmara": "Africa/Asmera",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Argentina/Catamarca": "America/Catamarca",
    "America/Argentina/Cordoba": "America/Cordoba",
    "America/Argentina/Jujuy": "America/Jujuy",
    "America/Argentina/Mendoza": "America/Mendoza",
    "America/Atikokan": "America/Coral_Harbour",
    "America/Indiana/Indianapolis": "America/Indianapolis",
    "America/Kentucky/Louisville": "America/Louisville",
    "America/Nuuk": "America/Godthab",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Atlantic/Faroe": "Atlantic/Faeroe",
    "Europe/Kyiv": "Europe/Kiev",
    "Pacific/Chuuk": "Pacific/Truk",
    "Pacific/Pohnpei": "Pacific/Ponape",
}
"""Unicode keeps a zone's first name for ever, so its city names stand under the older ones."""

REGIONS = ("Europe", "Asia", "Africa", "America", "Australia", "Pacific", "Atlantic", "Indian")
"""The poles are left out: nobody lives there by a zone of its own."""


@lru_cache(maxsize=len(REGIONS))
def zones_of(region: str) -> Sequence[str]:
    """The zones of a region, one for each place that the time zone database names."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    named = {line.split("\t")[2].strip() for line in table.splitlines() if not line.startswith("#")}
    return sorted(zone for zone in named & available_timezones() if zone.split("/")[0] == region)
