"""Who talks to us, which Instagram accounts there are, and who is linked to which."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.tokens import TokenLife

MANAGE_INSIGHTS = "instagram_business_manage_insights"
REQUIRED_PERMISSIONS = frozenset({"instagram_business_basic", MANAGE_INSIGHTS})
"""Without these two nothing that we show can be read; all others may be declined."""

LANGUAGES = ("en", "ru", "es")

PLACE_AWAITED = timedelta(hours=1)
"""For so long after the question what a person types is taken for the name of a city."""


def first_guess_of_language(language_code: str | None) -> str:
    """The language to begin with, from Telegram's ``language_code``; English when unknown."""
    language = (language_code or "").split("-")[0].lower()
    return language if language in LANGUAGES else "en"


@dataclass(frozen=True)
class Person:
    """Somebody who talks to the bot in a private chat. The private chat's id is the user id."""

    telegram_user_id: int
    first_name: str
    username: str | None
    language: str
    time_zone: str
    time_zone_known: bool
    current_account_id: int | None
    blocked_at: datetime | None
    place_asked_at: datetime | None = None
    """When they were asked where they are, and did not answer since."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_asked_for_place(self, now: datetime) -> bool:
        return self.place_asked_at is not None and now - self.place_asked_at < PLACE_AWAITED


@dataclass(frozen=True)
class InstagramAccount:
    """An Instagram professional account, known once however many people are linked to it.

    ``user_id`` (17841…) is the professional account; ``app_scoped_id`` is the same account as
    our Meta app names it, and what Meta's deletion callbacks carry.
    """

    id: int
    user_id: str
    app_scoped_id: str
    username: str
    name: str | None
    account_type: str
    time_zone: str
    followers_count: int | None
    follows_count: int | None
    media_count: int | None
    as_of: datetime
    media_synced_at: datetime | None
    """When all posts were read for the first time; None while that goes on."""
    media_sync_after: str | None = None
    """Where the first sync goes on after a break: Instagram's cursor."""
    stories_listed_at: datetime | None = None
    """When Instagram last told which stories are alive."""
    unreadable_since: datetime | None = None
    """Since when no link serves; it stays until something was read again."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class LinkState(StrEnum):
    ACTIVE = "active"
    NEEDS_RELINK = "needs_relink"
    UNLINKED = "unlinked"
    """The person let go of the account and kept what was read: there is no token any more."""


@dataclass(frozen=True)
class Link:
    """A person's permission to read an account. The token itself stays in the storage room."""

    id: int
    telegram_user_id: int
    account_id: int
    state: LinkState
    reason: str | None
    permissions: frozenset[str] | None
    linked_at: datetime
    token_issued_at: datetime
    token_expires_at: datetime
    state_since: datetime | None = None
    """None for a state from before this was noted."""

    @property
    def token_life(self) -> TokenLife:
        return TokenLife(self.token_issued_at, self.token_expires_at)


class LinkAttemptStatus(StrEnum):
    """A link attempt only moves forward: offered, issued, returned, pending, confirmed.

    It is pending from the person's return to the chat until Instagram has answered everything.
    """

    OFFERED = "offered"
    ISSUED = "issued"
    RETURNED = "returned"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True)
class LinkAttempt:
    """One try to link, from the button to the return. Its secrets are kept as hashes only."""

    id: int
    telegram_user_id: int
    chat_id: int
    status: LinkAttemptStatus
    created_at: datetime
    expires_at: datetime
