"""Alerts on their way to the admin chat, and what happens when they do not arrive."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text as sql

from bot.clock import SystemClock
from bot.domain.operator_alerts import OperatorAlert
from bot.domain.secret import Secret
from bot.services.due_work import RUN_TTL
from bot.services.note_trouble import NoteSkew, NoteTrouble
from bot.services.send_outbox import SendOutbox
from bot.services.tell_operator import TellOperator
from bot.telegram.session import make_bot
from tests.sandbox.telegram.conftest import ANNA
from tests.telegram.conftest import World
from tests.telegram.wiring import make_delivery

GROUP = -4242


class Operator:
    """One trouble of this machine, the process that tells it, and the lane that sends."""

    def __init__(self, world: World, chat_id: int) -> None:
        self.world = world
        self.is_there = True
        self.tell = TellOperator(world.database, world.clock, chat_id, "machine 1", self.here)
        delivery = make_delivery(
            world.database, world.clock, world.instagram, world.renderer, world.chats
        )
        self.send = SendOutbox(world.database, world.clock, delivery, world.pace)

    async def here(self) -> Mapping[OperatorAlert, bool]:
        return {OperatorAlert.DISK_FULL: self.is_there}

    async def tick(self) -> None:
        await self.tell()
        async with self.world.database.transaction() as stored:
            refs = await stored.outbox.claim(10, RUN_TTL)
        await self.send(refs)

    async def alerts(self) -> int:
        async with self.world.database.reading() as stored:
            return await stored.operator_alerts.messages_since(
                self.tell.chat_id or 0, self.world.clock.now() - timedelta(days=1)
            )


async def test_the_operator_reads_it_in_their_language_and_that_it_is_over(world: World) -> None:
    await world.sandbox.say("/start")
    await world.use_cases.meet_person(ANNA, "Anna", None, "es")
    before = len(await world.from_bot())
    operator = Operator(world, ANNA)
    await operator.tick()
    operator.is_there = False
    await operator.tick()

    full, room = (await world.from_bot())[before:]
    assert full["text"].startswith("⚠️ Quedan menos de 500 MB libres en el disco.")
    assert full["text"].endswith("docs/operate.md#disk-full")
    assert room["text"].startswith("✅ Vuelve a haber sitio en el disco.")


@pytest.mark.proves("F42")
@pytest.mark.parametrize(
    ("fault", "params"),
    [
        ("forbidden", {}),
        ("bad_request", {"description": "chat not found"}),
        ("reset", {"after_effect": True}),
        ("server_error", {"status": 500}),
    ],
)
@pytest.mark.parametrize("chat_id", [ANNA, GROUP])
async def test_an_admin_chat_that_takes_nothing_is_logged_and_raises_no_alert(
    world: World,
    caplog: pytest.LogCaptureFixture,
    fault: str,
    params: dict[str, Any],
    chat_id: int,
) -> None:
    await world.sandbox.fault(fault, method="sendMessage", **params)
    operator = Operator(world, chat_id)
    for _ in range(10):
        world.clock.advance(timedelta(minutes=10))
        await operator.tick()

    assert await operator.alerts() == 1, "what goes on unchanged is not told again so soon"
    assert caplog.text.count("The admin chat did not get an alert") == 1
    assert len(await world.requests("sendMessage")) == 1
    async with world.database.reading() as stored:
        known = await stored.operator_alerts.to_tell(timedelta(), timedelta(days=1))
    assert known == []


@pytest.mark.proves("F19")
async def test_a_clock_that_is_not_telegrams_is_noted(world: World) -> None:
    """The sandbox answers with the time of this machine; ours stands still at another one."""
    for clock, noted in ((SystemClock(), []), (world.clock, [("clock-off", "Telegram")])):
        note_skew = NoteSkew(clock, NoteTrouble(world.database), "Telegram")
        bot = make_bot(Secret(world.sandbox.token), f"{world.sandbox.url}/telegram", note_skew)
        for _ in range(3):
            await bot.get_me()
        await bot.session.close()
        async with world.database.session() as session:
            rows = await session.execute(sql("SELECT kind, scope FROM operator_alert"))
            assert [tuple(row) for row in rows] == noted
