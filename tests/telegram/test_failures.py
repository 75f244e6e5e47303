"""When something goes wrong: nobody is left without a word, and the log can be found by it."""

import re

import pytest
from aiogram.types import (
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.presenters.actions import OpenSettings
from bot.presenters.screen import Screen
from bot.telegram.callbacks import pack
from bot.telegram.middlewares.throttle import SECONDS, UPDATES, Throttle
from bot.telegram.profile import Profile
from tests.sandbox.telegram.conftest import ANNA
from tests.support.clock import FakeTime
from tests.telegram.conftest import World
from tests.telegram.incoming import BORIS, as_bytes, message


async def test_an_unforeseen_failure_gives_a_reference_that_the_log_has(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> Screen:
        raise RuntimeError("a figure that cannot be")

    monkeypatch.setattr("bot.presenters.help.screen", fail)
    async with world.polling():
        answer = await world.say("/help")
        fine = await world.say("/settings")

    found = re.search(r"[0-9a-f]{8}", answer["text"])
    assert found is not None
    assert f"reference {found.group()}" in caplog.text
    assert "a figure" not in answer["text"]
    assert fine["text"] != answer["text"]


async def test_a_tap_that_fails_is_answered_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Screen:
        raise RuntimeError

    async with world.polling():
        message = await world.say("/help")
        monkeypatch.setattr("bot.presenters.settings.screen", fail)
        answer = await world.tap_data(message, pack(OpenSettings()))
        (shown,) = await world.until(ANNA, lambda shown: shown[0]["edited"])

    assert answer is not None
    assert shown["text"] != message["text"]


async def test_a_person_who_left_meanwhile_is_marked_and_nothing_is_logged_as_our_failure(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with world.polling():
        await world.say("/start")
        await world.sandbox.fault("forbidden", method="sendMessage")
        await world.sandbox.say("/help")
        await world.blocked(True)

    assert "An update failed" not in caplog.text


@pytest.mark.proves("F28")
async def test_a_late_answer_to_a_tap_does_not_stop_the_work(world: World) -> None:
    await world.sandbox.fault(
        "bad_request",
        method="answerCallbackQuery",
        description="query is too old and response timeout expired or query ID is invalid",
    )
    async with world.polling():
        message = await world.say("/help")
        await world.sandbox.control(
            "POST",
            f"/telegram/users/{ANNA}/taps",
            message_id=message["message_id"],
            data=pack(OpenSettings()),
        )
        (shown,) = await world.until(ANNA, lambda shown: shown[0]["edited"])

    assert shown["text"] != message["text"]


@pytest.mark.proves("S27")
async def test_a_flood_of_one_person_is_left_out_and_hinders_nobody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = world.inbox()
    async with inbox.open():
        for number in range(1, UPDATES + 6):
            await inbox.feed(as_bytes(message(number, "/help")))
        await inbox.feed(as_bytes(message(900, "/help", BORIS)))

    assert len(await world.requests("sendMessage")) == UPDATES + 1
    assert caplog.text.count("is left out") == 5


def test_the_share_of_a_person_is_free_again_after_ten_seconds() -> None:
    time = FakeTime()
    throttle = Throttle(time.monotonic)
    admitted = [throttle.admit(ANNA) for _ in range(UPDATES + 1)]
    time.now += SECONDS

    assert admitted == [True] * UPDATES + [False]
    assert throttle.admit(ANNA)


async def test_the_profile_is_written_once_and_then_only_read(world: World) -> None:
    profile = Profile(world.bot)
    await profile()
    written = [name for name in await world.calls() if name.startswith("set")]
    await profile()

    assert written.count("setMyCommands") == 9, "three scopes in three languages"
    assert [name for name in await world.calls() if name.startswith("set")] == written
    commands = await world.bot.get_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert [command.command for command in commands][:2] == ["overview", "posts"]
    for scope, names in (
        (BotCommandScopeAllGroupChats(), ["overview", "help"]),
        (BotCommandScopeAllChatAdministrators(), ["overview", "help", "here", "settings"]),
    ):
        shown = await world.bot.get_my_commands(scope=scope, language_code="ru")
        assert [command.command for command in shown] == names
        assert any("а" <= sign <= "я" for sign in shown[0].description)


async def test_a_profile_that_cannot_be_written_stops_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.sandbox.fault("server_error", times=None, method="setMyCommands")
    await Profile(world.bot)()

    description = await world.bot.get_my_description(language_code="ru")
    assert description.description
    assert "not brought up to date" in caplog.text
