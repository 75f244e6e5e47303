"""The owner's side: in which chats their accounts are shown, what of them, and no more."""

from dataclasses import dataclass

from bot.domain.accounts import LANGUAGES
from bot.domain.chat_grants import EVERYTHING, NOTHING, Allowed, ChatGrant, Rank
from bot.domain.errors import NotFound
from bot.domain.security import SecurityEvent
from bot.services.grant_chat import NotAnAdmin
from bot.services.ports import Chats, Database, Repositories
from bot.services.results import ShownAccount, ShownIn
from bot.services.shown_accounts import with_accounts

PAGE = 5


@dataclass(frozen=True)
class ListGrants:
    """One page of all chats in which the person lets an account be shown."""

    database: Database

    async def __call__(self, telegram_user_id: int, page: int = 0) -> ShownIn:
        async with self.database.reading() as stored:
            grants = await stored.chat_grants.of_person(telegram_user_id)
            pages = max(1, -(-len(grants) // PAGE))
            shown = min(max(page, 0), pages - 1)
            found = await with_accounts(stored, grants[shown * PAGE : (shown + 1) * PAGE])
        return ShownIn(found, shown, pages)


@dataclass(frozen=True)
class ShowGrant:
    """One of them. Raises NotFound for anybody else's."""

    database: Database

    async def __call__(self, telegram_user_id: int, grant_id: int) -> ShownAccount:
        async with self.database.reading() as stored:
            grant = await own_grant(stored, telegram_user_id, grant_id)
            return await _shown(stored, grant)


@dataclass(frozen=True)
class ChangeGrant:
    """What of the account is shown there from now on. Raises NotFound."""

    database: Database

    async def __call__(self, telegram_user_id: int, grant_id: int, allowed: int) -> ShownAccount:
        if not NOTHING <= allowed <= EVERYTHING:
            raise NotFound("no such choice")
        async with self.database.transaction() as stored:
            await own_grant(stored, telegram_user_id, grant_id)
            await stored.chat_grants.allow(grant_id, Allowed(allowed))
            return await _shown(stored, await own_grant(stored, telegram_user_id, grant_id))


@dataclass(frozen=True)
class SetGrantLanguage:
    """The language of the whole chat: of who is an administrator there, too.

    Raises NotFound for anybody else's grant and an unknown language, and NotAnAdmin.
    """

    database: Database
    chats: Chats

    async def __call__(self, telegram_user_id: int, grant_id: int, language: str) -> ShownAccount:
        if language not in LANGUAGES:
            raise NotFound("no such language")
        async with self.database.reading() as stored:
            grant = await own_grant(stored, telegram_user_id, grant_id)
        chat_id = grant.place.chat_id
        if await self.chats.rank(chat_id, telegram_user_id) < Rank.ADMIN:
            raise NotAnAdmin("a member wanted to change the chat's language")
        async with self.database.transaction() as stored:
            await stored.chat_grants.set_language(chat_id, language)
            return await _shown(stored, await own_grant(stored, telegram_user_id, grant_id))


@dataclass(frozen=True)
class EndGrant:
    """Take an account back from a chat at once. Raises NotFound, also the second time."""

    database: Database

    async def __call__(self, telegram_user_id: int, grant_id: int) -> ShownAccount:
        async with self.database.transaction() as stored:
            grant = await own_grant(stored, telegram_user_id, grant_id)
            shown = await _shown(stored, grant)
            await stored.chat_grants.end(grant_id)
            await stored.audit.note(SecurityEvent.CHAT_ENDED, telegram_user_id)
        return shown


async def own_grant(stored: Repositories, telegram_user_id: int, grant_id: int) -> ChatGrant:
    """Raises NotFound for anybody else's."""
    grant = await stored.chat_grants.get(grant_id)
    if grant is None or grant.telegram_user_id != telegram_user_id:
        raise NotFound("not among the person's grants")
    return grant


async def _shown(stored: Repositories, grant: ChatGrant) -> ShownAccount:
    found = await with_accounts(stored, [grant])
    if not found:
        raise NotFound("the account was let go of")
    return found[0]
