"""A person says where they are: by typing a city, or by sharing a location."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.accounts import PLACE_AWAITED
from bot.presenters.actions import AskLocation, OpenTimeZones, SetTimeZone
from bot.telegram.callbacks import pack
from tests.sandbox.telegram.conftest import ANNA
from tests.support.whole_life import traces
from tests.telegram.conftest import World
from tests.telegram.incoming import as_bytes, message
from tests.telegram.test_conversation import labels

SAMARKAND = (39.6543, 66.9597)
MID_ATLANTIC = (35.0, -40.0)


async def asked(world: World) -> dict[str, Any]:
    """The screen of time zones, opened from the settings."""
    shown = await world.say("/settings")
    await world.tap_data(shown, pack(OpenTimeZones()))
    found = await world.until(ANNA, lambda shown: "Type the name" in (shown[-1]["text"] or ""))
    return found[-1]


async def share(world: World, place: tuple[float, float]) -> None:
    latitude, longitude = place
    path = f"/telegram/users/{ANNA}/location"
    await world.sandbox.control("POST", path, latitude=latitude, longitude=longitude)


async def zone_of(world: World) -> str:
    return (await world.use_cases.show_home(ANNA)).person.time_zone


async def test_a_typed_city_is_offered_with_its_time_and_set_by_a_tap(world: World) -> None:
    async with world.polling():
        await asked(world)
        offered = await world.say("самарканд")
        assert labels(offered)[0].endswith("Самарканд, Uzbekistan")
        await world.tap(offered, labels(offered)[0])
        (*_, saved) = await world.until(ANNA, lambda shown: "Saved" in (shown[-1]["text"] or ""))

    assert "Samarkand" in saved["text"]
    assert await zone_of(world) == "Asia/Samarkand"


async def test_nothing_changes_before_the_tap_and_words_that_are_no_city_are_told(
    world: World,
) -> None:
    async with world.polling():
        await asked(world)
        unknown = await world.say("<b>nowhere</b> at all")
        assert "<b>nowhere</b> at all" in unknown["text"]
        assert await zone_of(world) == "UTC"
        offered = await world.say("San José")

    cities = labels(offered)[:-1]
    assert len(cities) == 5, "it goes on waiting for a city"
    assert all("San Jos" in city for city in cities)
    assert await zone_of(world) == "UTC"


async def test_a_command_is_no_city_and_after_the_choice_words_are_none_either(
    world: World,
) -> None:
    async with world.polling():
        await asked(world)
        assert "/help" in (await world.say("/nosuch"))["text"]
        await world.tap_data(await world.say("/settings"), pack(SetTimeZone("Asia/Tokyo")))
        await world.until(ANNA, lambda shown: "Saved" in (shown[-1]["text"] or ""))
        assert "/help" in (await world.say("Samarkand"))["text"]

        await asked(world)
        world.clock.advance(PLACE_AWAITED + timedelta(seconds=1))
        assert "/help" in (await world.say("Samarkand"))["text"]


async def test_a_location_that_was_asked_for_is_saved_and_the_letters_come_back(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with world.polling():
        await world.tap_data(await asked(world), pack(AskLocation()))
        (*_, question) = await world.until(ANNA, lambda shown: bool(shown[-1]["reply_keyboard"]))
        rows = question["reply_keyboard"]["rows"]
        assert [row[0]["asks_location"] for row in rows] == [True, False]
        await share(world, SAMARKAND)
        found = await world.until(ANNA, lambda shown: bool(labels(shown[-1])))

    assert found[-2]["reply_keyboard"]["rows"] == [], "the buttons are taken away"
    assert "Samarkand" in found[-2]["text"]
    assert "Settings" in found[-1]["text"]
    assert await zone_of(world) == "Asia/Samarkand"
    assert await traces(world.database, ["39.65", "66.95"]) == []
    assert "39.65" not in caplog.text


async def test_a_location_that_nobody_asked_for_is_only_offered(world: World) -> None:
    async with world.polling():
        await world.say("/start")
        await share(world, SAMARKAND)
        found = await world.until(
            ANNA, lambda shown: "Samarkand" in "".join(labels(shown[-1])) and len(shown) > 2
        )
        assert await zone_of(world) == "UTC"
        await world.tap(found[-1], labels(found[-1])[0])
        await world.until(ANNA, lambda shown: "Saved" in (shown[-1]["text"] or ""))

    assert await zone_of(world) == "Asia/Samarkand"


@pytest.mark.parametrize(
    "passed_on",
    [
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Boris"}},
        {
            "venue": {
                "location": {"latitude": SAMARKAND[0], "longitude": SAMARKAND[1]},
                "title": "Registan",
                "address": "Samarkand",
            }
        },
    ],
    ids=["forwarded", "venue"],
)
async def test_a_place_where_the_person_is_not_is_only_offered(
    world: World, passed_on: dict[str, Any]
) -> None:
    async with world.polling():
        await asked(world)
    update = message(10**6, "")
    del update["message"]["text"]
    place = {"latitude": SAMARKAND[0], "longitude": SAMARKAND[1]}
    update["message"] |= {"location": place, **passed_on}
    inbox = world.inbox()
    async with inbox.open():
        await inbox.feed(as_bytes(update))

    assert await zone_of(world) == "UTC"
    assert "Samarkand" in labels((await world.from_bot())[-1])[0]


async def test_the_open_sea_sets_nothing_and_a_city_can_be_typed_next(world: World) -> None:
    async with world.polling():
        await world.tap_data(await asked(world), pack(AskLocation()))
        await world.until(ANNA, lambda shown: bool(shown[-1]["reply_keyboard"]))
        await share(world, MID_ATLANTIC)
        await world.until(ANNA, lambda shown: "open sea" in (shown[-1]["text"] or ""))
        assert await zone_of(world) == "UTC"
        offered = await world.say("Lisboa")

    assert labels(offered)[0].endswith("Lisboa, Portugal")


async def test_the_way_back_takes_the_buttons_away_and_shows_the_time_zones(world: World) -> None:
    async with world.polling():
        await world.tap_data(await asked(world), pack(AskLocation()))
        (*_, question) = await world.until(ANNA, lambda shown: bool(shown[-1]["reply_keyboard"]))
        await world.tap(question, question["reply_keyboard"]["rows"][1][0]["text"])
        found = await world.until(
            ANNA, lambda shown: len(shown) >= 4 and "Type the name" in (shown[-1]["text"] or "")
        )

    assert found[-2]["reply_keyboard"]["rows"] == []
    assert await zone_of(world) == "UTC"
