"""getUpdates and the webhook; logOut and close, which move a bot between servers."""

from typing import Any

from bot.sandbox.bot_api.errors import bad_request, refusal
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.updates import WEBHOOK_ACTIVE


async def get_updates(parts: Parts, parameters: Parameters) -> Any:
    if parts.webhook.settings is not None:
        raise refusal(409, WEBHOOK_ACTIVE)
    return await parts.updates.poll(parameters)


async def set_webhook(parts: Parts, parameters: Parameters) -> Any:
    await parts.webhook.activate(parameters, strict_urls=parts.strict_urls)
    return True


async def delete_webhook(parts: Parts, parameters: Parameters) -> Any:
    await parts.webhook.delete(parameters)
    return True


async def get_webhook_info(parts: Parts, _: Parameters) -> Any:
    return parts.webhook.info()


async def refuse_to_close(_: Parts, __: Parameters) -> Any:
    raise bad_request("there is no other Bot API server to move to")
