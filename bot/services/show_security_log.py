"""The person's own security events: links begun, confirmed and refused, unlinking, exports."""

from dataclasses import dataclass

from bot.services.ports import Database
from bot.services.results import SecurityLog

A_PAGE = 10


@dataclass(frozen=True)
class ShowSecurityLog:
    """Newest first, the person's own and nobody else's; empty for somebody unknown."""

    database: Database

    async def __call__(self, telegram_user_id: int, page: int) -> SecurityLog:
        async with self.database.reading() as stored:
            pages = -(-await stored.audit.count(telegram_user_id) // A_PAGE)
            page = min(max(page, 0), max(pages - 1, 0))
            entries = await stored.audit.of_person(telegram_user_id, page * A_PAGE, A_PAGE)
        return SecurityLog(entries, page, pages)
