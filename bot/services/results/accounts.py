"""What the use cases of people, accounts and links answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount, LinkState, Person
from bot.domain.digests import DigestSubscription
from bot.domain.quiet_hours import QuietHours
from bot.domain.story_life import Story
from bot.services.ports import City, LinkedAccount


@dataclass(frozen=True)
class Home:
    """Where a conversation starts. ``accounts`` is empty before linking."""

    person: Person
    accounts: Sequence[LinkedAccount]

    @property
    def current(self) -> LinkedAccount | None:
        """The account that commands speak of."""
        chosen = self.person.current_account_id
        return next((linked for linked in self.accounts if linked.account.id == chosen), None) or (
            next(iter([*self.linked, *self.accounts]), None)
        )

    @property
    def linked(self) -> Sequence[LinkedAccount]:
        """Without those whose history only was kept."""
        return [one for one in self.accounts if one.link.state is not LinkState.UNLINKED]


@dataclass(frozen=True)
class LinkInvitation:
    """A one-time address of our start page, for the person who asked and nobody else."""

    url: str
    expires_at: datetime
    permissions: Sequence[str]


@dataclass(frozen=True)
class FirstSync:
    """How far the first reading of all posts and reels is, while it goes on.

    ``read`` is None before there is anything to tell, ``total`` where Instagram did not say.
    """

    read: int | None = None
    total: int | None = None
    goes_on_at: datetime | None = None
    """It pauses until then: Instagram asked for it, or something failed."""
    cut_off: bool = False
    """No link to the account serves any more; with a new one it goes on."""

    @property
    def told(self) -> str:
        """Two that tell the same are the same."""
        return f"{self.read} of {self.total}, {self.goes_on_at}, {self.cut_off}"


@dataclass(frozen=True)
class Linked:
    """A link was made. ``permissions`` is None when Instagram did not say what was granted."""

    account: InstagramAccount
    permissions: frozenset[str] | None
    asked_permissions: Sequence[str]
    live_stories: int
    relinked: bool
    digest: DigestSubscription | None
    """The oldest one of the account in the private chat; None when the person deleted it."""
    sync: FirstSync | None = None
    """None once everything was read."""
    zone_guessed: bool = False
    """The person never said by whose clock they live."""


@dataclass(frozen=True)
class Settings:
    person: Person
    now: datetime
    quiet: QuietHours | None = None


@dataclass(frozen=True)
class FoundCities:
    """What a person typed when asked for their place, and the cities that it may mean."""

    person: Person
    said: str
    cities: Sequence[City]
    now: datetime


@dataclass(frozen=True)
class FoundZone:
    """The zone at a location; None on the open sea. ``saved`` when it was asked for."""

    person: Person
    zone: str | None
    saved: bool
    now: datetime


@dataclass(frozen=True)
class UnlinkQuestion:
    """What unlinking an account would mean, asked before it is done."""

    account: InstagramAccount
    stories_kept: int
    others_linked: int
    kept: bool
    """It was unlinked before, and its history is what would go."""


@dataclass(frozen=True)
class Unlinked:
    """An account was let go of; ``kept``: its history stays readable."""

    account: InstagramAccount
    kept: bool


@dataclass(frozen=True)
class BrokenLink:
    """A link that ended, and the live stories whose numbers wait for a new one."""

    account: InstagramAccount
    since: datetime | None
    live_stories: int
    first_end: datetime | None
    """When the first of them is lost; None when none is alive."""
    last_saved: datetime | None
    """The newest numbers of stories that we have."""
    served: bool
    """Another link serves: nothing stops."""
    now: datetime


@dataclass(frozen=True)
class CaughtUp:
    """What became of the time in which no link served."""

    account: InstagramAccount
    since: datetime
    until: datetime
    alive: Sequence[Story]
    """Still alive when it ended: they are looked at again."""
    finished: Sequence[Story]
    """Ended meanwhile, with a last look at 23 h or later."""
    partial: Sequence[Story]
    """Ended meanwhile, with earlier numbers only."""
    lost: Sequence[Story]
    """Ended meanwhile, without any numbers."""
    posts: int
    """Posts and reels whose looks fell due meanwhile and are made now."""
    own_link: bool
    """Of the receiver: it serves. Else somebody else's does."""
    now: datetime

    @property
    def stories(self) -> int:
        return len(self.alive) + len(self.finished) + len(self.partial) + len(self.lost)

    @property
    def saved(self) -> int:
        return len(self.alive) + len(self.finished)
