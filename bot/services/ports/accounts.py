"""People, Instagram accounts, and the links between them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.accounts import (
    InstagramAccount,
    Link,
    LinkState,
    Person,
)
from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.domain.tokens import TokenLife
from bot.services.ports.instagram import Profile


class People(Protocol):
    async def get(self, telegram_user_id: int) -> Person | None: ...

    async def seen(
        self, telegram_user_id: int, first_name: str, username: str | None, language: str
    ) -> Person:
        """Insert or update the name; whoever speaks is not blocked any more.

        ``language`` is only the first guess of a new person.
        """
        ...

    async def set_language(self, telegram_user_id: int, language: str) -> None: ...

    async def set_time_zone(self, telegram_user_id: int, time_zone: str) -> None:
        """From now on it is known, and the person is not asked for their place any more."""
        ...

    async def note_place_asked(self, telegram_user_id: int) -> None:
        """The person is asked where they are: the next words of theirs are the answer."""
        ...

    async def set_current_account(self, telegram_user_id: int, account_id: int | None) -> None: ...

    async def set_blocked(self, telegram_user_id: int, at: datetime | None) -> None: ...

    async def hold(self, telegram_user_id: int) -> None:
        """Whoever else wants to hold this person waits until our transaction has ended."""
        ...

    async def forget(self, telegram_user_id: int) -> None:
        """Delete the person with everything of theirs, and accounts that nobody is linked to.

        What they said and is not worked on yet stays: see ``Updates.forget_person``.
        """
        ...


@dataclass(frozen=True)
class LinkedAccount:
    account: InstagramAccount
    link: Link


class Accounts(Protocol):
    async def get(self, account_id: int) -> InstagramAccount | None: ...

    async def by_meta_id(self, meta_user_id: str) -> InstagramAccount | None:
        """The account that Meta's callbacks mean: by its app-scoped id, else by ``user_id``."""
        ...

    async def save_profile(
        self, profile: Profile, time_zone: str, as_of: datetime
    ) -> InstagramAccount:
        """Insert or update by ``user_id``. ``time_zone`` is that of a new account only."""
        ...

    async def note_media_sync(self, account_id: int, after: str) -> None:
        """Where the first sync goes on, should it break off here."""
        ...

    async def set_media_synced(self, account_id: int, at: datetime) -> None:
        """The first sync is over; later calls keep the first instant."""
        ...

    async def hold(self, account_id: int) -> None:
        """Until the transaction ends nobody else makes, breaks or ends a link of the account."""
        ...

    async def keep(self, account_ids: Collection[int]) -> None:
        """Until the transaction ends nobody forgets any of them; others may keep them, too."""
        ...

    async def note_stories_listed(self, account_id: int, at: datetime) -> None: ...

    async def note_unreadable(self, account_id: int) -> None:
        """No link serves from now on; an earlier instant stays."""
        ...

    async def note_readable(self, account_id: int) -> bool:
        """True when the account was unreadable, a link serves again, and nobody noted it before."""
        ...

    async def forget(self, account_id: int) -> None:
        """Delete the account with everything that was read of it."""
        ...

    async def linked_to(self, telegram_user_id: int) -> list[LinkedAccount]:
        """The person's accounts, oldest link first; none of anybody else's.

        Those that the person let go of and whose history they kept are among them.
        """
        ...

    async def ids_of(self, user_ids: Collection[str]) -> dict[str, int]:
        """The accounts that Instagram calls so; they stay until the transaction ends."""
        ...

    async def followers(self, account_id: int) -> list[Person]:
        """Everybody who is linked to the account: who hears about it.

        Whoever keeps the history only is not among them.
        """
        ...

    async def forget_kept_before(self, before: datetime) -> int:
        """Delete accounts that nobody is linked to and whose keeper let go before ``before``."""
        ...


@dataclass(frozen=True)
class AccountToken:
    """A healthy link of an account and its token, opened for one call."""

    link_id: int
    telegram_user_id: int
    token: Secret
    issued_at: datetime
    expires_at: datetime

    @property
    def life(self) -> TokenLife:
        return TokenLife(self.issued_at, self.expires_at)


@dataclass(frozen=True)
class IssuedToken:
    """A token as it is stored: long-lived ones with their link, any with a pending attempt."""

    token: Secret
    permissions: frozenset[str] | None
    issued_at: datetime
    expires_at: datetime


class TokenUnreadable(BotError):
    """A stored token cannot be decrypted. Its link needs a re-link; the others go on."""

    message_key = "error-instagram-token"

    def __init__(self, link_id: int) -> None:
        super().__init__(f"the token of link {link_id} cannot be decrypted")
        self.link_id = link_id


class Links(Protocol):
    """Reading a token raises TokenUnreadable."""

    async def save(self, telegram_user_id: int, account_id: int, token: IssuedToken) -> Link:
        """Insert, or renew and reactivate the same person's link to the same account."""
        ...

    async def let_go(self, link_id: int) -> None:
        """Delete the token and what was granted; the row stays, for the history."""
        ...

    async def remove(self, telegram_user_id: int, account_id: int) -> bool:
        """Delete the link with its token and digests; False when there was none."""
        ...

    async def of(self, telegram_user_id: int, account_id: int) -> Link | None:
        """The person's link to the account, in whatever state."""
        ...

    async def wipe_token(self, link_id: int) -> bool:
        """Delete the token and keep the link; False when it was wiped before."""
        ...

    async def of_account(self, account_id: int) -> list[Link]:
        """Everybody's, in whatever state, oldest first."""
        ...

    async def healthy_token(self, account_id: int) -> AccountToken | None:
        """Any active link's token, the one that lives longest."""
        ...

    async def token_of(self, link_id: int) -> AccountToken | None:
        """None when there is no such link, or its token was wiped."""
        ...

    async def renew(
        self, link_id: int, old: Secret, new: Secret, issued_at: datetime, expires_at: datetime
    ) -> bool:
        """Replace the token unless it is no longer ``old``: a concurrent renewal wins."""
        ...

    async def get(self, link_id: int) -> Link | None: ...

    async def set_state(self, link_id: int, state: LinkState, reason: str | None) -> bool:
        """False when it was in that state already, or has been let go of."""
        ...
