"""Which digests somebody gets: what of, where to, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.accounts import InstagramAccount
from bot.domain.chat_grants import ChatGrant
from bot.domain.digests import DigestSubscription


class Pause(StrEnum):
    """Why nothing comes for now; it goes on by itself when the reason is gone."""

    NOT_SHOWN = "not_shown"
    """Its owner, or an administrator, allows no digests there any more; or the chat is gone."""
    SILENCED = "silenced"
    """The bot may not write there."""


@dataclass(frozen=True)
class DigestSettings:
    """One subscription, as it stands."""

    subscription: DigestSubscription
    account: InstagramAccount | None
    """None for all accounts of the person."""
    accounts: Sequence[InstagramAccount]
    """What it tells of at present; in a chat those that its owner lets be shown there."""
    grant: ChatGrant | None
    """How the chat is called and what it speaks; None in private, and where nothing is shown."""
    next_at: datetime | None
    """None when it is off or paused."""
    pause: Pause | None = None
    muted_until: datetime | None = None
    """None as well when that is over."""


@dataclass(frozen=True)
class DigestList:
    """One page of a person's digests."""

    digests: Sequence[DigestSettings]
    page: int
    pages: int
    shown_in_chats: bool
    """Whether there is a group or channel to which one may go."""


@dataclass(frozen=True)
class DigestOffer:
    """What of, and where to: what was answered already, and what there is to choose from."""

    accounts: Sequence[InstagramAccount]
    account: InstagramAccount | None
    """The one that was chosen; None for all, and while that is open."""
    account_known: bool
    places: Sequence[ChatGrant]
    """Where a digest of that may go besides the private chat."""
    place: ChatGrant | None
    """None for the private chat, and while that is open."""
    place_known: bool


@dataclass(frozen=True)
class DigestsHere:
    """What comes to a chat, and in which language the chat is spoken to."""

    digests: Sequence[DigestSettings]
    language: str
