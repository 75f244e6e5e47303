"""What the use cases of groups and channels answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.accounts import InstagramAccount
from bot.domain.chat_grants import Allowed, ChatGrant


@dataclass(frozen=True)
class ShownAccount:
    """An account and a chat that it is shown in. ``zone`` is that of the grant's owner."""

    account: InstagramAccount
    grant: ChatGrant
    zone: ZoneInfo


@dataclass(frozen=True)
class ChatInvitation:
    """How one account comes into a group or channel."""

    account: InstagramAccount
    ticket: str
    """For ``?startgroup=``; it counts from the person who asked for it, and for an hour."""
    chats: int
    """In how many the account is shown already."""


@dataclass(frozen=True)
class PlaceQuestion:
    """Which of the person's accounts shall be shown in that chat?"""

    title: str
    ticket: str
    accounts: Sequence[InstagramAccount]


@dataclass(frozen=True)
class ShownIn:
    """One page of the chats in which the person lets their accounts be shown."""

    shown: Sequence[ShownAccount]
    page: int
    pages: int


@dataclass(frozen=True)
class ChatSettings:
    """What an administrator of a chat may change there."""

    shown: Sequence[ShownAccount]
    language: str


EVERY_CHOICE = (Allowed.OVERVIEW, Allowed.MEDIA, Allowed.STORIES, Allowed.DIGESTS)
"""In the order in which they are offered."""
