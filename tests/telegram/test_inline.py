"""Inline: people drop their own cards into chats, and nobody else's."""

import asyncio
from typing import Any

import pytest

from bot.presenters.actions import OpenOverview
from bot.telegram.callbacks import pack
from tests.telegram.authorization.stage import OTHER, OWNER, PRIVATE, SUPERGROUP, Stage, set_up
from tests.telegram.conftest import World

STRANGER = 500_000_099


@pytest.fixture
async def stage(world: World) -> Stage:
    return await set_up(world)


async def ask(stage: Stage, query: str, person: int = OWNER) -> dict[str, Any]:
    """What the person sees over the input."""
    path = f"/telegram/users/{person}/inline"
    async with asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(stage.world.sandbox.control("POST", path, query=query))
        async with asyncio.timeout(10):
            while not (updates := stage._waiting()):  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)
        for update in updates:
            await stage._feed(update)
    answer: dict[str, Any] = asking.result()
    return answer


def ids(answer: dict[str, Any], stage: Stage) -> list[str]:
    account = stage.owned.account_id
    return [one["id"].removeprefix(f"o{account}-") for one in answer["results"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["7", "28", "90"]),
        ("7d", ["7"]),
        ("28d", ["28"]),
        ("90", ["90"]),
        ("anna", ["7", "28", "90"]),
        ("@Anna.shop 28d", ["28"]),
        ("boris", []),
        ("13d", ["7", "28", "90"]),
        ("' OR 1=1 --", []),
        ("%", []),
    ],
)
async def test_a_person_finds_their_own_cards(stage: Stage, query: str, found: list[str]) -> None:
    answer = await ask(stage, query)
    assert ids(answer, stage) == found
    assert answer["is_personal"] is True
    assert answer["cache_time"] <= 60
    assert answer["button"] is None
    assert all(canary not in str(answer) for canary in stage.others.canaries)


async def test_nothing_is_asked_of_instagram_for_it(stage: Stage) -> None:
    before = stage.world.instagram.totals_asked
    await ask(stage, "")
    assert stage.world.instagram.totals_asked == before


@pytest.mark.parametrize("query", ["", "7d", "anna", "@anna.shop"])
async def test_a_stranger_gets_a_button_and_no_card(stage: Stage, query: str) -> None:
    answer = await ask(stage, query, STRANGER)
    assert answer["results"] == []
    assert answer["button"] == {"text": "Connect Instagram first", "start_parameter": "inline"}


async def test_another_linked_person_gets_their_own(stage: Stage) -> None:
    answer = await ask(stage, "", OTHER)
    assert "@boris.shop" in str(answer)
    assert all(canary not in str(answer) for canary in stage.owned.canaries)


async def test_a_chart_that_telegram_has_comes_along(stage: Stage) -> None:
    await stage.tap(pack(OpenOverview(7)), OWNER, PRIVATE)
    answer = await ask(stage, "7d")
    (card,) = answer["results"]
    assert card["type"] == "photo"
    assert card["photo"]
    assert "@anna.shop" in card["text"]


async def test_a_card_that_is_dropped_into_a_chat_is_no_question(stage: Stage) -> None:
    await ask(stage, "7d")
    stage.shown()
    group, _ = stage.chats[SUPERGROUP]
    card = f"o{stage.owned.account_id}-7"
    for chat_id in (group, OWNER):
        await stage.world.sandbox.control(
            "POST", f"/telegram/users/{OWNER}/inline/send", result_id=card, chat_id=chat_id
        )
        await stage._bring(OWNER)
    assert "sendMessage" not in stage.shown()
    assert await stage.world.from_bot(group) == []
    (*_, sent) = await stage.world.sandbox.shown(group)
    assert sent["via_bot"] is True
    assert sent["buttons"] == []
