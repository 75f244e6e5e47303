"""Fetching pictures from Meta's CDN, and from nowhere else."""

import logging
from collections.abc import Collection
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

logger = logging.getLogger(__name__)

META_HOSTS = (".cdninstagram.com", ".fbcdn.net")
LONGEST = 10_000_000
TOTAL_SECONDS = 10.0
KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})


class Pictures:
    """Addresses come from outside, so only allowed hosts are asked, over HTTPS, unredirected.

    ``hosts`` are suffixes that begin with a dot, or whole ``host:port`` pairs: the latter may be
    plain HTTP, which is how the sandbox is reached.
    """

    def __init__(self, hosts: Collection[str] = META_HOSTS) -> None:
        self._suffixes = tuple(host for host in hosts if host.startswith("."))
        self._exact = frozenset(host for host in hosts if not host.startswith("."))
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=TOTAL_SECONDS),
        )
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()

    def allowed(self, address: str) -> bool:
        try:
            url = URL(address)
        except ValueError:
            return False
        if url.host is None or url.user is not None:
            return False
        if f"{url.host}:{url.port}" in self._exact:
            return True
        return url.scheme == "https" and url.port == 443 and url.host.endswith(self._suffixes)

    async def __call__(self, address: str) -> bytes | None:
        """The picture; None when its host is not allowed or it cannot be had."""
        assert self._session is not None, "Pictures is used as `async with`"
        if not self.allowed(address):
            logger.warning("A picture's host is not allowed")
            return None
        try:
            async with self._session.get(address, allow_redirects=False) as response:
                if response.status != 200 or response.content_type not in KINDS:
                    return None
                return await _read(response)
        except (TimeoutError, aiohttp.ClientError) as error:
            logger.info("A picture could not be read: %s", type(error).__name__)
            return None


async def _read(response: aiohttp.ClientResponse) -> bytes | None:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > LONGEST:
            return None
    return bytes(body)
