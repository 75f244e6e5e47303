"""Note which message told of a link, so that it goes on telling how far the first sync is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.ports import Clock, Database, LinkedMessage, OutgoingMessage, Repositories
from bot.services.results import Linked

LINKED = "linked"
"""The kind of message of the outbox that tells of a link."""

EVERY = timedelta(seconds=3)
"""Between two edits of a message: Telegram takes some more, nobody reads faster."""


@dataclass(frozen=True)
class FollowLinked:
    """For a message that was sent at once. Where nothing is left to read it stays as it is.

    Killed between the sending and this, it stays as it is, too: it was sent without a figure.
    """

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, message_id: int, linked: Linked) -> None:
        if linked.sync is None:
            return
        message = LinkedMessage(
            telegram_user_id,
            linked.account.id,
            message_id,
            linked.live_stories,
            linked.relinked,
            linked.sync.told,
        )
        async with self.database.transaction() as stored:
            await _follow(stored, message, self.clock.now())


async def follow_sent(
    stored: Repositories, message: OutgoingMessage, message_id: int, now: datetime
) -> None:
    """The same for a message of the outbox, in the transaction that notes that it was sent."""
    account_id, live_stories = message.payload["account_id"], message.payload["live_stories"]
    assert isinstance(account_id, int)
    assert isinstance(live_stories, int)
    relinked = message.payload["relinked"] is True
    followed = LinkedMessage(message.chat_id, account_id, message_id, live_stories, relinked)
    await _follow(stored, followed, now)


async def _follow(stored: Repositories, message: LinkedMessage, now: datetime) -> None:
    """Unless everything of the person, or of the account, was deleted meanwhile."""
    assert message.account_id is not None
    if (
        await stored.people.get(message.telegram_user_id) is not None
        and await stored.accounts.get(message.account_id) is not None
    ):
        await stored.linked_messages.follow(message, now + EVERY)
