"""The network between Telegram and us, spoiled: a message comes once, or its person is asked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from yarl import URL

from bot.domain.secret import Secret
from bot.services.ports import OutgoingMessage
from bot.services.send_outbox import OFFER, SendOutbox
from bot.storage.tables import DueState, OutboxRow
from bot.telegram.render import Renderer
from bot.telegram.sender import Sender
from bot.telegram.session import make_bot
from tests.sandbox.telegram.conftest import ANNA
from tests.support.chaos import (
    Bandwidth,
    ChaosProxy,
    Down,
    Latency,
    LimitData,
    ResetPeer,
    Slicer,
    SlowClose,
    Timeout,
    Toxic,
    chaos_proxy,
)
from tests.telegram.conftest import World
from tests.telegram.wiring import make_delivery

MINUTE = timedelta(minutes=1)
MESSAGE = OutgoingMessage("link_denied", "link_denied:1", ANNA, None, {})
ASKED = "got lost on its way, perhaps"


@dataclass(frozen=True)
class Spoiled:
    """The outbox lane, and the proxy between it and the sandbox."""

    world: World
    proxy: ChaosProxy
    send: SendOutbox

    async def send_what_is_due(self) -> None:
        async with self.world.database.transaction() as stored:
            refs = await stored.outbox.claim(10, MINUTE)
        await self.send(refs)

    async def states(self) -> dict[str, DueState]:
        async with self.world.database.session() as session:
            rows = await session.execute(select(OutboxRow.kind, OutboxRow.state))
            return {kind: DueState(state) for kind, state in rows}

    async def came(self) -> tuple[int, int]:
        """How often the message came, and how often it was asked whether it did."""
        said = [one["text"] for one in await self.world.from_bot()]
        asked = sum(ASKED in words for words in said)
        return len(said) - asked, asked


@pytest.fixture
async def spoiled(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Spoiled]:
    """Telegram is given half a second for an answer, not a minute."""
    monkeypatch.setattr("bot.telegram.session.CALL_TIMEOUT", 0.5)
    await world.sandbox.say("/start")
    await world.use_cases.meet_person(ANNA, "Anna", None, "en")
    port = URL(world.sandbox.url).port
    assert port is not None
    async with chaos_proxy(port) as proxy:
        bot = make_bot(Secret(world.sandbox.token), f"http://127.0.0.1:{proxy.port}/telegram")
        sender = Sender(bot, world.pace)
        renderer = Renderer(sender, world.drawing, world.fetching, world.keeping)
        delivery = make_delivery(
            world.database, world.clock, world.instagram, renderer, world.chats
        )
        yield Spoiled(world, proxy, SendOutbox(world.database, world.clock, delivery, world.pace))
        await bot.session.close()


@pytest.mark.parametrize("toxic", [Latency(0.02), Slicer(7), SlowClose(0.2)], ids=repr)
async def test_an_answer_that_is_only_slow_or_in_pieces_is_one(
    spoiled: Spoiled, toxic: Toxic
) -> None:
    await put(spoiled, toxic)
    assert await spoiled.states() == {"link_denied": DueState.DONE}
    assert await spoiled.came() == (1, 0)


@pytest.mark.proves("F3")
@pytest.mark.parametrize(
    "toxic",
    [Timeout(), Bandwidth(20), ResetPeer(0), ResetPeer(100), LimitData(0), LimitData(100), Down()],
    ids=repr,
)
async def test_a_message_whose_answer_does_not_come_is_asked_about_and_not_repeated(
    spoiled: Spoiled, toxic: Toxic
) -> None:
    """Where Telegram had it already, and where it never got there: we cannot tell."""
    await put(spoiled, toxic)
    assert (await spoiled.states())["link_denied"] is DueState.UNKNOWN
    spoiled.proxy.toxic = None
    for _ in range(3):
        spoiled.world.clock.advance(10 * MINUTE)
        await spoiled.send_what_is_due()
    assert await spoiled.states() == {"link_denied": DueState.UNKNOWN, OFFER: DueState.DONE}
    assert await spoiled.came() == (int(not isinstance(toxic, Down)), 1)


async def put(spoiled: Spoiled, toxic: Toxic) -> None:
    async with spoiled.world.database.transaction() as stored:
        assert await stored.outbox.put(MESSAGE)
    spoiled.proxy.toxic = toxic
    await spoiled.send_what_is_due()
