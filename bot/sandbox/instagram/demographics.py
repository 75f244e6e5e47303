"""Who follows and who engages: shares of ages, genders, cities and countries."""

import itertools
import math
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.chance import draw
from bot.sandbox.instagram.tokens import PACIFIC

TOP = 45
"""Meta: at most the 45 largest groups."""

ONLINE_DELAY, ONLINE_KEPT = timedelta(days=1), timedelta(days=30)
ONLINE_MISSING = 0.05
"""Share of days."""

_AGES = {
    "13-17": 2,
    "18-24": 17,
    "25-34": 36,
    "35-44": 24,
    "45-54": 13,
    "55-64": 6,
    "65+": 2,
}
_GENDERS = {"F": 58, "M": 36, "U": 6}
_COUNTRIES = {
    "ES": 52, "MX": 9, "AR": 7, "US": 6, "IT": 4, "FR": 4, "DE": 3, "CO": 3, "CL": 2, "PT": 2,
    "GB": 2, "BR": 1.5, "PE": 1.2, "NL": 0.8, "UY": 0.6, "BE": 0.5, "CH": 0.4, "RU": 0.4, "PL": 0.3,
    "EC": 0.3,
}  # fmt: skip
_PLACES = (
    "Barcelona, Catalonia", "Madrid, Comunidad de Madrid", "Valencia, Valencian Community",
    "Seville, Andalusia", "Bilbao, Basque Country", "Mexico City, Distrito Federal",
    "Buenos Aires, Ciudad Autónoma de Buenos Aires", "Zaragoza, Aragon", "Málaga, Andalusia",
    "Girona, Catalonia", "Palma, Balearic Islands", "Granada, Andalusia", "Milan, Lombardy",
    "Paris, Île-de-France", "Lisbon, Lisbon", "Bogotá, Bogotá", "Santiago, Santiago Metropolitan",
    "London, England", "Berlin, Berlin", "New York, New York", "Los Angeles, California",
    "Guadalajara, Jalisco", "Murcia, Murcia", "Alicante, Valencian Community",
    "Tarragona, Catalonia", "Sabadell, Catalonia", "Rome, Lazio", "Lima, Lima",
    "Córdoba, Córdoba", "Rosario, Santa Fe", "Medellín, Antioquia", "Monterrey, Nuevo León",
    "Puebla, Puebla", "Porto, Porto", "Montevideo, Montevideo", "Amsterdam, North Holland",
    "Brussels, Brussels", "Zürich, Zürich", "Vigo, Galicia", "Oviedo, Asturias",
    "Santander, Cantabria", "Pamplona, Navarre", "Lleida, Catalonia", "Cádiz, Andalusia",
    "Toledo, Castilla-La Mancha", "Salamanca, Castile and León", "Miami, Florida",
    "São Paulo, São Paulo",
)  # fmt: skip
_CITIES = {place: 30 / (rank + 1.5) for rank, place in enumerate(_PLACES)}
_GROUPS: dict[str, dict[str, float]] = {
    "age": {**_AGES},
    "gender": {**_GENDERS},
    "country": _COUNTRIES,
    "city": _CITIES,
}


def demographics(
    account: Account, audience: str, people: int, breakdowns: list[str]
) -> list[dict[str, Any]]:
    """The largest groups of ``people``; those whose group Instagram does not know are missing."""
    groups = [_shares(account, audience, breakdown) for breakdown in breakdowns]
    sizes = {
        tuple(value for value, _ in combination): int(
            people * math.prod(share for _, share in combination)
        )
        for combination in itertools.product(*(group.items() for group in groups))
    }
    largest = sorted(sizes, key=lambda group: sizes[group], reverse=True)[:TOP]
    return [
        {"dimension_values": list(group), "value": sizes[group]}
        for group in largest
        if sizes[group]
    ]


def _shares(account: Account, audience: str, breakdown: str) -> dict[str, float]:
    weights = _GROUPS[breakdown]
    chance = draw(account.seed, audience, breakdown)
    drawn = {value: weight * chance.uniform(0.75, 1.25) for value, weight in weights.items()}
    everybody = sum(drawn.values()) * 1.02
    return {value: weight / everybody for value, weight in drawn.items()}


PEOPLE_LIVE_IN = ZoneInfo("Europe/Madrid")
"""Most of them, as the countries above say."""
_HOURS = (9, 5, 3, 2, 2, 4, 12, 24, 31, 30, 29, 31, 36, 38, 34, 31, 31, 34, 39, 45, 50, 48, 36, 20)


def online_followers(account: Account, followers: int, day: date, now: datetime) -> dict[str, int]:
    """How many followers were online in each hour of a Pacific day: ``{"0": 120, …}``.

    Meta keeps 30 days. Field reports: the newest one or two days come as ``{}``, and so do
    others now and then.
    """
    ended = datetime.combine(day + timedelta(days=1), time(), PACIFIC).astimezone(UTC)
    chance = draw(account.seed, "online", day.isoformat())
    if not ONLINE_DELAY <= now - ended <= ONLINE_KEPT or chance.random() < ONLINE_MISSING:
        return {}
    return {
        str(hour): int(followers * _online_at(day, hour) / 100 * chance.uniform(0.9, 1.1))
        for hour in range(24)
    }


def _online_at(day: date, hour: int) -> int:
    """Percent of the followers: they live by the clock of their own country."""
    at = datetime.combine(day, time(hour), PACIFIC).astimezone(UTC)
    return _HOURS[at.astimezone(PEOPLE_LIVE_IN).hour]
