"""A link that is about to end, told to its owner unless that has been averted."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount, LinkState
from bot.domain.errors import NotFound
from bot.services.find_account import own_account
from bot.services.ports import Database


@dataclass(frozen=True)
class DescribeEndingLink:
    """The account whose link ends at ``expires_at``.

    Raises NotFound when it does not any more: it was renewed, made anew, broken or removed.
    """

    database: Database

    async def __call__(
        self, telegram_user_id: int, account_id: int, expires_at: datetime
    ) -> InstagramAccount:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
        link = linked.link
        if link.state is not LinkState.ACTIVE or link.token_expires_at != expires_at:
            raise NotFound("the link does not end then any more")
        return linked.account
