"""What becomes of the bot in a chat: added, put out, silenced, moved to another id."""

from dataclasses import dataclass

from bot.domain.accounts import LinkState
from bot.domain.chat_grants import ChatGrant, ChatKind, Place
from bot.domain.errors import NotFound
from bot.domain.security import SecurityEvent
from bot.services.chat_tickets import ChatTickets
from bot.services.find_account import home_of
from bot.services.ports import ChatAbout, Clock, Database, OutgoingMessage, Repositories
from bot.services.results import PlaceQuestion
from bot.services.shown_accounts import with_accounts

ADDED, PUT_OUT, SILENCED = "chat_added", "chat_put_out", "chat_silenced"
"""Kinds of messages to the owner, in private."""


@dataclass(frozen=True)
class NoteAdded:
    """Somebody let the bot into a chat: if they are linked, they are asked what to show there.

    That is the only way into a channel, where nobody speaks in their own name. Whoever never
    talked to the bot cannot be written to, and is not.
    """

    database: Database

    async def __call__(
        self, chat_id: int, about: ChatAbout, telegram_user_id: int, asked_by: str
    ) -> None:
        """``asked_by`` names the update, so that its repetition asks nothing."""
        async with self.database.transaction() as stored:
            await stored.chat_grants.set_silenced(chat_id, None)
            person = await stored.people.get(telegram_user_id)
            if person is None or person.blocked_at is not None:
                return
            linked = await stored.accounts.linked_to(telegram_user_id)
            if any(one.link.state is not LinkState.UNLINKED for one in linked):
                await stored.outbox.put(
                    OutgoingMessage(
                        kind=ADDED,
                        key=f"{ADDED}:{chat_id}:{asked_by}",
                        chat_id=telegram_user_id,
                        message_thread_id=None,
                        payload={
                            "shown_chat_id": chat_id,
                            "title": about.title,
                            "chat_kind": about.kind.value,
                        },
                    )
                )


@dataclass(frozen=True)
class NotePutOut:
    """The bot was put out of a chat, or left: what was shown there has ended, and digests pause.

    Each owner is told once, in private. To be shown there again takes a new approval.
    """

    database: Database

    async def __call__(self, chat_id: int) -> None:
        async with self.database.transaction() as stored:
            for grant in await stored.chat_grants.in_chat(chat_id):
                await _tell(stored, grant, PUT_OUT, str(grant.granted_at.timestamp()))
                await stored.chat_grants.end(grant.id)
                await stored.audit.note(SecurityEvent.CHAT_ENDED, grant.telegram_user_id)


@dataclass(frozen=True)
class NoteSilenced:
    """The bot may not write in the chat, or may again; owners are told of the first, once.

    With a ``topic`` only that one is closed, or open again: other destinations go on.
    """

    database: Database
    clock: Clock

    async def __call__(self, chat_id: int, *, silenced: bool, topic: Place | None = None) -> None:
        at = self.clock.now() if silenced else None
        async with self.database.transaction() as stored:
            for grant in await stored.chat_grants.set_silenced(chat_id, at, topic):
                if at is not None:
                    await _tell(stored, grant, SILENCED, str(at.timestamp()))


@dataclass(frozen=True)
class MoveChat:
    """A group became a supergroup: grants, digests and waiting messages go along.

    Telegram tells it twice, and to whoever writes to the old id; once more changes nothing.
    """

    database: Database

    async def __call__(self, old_chat_id: int, new_chat_id: int) -> None:
        async with self.database.transaction() as stored:
            await stored.chat_grants.move(old_chat_id, new_chat_id)


@dataclass(frozen=True)
class DescribeAdded:
    """The question to whoever added the bot. Raises NotFound when it is answered already.

    A group that becomes a supergroup looks as if somebody had added the bot: it is not asked for.
    """

    database: Database
    clock: Clock
    tickets: ChatTickets

    async def __call__(self, telegram_user_id: int, chat_id: int, title: str) -> PlaceQuestion:
        async with self.database.reading() as stored:
            home = await home_of(stored, telegram_user_id)
            shown = await stored.chat_grants.in_chat(chat_id)
        if not home.linked or shown:
            raise NotFound("they came with a ticket, the chat only moved, or they have nothing")
        current = home.current
        accounts = [one.account for one in home.linked]
        accounts.sort(key=lambda one: current is None or one.id != current.account.id)
        ticket = self.tickets.of_place(Place(chat_id), self.clock.now())
        return PlaceQuestion(title, ticket, accounts[:5])


async def _tell(stored: Repositories, grant: ChatGrant, kind: str, occasion: str) -> None:
    found = await with_accounts(stored, [grant])
    if not found:
        return
    await stored.outbox.put(
        OutgoingMessage(
            kind=kind,
            key=f"{kind}:{grant.id}:{occasion}",
            chat_id=grant.telegram_user_id,
            message_thread_id=None,
            payload={
                "account_id": grant.account_id,
                "username": found[0].account.username,
                "title": grant.title,
                "channel": grant.kind is ChatKind.CHANNEL,
            },
        )
    )
