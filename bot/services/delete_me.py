"""``/delete_me``: everything of the person goes, and accounts that only they were linked to."""

from dataclasses import dataclass

from bot.services.ports import Database
from bot.services.results import DeletionQuestion


@dataclass(frozen=True)
class AskDeleteMe:
    """What deleting would mean; answers everybody, linked or not."""

    database: Database

    async def __call__(self, telegram_user_id: int) -> DeletionQuestion:
        async with self.database.reading() as stored:
            linked = await stored.accounts.linked_to(telegram_user_id)
            accounts = [one.account for one in linked]
            stories = [
                await stored.stories.count(account.id)
                for account in accounts
                if len(await stored.accounts.followers(account.id)) == 1
            ]
        return DeletionQuestion(accounts, sum(stories))


@dataclass(frozen=True)
class DeleteMe:
    """Delete it, tokens included. A second time there is nothing left to delete."""

    database: Database

    async def __call__(self, telegram_user_id: int) -> None:
        async with self.database.transaction() as stored:
            await stored.people.forget(telegram_user_id)
