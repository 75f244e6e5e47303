"""What the bot kept of the stories, read as its own screens read it."""

from collections.abc import Mapping

from bot.domain.secret import Secret
from bot.domain.story_life import Story
from bot.services.ports import Clock
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside

EVERY_DAY = 10_000


async def kept_stories(
    environment: Mapping[str, str], clock: Clock, user_ids: list[str]
) -> dict[str, Story]:
    """By their ids at Instagram."""
    keys = Keyring.parse(Secret(environment["ENCRYPTION_KEYS"]))
    database = open_beside(environment["DATABASE_URL"], clock, keys)
    try:
        # On PostgreSQL the lock on the accounts' rows is a write.
        async with database.transaction() as stored:
            account_ids = (await stored.accounts.ids_of(user_ids)).values()
            return {
                story.details.media_id: story
                for account_id in account_ids
                for sequence in await stored.stories.sequences(account_id, 0, EVERY_DAY)
                for story in sequence.stories
            }
    finally:
        await database.close()
