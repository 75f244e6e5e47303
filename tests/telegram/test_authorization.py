"""Nobody sees or changes what belongs to somebody else, and no figure leaves a private chat.

Every command and button that the routers have × who takes it × where. Who: the owner of the data,
another linked person, an administrator of the chat, somebody who blocked the bot, and somebody
whose Telegram account is gone. Where: in private, in a group, a supergroup, a channel, a topic.
"""

import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import fields
from functools import partial
from typing import Any, get_type_hints

import pytest

from bot.presenters.actions import Action
from bot.telegram.callbacks import PREFIXES, pack, unpack
from bot.telegram.dispatcher import make_dispatcher
from tests.telegram.authorization.routes import routes_of
from tests.telegram.authorization.seed import Owned, rows_of
from tests.telegram.authorization.stage import (
    ELSEWHERE,
    OTHER,
    OWNER,
    PEOPLE,
    PRIVATE,
    Stage,
    set_up,
)
from tests.telegram.authorization.table import ROWS, Row
from tests.telegram.conftest import World

Take = Callable[[Stage, int, str], Awaitable[None]]


def leaks(shown: str, owned: Owned) -> list[str]:
    return sorted(canary for canary in owned.canaries if canary in shown)


def takes(row: Row, owned: Owned) -> Iterator[Take]:
    """Every way in which the route is taken, with the owner's ids in the buttons."""
    for action in row.taps(owned):
        yield partial(_tap, pack(action))
    for text in row.says:
        yield partial(_say, text)
    for place in row.shares:
        yield partial(_share, place)


async def _say(text: str, stage: Stage, person: int, where: str) -> None:
    await stage.say(text, person, where)


async def _share(place: tuple[float, float], stage: Stage, person: int, where: str) -> None:
    await stage.share(place, person, where)


async def _tap(data: str, stage: Stage, person: int, where: str) -> None:
    await stage.tap(data, person, where)


def no_errors(caplog: pytest.LogCaptureFixture) -> None:
    assert not [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]


@pytest.mark.proves("S7", "S32")
async def test_every_way_into_the_bot_has_a_row(world: World) -> None:
    dispatcher = make_dispatcher(world.use_cases, world.renderer, world.clock, "https://t.me")
    found = routes_of(dispatcher)

    assert sorted(set(found)) == sorted(ROWS), "a route without a row, or a row without a route"
    assert len(found) == len(set(found)), "a route is registered twice"


def test_every_button_has_a_row_that_taps_it() -> None:
    tapped = {
        type(action).__name__
        for row in ROWS.values()
        for action in row.taps(Owned(1, 2, 3, 4, 5, 6, 7, frozenset()))
    }
    assert tapped == {action.__name__ for action in PREFIXES.values()}


@pytest.mark.proves("S7", "S32")
@pytest.mark.parametrize("route", ROWS)
async def test_what_belongs_to_somebody_is_theirs_alone(
    world: World, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    row = ROWS[route]
    stage = await set_up(world)
    before = await rows_of(world.database, stage.owned)
    for take in takes(row, stage.owned):
        for name, person in PEOPLE.items():
            if person != OWNER:
                await take(stage, person, PRIVATE)
                shown = stage.shown()
                assert not leaks(shown, stage.owned), f"{name} in private: {shown}"
    assert await rows_of(world.database, stage.owned) == before

    others_before = await rows_of(world.database, stage.others)
    seen = ""
    for take in takes(row, stage.owned):
        await take(stage, OWNER, PRIVATE)
        seen += stage.shown()
    assert bool(leaks(seen, stage.owned)) is row.shows, seen
    assert not leaks(seen, stage.others)
    assert await rows_of(world.database, stage.others) == others_before
    no_errors(caplog)


@pytest.mark.proves("S20")
@pytest.mark.parametrize("route", ROWS)
async def test_outside_a_private_chat_there_are_no_figures(
    world: World, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither for the owner nor for anybody; and nothing of anybody is changed from there."""
    row = ROWS[route]
    stage = await set_up(world)
    everybody = (stage.owned, stage.others)
    before = [await rows_of(world.database, owned) for owned in everybody]
    for take in takes(row, stage.owned):
        for where in ELSEWHERE:
            for name, person in PEOPLE.items():
                await take(stage, person, where)
                shown = stage.shown()
                assert not any(leaks(shown, owned) for owned in everybody), f"{name}: {shown}"
    for text in row.says:
        await stage.say_anonymously(text)
        assert not leaks(stage.shown(), stage.owned)
    assert [await rows_of(world.database, owned) for owned in everybody] == before
    no_errors(caplog)


@pytest.mark.proves("S20")
async def test_a_group_that_has_moved_is_no_private_chat(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    stage = await set_up(world)
    await stage.upgrade_group()
    stage.shown()
    for route in ("/overview", "OpenOverview", "OpenStory"):
        for take in takes(ROWS[route], stage.owned):
            await take(stage, OWNER, "group")
            shown = stage.shown()
            assert "sendMessage" in shown or "chat_id" in shown, "there is an answer"
            assert not leaks(shown, stage.owned)
    no_errors(caplog)


# Forged buttons -------------------------------------------------------------------------------

FORGED = 10_000
SIGNS = "+::::-_/0123456789aceghlmoqstuzFEDRLSé١\U0001f600"


def forged(chance: random.Random, owned: Owned) -> str:
    """What a bad client may send: any bytes, or a button of ours with any values in it."""
    if chance.random() < 0.5:
        prefix = chance.choice([*PREFIXES, "", "+"])
        return prefix + "".join(chance.choices(SIGNS, k=chance.randrange(24)))
    prefix, action = chance.choice(list(PREFIXES.items()))
    types = get_type_hints(action)
    values = [_value(chance, types[field.name], owned) for field in fields(action)]
    return ":".join([prefix, *values])


def _value(chance: random.Random, kind: Any, owned: Owned) -> str:
    if kind is int:
        ids = (
            owned.account_id,
            owned.media_id,
            owned.story_id,
            owned.outbox_id,
            owned.digest_id,
            OWNER,
        )
        return str(chance.choice([*ids, 0, -1, 1, 7, 25, 2**31, 2**63 - 1, -(2**63)]))
    if kind is bool:
        return chance.choice("01")
    if kind is str:
        words = ["", "en", "xx", "Europe/Madrid", "Europe", "reach", "../../etc/passwd", "' OR 1=1"]
        return chance.choice([*words, "<b>", "%s", "\x00"])
    return str(chance.choice(list(kind)).value)


@pytest.mark.proves("S7")
@pytest.mark.timeout(600)
async def test_ten_thousand_forged_buttons_open_nothing_and_raise_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """All are unpacked; every one that means something is tapped, by somebody it is not for."""
    stage = await set_up(world)
    before = await rows_of(world.database, stage.owned)
    chance = random.Random(20261128)
    understood: dict[Action, str] = {}
    for _ in range(FORGED):
        data = forged(chance, stage.owned)
        action = unpack(data)
        if action is not None and len(data.encode()) <= 64:
            understood[action] = data
    assert len(understood) > 300
    for data in understood.values():
        stage.take_time()
        await stage.tap(data, OTHER, PRIVATE)
        assert not leaks(stage.shown(), stage.owned), data
    assert await rows_of(world.database, stage.owned) == before
    no_errors(caplog)
