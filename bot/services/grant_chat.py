"""How an account comes to be shown in a group or channel: its owner says so, once.

Either the owner adds the bot by a deep link of their own, or an administrator says ``/here`` and
the owner opens what that brought. Who somebody is in the chat is asked of Telegram at the moment
that it matters, never remembered.
"""

from dataclasses import dataclass

from bot.domain.accounts import LinkState
from bot.domain.chat_grants import AT_FIRST, ChatGrant, ChatKind, Place, Rank
from bot.domain.errors import BotError, NotFound
from bot.domain.security import SecurityEvent
from bot.services.chat_tickets import ChatTickets, OwnerTicket, TicketInvalid
from bot.services.find_account import current_link, home_of, nothing_linked, own_account
from bot.services.ports import ChatAbout, Chats, Clock, Database, NewGrant, OutgoingMessage
from bot.services.results import ChatInvitation, PlaceQuestion, ShownAccount
from bot.services.shown_accounts import with_accounts

ACCOUNTS_OFFERED = 5

GRANTED = "chat_granted"
"""The kind of the message that tells a group what it can ask for."""


class NotAnAdmin(BotError):
    """Only administrators of a chat change what is shown there."""

    message_key = "error-not-an-admin"


class NotInTheChat(BotError):
    """The bot, or the person, is not in the chat."""

    message_key = "error-not-in-the-chat"


@dataclass(frozen=True)
class InviteToChat:
    """The deep link that brings one of the person's accounts into a chat. Raises NotFound.

    Without ``account_id`` it is the current one; raises NotLinked and HistoryOnly, too.
    """

    database: Database
    clock: Clock
    tickets: ChatTickets

    async def __call__(self, telegram_user_id: int, account_id: int = 0) -> ChatInvitation:
        async with self.database.reading() as stored:
            if account_id:
                linked = await own_account(stored, telegram_user_id, account_id)
            else:
                _, linked = await current_link(stored, telegram_user_id)
            grants = await stored.chat_grants.of_person(telegram_user_id)
        if linked.link.state is LinkState.UNLINKED:
            raise NotFound("only the history of the account was kept")
        account = linked.account
        ticket = self.tickets.of_owner(OwnerTicket(telegram_user_id, account.id), self.clock.now())
        return ChatInvitation(
            account, ticket, sum(grant.account_id == account.id for grant in grants)
        )


@dataclass(frozen=True)
class GrantByOwner:
    """The owner came into the chat with a ticket of theirs: that is their approval.

    Raises TicketInvalid for anybody else's, NotAnAdmin, NotInTheChat, and NotFound when the
    account was unlinked meanwhile.
    """

    database: Database
    clock: Clock
    tickets: ChatTickets
    chats: Chats

    async def __call__(
        self, telegram_user_id: int | None, ticket: str, place: Place
    ) -> ShownAccount:
        """``telegram_user_id`` is None where the chat itself speaks: then nobody is known."""
        named = self.tickets.owner(ticket, self.clock.now())
        if telegram_user_id is None or named.telegram_user_id != telegram_user_id:
            raise TicketInvalid("somebody else's ticket")
        about = await _about(self.chats, place.chat_id)
        if await self.chats.rank(place.chat_id, telegram_user_id) < Rank.ADMIN:
            raise NotAnAdmin("a member brought the ticket")
        return await _grant(self.database, telegram_user_id, named.account_id, place, about)


@dataclass(frozen=True)
class ProposePlace:
    """``/here``: the parameter by which an owner finds this place. Raises NotAnAdmin.

    ``telegram_user_id`` is None where the chat itself speaks: its anonymous administrators, and
    whoever posts in a channel.
    """

    clock: Clock
    tickets: ChatTickets
    chats: Chats

    async def __call__(self, telegram_user_id: int | None, place: Place) -> str:
        if (
            telegram_user_id is not None
            and await self.chats.rank(place.chat_id, telegram_user_id) < Rank.ADMIN
        ):
            raise NotAnAdmin("a member said /here")
        return self.tickets.of_place(place, self.clock.now())


