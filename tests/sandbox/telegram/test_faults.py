"""Faults that a person or a test switches on."""

import asyncio

import pytest
from aiohttp import ServerDisconnectedError

from tests.sandbox.telegram.conftest import ANNA, Sandbox

HELLO = {"chat_id": ANNA, "text": "hello"}


@pytest.fixture(autouse=True)
async def started(sandbox: Sandbox) -> None:
    await sandbox.say("/start")


async def test_too_many_requests_for_one_chat(sandbox: Sandbox) -> None:
    await sandbox.fault("too_many_requests", times=None, retry_after=9, chat_id=ANNA)
    status, body = await sandbox.ask("sendMessage", **HELLO)
    assert (status, body["description"]) == (429, "Too Many Requests: retry after 9")
    assert body["parameters"] == {"retry_after": 9}
    await sandbox.say("hello", user=777)
    assert await sandbox.call("sendMessage", chat_id=777, text="hello")


async def test_a_fault_strikes_as_often_as_asked(sandbox: Sandbox) -> None:
    await sandbox.fault("server_error", times=2)
    for _ in range(2):
        assert (await sandbox.refusal("sendMessage", **HELLO))[0] == 500
    assert await sandbox.call("sendMessage", **HELLO)


async def test_a_fault_can_name_its_method(sandbox: Sandbox) -> None:
    await sandbox.fault("bad_request", description="BUTTON_DATA_INVALID", method="sendMessage")
    assert await sandbox.call("getMe")
    refused = await sandbox.refusal("sendMessage", **HELLO)
    assert refused == (400, "Bad Request: BUTTON_DATA_INVALID")


async def test_polling_goes_on_unless_it_is_named(sandbox: Sandbox) -> None:
    await sandbox.fault("server_error", times=None, status=502)
    assert len(await sandbox.updates()) == 1
    assert await sandbox.refusal("getMe") == (502, "Bad Gateway")


async def test_forbidden_is_told_in_any_words(sandbox: Sandbox) -> None:
    await sandbox.fault("forbidden", description="Forbidden: user is deactivated")
    assert await sandbox.call("getMe")
    refused = await sandbox.refusal("sendMessage", **HELLO)
    assert refused == (403, "Forbidden: user is deactivated")


async def test_a_proxy_answers_in_html(sandbox: Sandbox) -> None:
    await sandbox.fault("garbage", status=200)
    url = f"{sandbox.url}/telegram/bot{sandbox.token}/getMe"
    async with sandbox.session.get(url) as response:
        assert (response.status, response.content_type) == (200, "text/html")


@pytest.mark.parametrize("after_effect", [False, True])
async def test_the_connection_is_cut(sandbox: Sandbox, after_effect: bool) -> None:
    await sandbox.fault("reset", after_effect=after_effect)
    with pytest.raises((ServerDisconnectedError, ConnectionResetError)):
        await sandbox.ask("sendMessage", **HELLO)
    arrived = [message["text"] for message in await sandbox.shown()] == ["/start", "hello"]
    assert arrived is after_effect


async def test_a_slow_call_ends_after_a_quick_one(sandbox: Sandbox) -> None:
    await sandbox.fault("slow", seconds=0.3, method="sendMessage")
    ended: list[str] = []

    async def call(method: str, text: str) -> None:
        await sandbox.call(method, **{**HELLO, "text": text})
        ended.append(text)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(call("sendMessage", "slow"))
        tasks.create_task(call("getMe", "quick"))
    assert ended == ["quick", "slow"]


async def test_an_unknown_fault_is_refused(sandbox: Sandbox) -> None:
    error = await sandbox.control_refusal("POST", "/faults", target="telegram", fault="plague")
    assert "unknown telegram fault 'plague'" in error


async def test_every_fault_is_named_with_params_that_it_takes(sandbox: Sandbox) -> None:
    async with sandbox.session.get(f"{sandbox.url}/sandbox/telegram/faults") as response:
        told = await response.json()
    assert {"too_many_requests", "slow", "strict_urls"} < set(told["faults"])
    assert set(told["about"]) == set(told["faults"])
    assert told["about"]["slow"] == {"description": "answers late", "params": {"seconds": 5}}
    for name in told["faults"]:
        await sandbox.fault(name, **told["about"][name]["params"])
