"""Names that lead to the internet, and nowhere inside."""

from collections.abc import Collection
from ipaddress import IPv6Address, IPv6Network, ip_address
from socket import AddressFamily

from aiohttp.abc import AbstractResolver, ResolveResult

UNICAST = IPv6Network("2000::/3")
CARRIES_IPV4 = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))
"""6to4 and Teredo lead on to an IPv4 address that is written into them. NAT64 and mapped ones lie
outside of UNICAST."""


class NotPublic(OSError):
    """A name leads to an address that is not of the public internet."""


def is_public(text: str) -> bool:
    """Python's ``is_global`` alone is not enough: it takes NAT64 and multicast for global."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, IPv6Address):
        return address in UNICAST and not any(address in network for network in CARRIES_IPV4)
    return True


class PublicAddresses(AbstractResolver):
    """Resolves a name to what is connected to: nothing is looked up a second time in between.

    Names in ``trusted`` may lead anywhere: an operator has listed them. Raises NotPublic as soon
    as one address of another name is not public.
    """

    def __init__(self, names: AbstractResolver, trusted: Collection[str]) -> None:
        self._names = names
        self._trusted = frozenset(trusted)

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        if host not in self._trusted and not all(is_public(one["host"]) for one in found):
            raise NotPublic("an address that is not public")
        return found

    async def close(self) -> None:
        await self._names.close()
