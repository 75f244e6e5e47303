"""What the far end saw: a message whose end nobody knows is noted, whatever it carries."""

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from bot.sandbox.app import Sandbox
from bot.simulate.plan import START
from bot.simulate.witness import Witness


@pytest.mark.parametrize("photo", [None, b"not looked at"], ids=["text", "photo"])
async def test_a_message_that_met_a_5xx_is_noted_by_its_chat(photo: bytes | None) -> None:
    sandbox = Sandbox(None, 7, START)
    witness = Witness(sandbox, 7)
    app = sandbox.application()
    app.middlewares.append(witness.watch)
    sandbox.faults.add("telegram", "server_error", {"status": 502}, 1)
    message = FormData({"chat_id": "600000001"})
    if photo is not None:
        message.add_field("photo", photo, filename="chart.png")
    method = "sendMessage" if photo is None else "sendPhoto"

    async with TestClient(TestServer(app)) as client:
        path = f"/telegram/bot{sandbox.credentials.bot_token}/{method}"
        async with client.post(path, data=message) as answer:
            assert answer.status == 502

    assert witness.cut_sends == {"600000001": [START]}
