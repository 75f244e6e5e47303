"""What was put together ahead of the hour is sent then, and only to whom it was made for."""

from dataclasses import replace
from datetime import timedelta

from bot.presenters.screen import Screen
from bot.services.change_digest import digest_message
from bot.telegram.ready_screens import READY_FOR, ReadyScreens
from tests.sandbox.telegram.conftest import ANNA
from tests.support.clock import START
from tests.support.people import profile
from tests.telegram.conftest import World
from tests.telegram.test_conversation import link
from tests.telegram.wiring import make_delivery

SCREEN = Screen("<b>A digest</b>")


def test_it_is_found_for_the_same_receiver_while_it_is_fresh() -> None:
    ready = ReadyScreens()
    ready.keep("digest:1:2026-11-02", "Ana", SCREEN, START)
    later = START + READY_FOR
    assert ready.find("digest:1:2026-11-02", "Ana", later) == SCREEN
    assert ready.find("digest:1:2026-11-02", "Ana", later + timedelta(seconds=1)) is None
    assert ready.find("digest:1:2026-11-02", "Ana in Spanish", START) is None
    assert ready.find("digest:1:2026-11-03", "Ana", START) is None


def test_what_is_old_goes_when_something_new_comes() -> None:
    ready = ReadyScreens()
    for number in range(5):
        ready.keep(f"digest:{number}", "Ana", SCREEN, START)
    ready.keep("digest:9", "Ana", SCREEN, START + 2 * READY_FOR)
    assert len(ready._kept) == 1


async def test_a_digest_is_sent_as_it_was_prepared_unless_its_receiver_changed(
    world: World,
) -> None:
    async with world.polling():
        await link(world)
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    async with world.database.transaction() as stored:
        (subscription,) = await stored.digests.of_person(ANNA)
        assert subscription.account_id is not None
        account = await stored.accounts.get(subscription.account_id)
        assert account is not None
    message = digest_message(subscription, "2026-11-09", "2026-11-09")
    await delivery.prepare(message)

    async def sent() -> str:
        count = len(await world.from_bot())
        await (await delivery(message))()
        return str((await world.next_message(count))["text"])

    async with world.database.transaction() as stored:
        await stored.accounts.save_profile(
            replace(profile(account.user_id, account.username), followers_count=777_001),
            "UTC",
            world.clock.now(),
        )
    as_prepared = await sent()
    async with world.database.transaction() as stored:
        await stored.people.set_language(ANNA, "es")
    anew = await sent()

    assert "A quiet week" in as_prepared
    assert "777" not in as_prepared
    assert "Una semana tranquila" in anew
    assert "777" in anew
