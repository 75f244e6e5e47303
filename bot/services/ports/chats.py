"""Groups and channels: what is shown there, and what Telegram says of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.chat_grants import Allowed, ChatGrant, ChatKind, Place, Rank


@dataclass(frozen=True)
class NewGrant:
    """``language`` is that of a chat in which nothing was shown before."""

    telegram_user_id: int
    account_id: int
    place: Place
    kind: ChatKind
    title: str
    allowed: Allowed
    language: str


class ChatGrants(Protocol):
    """A grant lives and dies with the link of its owner to the account."""

    async def save(self, new: NewGrant) -> ChatGrant:
        """Insert, or move an existing one to this topic: what it allows stays as it is.

        The digests of the account that go to the chat go to the same topic.
        """
        ...

    async def get(self, grant_id: int) -> ChatGrant | None: ...

    async def of_person(self, telegram_user_id: int) -> list[ChatGrant]:
        """Every chat where the person lets one of their accounts be shown, oldest first."""
        ...

    async def in_chat(self, chat_id: int) -> list[ChatGrant]:
        """Everybody's, oldest first."""
        ...

    async def allow(self, grant_id: int, allowed: Allowed) -> None: ...

    async def set_language(self, chat_id: int, language: str) -> None: ...

    async def set_silenced(
        self, chat_id: int, at: datetime | None, topic: Place | None = None
    ) -> list[ChatGrant]:
        """Those for which that is news: of the whole chat, or what goes to that topic of it."""
        ...

    async def end(self, grant_id: int) -> None:
        """Digests that went there are paused, until there is a new one."""
        ...

    async def end_of(self, telegram_user_id: int, account_id: int) -> None:
        """Nothing of the account is shown anywhere any more by this person's wish."""
        ...

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """The chat has another id now: for grants, digests and messages that wait."""
        ...


@dataclass(frozen=True)
class ChatAbout:
    title: str
    kind: ChatKind


class Chats(Protocol):
    """Telegram itself, asked at this moment."""

    async def about(self, chat_id: int) -> ChatAbout | None:
        """None for a chat that the bot is not in, and for a private one."""
        ...

    async def rank(self, chat_id: int, telegram_user_id: int) -> Rank:
        """OUTSIDE also where Telegram does not tell."""
        ...
