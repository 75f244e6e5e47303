"""A person's own data, and what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.security import SecurityEntry


@dataclass(frozen=True)
class AccountToDelete:
    """An account that the person is linked to. Where others are linked too, its numbers stay."""

    account: InstagramAccount
    posts: int
    """Posts and reels."""
    stories: int
    others_linked: int


@dataclass(frozen=True)
class DeletionQuestion:
    """What goes when everything of the person is deleted, asked before it is done."""

    accounts: Sequence[AccountToDelete]
    digests: int
    """Subscriptions that are on."""
    other_chats: int
    """Groups and channels that the person's digests go to."""
    asked_at: datetime


@dataclass(frozen=True)
class SecurityLog:
    """One page of the person's own security events, newest first."""

    entries: Sequence[SecurityEntry]
    page: int
    pages: int
