"""What comes from Telegram and what goes there."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple, Protocol

from bot.domain.digests import Cadence, DigestSubscription
from bot.services.ports.due import DueRows, Ref


@dataclass(frozen=True)
class NewDigest:
    """A subscription to be made; ``account_id`` is None for all accounts of the person in one.

    ``weekday`` counts from Monday, 0 to 6.
    """

    telegram_user_id: int
    account_id: int | None
    chat_id: int
    cadence: Cadence
    at: time
    weekday: int
    time_zone: str
    message_thread_id: int | None = None


class Digests(DueRows, Protocol):
    """Subscriptions; each is its own due row."""

    async def subscribe(self, new: NewDigest, due_at: datetime) -> DigestSubscription:
        """The person's subscription of that account, chat and cadence; an existing one is kept."""
        ...

    async def get(self, subscription_id: int) -> DigestSubscription | None: ...

    async def of(self, telegram_user_id: int, account_id: int) -> DigestSubscription | None:
        """The person's oldest of that account in the private chat."""
        ...

    async def change(self, subscription: DigestSubscription, due_at: datetime) -> None:
        """All but whose it is, of what, and in which chat; that, and whether it is muted, stays."""
        ...

    async def mute(self, subscription_id: int, until: datetime | None) -> None:
        """Nothing of it is sent before ``until``; when it is due stays as it is."""
        ...

    async def of_person(self, telegram_user_id: int) -> list[DigestSubscription]: ...

    async def in_chat(self, chat_id: int) -> list[DigestSubscription]:
        """Everybody's that goes to that chat, switched off or not."""
        ...

    async def of_account(self, account_id: int) -> list[DigestSubscription]:
        """Everybody's, switched off or not; those of all accounts of somebody linked, too."""
        ...

    async def remove(self, subscription_id: int) -> None: ...

    async def end(self, telegram_user_id: int, account_id: int) -> None:
        """Delete the person's subscriptions to the account, in every chat.

        Those of all accounts stay: they tell of the others, and of what is linked next.
        """
        ...

    async def rearm(self, ref: Ref, at: datetime, ahead_at: datetime | None = None) -> bool:
        """Due again at ``at``, and before that at ``ahead_at``, in the lane of what is ahead."""
        ...

    async def due_at(self, subscription_id: int) -> datetime | None:
        """The instant that the next digest is for; None while the subscription is off."""
        ...


@dataclass(frozen=True)
class ReadyDigest:
    """A digest as it will be sent, put together ahead of its hour.

    ``mark`` names who gets what. ``account_ids`` are those that it tells of, where it is of all
    accounts of its person. ``picture`` is the key of its picture, which comes along as ``png``
    unless it is stored already.
    """

    subscription_id: int
    key: str
    mark: str
    screen: Mapping[str, object]
    account_ids: Sequence[int] = ()
    picture: str | None = None
    png: bytes | None = None


class ReadyDigests(Protocol):
    """What was prepared, for whichever process sends it. Nothing depends on it."""

    async def put(self, ready: ReadyDigest) -> None:
        """In the place of an earlier one of the subscription."""
        ...

    async def find(
        self, subscription_id: int, key: str, mark: str, fresh_for: timedelta
    ) -> Mapping[str, object] | None:
        """The screen, unless it was made for another receiver or longer ago."""
        ...

    async def has_picture(self, key: str) -> bool: ...

    async def picture(self, key: str) -> bytes | None: ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """With pictures that no other one shows. Answers ``limit`` while more may be left."""
        ...


@dataclass(frozen=True)
class OutgoingMessage:
    """A message that must go out once. ``payload`` is plain JSON: what to say, not how."""

    kind: str
    key: str
    chat_id: int
    message_thread_id: int | None
    payload: Mapping[str, object]
    deadline: datetime | None = None
    silent: bool = True


@dataclass(frozen=True)
class MessageToSend:
    ref: Ref
    message: OutgoingMessage


