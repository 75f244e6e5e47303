"""Which Graph version answers: Meta serves another one than was asked for without a word.

An expired version is answered by the oldest that lives, and an app may be moved to a newer one.
"""

import asyncio
import logging
import re
from collections.abc import Mapping

from bot.services.ports import Clock, Database

logger = logging.getLogger(__name__)

HEADER = "facebook-api-version"


class ServedVersions:
    """Stores a change and tells the operator of it, once."""

    def __init__(self, database: Database, clock: Clock, asked: str) -> None:
        self._database = database
        self._clock = clock
        self._asked = asked
        self._served: str | None = None
        self._lock = asyncio.Lock()

    async def note(self, headers: Mapping[str, str]) -> None:
        """Look at an answer of the versioned graph."""
        served = headers.get(HEADER, "")
        if not re.fullmatch(r"v\d{1,3}\.\d{1,3}", served):
            return
        async with self._lock:
            if served != self._served:
                await self._store(served)
                self._served = served

    async def _store(self, served: str) -> None:
        async with self._database.transaction() as stored:
            known = await stored.instagram_facts.served_versions()
            is_news = await stored.instagram_facts.version_served(
                self._asked, served, self._clock.now()
            )
        if not is_news:
            return
        if served != self._asked:
            logger.warning(
                "Instagram answers with Graph %s where %s is asked for: the asked version has"
                " ended, or Meta moved the app. Numbers may have changed their meaning: read"
                " Meta's changelog, then set INSTAGRAM_API_VERSION to %s or a newer one",
                served,
                self._asked,
                served,
            )
        elif any(version.asked == self._asked for version in known):
            logger.info("Instagram answers with Graph %s again, as asked for", served)
