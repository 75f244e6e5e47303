"""Meta's webhook: who is no Meta is refused before anything is read; stored, then answered."""

import hashlib
import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.domain.secret import Secret
from bot.metrics.counted import WEBHOOKS
from bot.services.accept_webhook import AcceptWebhook
from bot.strict_json import NotJson, read_object
from bot.web.bodies import read_body
from bot.web.meta_envelope import read_delivery

logger = logging.getLogger(__name__)

PATH = "/meta/webhook"
LONGEST_BODY = 4 * 1024 * 1024
"""Meta: up to 1,000 updates in one POST."""

SIGNATURE_HEADER = b"x-hub-signature-256"
_SIGNATURE = re.compile(rb"sha256=([0-9a-f]{64})")


@dataclass(frozen=True)
class MetaWebhook:
    """GET and POST ``/meta/webhook``.

    ``app_secrets`` may each have signed: live it is the Instagram app's, Meta's documents say the
    Meta app's, and while one of them is changed there are two.
    """

    verify_token: Secret
    app_secrets: Sequence[Secret]
    accept_webhook: AcceptWebhook
    refused: Callable[[], Awaitable[None]]
    """Hears of what Meta has not signed."""

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.verify), web.post(PATH, self.receive)]

    async def verify(self, request: web.Request) -> web.Response:
        """Meta's handshake. The challenge is documented as a number and given back as it came."""
        token = request.query.get("hub.verify_token", "").encode()
        challenge = request.query.get("hub.challenge")
        is_ours = hmac.compare_digest(token, self.verify_token.reveal().encode())
        if not is_ours or challenge is None or request.query.get("hub.mode") != "subscribe":
            await self.refused()
            raise web.HTTPForbidden
        return web.Response(text=challenge)

    async def receive(self, request: web.Request) -> web.Response:
        """200 when all of it is stored, whatever it is: Meta repeats everything else for days."""
        body = await read_body(request, LONGEST_BODY)
        if not self._is_signed(request, body):
            WEBHOOKS.labels("meta", "refused").inc()
            await self.refused()
            raise web.HTTPUnauthorized
        try:
            delivery = read_delivery(read_object(body))
        except NotJson as error:
            WEBHOOKS.labels("meta", "unreadable").inc()
            raise web.HTTPBadRequest from error
        taken = await self.accept_webhook(delivery.changes)
        WEBHOOKS.labels("meta", "stored").inc()
        logger.info(
            "A webhook: %d new, %d known, %d of unknown accounts, %d of no use",
            taken.new,
            taken.known,
            taken.of_unknown_accounts,
            delivery.ignored,
        )
        return web.Response()

    def _is_signed(self, request: web.Request, body: bytes) -> bool:
        # Raw bytes: a header that is not ASCII is wrong, not an error of ours.
        given = [value for name, value in request.raw_headers if name.lower() == SIGNATURE_HEADER]
        signature = _SIGNATURE.fullmatch(given[0]) if len(given) == 1 else None
        if signature is None:
            return False
        return any(
            hmac.compare_digest(
                signature[1],
                hmac.new(secret.reveal().encode(), body, hashlib.sha256).hexdigest().encode(),
            )
            for secret in self.app_secrets
        )
