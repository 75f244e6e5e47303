"""Whether what a person types may be the code of our web page."""

from dataclasses import dataclass

from bot.services.ports import Database


@dataclass(frozen=True)
class AwaitsTypedCode:
    """Only somebody who has been at Instagram was shown a code."""

    database: Database

    async def __call__(self, telegram_user_id: int) -> bool:
        async with self.database.reading() as stored:
            return await stored.link_attempts.has_returned(telegram_user_id)
