"""Where a person is: asked, found, and forgotten again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.accounts import PLACE_AWAITED
from bot.domain.errors import NotFound
from bot.services.change_settings import ChangeSettings
from bot.services.find_place import AskForPlace, FindCities, TakeLocation
from bot.services.ports import City
from tests.support.product import ANA, BORIS, EVE, Product


@dataclass
class Atlas:
    """Knows one place, and notes what it was asked."""

    asked: list[object] = field(default_factory=list)

    async def cities_named(self, text: str, most: int) -> Sequence[City]:
        self.asked.append((text, most))
        return [City("Tokyo", "JP", "Asia/Tokyo")]

    async def zone_at(self, latitude: float, longitude: float) -> str | None:
        self.asked.append((latitude, longitude))
        return "Asia/Tokyo" if longitude > 0 else None


@dataclass
class Places:
    ask: AskForPlace
    find: FindCities
    take: TakeLocation


@pytest.fixture
def places(product: Product) -> Places:
    database, clock, atlas = product.database, product.clock, Atlas()
    return Places(
        AskForPlace(database, clock),
        FindCities(database, clock, atlas),
        TakeLocation(database, clock, atlas, ChangeSettings(database, clock)),
    )


async def test_who_is_asked_is_asked_for_an_hour_and_nobody_else(
    product: Product, places: Places
) -> None:
    await product.meet()
    await product.meet(BORIS)
    person = (await places.ask(ANA)).person
    now = product.clock.now()

    assert person.is_asked_for_place(now)
    assert person.is_asked_for_place(now + PLACE_AWAITED - timedelta(seconds=1))
    assert not person.is_asked_for_place(now + PLACE_AWAITED)
    async with product.database.reading() as stored:
        boris = await stored.people.get(BORIS)
    assert boris is not None
    assert not boris.is_asked_for_place(now)


async def test_what_is_typed_changes_nothing(product: Product, places: Places) -> None:
    await product.meet()
    await places.ask(ANA)
    found = await places.find(ANA, "tokyo")

    assert [city.time_zone for city in found.cities] == ["Asia/Tokyo"]
    assert found.person.time_zone == "UTC"
    assert found.person.is_asked_for_place(product.clock.now())


async def test_a_location_that_was_asked_for_is_the_answer_and_ends_the_question(
    product: Product, places: Places
) -> None:
    await product.meet()
    await places.ask(ANA)
    found = await places.take(ANA, 35.7, 139.7, own=True)

    assert (found.saved, found.zone) == (True, "Asia/Tokyo")
    assert found.person.time_zone == "Asia/Tokyo"
    assert found.person.time_zone_known
    assert not found.person.is_asked_for_place(product.clock.now())


@pytest.mark.parametrize("why", ["not asked", "asked too long ago", "passed on", "at sea"])
async def test_another_location_is_told_and_not_saved(
    product: Product, places: Places, why: str
) -> None:
    await product.meet()
    if why != "not asked":
        await places.ask(ANA)
    if why == "asked too long ago":
        await product.clock.advance(PLACE_AWAITED)
    longitude = -40.0 if why == "at sea" else 139.7
    found = await places.take(ANA, 35.7, longitude, own=why != "passed on")

    assert not found.saved
    assert found.zone == (None if why == "at sea" else "Asia/Tokyo")
    async with product.database.reading() as stored:
        person = await stored.people.get(ANA)
    assert person is not None
    assert person.time_zone == "UTC"


async def test_a_stranger_has_no_place(product: Product, places: Places) -> None:
    with pytest.raises(NotFound):
        await places.ask(EVE)
    with pytest.raises(NotFound):
        await places.find(EVE, "tokyo")
    with pytest.raises(NotFound):
        await places.take(EVE, 35.7, 139.7, own=True)
