"""The side of a group or channel: what is shown there, and what its administrators may do."""

from dataclasses import dataclass

from bot.domain.accounts import LANGUAGES
from bot.domain.chat_grants import Allowed, Place, Rank
from bot.domain.errors import BotError, NotFound
from bot.domain.security import SecurityEvent
from bot.services.change_digest import describe_digest
from bot.services.digest_places import shown_there
from bot.services.grant_chat import NotAnAdmin
from bot.services.ports import Chats, Clock, Database, Repositories
from bot.services.results import ChatSettings, DigestsHere, ShownAccount
from bot.services.shown_accounts import with_accounts


class NotShownHere(BotError):
    """Nobody allowed it for this chat, or not any more."""

    message_key = "error-not-shown-here"


@dataclass(frozen=True)
class FindShown:
    """The accounts of which ``wanted`` may be seen in that place by whoever is there.

    An account bound to the very topic comes first. Two owners of one account may both show it:
    one is enough. Raises NotShownHere when there is none.
    """

    database: Database

    async def __call__(
        self, place: Place, wanted: Allowed, account_id: int = 0
    ) -> list[ShownAccount]:
        async with self.database.reading() as stored:
            grants = [
                grant
                for grant in await stored.chat_grants.in_chat(place.chat_id)
                if grant.shows(wanted, place) and account_id in {0, grant.account_id}
            ]
            grants.sort(key=lambda grant: grant.place.message_thread_id is None)
            once = {grant.account_id: grant for grant in reversed(grants)}
            found = await with_accounts(
                stored, [grant for grant in grants if once[grant.account_id] is grant]
            )
        if not found:
            raise NotShownHere("nothing of the kind is shown in that place")
        return found


@dataclass(frozen=True)
class ListDigestsHere:
    """Which digests come to that place, for whoever is there. Raises NotShownHere for none."""

    database: Database
    clock: Clock

    async def __call__(self, place: Place) -> DigestsHere:
        async with self.database.reading() as stored:
            grants = await stored.chat_grants.in_chat(place.chat_id)
            digests = [
                await describe_digest(stored, one, self.clock.now())
                for one in await stored.digests.in_chat(place.chat_id)
                if any(
                    grant.shows(Allowed.DIGESTS, place) for grant in await shown_there(stored, one)
                )
            ]
        coming = [one for one in digests if one.next_at is not None and one.muted_until is None]
        if not coming:
            raise NotShownHere("no digest comes to that place")
        return DigestsHere(coming, grants[0].language)


@dataclass(frozen=True)
class ChatLanguage:
    """The language that a chat has chosen; None where nothing is shown."""

    database: Database

    async def __call__(self, chat_id: int) -> str | None:
        async with self.database.reading() as stored:
            grants = await stored.chat_grants.in_chat(chat_id)
        return grants[0].language if grants else None


@dataclass(frozen=True)
class ManageChat:
    """What administrators see and change; ``telegram_user_id`` is None where the chat speaks.

    Raises NotAnAdmin, NotShownHere where nothing is shown, NotFound for another chat's grant.
    """

    database: Database
    chats: Chats

    async def settings(self, telegram_user_id: int | None, chat_id: int) -> ChatSettings:
        await self._check(telegram_user_id, chat_id)
        async with self.database.reading() as stored:
            return await _settings(stored, chat_id)

    async def take_away(
        self, telegram_user_id: int | None, chat_id: int, grant_id: int
    ) -> ShownAccount:
        """Nobody sees the account there any more."""
        await self._check(telegram_user_id, chat_id)
        async with self.database.transaction() as stored:
            grant = await stored.chat_grants.get(grant_id)
            if grant is None or grant.place.chat_id != chat_id:
                raise NotFound("not among the grants of that chat")
            found = await with_accounts(stored, [grant])
            await stored.chat_grants.end(grant_id)
            await stored.audit.note(SecurityEvent.CHAT_ENDED, grant.telegram_user_id)
        if not found:
            raise NotFound("the account was let go of")
        return found[0]

    async def set_language(
        self, telegram_user_id: int | None, chat_id: int, language: str
    ) -> ChatSettings:
        if language not in LANGUAGES:
            raise NotFound("no such language")
        await self._check(telegram_user_id, chat_id)
        async with self.database.transaction() as stored:
            await stored.chat_grants.set_language(chat_id, language)
            return await _settings(stored, chat_id)

    async def _check(self, telegram_user_id: int | None, chat_id: int) -> None:
        if (
            telegram_user_id is not None
            and await self.chats.rank(chat_id, telegram_user_id) < Rank.ADMIN
        ):
            raise NotAnAdmin("a member wanted to manage the chat")


async def _settings(stored: Repositories, chat_id: int) -> ChatSettings:
    shown = await with_accounts(stored, await stored.chat_grants.in_chat(chat_id))
    if not shown:
        raise NotShownHere("nothing is shown in that chat")
    return ChatSettings(shown, shown[0].grant.language)
