"""A link that was made while nobody waited for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.services.find_account import own_account
from bot.services.ports import Database
from bot.services.results import Linked


@dataclass(frozen=True)
class DescribeLinked:
    """As FinishLinking answers it. Raises NotFound when the person has no such link any more."""

    database: Database
    scopes: Sequence[str]

    async def __call__(
        self, telegram_user_id: int, account_id: int, live_stories: int, *, relinked: bool
    ) -> Linked:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            digest = await stored.digests.of(telegram_user_id, account_id)
        if digest is None:
            raise NotFound("a link without its digest")
        permissions = linked.link.permissions
        return Linked(
            linked.account, permissions, tuple(self.scopes), live_stories, relinked, digest
        )
