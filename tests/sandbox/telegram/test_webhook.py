"""Delivery to the bot's server: secret, order, retries, and answers that name a method."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.telegram.conftest import ANNA, Sandbox, StartSandbox

SECRET = "Abc-123_"


@dataclass
class BotServer:
    """Keeps what it is sent; answers from a list of responses, then 200."""

    url: str = ""
    received: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    secrets: list[str | None] = field(default_factory=list)
    responses: list[web.Response] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.received.put(await request.json())
        await self.gate.wait()
        return self.responses.pop(0) if self.responses else web.Response()

    async def next_text(self) -> str:
        update = await self.received.get()
        text: str = update["message"]["text"]
        return text


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    made = BotServer()
    made.gate.set()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    made.url = f"http://{host}:{port}/hook"
    yield made
    await runner.cleanup()


async def test_an_update_comes_with_the_secret(sandbox: Sandbox, server: BotServer) -> None:
    await sandbox.say("before")
    await sandbox.call("setWebhook", url=server.url, secret_token=SECRET, max_connections=5)
    assert await server.next_text() == "before"
    await sandbox.say("after")
    assert await server.next_text() == "after"
    assert server.secrets == [SECRET, SECRET]
    info = await sandbox.call("getWebhookInfo")
    assert info["url"] == server.url
    assert info["max_connections"] == 5


async def test_pending_updates_can_be_dropped(sandbox: Sandbox, server: BotServer) -> None:
    await sandbox.say("before")
    await sandbox.call("setWebhook", url=server.url, drop_pending_updates=True)
    await sandbox.say("after")
    assert await server.next_text() == "after"


async def test_only_2xx_counts_and_the_first_retry_is_at_once(
    sandbox: Sandbox, server: BotServer
) -> None:
    server.responses = [web.Response(status=500)]
    await sandbox.call("setWebhook", url=server.url)
    await sandbox.say("hello")
    first, second = await server.received.get(), await server.received.get()
    assert first == second
    info = await sandbox.call("getWebhookInfo")
    assert "500" in info["last_error_message"]
    assert info["last_error_date"] == int(sandbox.clock.now().timestamp())


async def test_the_pause_that_the_server_asks_for_is_kept(
    sandbox: Sandbox, server: BotServer
) -> None:
    server.responses = [web.Response(status=503, headers={"Retry-After": "1"})]
    await sandbox.call("setWebhook", url=server.url)
    loop = asyncio.get_running_loop()
    await sandbox.say("hello")
    await server.received.get()
    asked = loop.time()
    await server.received.get()
    assert loop.time() - asked > 0.9


async def test_a_chat_waits_for_its_answer_and_others_do_not(
    sandbox: Sandbox, server: BotServer
) -> None:
    server.gate.clear()
    await sandbox.call("setWebhook", url=server.url)
    await sandbox.say("one")
    await sandbox.say("two")
    await sandbox.say("other", user=777)
    assert {await server.next_text(), await server.next_text()} == {"one", "other"}
    assert server.received.empty()
    server.gate.set()
    assert await server.next_text() == "two"


async def test_a_method_in_the_answer_is_obeyed(sandbox: Sandbox, server: BotServer) -> None:
    server.responses = [
        web.json_response({"method": "sendMessage", "chat_id": ANNA, "text": "at once"})
    ]
    await sandbox.call("setWebhook", url=server.url)
    await sandbox.say("hello")
    await sandbox.control("GET", "/telegram/events?after=1&timeout=20")
    assert (await sandbox.shown())[-1]["text"] == "at once"


async def test_setting_it_again_does_not_disturb_a_delivery(
    sandbox: Sandbox, server: BotServer
) -> None:
    server.gate.clear()
    await sandbox.call("setWebhook", url=server.url)
    await sandbox.say("one")
    assert await server.next_text() == "one"
    await asyncio.sleep(1)  # Telegram allows one setWebhook a second.
    await sandbox.call("setWebhook", url=server.url)
    server.gate.set()
    await sandbox.say("two")
    assert await server.next_text() == "two"


async def test_setting_it_twice_in_a_second_is_too_much(
    sandbox: Sandbox, server: BotServer
) -> None:
    await sandbox.call("setWebhook", url=server.url)
    status, body = await sandbox.ask("setWebhook", url=server.url)
    assert (status, body["parameters"]) == (429, {"retry_after": 1})


async def test_delivery_goes_on_after_a_restart(
    start: StartSandbox, server: BotServer, tmp_path: Any
) -> None:
    server.gate.clear()
    before = await start(tmp_path)
    await before.call("setWebhook", url=server.url, secret_token=SECRET)
    await before.say("hello")
    assert await server.next_text() == "hello"
    await before.close()
    server.gate.set()
    await start(tmp_path)
    assert await server.next_text() == "hello"
    assert server.secrets[-1] == SECRET
