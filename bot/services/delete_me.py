"""``/delete_me``: everything of the person goes, and accounts that only they were linked to."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import BotError
from bot.domain.media import MediaProductType
from bot.domain.security import SecurityEvent
from bot.services.ports import Clock, Database, Repositories
from bot.services.raise_alarm import UNLINKED, raise_alarm
from bot.services.results import AccountToDelete, DeletionQuestion

CONFIRM_WITHIN = timedelta(minutes=10)
"""What was read longer ago is not what would go now."""


class DeletionExpired(BotError):
    """The question that was answered is too old; nothing was deleted."""

    message_key = "error-deletion-expired"


@dataclass(frozen=True)
class AskDeleteMe:
    """What deleting would mean; answers everybody, linked or not."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int) -> DeletionQuestion:
        async with self.database.transaction() as stored:
            await stored.audit.note(SecurityEvent.DELETION_ASKED, telegram_user_id)
            linked = await stored.accounts.linked_to(telegram_user_id)
            digests = await stored.digests.of_person(telegram_user_id)
            shown_in = await stored.chat_grants.of_person(telegram_user_id)
            return DeletionQuestion(
                [
                    await _account_to_delete(stored, telegram_user_id, each.account)
                    for each in linked
                ],
                sum(digest.enabled for digest in digests),
                len(
                    {
                        *(digest.chat_id for digest in digests),
                        *(grant.place.chat_id for grant in shown_in),
                    }
                    - {telegram_user_id}
                ),
                self.clock.now(),
            )


@dataclass(frozen=True)
class DeleteMe:
    """Delete it, tokens included, and let nothing of it come back.

    What the person said and is not worked on yet goes, too: after a crash it would make them
    known again. A second time there is nothing left to delete. Raises DeletionExpired.
    """

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, asked_at: int) -> None:
        """``asked_at``: when they were asked, as Unix time."""
        if not 0 <= int(self.clock.now().timestamp()) - asked_at <= CONFIRM_WITHIN.total_seconds():
            raise DeletionExpired("the question is too old")
        async with self.database.transaction() as stored:
            linked = await stored.accounts.linked_to(telegram_user_id)
            for account_id in sorted(one.account.id for one in linked):
                await stored.accounts.hold(account_id)
            await stored.people.forget(telegram_user_id)
            await stored.updates.forget_person(telegram_user_id)
            for one in linked:
                await raise_alarm(stored, one.link, UNLINKED)
            # Without a name: nothing of the person stays, only that somebody's wish was done.
            await stored.audit.note(SecurityEvent.DELETION_DONE)
        await self.database.wipe_deleted()


async def _account_to_delete(
    stored: Repositories, telegram_user_id: int, account: InstagramAccount
) -> AccountToDelete:
    posts = [
        await stored.media.count(account.id, kind)
        for kind in MediaProductType
        if kind is not MediaProductType.STORY
    ]
    followers = await stored.accounts.followers(account.id)
    return AccountToDelete(
        account,
        posts=sum(posts),
        stories=await stored.stories.count(account.id),
        others_linked=sum(one.telegram_user_id != telegram_user_id for one in followers),
    )
