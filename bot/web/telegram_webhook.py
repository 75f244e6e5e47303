"""Telegram's webhook: an update is stored before it is answered."""

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.domain.secret import Secret
from bot.metrics.counted import WEBHOOKS
from bot.services.accept_update import NotOpen
from bot.web.bodies import read_body

PATH = "/telegram/webhook"
SECRET_HEADER = b"x-telegram-bot-api-secret-token"

Feed = Callable[[bytes], Awaitable[None]]


LONGEST_BODY = 1024 * 1024

Refused = Callable[[], Awaitable[None]]


def webhook_route(secret: Secret, feed: Feed, refused: Refused) -> web.RouteDef:
    """``feed`` takes an update's JSON and returns when it is stored; ``refused`` the rest."""
    expected = secret.reveal().encode()

    async def receive(request: web.Request) -> web.Response:
        # Raw bytes: a header that is not ASCII is wrong, not an error of ours.
        given = [value for name, value in request.raw_headers if name.lower() == SECRET_HEADER]
        if len(given) != 1 or not hmac.compare_digest(given[0], expected):
            WEBHOOKS.labels("telegram", "refused").inc()
            await refused()
            raise web.HTTPUnauthorized
        try:
            await feed(await read_body(request, LONGEST_BODY))
        except ValueError as error:
            WEBHOOKS.labels("telegram", "unreadable").inc()
            raise web.HTTPBadRequest from error
        except NotOpen as closed:
            WEBHOOKS.labels("telegram", "closed").inc()
            # Telegram keeps the update and brings it again.
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"}) from closed
        WEBHOOKS.labels("telegram", "stored").inc()
        return web.Response()

    return web.post(PATH, receive)
