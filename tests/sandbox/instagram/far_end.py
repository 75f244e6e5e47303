"""An app that Instagram posts to: its webhook and its callbacks, on a loopback port."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.sandbox.instagram.conftest import Sandbox

Account = dict[str, str]


@dataclass
class App:
    """A far end that notes what is posted to it and answers with ``status``."""

    url: str = ""
    status: int = 200
    events: list[tuple[bytes, str]] = field(default_factory=list)
    signed_requests: list[str] = field(default_factory=list)

    async def hook(self, request: web.Request) -> web.Response:
        if request.method == "GET":
            if request.query["hub.verify_token"] != "right":
                return web.Response(status=403)
            return web.Response(text=request.query["hub.challenge"])
        self.events.append((await request.read(), request.headers["X-Hub-Signature-256"]))
        return web.Response(status=self.status)

    async def callback(self, request: web.Request) -> web.Response:
        self.signed_requests.append(str((await request.post())["signed_request"]))
        return web.json_response({"url": "https://app.example.test/d", "confirmation_code": "c1"})


@asynccontextmanager
async def served_app() -> AsyncIterator[App]:
    served = App()
    application = web.Application()
    application.router.add_route("*", "/hook", served.hook)
    application.router.add_post("/callback", served.callback)
    server = TestServer(application)
    await server.start_server()
    served.url = str(server.make_url("")).rstrip("/")
    try:
        yield served
    finally:
        await server.close()


async def listen(sandbox: Sandbox, app: App, account: Account) -> None:
    hook = {"url": f"{app.url}/hook", "verify_token": "right"}
    assert await sandbox.control("/instagram/webhook", hook) == {"verified": True}
    reply = await sandbox.call(
        "POST",
        "/instagram/v26.0/me/subscribed_apps",
        params={"access_token": account["access_token"], "subscribed_fields": "comments"},
    )
    assert reply.body == {"success": True}


async def comment(sandbox: Sandbox, account: Account, **body: Any) -> Any:
    return await sandbox.control(f"/instagram/accounts/{account['user_id']}/comments", body)


def signature(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
