"""``/start``, ``/accounts``, ``/unlink``: which accounts a person has, and letting go of them."""

from dataclasses import dataclass

from bot.services.find_account import home_of, own_account
from bot.services.ports import Clock, Database
from bot.services.results import Home, UnlinkQuestion


@dataclass(frozen=True)
class MeetPerson:
    """Remember who speaks; somebody who comes back is no longer blocked."""

    database: Database

    async def __call__(
        self, telegram_user_id: int, first_name: str, username: str | None, language: str
    ) -> Home:
        """``language`` is a first guess, used for new people only."""
        async with self.database.transaction() as stored:
            await stored.people.seen(telegram_user_id, first_name, username, language)
            return await home_of(stored, telegram_user_id)


@dataclass(frozen=True)
class NoteBlocked:
    """The person blocked the bot or let it in again."""

    database: Database
    clock: Clock

    async def __call__(self, telegram_user_id: int, *, blocked: bool) -> None:
        async with self.database.transaction() as stored:
            at = self.clock.now() if blocked else None
            await stored.people.set_blocked(telegram_user_id, at)


@dataclass(frozen=True)
class ShowHome:
    """The person and their accounts. Raises NotFound for somebody who never said anything."""

    database: Database

    async def __call__(self, telegram_user_id: int) -> Home:
        async with self.database.reading() as stored:
            return await home_of(stored, telegram_user_id)


@dataclass(frozen=True)
class SwitchAccount:
    """Make one of the person's accounts the current one. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, account_id: int) -> Home:
        async with self.database.transaction() as stored:
            await own_account(stored, telegram_user_id, account_id)
            await stored.people.set_current_account(telegram_user_id, account_id)
            return await home_of(stored, telegram_user_id)


@dataclass(frozen=True)
class AskUnlink:
    """What unlinking would mean. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, account_id: int) -> UnlinkQuestion:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            stories = await stored.stories.count(account_id)
            followers = await stored.accounts.followers(account_id)
        return UnlinkQuestion(linked.account, stories, len(followers) - 1)


@dataclass(frozen=True)
class UnlinkAccount:
    """Delete the person's link and token; with the last link goes all that was read.

    Raises NotFound.
    """

    database: Database

    async def __call__(self, telegram_user_id: int, account_id: int) -> str:
        """The username of what was unlinked."""
        async with self.database.transaction() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            await stored.links.remove(telegram_user_id, account_id)
            home = await home_of(stored, telegram_user_id)
            current = home.current.account.id if home.current else None
            await stored.people.set_current_account(telegram_user_id, current)
            if not await stored.accounts.followers(account_id):
                await stored.accounts.forget(account_id)
        return linked.account.username
