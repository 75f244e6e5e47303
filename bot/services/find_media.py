"""``/post``: a post or reel by its address, or by its place among the newest."""

from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.domain.permalinks import number_in, shortcode_in
from bot.services.find_account import current_account
from bot.services.ports import Database


class UnknownPost(NotFound):
    """No post or reel of the person's is meant by these words."""

    message_key = "error-unknown-post"


@dataclass(frozen=True)
class FindMedia:
    """The id of what is meant: an address of any of the person's accounts, or a number that
    counts from the newest post or reel of the current one. Raises UnknownPost and NotLinked.
    """

    database: Database

    async def __call__(self, telegram_user_id: int, words: str) -> int:
        shortcode, number = shortcode_in(words), number_in(words)
        async with self.database.reading() as stored:
            _, current = await current_account(stored, telegram_user_id)
            found = None
            if shortcode is not None:
                linked = await stored.accounts.linked_to(telegram_user_id)
                ids = [one.account.id for one in linked]
                found = await stored.media.by_shortcode(ids, shortcode)
            elif number is not None:
                found = await stored.media.by_place(current.account.id, number)
        if found is None:
            raise UnknownPost("no post of the person's is meant")
        return found
