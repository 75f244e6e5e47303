"""Language and time zone, and what hangs on them."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import NotFound
from bot.services.change_digest import ChangeDigest, DigestChoice
from bot.services.change_settings import ChangeSettings
from tests.support.product import ANA, BORIS, EVE, Product


@pytest.fixture
def change_settings(product: Product) -> ChangeSettings:
    return ChangeSettings(product.database, product.clock)


async def next_digest(product: Product, person: int) -> datetime | None:
    async with product.database.reading() as stored:
        (subscription,) = await stored.digests.of_person(person)
        return await stored.digests.due_at(subscription.id)


@pytest.mark.proves("F20")
async def test_another_time_zone_moves_the_persons_digest_and_nobody_elses(
    product: Product, shop: str, change_settings: ChangeSettings
) -> None:
    await product.link(shop, ANA)
    await product.link(shop, BORIS)
    monday_at_nine = datetime(2026, 11, 9, 9, tzinfo=UTC)
    assert await next_digest(product, ANA) == monday_at_nine

    settings = await change_settings(ANA, time_zone="Asia/Tokyo")

    assert settings.person.time_zone == "Asia/Tokyo"
    assert settings.person.time_zone_known
    assert await next_digest(product, ANA) == datetime(2026, 11, 9, 0, tzinfo=UTC)
    assert await next_digest(product, BORIS) == monday_at_nine


async def test_a_digest_that_is_off_stays_off_and_comes_back_in_the_new_zone(
    product: Product, shop: str, change_settings: ChangeSettings
) -> None:
    linked = await product.link(shop)
    change_digest = ChangeDigest(product.database, product.clock)
    was = linked.digest
    assert was is not None
    off = DigestChoice(enabled=False, cadence=was.cadence, hour=9, weekday=was.weekday)
    on = DigestChoice(enabled=True, cadence=was.cadence, hour=9, weekday=was.weekday)
    await change_digest(ANA, off)
    await change_settings(ANA, time_zone="America/Lima")
    assert await next_digest(product, ANA) is None
    await change_digest(ANA, on)

    nine_in_lima = datetime(2026, 11, 2, 14, tzinfo=UTC)
    assert await next_digest(product, ANA) == nine_in_lima, "today at nine is still ahead there"


async def test_the_language_is_changed_and_nothing_else(
    product: Product, change_settings: ChangeSettings
) -> None:
    await product.meet()
    before = await change_settings(ANA)
    after = await change_settings(ANA, language="ru")

    assert (before.person.language, after.person.language) == ("en", "ru")
    assert after.person.time_zone == before.person.time_zone
    assert not after.person.time_zone_known


async def test_what_is_not_known_changes_nothing(
    product: Product, change_settings: ChangeSettings
) -> None:
    await product.meet()
    with pytest.raises(NotFound):
        await change_settings(ANA, language="tlh")
    with pytest.raises(NotFound):
        await change_settings(ANA, language="es", time_zone="Mars/Olympus")
    with pytest.raises(NotFound):
        await change_settings(EVE, language="es")

    settings = await change_settings(ANA)
    assert settings.person.language == "en"
    assert settings.person.time_zone == "UTC"