class BegunWording(NamedTuple):
    """At most one of both is there."""

    to_word: MessageToSend | None
    unknown: MessageToSend | None
    """Its earlier sending was cut off: it may have arrived or not."""


class Outbox(DueRows, Protocol):
    """Messages are rows first. ``key`` makes a message unique for as long as its row is kept."""

    async def put(self, message: OutgoingMessage) -> bool:
        """False when a message with this key was put before."""
        ...

    async def holds(self, key: str) -> bool:
        """Whether a message with this key was put."""
        ...

    async def begin_wording(self, ref: Ref, ttl: timedelta) -> BegunWording:
        """Like begin. A message whose earlier sending has no known end becomes *unknown*:

        it is never blindly repeated.
        """
        ...

    async def begin_sending(self, ref: Ref, ttl: timedelta) -> bool:
        """Note that sending starts; False when the row is no longer ours, or past its deadline."""
        ...

    async def reopen(self, outbox_id: int, chat_id: int) -> bool:
        """Send an unknown message of that chat once more; False when there is none."""
        ...

    async def sent(self, ref: Ref, message_id: int) -> bool: ...

    async def postpone(self, ref: Ref, at: datetime, error: str) -> bool:
        """Telegram refused without effect: sending has not started after all."""
        ...

    async def unknown(self, ref: Ref, error: str) -> bool: ...

    async def look_again(self, chat_id: int, why: str) -> None:
        """Messages to the chat that were postponed for this reason fall due now."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of messages put before that wait for nothing more."""
        ...


class Updates(Protocol):
    """The inbox of Telegram updates: what was acknowledged is stored, and done is noted."""

    async def store(self, update_id: int, body: str, inbox: str) -> bool:
        """False when it was stored before: Telegram may deliver an update twice."""
        ...

    async def done(self, update_id: int) -> None:
        """Wipes the body; the number stays, to know a repetition."""
        ...

    async def left_by_the_dead(self, inbox: str) -> list[str]:
        """Other inboxes that have unfinished updates and no lease: see :func:`inbox_key`."""
        ...

    async def take_over(self, inbox: str, left_by: Collection[str] | None) -> list[str]:
        """Bodies not done that were of those inboxes, or of any other, and are ``inbox``'s now.

        Oldest first, each handed out three times at most; of two who ask at once one gets them.
        """
        ...

    async def forget_person(self, telegram_user_id: int) -> None:
        """Wipe the bodies that name the person: they are worked on only if that goes on now."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int: ...


BOT_KEY = "telegram overall"
"""The budget of messages to all chats together."""

CHAT_KEYS = "telegram:"


def chat_key(chat_id: int) -> str:
    """The budget of messages to one chat."""
    return f"{CHAT_KEYS}{chat_id}"


def inbox_key(inbox: str) -> str:
    """The lease that says that an inbox is alive."""
    return f"inbox:{inbox}"


@dataclass(frozen=True)
class Sent:
    message_id: int


@dataclass(frozen=True)
class SendLater:
    """Refused without effect; try again at ``at``."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class NotDeliverable:
    """Refused for good: blocked, kicked, gone, or nothing to say any more."""

    reason: str


@dataclass(frozen=True)
class OutcomeUnknown:
    """The answer was lost on the way: it may or may not have arrived."""

    reason: str


Outcome = Sent | SendLater | NotDeliverable | OutcomeUnknown


class NotNow(Exception):
    """The receiver wants nothing of the kind before ``at``; ``detail`` says why."""

    def __init__(self, at: datetime, detail: str) -> None:
        super().__init__(detail)
        self.at = at
        self.detail = detail


class Delivery(Protocol):
    """Words a message in the receiver's language, without sending it."""

    async def __call__(self, message: OutgoingMessage) -> Callable[[], Awaitable[Outcome]]:
        """Calling what comes back sends it.

        Raises NotFound when there is nothing to say, and NotNow when it must wait.
        """
        ...
