"""Fetching pictures from Meta's CDN, and from nowhere else."""

import asyncio
import logging
import re
from collections.abc import Collection
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.domain.story_life import PictureLoss
from bot.instagram.public_addresses import NotPublic, PublicAddresses
from bot.services.ports import NoPicture

logger = logging.getLogger(__name__)

META_HOSTS = (".cdninstagram.com", ".fbcdn.net")
LONGEST = 10_000_000
LONGEST_WAIT = 10.0
"""Seconds, from the name to the last byte."""
KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})
ENDED = frozenset({403, 404, 410})
"""What a CDN answers for an address that has run out, and for a picture that was deleted."""

PLAIN = re.compile(r"[!-\[\]-~]{1,4096}")
"""ASCII without blanks, controls and backslashes: what one reader of addresses takes for a host
and another does not."""
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


class Pictures:
    """Addresses come from outside, so only allowed hosts are asked, over HTTPS, unredirected.

    ``hosts`` are suffixes that begin with a dot, or whole ``host:port`` pairs: the latter may be
    plain HTTP and on this machine, which is how the sandbox is reached. A name of the former must
    lead to public addresses.
    """

    def __init__(
        self, hosts: Collection[str] = META_HOSTS, names: AbstractResolver | None = None
    ) -> None:
        self._suffixes = tuple(host for host in hosts if host.startswith("."))
        self._exact = frozenset(host for host in hosts if not host.startswith("."))
        self._names = names
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        trusted = {host.rpartition(":")[0] for host in self._exact}
        names = PublicAddresses(self._names or aiohttp.ThreadedResolver(), trusted)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=names),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            # What is packed could unpack to more than we take; pictures are not packed.
            auto_decompress=False,
            headers={"Accept-Encoding": "identity"},
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
        return self._allowed_url(address) is not None

    async def __call__(self, address: str) -> bytes | None:
        """The picture as it is; None when its host is not allowed or it cannot be had."""
        try:
            return await self.fetch(address)
        except NoPicture as refused:
            logger.info("A picture could not be read: %s", refused.detail)
            return None

    async def fetch(self, address: str) -> bytes:
        """Up to LONGEST bytes that call themselves a picture. Raises NoPicture."""
        assert self._session is not None, "Pictures is used as `async with`"
        url = self._allowed_url(address)
        if url is None:
            raise NoPicture(PictureLoss.NOT_ALLOWED, "the picture's address is not allowed")
        try:
            async with (
                asyncio.timeout(LONGEST_WAIT),
                self._session.get(url, allow_redirects=False) as response,
            ):
                return await _read(response)
        except (TimeoutError, aiohttp.ClientError) as error:
            cause = error.__cause__
            name = type(cause if isinstance(cause, NotPublic) else error).__name__
            raise NoPicture(
                PictureLoss.NOT_READ, f"the picture could not be read: {name}"
            ) from None

    def _allowed_url(self, address: str) -> URL | None:
        """What is checked is what is asked for: nobody reads the address a second time."""
        if not PLAIN.fullmatch(address):
            return None
        try:
            url = URL(address, encoded=True)
            host, port = url.raw_host, url.port
        except ValueError:
            return None
        if host is None or "@" in url.raw_authority or url.scheme not in {"http", "https"}:
            return None
        if f"{host}:{port}" in self._exact:
            return url
        is_metas = HOST.fullmatch(host) is not None and host.endswith(self._suffixes)
        return url if is_metas and url.scheme == "https" and port == 443 else None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    if response.status != 200:
        raise NoPicture(
            PictureLoss.NOT_READ,
            f"the picture's host answered {response.status}",
            ended=response.status in ENDED,
        )
    if response.content_type not in KINDS or "Content-Encoding" in response.headers:
        raise NoPicture(PictureLoss.NOT_A_PICTURE, "what came is no picture")
    if (response.content_length or 0) > LONGEST:
        raise _too_long()
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > LONGEST:
            raise _too_long()
    return bytes(body)


def _too_long() -> NoPicture:
    return NoPicture(PictureLoss.NOT_A_PICTURE, f"the picture is over {LONGEST} bytes")