@dataclass(frozen=True)
class AskAboutPlace:
    """Which account shall be shown there? For members of the chat; in a channel, for admins.

    Raises TicketInvalid, NotInTheChat, NotAnAdmin, NotLinked and LinkPending.
    """

    database: Database
    clock: Clock
    tickets: ChatTickets
    chats: Chats

    async def __call__(self, telegram_user_id: int, ticket: str) -> PlaceQuestion:
        place = self.tickets.place(ticket, self.clock.now())
        about = await _about(self.chats, place.chat_id)
        await _check_owner(self.chats, place, about, telegram_user_id)
        async with self.database.reading() as stored:
            home = await home_of(stored, telegram_user_id)
            if not home.linked:
                raise await nothing_linked(stored, telegram_user_id)
        accounts = [linked.account for linked in home.linked]
        current = home.current
        # The current one first: it is the likeliest.
        accounts.sort(key=lambda one: current is None or one.id != current.account.id)
        return PlaceQuestion(about.title, ticket, accounts[:ACCOUNTS_OFFERED])


@dataclass(frozen=True)
class GrantPlace:
    """The owner's yes to that question. Raises as the question does, and NotFound."""

    database: Database
    clock: Clock
    tickets: ChatTickets
    chats: Chats

    async def __call__(self, telegram_user_id: int, ticket: str, account_id: int) -> ShownAccount:
        place = self.tickets.place(ticket, self.clock.now())
        about = await _about(self.chats, place.chat_id)
        await _check_owner(self.chats, place, about, telegram_user_id)
        shown = await _grant(self.database, telegram_user_id, account_id, place, about)
        if about.kind is not ChatKind.CHANNEL:
            # Subscribers of a channel need not know; a group is told what it can ask for.
            await self._tell_chat(shown.grant)
        return shown

    async def _tell_chat(self, grant: ChatGrant) -> None:
        async with self.database.transaction() as stored:
            await stored.outbox.put(
                OutgoingMessage(
                    kind=GRANTED,
                    key=f"{GRANTED}:{grant.id}:{self.clock.now().timestamp():.0f}",
                    chat_id=grant.place.chat_id,
                    message_thread_id=grant.place.message_thread_id,
                    payload={
                        "grant_id": grant.id,
                        "account_id": grant.account_id,
                        "telegram_user_id": grant.telegram_user_id,
                    },
                )
            )


async def _about(chats: Chats, chat_id: int) -> ChatAbout:
    about = await chats.about(chat_id)
    if about is None:
        raise NotInTheChat("the bot is not in that chat")
    return about


async def _check_owner(chats: Chats, place: Place, about: ChatAbout, telegram_user_id: int) -> None:
    rank = await chats.rank(place.chat_id, telegram_user_id)
    if rank is Rank.OUTSIDE:
        raise NotInTheChat("the person is not in that chat")
    if about.kind is ChatKind.CHANNEL and rank < Rank.ADMIN:
        raise NotAnAdmin("a subscriber of a channel")


async def _grant(
    database: Database, telegram_user_id: int, account_id: int, place: Place, about: ChatAbout
) -> ShownAccount:
    async with database.transaction() as stored:
        linked = await own_account(stored, telegram_user_id, account_id)
        if linked.link.state is LinkState.UNLINKED:
            raise NotFound("only the history of the account was kept")
        person = await stored.people.get(telegram_user_id)
        assert person is not None, "own_account found a link of theirs"
        grant = await stored.chat_grants.save(
            NewGrant(
                telegram_user_id,
                account_id,
                place,
                about.kind,
                about.title,
                AT_FIRST,
                person.language,
            )
        )
        await stored.audit.note(SecurityEvent.CHAT_SHOWN, telegram_user_id)
        (shown,) = await with_accounts(stored, [grant])
    return shown
