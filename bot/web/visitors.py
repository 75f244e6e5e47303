"""Who asks for a page, and how often they may: nobody keeps others from theirs."""

import math
import time
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

Network = IPv4Network | IPv6Network

BURST = 60
"""Pages at once; linking takes four."""

A_SECOND = 2.0
"""Pages that go on from there, which is far more than people open."""

FORGET_AT = 10_000
"""Addresses remembered before those that are silent again are forgotten."""

IPV6_SITE = 64
"""Bits of an IPv6 address that a single household or server has for itself."""


def visitor(request: web.Request, proxies: Sequence[Network]) -> str:
    """The address that asks: the connection's own, whatever ``X-Forwarded-For`` says.

    Only what one of our own ``proxies`` wrote there is believed: from the right, the first address
    that is none of them. No decision about security rests on it.
    """
    asking = request.remote or ""
    written = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    for address in reversed([one.strip() for one in written]):
        if not _is_one_of(asking, proxies) or not _is_address(address):
            break
        asking = address
    return asking


class Ration:
    """A share of pages for every address: a burst, and then a steady trickle."""

    def __init__(
        self,
        proxies: Sequence[Network] = (),
        burst: int = BURST,
        a_second: float = A_SECOND,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._proxies = proxies
        self._interval = 1 / a_second
        self._allowed_ahead = (burst - 1) * self._interval
        self._monotonic = monotonic
        self._paid_until: dict[str, float] = {}

    def wait(self, request: web.Request) -> int:
        """Seconds until this address may ask again; 0 when it may now, and then that counts."""
        now, key = self._monotonic(), _share(visitor(request, self._proxies))
        if len(self._paid_until) >= FORGET_AT:
            self._paid_until = {who: at for who, at in self._paid_until.items() if at > now}
        paid_until = max(self._paid_until.get(key, now), now)
        ahead = paid_until - now - self._allowed_ahead
        if ahead > 0:
            return math.ceil(ahead)
        self._paid_until[key] = paid_until + self._interval
        return 0


def _share(address: str) -> str:
    if not _is_address(address):
        return address
    read = ip_address(address)
    if isinstance(read, IPv6Address):
        return str(ip_network((read, IPV6_SITE), strict=False))
    return address


def _is_one_of(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
