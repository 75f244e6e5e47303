"""getUpdates: offsets, limits, kinds, lifetimes and conflicts."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.sandbox.telegram.conftest import ANNA, Sandbox

WAIT = {"timeout": 20}

Answer = tuple[int, dict[str, Any]]


WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_an_offset_confirms_them(sandbox: Sandbox) -> None:
    first, second, third = [(await sandbox.say(text))["update_id"] for text in ("a", "b", "c")]
    assert (second, third) == (first + 1, first + 2)
    assert texts(await sandbox.updates(offset=0)) == ["a", "b", "c"]
    assert texts(await sandbox.updates(offset=second)) == ["b", "c"]
    assert texts(await sandbox.updates(offset=-10, **WAIT)) == ["b", "c"]
    assert texts(await sandbox.updates(offset=third + 50, **WAIT)) == ["b", "c"]


async def test_a_negative_offset_forgets_all_but_the_last(sandbox: Sandbox) -> None:
    for text in ("a", "b", "c"):
        await sandbox.say(text)
    assert texts(await sandbox.updates(offset=-2)) == ["b", "c"]
    assert texts(await sandbox.updates(offset=1)) == ["b", "c"]


async def test_the_limit_is_kept_and_clamped(sandbox: Sandbox) -> None:
    for text in ("a", "b", "c"):
        await sandbox.say(text)
    assert texts(await sandbox.updates(limit=2)) == ["a", "b"]
    assert texts(await sandbox.updates(offset=1, limit=-5)) == ["a"]


async def test_the_same_offset_at_once_again_is_given_one_update(sandbox: Sandbox) -> None:
    for text in ("a", "b"):
        await sandbox.say(text)
    assert texts(await sandbox.updates()) == ["a", "b"]
    assert texts(await sandbox.updates()) == ["a"]


async def test_a_waiting_poll_is_answered_when_something_is_said(sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(sandbox.updates(**WAIT))
        await sandbox.say("hello")
    assert texts(poll.result()) == ["hello"]


async def test_only_the_kinds_asked_for_are_queued_from_then_on(sandbox: Sandbox) -> None:
    await sandbox.say("a")
    await sandbox.updates(allowed_updates=["callback_query"])
    assert (await sandbox.say("b"))["update_id"] is None
    # Asking without the list keeps the choice; an empty list is the default again.
    await sandbox.updates(offset=1)
    assert (await sandbox.say("c"))["update_id"] is None
    await sandbox.updates(offset=2, allowed_updates=[])
    assert (await sandbox.say("d"))["update_id"] is not None
    assert texts(await sandbox.updates(offset=3)) == ["a", "d"]


async def test_messages_wait_a_day_and_taps_two_and_a_half_minutes(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text="x")
    path = f"/telegram/users/{ANNA}/taps"
    async with asyncio.TaskGroup() as tasks:
        tap = tasks.create_task(
            sandbox.control("POST", path, message_id=sent["message_id"], data="go")
        )
        events = await sandbox.updates(offset=100_002, **WAIT)
        query = events[0]["callback_query"]
        await sandbox.advance(timedelta(seconds=21))
        assert (await sandbox.refusal("answerCallbackQuery", callback_query_id=query["id"]))[
            1
        ].startswith("Bad Request: query is too old")
        assert len(await sandbox.updates(offset=100_001, **WAIT)) == 1
        await sandbox.advance(timedelta(seconds=129))
        await sandbox.say("still here")
        assert texts(await sandbox.updates(offset=100_002, **WAIT)) == ["still here"]
        await sandbox.telegram.close()
    assert tap.result()["answer"] is None
    await sandbox.advance(timedelta(hours=24))
    await sandbox.say("today")
    assert texts(await sandbox.updates(offset=-5, **WAIT)) == ["today"]


async def test_a_webhook_ends_the_poll_and_forbids_others(sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = await waiting_poll(sandbox, tasks)
        await sandbox.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert poll.result()[1]["description"] == "Conflict: terminated by setWebhook request"
    assert await sandbox.refusal("getUpdates") == (409, WEBHOOK_ACTIVE)
    await sandbox.call("deleteWebhook")
    await sandbox.say("hello")
    assert texts(await sandbox.updates()) == ["hello"]


async def waiting_poll(sandbox: Sandbox, tasks: asyncio.TaskGroup) -> "asyncio.Task[Answer]":
    """A poll that the server surely has: another one was ended by it."""
    polls = [tasks.create_task(sandbox.ask("getUpdates", **WAIT)) for _ in range(2)]
    ended, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
    assert ended.pop().result()[0] == 409
    return waiting.pop()


async def test_closing_answers_the_waiting_poll(sandbox: Sandbox) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = await waiting_poll(sandbox, tasks)
        await sandbox.telegram.close()
    status, body = poll.result()
    assert (status, body["description"]) == (500, "Internal Server Error: restart")
