"""Listening, with limits for slow clients."""

from aiohttp import web

KEEP_ALIVE = 10.0
"""Seconds. It also ends connections whose headers never come to an end."""


class Server:
    """Serves an application on one address from ``start`` to ``stop``."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(app, access_log=None, keepalive_timeout=KEEP_ALIVE)
        self._host = host
        self._port = port

    async def start(self) -> None:
        """Raises OSError when the address cannot be had."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        await self._runner.cleanup()
