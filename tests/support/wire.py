"""HTTP by hand: clients refuse to send much of what is to be tried."""

import asyncio
from types import TracebackType
from typing import NamedTuple, Self

PATIENCE = 60.0
"""Seconds: only against hanging."""


class Reply(NamedTuple):
    status: int
    body: bytes


class Wire:
    """One connection that is opened again whenever the other side closes it."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    async def ask(self, request: bytes) -> Reply:
        """The answer to a whole request without a body."""
        async with asyncio.timeout(PATIENCE):
            reader, writer = self._open or await asyncio.open_connection(self._host, self._port)
            self._open = reader, writer
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            status = int(head.split(b" ", 2)[1])
            _, _, rest = head.partition(b"\r\ncontent-length:")
            body = await reader.readexactly(int(rest.partition(b"\r\n")[0] or 0))
            if b"\r\nconnection: close" in head or status == 400:
                self._close()
            return Reply(status, body)

    def _close(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None
