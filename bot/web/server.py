"""Listening, with limits for slow clients."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.stopping import LAST_ANSWERS
from bot.web.api.problems import malformed_request

logger = logging.getLogger(__name__)

KEEP_ALIVE = 10.0
"""Seconds until a connection is closed on which no request comes to the end of its headers."""

LINGERING = 1.0
"""Seconds that a body which nobody reads is let run on, so that its sender sees the answer."""

TAKEN_WITHIN = 60.0
"""Seconds in which an answer has to be taken; aiohttp would hold it for ever."""

LOOKS = 12
"""So often in this time is looked whether something still waits to be taken."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Connection(web.RequestHandler):
    """Says nothing of a request that is no HTTP: aiohttp would log its address and send it back,
    and there may be secrets in it.
    """

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Raises ConnectionError where an answer has begun already."""
        if status >= web.HTTPInternalServerError.status_code:
            return super().handle_error(request, status, exc, message)
        logger.info("A request could not be read: %s", type(exc).__name__)
        if request.writer.output_size > 0:
            raise ConnectionError
        response = malformed_request()
        response.force_close()
        return response


class Server:
    """Serves an application on one address from ``start`` to ``stop``.

    aiohttp looks after connections that have had a request; one that never says anything, or never
    ends its headers, it would keep for ever.
    """

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        app.middlewares.insert(0, self._heard_of)
        self._runner = web.AppRunner(app, shutdown_timeout=LAST_ANSWERS)
        self._host = host
        self._port = port
        self._listening: asyncio.Server | None = None
        self._silent: set[web.RequestHandler] = set()
        self._untaken: dict[web.RequestHandler, int] = {}
        """How many looks in a row something waited to be taken."""
        self._next_look: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Raises OSError when the address cannot be had."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(self._connect, self._host, self._port)
        self._look_again()

    async def stop(self) -> None:
        if self._listening is not None:
            self._listening.close()
        if self._next_look is not None:
            self._next_look.cancel()
        await self._runner.cleanup()

    def _connect(self) -> web.RequestHandler:
        assert self._runner.server is not None
        loop = asyncio.get_running_loop()
        connection = Connection(
            self._runner.server,
            loop=loop,
            access_log=None,  # type: ignore[arg-type]  # None is none, to aiohttp
            keepalive_timeout=KEEP_ALIVE,
            lingering_time=LINGERING,
            # Nobody reads compressed bodies, and even what nobody reads would be unpacked.
            auto_decompress=False,
        )
        self._silent.add(connection)
        loop.call_later(KEEP_ALIVE, self._end_if_silent, connection)
        return connection

    @web.middleware
    async def _heard_of(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._silent.discard(request.protocol)
        return await handler(request)

    def _end_if_silent(self, connection: web.RequestHandler) -> None:
        if connection in self._silent:
            self._silent.discard(connection)
            connection.force_close()

    def _look_again(self) -> None:
        loop = asyncio.get_running_loop()
        self._next_look = loop.call_later(TAKEN_WITHIN / LOOKS, self._look_for_untaken)

    def _look_for_untaken(self) -> None:
        """End connections whose other side does not read what it asked for."""
        assert self._runner.server is not None
        waiting = [one for one in self._runner.server.connections if _holds_something(one)]
        self._untaken = {one: self._untaken.get(one, 0) + 1 for one in waiting}
        for connection, looks in self._untaken.items():
            if looks > LOOKS and connection.transport is not None:
                # To close it would wait until all of it is taken.
                connection.transport.abort()
        self._look_again()


def _holds_something(connection: web.RequestHandler) -> bool:
    transport = connection.transport
    return isinstance(transport, asyncio.WriteTransport) and bool(transport.get_write_buffer_size())
