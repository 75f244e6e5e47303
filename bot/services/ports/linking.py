"""What linking keeps until it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.accounts import (
    LinkAttempt,
    LinkAttemptStatus,
)
from bot.domain.secret import Secret
from bot.services.ports.accounts import IssuedToken
from bot.services.ports.due import DueRows, Ref


@dataclass(frozen=True)
class PendingLink:
    """An attempt that the person has come back with, and the furthest that it has got.

    One of the last three is set, or none when the attempt's time is over.
    """

    attempt: LinkAttempt
    since: datetime
    code: Secret | None
    short_lived: IssuedToken | None
    long_lived: IssuedToken | None


class LinkAttempts(Protocol):
    """Secrets go in as values and are kept as SHA-256, the short typed code as scrypt.

    The code and the tokens are kept encrypted.
    """

    async def offer(
        self, telegram_user_id: int, chat_id: int, ticket: Secret, expires_at: datetime
    ) -> LinkAttempt:
        """A new attempt; voids the person's earlier unfinished ones, a pending one too."""
        ...

    async def begun_since(self, telegram_user_id: int, since: datetime) -> list[datetime]:
        """When the person's attempts since then began, oldest first."""
        ...

    async def by_ticket(self, ticket: Secret) -> LinkAttempt | None:
        """A live attempt that has not returned from Instagram yet."""
        ...

    async def issue(self, ticket: Secret, state: Secret) -> LinkAttempt | None:
        """offered or issued -> issued, unexpired; a reload may issue again, voiding the old."""
        ...

    async def take_state(self, state: Secret) -> LinkAttempt | None:
        """issued -> returned, once, unexpired; None for every other state."""
        ...

    async def with_code(self, code: Secret) -> list[LinkAttempt]:
        """The attempts that this code of Instagram has come with before, ended ones too."""
        ...

    async def note_code(self, state: Secret, code: Secret) -> None:
        """A code that came too late for its attempt: nobody may bring it with another state."""
        ...

    async def keep_code(
        self, attempt_id: int, code: Secret, return_code: Secret, typed_code: Secret
    ) -> None: ...

    async def by_return_code(self, return_code: Secret) -> LinkAttempt | None:
        """A returned, unexpired attempt, whoever asks."""
        ...

    async def was_confirmed(self, telegram_user_id: int, return_code: Secret) -> bool:
        """Whether this person has come back with this code before."""
        ...

    async def has_returned(self, telegram_user_id: int) -> bool:
        """Whether the person came back from Instagram and is not linked yet."""
        ...

    async def take_typed_code(
        self, telegram_user_id: int, typed_code: Secret
    ) -> LinkAttempt | None:
        """The attempt whose typed code this is; five wrong tries void the person's attempt."""
        ...

    async def take_up(self, attempt_id: int, telegram_user_id: int, until: datetime) -> bool:
        """returned -> pending, once, by the person who began; may be finished before ``until``."""
        ...

    async def pending(self, attempt_id: int) -> PendingLink | None: ...

    async def keep_short_lived(self, attempt_id: int, token: IssuedToken) -> None:
        """In place of a pending attempt's code; it lives as long as the token."""
        ...

    async def keep_long_lived(self, attempt_id: int, token: IssuedToken, until: datetime) -> None:
        """In place of a pending attempt's short-lived token."""
        ...

    async def void_pending(self, telegram_user_id: int) -> bool:
        """Close the person's pending attempt; False when there is none."""
        ...

    async def end(self, attempt_id: int, status: LinkAttemptStatus) -> None:
        """Close an attempt, wipe its secrets, and try no more."""
        ...

    async def wipe_expired(self) -> int:
        """Delete the codes and tokens of attempts past their end."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of attempts that could be used until ``before`` at the latest.

        Pending ones stay: their end has not been told yet.
        """
        ...


@dataclass(frozen=True)
class LinkedMessage:
    """A message in the private chat that told of a link.

    ``account_id`` is None when the account is known no more. ``told``: what it said last.
    """

    telegram_user_id: int
    account_id: int | None
    message_id: int
    live_stories: int
    relinked: bool
    told: str | None = None


class LinkedMessages(DueRows, Protocol):
    """Messages that tell of a link while its first sync goes on: when they are looked at next."""

    async def follow(self, message: LinkedMessage, at: datetime) -> None: ...

    async def followed(self, ref: Ref) -> LinkedMessage | None:
        """The message of a row that is ours."""
        ...

    async def told(self, ref: Ref, told: str, at: datetime) -> None:
        """It says this now, and is looked at again at ``at``."""
        ...

    async def leave(self, ref: Ref) -> None:
        """It is as it shall stay: forget it."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int: ...


class PendingLinks(DueRows, Protocol):
    """When pending attempts are tried next. The row id is the attempt's id."""

    async def start(self, attempt_id: int, ttl: timedelta) -> Ref:
        """Make the row, lent from the beginning to whoever makes it."""
        ...

    async def take(self, telegram_user_id: int, ttl: timedelta) -> Ref | None:
        """Lend the person's row before its time; None when there is none or another has it."""
        ...

    async def next_try(self, telegram_user_id: int) -> datetime | None:
        """When the person's pending attempt is tried next; None when nothing is pending."""
        ...
