"""``/start``, ``/accounts``, ``/unlink``: which accounts a person has, and letting go of them."""

from dataclasses import dataclass

from bot.domain.accounts import LinkState
from bot.domain.security import SecurityEvent
from bot.services.find_account import home_of, own_account
from bot.services.keep_subscribed import EndSubscription
from bot.services.ports import Clock, Database, LinkedAccount, Repositories
from bot.services.raise_alarm import UNLINKED, raise_alarm
from bot.services.results import Home, Unlinked, UnlinkQuestion


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
            others = await _others(stored, telegram_user_id, account_id)
        kept = linked.link.state is LinkState.UNLINKED
        return UnlinkQuestion(linked.account, stories, others, kept)


@dataclass(frozen=True)
class UnlinkAccount:
    """Delete the person's token and digests; ``keep`` leaves them what was read.

    History is kept by the last one only: while others are linked it goes on growing through
    their links, and who has left sees it again by linking again. Without ``keep`` all that was
    read goes with the last link, or with the history that was kept. ``end_subscription`` is None
    where no webhooks are set up. Raises NotFound.
    """

    database: Database
    end_subscription: EndSubscription | None = None

    async def __call__(
        self, telegram_user_id: int, account_id: int, *, keep: bool = False
    ) -> Unlinked:
        if self.end_subscription is not None:
            await self.end_subscription(telegram_user_id, account_id)
        async with self.database.transaction() as stored:
            await stored.accounts.hold(account_id)
            linked = await own_account(stored, telegram_user_id, account_id)
            alone = await _others(stored, telegram_user_id, account_id) == 0
            if keep and alone:
                await _let_go(stored, linked)
            else:
                await stored.links.remove(telegram_user_id, account_id)
                if alone:
                    await stored.accounts.forget(account_id)
                else:
                    await raise_alarm(stored, linked.link, UNLINKED)
            await stored.audit.note(SecurityEvent.UNLINKED, telegram_user_id)
            await _choose_another(stored, telegram_user_id)
        return Unlinked(linked.account, kept=keep and alone)


async def _others(stored: Repositories, telegram_user_id: int, account_id: int) -> int:
    """How many people besides are linked to the account."""
    followers = await stored.accounts.followers(account_id)
    return sum(person.telegram_user_id != telegram_user_id for person in followers)


async def _let_go(stored: Repositories, linked: LinkedAccount) -> None:
    """Nothing is asked of Instagram any more; what was read stays with the person's link."""
    account_id = linked.account.id
    await stored.links.let_go(linked.link.id)
    await stored.digests.end(linked.link.telegram_user_id, account_id)
    await stored.chat_grants.end_of(linked.link.telegram_user_id, account_id)
    for plan in (
        stored.discoveries,
        stored.refreshes,
        stored.newest_media,
        stored.webhook_subscriptions,
    ):
        await plan.stop(account_id)
    await stored.captures.cancel_all(account_id)
    await stored.stories.note_unlinked(account_id)
    await stored.story_pictures.cancel_all(account_id)
    await stored.media_looks.end_all(account_id)


async def _choose_another(stored: Repositories, telegram_user_id: int) -> None:
    """An account that is linked becomes the current one, if there is one."""
    home = await home_of(stored, telegram_user_id)
    linked = [one for one in home.accounts if one.link.state is not LinkState.UNLINKED]
    chosen = home.person.current_account_id
    if chosen not in {one.account.id for one in linked}:
        first = linked[0].account.id if linked else None
        await stored.people.set_current_account(telegram_user_id, first)
