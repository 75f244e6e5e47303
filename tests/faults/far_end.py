"""Instagram and Telegram as they stand when a life begins; they outlive every bot."""

import shutil
import socket
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.sandbox.app import Sandbox
from bot.sandbox.request_log import Request

SEED = 7
SENDING = frozenset({"telegram sendMessage", "telegram sendPhoto"})


def keep(sandbox: Sandbox, folder: Path) -> None:
    """Write a sandbox that lives in memory to ``folder``, for many to begin as it is."""
    folder.mkdir(exist_ok=True)
    path = folder / "sandbox.sqlite3"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as file:
        sandbox._store._database.backup(file)


class FarEnd:
    """A sandbox that begins as it was kept, listening on ``port`` before anybody answers."""

    def __init__(self, kept: Path, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept, folder)
        self.sandbox = Sandbox(folder, SEED)
        self.began_at = self.sandbox.clock.now()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._calls = Counter[str]()
        self.most_calls_at_once = 0

    @property
    def requests(self) -> list[Request]:
        return list(self.sandbox.requests._requests)

    @property
    def messages(self) -> list[Request]:
        """Everything that reached a chat."""
        return [one for one in self.requests if one.endpoint in SENDING and one.status == 200]

    @property
    def secrets(self) -> dict[str, str]:
        made = self.sandbox.credentials
        tokens = self.sandbox._store.load("instagram_tokens")
        return dict.fromkeys(tokens, "Instagram token") | {
            made.bot_token: "bot token",
            made.instagram_app_secret: "app secret",
            made.meta_app_secret: "app secret",
        }

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = self.sandbox.application()
        app.middlewares.append(self._counting())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, self._socket).start()
        try:
            yield
        finally:
            await runner.cleanup()

    def _counting(self) -> Middleware:
        @web.middleware
        async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
            token = request.headers.get("Authorization")
            if token is None or not request.path.startswith("/instagram/"):
                # Pictures are asked for without a token, and cost no call.
                return await handler(request)
            self._calls[token] += 1
            self.most_calls_at_once = max(self.most_calls_at_once, self._calls[token])
            try:
                return await handler(request)
            finally:
                self._calls[token] -= 1

        return count
