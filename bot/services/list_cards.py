"""Inline: the cards that a person can drop into any chat, from what is stored."""

import re
from dataclasses import dataclass

from bot.domain.errors import NotLinked
from bot.domain.periods import last_days
from bot.services.ports import Clock, Database
from bot.services.read_overview import ReadOverview
from bot.services.results import Cards, Overview
from bot.services.show_overview import DAYS

CARDS = 12
_DAYS = re.compile(r"(\d{1,3})\s*d?")


@dataclass(frozen=True)
class ListCards:
    """The asking person's own accounts, never anybody else's; no call to Instagram.

    ``query``: nothing, a period such as ``28d``, the beginning of an account's name, or both. The
    current account comes first. Raises NotLinked for whoever has no account here.
    """

    database: Database
    clock: Clock
    read_overview: ReadOverview

    async def __call__(self, telegram_user_id: int, query: str) -> Cards:
        days, name = _meant(query)
        async with self.database.reading() as stored:
            person = await stored.people.get(telegram_user_id)
            accounts = await stored.accounts.linked_to(telegram_user_id)
        if person is None or not accounts:
            raise NotLinked("nothing to drop into a chat")
        accounts.sort(key=lambda one: one.account.id != person.current_account_id)
        now = self.clock.now()
        found: list[Overview] = []
        for linked in accounts:
            if not linked.account.username.casefold().startswith(name):
                continue
            for length in days:
                known = await self.read_overview.known(linked, last_days(length, now, person.zone))
                if known is not None and len(found) < CARDS:
                    found.append(known)
        return Cards(person, found)


def _meant(query: str) -> tuple[tuple[int, ...], str]:
    """The periods, and how the account's name begins."""
    words = query.split()
    days = tuple(
        length
        for word in words
        if (said := _DAYS.fullmatch(word.casefold())) and (length := int(said[1])) in DAYS
    )
    names = [word for word in words if not _DAYS.fullmatch(word.casefold())]
    return days or DAYS, " ".join(names).removeprefix("@").casefold()
