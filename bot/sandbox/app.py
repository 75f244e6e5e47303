"""The whole sandbox on one port: both platforms, the chat page, and the control calls."""

from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox.bot_api import FAULTS as TELEGRAM_FAULTS
from bot.sandbox.bot_api import Telegram
from bot.sandbox.chat import chat_routes
from bot.sandbox.clock import WorldClock
from bot.sandbox.control import control_routes
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Faults
from bot.sandbox.instagram import FAULTS as INSTAGRAM_FAULTS
from bot.sandbox.instagram import Instagram
from bot.sandbox.request_log import RequestLog
from bot.sandbox.store import Store


class Sandbox:
    """A world with its clock, its people and its accounts, kept in ``directory``.

    With ``start`` the clock stands still there until it is moved: what tests need.
    """

    def __init__(self, directory: Path | None, seed: int, start: datetime | None = None) -> None:
        self.credentials = Credentials.for_seed(seed)
        self._store = Store(directory)
        self.clock = WorldClock(self._store, start)
        self.requests = RequestLog()
        self.faults = Faults(
            self._store, {"instagram": INSTAGRAM_FAULTS, "telegram": TELEGRAM_FAULTS}
        )
        parts = (self._store, self.clock, self.faults, self.requests, self.credentials)
        self.telegram = Telegram(*parts)
        self.instagram = Instagram(*parts, seed)

    def application(self) -> web.Application:
        """Routes under /telegram, /instagram, /chat, /t.me and /sandbox."""

        async def front_door(_: web.Request) -> web.Response:
            raise web.HTTPFound("/chat")

        async def begin(_: web.Application) -> None:
            self.telegram.start()

        async def end(_: web.Application) -> None:
            await self.close()

        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.add_routes(
            [
                web.get("/", front_door),
                *self.telegram.routes(),
                *self.instagram.routes(),
                *chat_routes(),
                *control_routes(self.clock, self.faults, self.requests),
            ]
        )

        async def date(_: web.Request, response: web.StreamResponse) -> None:
            response.headers["Date"] = format_datetime(self.clock.now(), usegmt=True)

        app.on_response_prepare.append(date)
        app.on_startup.append(begin)
        app.on_shutdown.append(end)
        return app

    async def close(self) -> None:
        await self.telegram.close()
        await self.instagram.close()
        self._store.close()
