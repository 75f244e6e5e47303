"""Cities by whatever people type, and zones by place."""

import gzip
from zoneinfo import available_timezones

import pytest

from bot.places.cities import Cities
from bot.places.offline import OfflinePlaces
from bot.services.ports import City
from tests.support.cities import TABLE, table


@pytest.fixture(scope="module")
def cities() -> Cities:
    return Cities()


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Samarkand", City("Samarkand", "UZ", "Asia/Samarkand")),
        ("самарканд", City("Самарканд", "UZ", "Asia/Samarkand")),
        ("Самаркан", City("Самарканд", "UZ", "Asia/Samarkand")),
        ("Sevilla", City("Sevilla", "ES", "Europe/Madrid")),
        ("Севилья", City("Севилья", "ES", "Europe/Madrid")),
        ("CIUDAD DE MÉXICO", City("Ciudad de México", "MX", "America/Mexico_City")),
        ("Ciudad de Mexico", City("Ciudad de Mexico", "MX", "America/Mexico_City")),
        ("nyc", City("New York City", "US", "America/New_York")),
        ("Нью-Йорк", City("Нью-Йорк", "US", "America/New_York")),
        ("  нью   йорк ", City("Нью-Йорк", "US", "America/New_York")),
        ("Орёл", City("Орёл", "RU", "Europe/Moscow")),
        ("орел", City("Орел", "RU", "Europe/Moscow")),
        ("A Coruña", City("A Coruña", "ES", "Europe/Madrid")),
        ("N'Djamena", City("N'Djamena", "TD", "Africa/Ndjamena")),
        ("ndjamena", City("Ndjamena", "TD", "Africa/Ndjamena")),
        ("Łódź", City("Łódź", "PL", "Europe/Warsaw")),
        ("lodz", City("Lodz", "PL", "Europe/Warsaw")),
        ("Paris, Texas", City("Paris", "FR", "Europe/Paris")),
    ],
)
def test_a_city_is_found_by_any_of_its_names(cities: Cities, said: str, first: City) -> None:
    assert cities.named(said, 5)[0] == first


def test_the_most_populous_of_that_name_comes_first_and_quarters_of_it_do_not_come(
    cities: Cities,
) -> None:
    found = cities.named("London", 5)
    assert found == [
        City("London", "GB", "Europe/London"),
        City("London", "CA", "America/Toronto"),
    ]


def test_cities_that_look_alike_are_one_where_their_clocks_are(cities: Cities) -> None:
    zones = [city.time_zone for city in cities.named("springfield", 5) if city.country == "US"]
    assert zones == ["America/Chicago", "America/New_York", "America/Los_Angeles"]


def test_a_beginning_is_enough_and_exact_names_go_first(cities: Cities) -> None:
    begun = cities.named("tashk", 5)
    assert begun[0] == City("Tashkent", "UZ", "Asia/Tashkent")
    found = cities.named("valencia", 5)
    assert len(found) == 5
    assert {city.name.casefold() for city in found} == {"valencia"}


@pytest.mark.parametrize(
    "said", ["", "x", "||", "|", "\n", "東京都庁", "how am I doing?", "a" * 4000]
)
def test_what_is_no_citys_name_finds_none(cities: Cities, said: str) -> None:
    assert cities.named(said, 5) == []


def test_the_table_is_made_from_the_package_and_names_zones_that_there_are() -> None:
    kept = gzip.decompress(TABLE.read_bytes())
    assert kept == table()
    lines = [line.split("\t") for line in kept.decode().splitlines()]
    assert len(lines) > 30_000
    assert {zone for _, zone, _ in lines} <= available_timezones()


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (41.39, 2.17, "Europe/Madrid"),
        (39.65, 66.96, "Asia/Samarkand"),
        (54.71, 20.45, "Europe/Kaliningrad"),
        (-33.45, -70.67, "America/Santiago"),
        (35.0, -40.0, None),
        (1234.5, float("nan"), None),
    ],
)
async def test_a_place_has_the_zone_of_its_country_and_the_open_sea_none(
    latitude: float, longitude: float, zone: str | None
) -> None:
    assert await OfflinePlaces().zone_at(latitude, longitude) == zone


async def test_a_look_up_that_does_not_work_is_told_without_the_place_and_the_next_one_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places = OfflinePlaces()
    with monkeypatch.context() as broken:
        broken.setattr("sys.executable", "/bin/false")
        with pytest.raises(RuntimeError, match="exit code 1") as failed:
            await places.zone_at(41.39, 2.17)
    assert "41.39" not in str(failed.value)
    assert await places.zone_at(41.39, 2.17) == "Europe/Madrid"
