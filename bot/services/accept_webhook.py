"""The inbox of Meta's webhooks: what is told is stored before it is acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.ports import Database, WebhookChange


@dataclass(frozen=True)
class TakenWebhook:
    """What became of the changes of one delivery."""

    new: int
    known: int
    of_unknown_accounts: int


@dataclass(frozen=True)
class AcceptWebhook:
    """Store what is new of one delivery, all of it in one transaction.

    Of accounts that nobody is linked to, or not any more, nothing is kept.
    """

    database: Database

    async def __call__(self, changes: Sequence[WebhookChange]) -> TakenWebhook:
        async with self.database.transaction() as stored:
            account_ids = await stored.accounts.ids_of({change.user_id for change in changes})
            ours = [change for change in changes if change.user_id in account_ids]
            new = await stored.webhook_entries.store(account_ids, ours)
        return TakenWebhook(new, len(ours) - new, len(changes) - len(ours))
