"""What the doctor asks Telegram of our webhook."""

import asyncio

import pytest

from bot.domain.secret import Secret
from bot.telegram.webhook_info import WebhookAstray, check_webhook
from tests.support.ports import unused_port
from tests.telegram.conftest import World


async def test_a_webhook_that_leads_elsewhere_or_nowhere_is_told(world: World) -> None:
    sandbox = world.sandbox
    token, base = Secret(sandbox.token), f"{sandbox.url}/telegram"
    nobody = f"http://127.0.0.1:{unused_port()}/telegram/webhook"
    with pytest.raises(WebhookAstray, match="another address, or none"):
        await check_webhook(token, base, nobody)

    await sandbox.call("setWebhook", url=nobody)
    await check_webhook(token, base, nobody)
    with pytest.raises(WebhookAstray, match="another address, or none"):
        await check_webhook(token, base, f"{nobody}/other")

    await sandbox.say("hello")
    async with asyncio.timeout(30):
        while "last_error_message" not in await sandbox.call("getWebhookInfo"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    with pytest.raises(WebhookAstray, match="1 updates wait; Telegram says: "):
        await check_webhook(token, base, nobody)


async def test_a_telegram_that_is_away_is_told_without_its_address(world: World) -> None:
    base = f"http://127.0.0.1:{unused_port()}"
    with pytest.raises(WebhookAstray, match="does not say") as astray:
        await check_webhook(Secret(world.sandbox.token), base, "https://bot.example.com")
    assert world.sandbox.token not in astray.value.detail
