"""Where people are, as far as a time zone goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class City:
    """``name`` as it was asked for; ``country`` is an ISO code."""

    name: str
    country: str
    time_zone: str


class Places(Protocol):
    async def cities_named(self, text: str, most: int) -> Sequence[City]:
        """The likeliest first; case, accents and signs do not count. None for no city's name."""
        ...

    async def zone_at(self, latitude: float, longitude: float) -> str | None:
        """The IANA zone at a place; None on the open sea, where clocks follow the ship."""
        ...
