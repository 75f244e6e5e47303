"""Places without asking anybody.

Zones come from tzfpy's polygons. Weighed on 15,000 towns that the table of cities does not have,
and by the clocks of 2026: the zone of the nearest city is wrong for 1.2 % of them, tzfpy for 0.2
%, timezonefinder for 0.1 %; nearly all of the difference between the two is Xinjiang, where two
clocks are in use. But timezonefinder brings h3, cffi, flatbuffers and 36 MB of files, and tzfpy
is one file of 5 MB.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence

from bot.places.cities import Cities
from bot.services.ports import City

AT_SEA = "Etc/"

PATIENCE = 20.0
"""Seconds for a look-up on a machine that has much else to do."""


class OfflinePlaces:
    """Implements the Places port. The table of cities is read at the first search, and stays."""

    def __init__(self) -> None:
        self._cities: Cities | None = None
        self._reading = asyncio.Lock()
        self._looking = asyncio.Lock()

    async def cities_named(self, text: str, most: int) -> Sequence[City]:
        async with self._reading:
            if self._cities is None:
                self._cities = await asyncio.to_thread(Cities)
        return await asyncio.to_thread(self._cities.named, text, most)

    async def zone_at(self, latitude: float, longitude: float) -> str | None:
        """One after the other. Raises RuntimeError when the look-up does not work at all."""
        async with self._looking:
            zone = await self._look_up(latitude, longitude)
        return zone if zone and not zone.startswith(AT_SEA) else None

    async def _look_up(self, latitude: float, longitude: float) -> str:
        # What it complains of would show where somebody is.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.places.zone_at"), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            async with asyncio.timeout(PATIENCE):
                answer, _ = await process.communicate(f"{latitude} {longitude}\n".encode())
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            raise RuntimeError(f"time zones cannot be looked up: exit code {process.returncode}")
        return answer.decode()
