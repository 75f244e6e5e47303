"""Whatever is raised wherever: people get words and a reference, the log gets the rest."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn

import pytest

from bot.presenters.actions import OpenSettings
from bot.services.ports import OutgoingMessage
from bot.services.send_outbox import SendOutbox
from bot.storage.tables import Base
from bot.telegram.callbacks import pack
from bot.telegram.sender import ChatHeld
from tests.support.canaries import CANARIES
from tests.support.failures import REFERENCE, every_failure, is_explained, shows_nothing
from tests.support.product_log import product_log
from tests.telegram.conftest import World
from tests.telegram.wiring import go_through_instagram, make_delivery

FAILURES = [one for one in every_failure() if not isinstance(one, ChatHeld)]
"""While Telegram holds a chat, nothing can be said there."""


def raising(error: Exception) -> Any:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def check(text: str, error: Exception, log: str) -> None:
    shows_nothing(text, error)
    if is_explained(error):
        return
    reference = REFERENCE.search(text)
    assert reference, type(error).__name__
    assert f"reference {reference.group()}" in log


@pytest.mark.proves("S21")
async def test_a_command_that_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with product_log() as written:
        async with world.polling():
            for user, error in enumerate(FAILURES, start=9_000):
                monkeypatch.setattr("bot.presenters.help.screen", raising(error))
                answer = await world.say("/help", user)
                check(answer["text"], error, written.getvalue())
    assert len(FAILURES) > 35
    assert "IGAA" not in written.getvalue()


@pytest.mark.proves("S21")
async def test_a_tap_that_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with product_log() as written:
        async with world.polling():
            for user, error in enumerate(FAILURES, start=9_000):
                message = await world.say("/help", user)
                with monkeypatch.context() as failing:
                    failing.setattr("bot.presenters.settings.screen", raising(error))
                    await world.tap_data(message, pack(OpenSettings()), user)
                    (shown,) = await world.until(user, lambda shown: shown[0]["edited"])
                check(shown["text"], error, written.getvalue())
    assert "IGAA" not in written.getvalue()


async def test_a_message_that_cannot_be_worded(world: World) -> None:
    """Nobody gets half of it; it stays and is tried again."""
    delivery = make_delivery(
        world.database, world.clock, world.instagram, world.renderer, world.chats
    )
    with product_log() as written:
        for user, error in enumerate(FAILURES, start=9_000):

            def fail(_: int, error: Exception = error) -> Awaitable[Any]:
                raise error

            message = OutgoingMessage(
                kind="link_expired",
                key=f"k{user}",
                chat_id=user,
                message_thread_id=None,
                payload={},
            )
            async with world.database.transaction() as stored:
                await stored.people.seen(user, "Ana", "ana", "en")
                await stored.outbox.put(message)
                refs = await stored.outbox.claim(100, timedelta(minutes=1))
            failing: Any = fail
            word = replace(delivery, show_home=failing)
            await SendOutbox(world.database, world.clock, word, world.pace)(refs)
            assert await world.sandbox.control("GET", "/requests") is not None
            assert "sendMessage" not in await world.calls()
    assert "IGAA" not in written.getvalue()


TABLES = [
    table.name
    for table in Base.metadata.sorted_tables
    # Without it no update is taken at all: see test_updates.
    if table.name != "processed_update"
]


@pytest.mark.proves("S21")
async def test_a_database_that_fails_shows_nothing_of_itself(world: World) -> None:
    """Each table is gone in turn, while tickets and return codes are in play."""
    referred = []
    with product_log() as written:
        async with world.polling():
            for user, table in enumerate(TABLES, start=9_000):
                invitation = await world.say("/link", user)
                url = invitation["buttons"][0][0]["url"]
                returned = await go_through_instagram(
                    world.database, world.clock, world.instagram, url
                )
                await rename(world, table, "gone")
                CANARIES.struck(f"database without {table}")
                for words in (f"/start L{returned.return_code.reveal()}", "/overview", "/status"):
                    answer = await world.say(words, user)
                    text = answer["text"] or answer["caption"]
                    shows_nothing(text, RuntimeError(table))
                    assert "gone" not in text
                    referred += REFERENCE.findall(text)
                await rename(world, "gone", table)
    assert len(TABLES) >= 20
    assert len(referred) > len(TABLES) / 2
    assert all(f"reference {reference}" in written.getvalue() for reference in referred)


async def rename(world: World, table: str, name: str) -> None:
    async with world.database.session() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "{name}"')
