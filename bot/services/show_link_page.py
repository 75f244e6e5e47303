"""What our start page shows before anybody leaves for Instagram."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.accounts import Person
from bot.domain.secret import Secret
from bot.services.link_refusals import LinkExpired
from bot.services.ports import Database


@dataclass(frozen=True)
class LinkPage:
    """What our start page names: who will get the numbers, and which rights are asked for."""

    person: Person
    permissions: Sequence[str]


@dataclass(frozen=True)
class ShowLinkPage:
    """Look at a ticket without using it up: previews and scanners may come. Raises LinkExpired."""

    database: Database
    scopes: Sequence[str]

    async def __call__(self, ticket: Secret) -> LinkPage:
        async with self.database.reading() as stored:
            attempt = await stored.link_attempts.by_ticket(ticket)
            person = await stored.people.get(attempt.telegram_user_id) if attempt else None
        if person is None:
            raise LinkExpired("no live attempt has this ticket")
        return LinkPage(person, tuple(self.scopes))
