"""Meta's side of webhooks, and ours on a real port."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from yarl import URL

from bot.domain.secret import Secret
from bot.services.accept_webhook import AcceptWebhook
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.services.ports import Database
from bot.web.app import create_app
from bot.web.meta_webhook import PATH, MetaWebhook
from bot.web.server import Server
from bot.web.visitors import Ration
from tests.support.clock import FrozenClock
from tests.support.ports import unused_port

INSTAGRAM_SECRET = "0123456789abcdef0123456789abcdef"
META_SECRET = "fedcba9876543210fedcba9876543210"
VERIFY_TOKEN = "a-verify-token-made-up"
SIGNATURE = "X-Hub-Signature-256"
SENT = 1_790_000_000


def signature(body: bytes, secret: str = INSTAGRAM_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def comment(number: int, media_id: str = "18010000000000001", text: str = "nice") -> dict[str, Any]:
    return {
        "field": "comments",
        "value": {
            "id": f"179{number:014}",
            "text": text,
            "from": {"id": "990000000000001", "username": "visitor"},
            "media": {"id": media_id, "media_product_type": "FEED"},
        },
    }


def story_insights(media_id: str, **numbers: Any) -> dict[str, Any]:
    value = {
        "media_id": media_id,
        "impressions": 61,
        "reach": 44,
        "taps_forward": 30,
        "taps_back": 4,
        "exits": 9,
        "replies": 0,
    }
    return {"field": "story_insights", "value": value | numbers}


def delivery(user_id: str, changes: Sequence[Mapping[str, Any]], time: Any = SENT) -> bytes:
    entry = {"id": user_id, "time": time, "changes": list(changes)}
    return json.dumps({"object": "instagram", "entry": [entry]}).encode()


def bare_delivery(user_id: str, changes: Sequence[Mapping[str, Any]], time: Any = SENT) -> bytes:
    """Meta's other form: field and value right in the entry."""
    entries = [{"id": user_id, "time": time, **change} for change in changes]
    return json.dumps({"object": "instagram", "entry": entries}).encode()


@dataclass(frozen=True)
class Answered:
    """``status`` is None where the connection was closed without a word."""

    status: int | None
    body: str


@dataclass(frozen=True)
class Hook:
    """Our endpoint, as bytes reach it."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def post(self, body: bytes, *signatures: str | bytes, **headers: str) -> Answered:
        """With ``signatures`` in as many headers as there are; signed well without any."""
        given = signatures or (signature(body),)
        lines = [f"Content-Length: {len(body)}".encode()]
        lines += [f"{name.replace('_', '-')}: {value}".encode() for name, value in headers.items()]
        for one in given:
            raw = one.encode() if isinstance(one, str) else one
            lines.append(SIGNATURE.encode() + b": " + raw)
        return await self.send(lines, body)

    async def send(self, headers: Sequence[bytes], body: bytes) -> Answered:
        """Over a bare connection: a client would not send what is not allowed."""
        head = [f"POST {PATH} HTTP/1.1".encode(), b"Host: localhost", b"Connection: close"]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(b"\r\n".join([*head, *headers, b"", body]))
            await writer.drain()
            raw = await reader.read()
        except ConnectionError:
            return Answered(None, "")
        finally:
            writer.close()
        if not raw:
            return Answered(None, "")
        return Answered(int(raw.split()[1]), raw.partition(b"\r\n\r\n")[2].decode())


@asynccontextmanager
async def serve_hook(
    database: Database,
    secrets: Sequence[str] = (INSTAGRAM_SECRET, META_SECRET),
    accept: AcceptWebhook | None = None,
) -> AsyncIterator[Hook]:
    webhook = MetaWebhook(
        Secret(VERIFY_TOKEN),
        [Secret(secret) for secret in secrets],
        accept or AcceptWebhook(database),
        NoteRefusedWebhook(database, FrozenClock(), "Meta"),
    )
    instagram = URL("https://www.instagram.com")
    app = create_app(webhook.routes(), URL("http://localhost"), instagram, Ration())
    hook = Hook(unused_port())
    server = Server(app, "127.0.0.1", hook.port)
    await server.start()
    try:
        yield hook
    finally:
        await server.stop()
