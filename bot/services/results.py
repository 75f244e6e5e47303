"""What the use cases answer: plain values, ready to be told, free of any wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.accounts import InstagramAccount, LinkState, Person
from bot.domain.digests import DigestSubscription
from bot.domain.errors import Refusal
from bot.domain.media import Media, MediaProductType, Number
from bot.domain.metrics import AccountMetric, Login, MediaMetric, Replacement, Unit
from bot.domain.periods import Period
from bot.domain.story_life import Story, StorySequence
from bot.services.ports import (
    DayValue,
    LinkedAccount,
    MediaPicture,
    Purpose,
    RefusedMetric,
    ServedVersion,
    Usage,
)

SHOWN_TOTALS = (
    "reach",
    "views",
    "accounts_engaged",
    "total_interactions",
    "profile_links_taps",
)
"""What an overview tells of an account, in this order."""

HALF_A_DAY = timedelta(hours=12)
"""Instagram's days are Pacific ones: each is told as the local day in which its middle lies."""


@dataclass(frozen=True)
class Home:
    """Where a conversation starts. ``accounts`` is empty before linking."""

    person: Person
    accounts: Sequence[LinkedAccount]

    @property
    def current(self) -> LinkedAccount | None:
        """The account that commands speak of."""
        chosen = self.person.current_account_id
        return next(
            (linked for linked in self.accounts if linked.account.id == chosen),
            self.accounts[0] if self.accounts else None,
        )


@dataclass(frozen=True)
class LinkInvitation:
    """A one-time address of our start page, for the person who asked and nobody else."""

    url: str
    expires_at: datetime
    permissions: Sequence[str]


@dataclass(frozen=True)
class Linked:
    """A link was made. ``permissions`` is None when Instagram did not say what was granted."""

    account: InstagramAccount
    permissions: frozenset[str] | None
    asked_permissions: Sequence[str]
    live_stories: int
    relinked: bool
    digest: DigestSubscription


@dataclass(frozen=True)
class Stale:
    """Numbers are the last known ones, or there are none, because Instagram did not answer."""

    refusal: Refusal
    retry_at: datetime | None = None
    """When Instagram is asked again at the latest; None where waiting mends nothing."""
    own_budget: bool = False
    """Not Instagram asks for a pause: we hold the account's calls back ourselves."""

    @property
    def link_broken(self) -> bool:
        """Nothing will be read until somebody links again."""
        return self.refusal in {Refusal.TOKEN, Refusal.PERMISSION}


@dataclass(frozen=True)
class Total:
    """A window total beside that of the window before; each None when not given."""

    metric: str
    value: Number | None
    before: Number | None
    change: float | None
    """value / before - 1; None on an unknown base or one under 20."""


@dataclass(frozen=True)
class Overview:
    """An account over a period. ``as_of`` is None when nothing has been read yet."""

    account: InstagramAccount
    period: Period
    """The one asked for; when that is stale and unknown, the newest known of the same length."""
    as_of: datetime | None
    totals: Sequence[Total]
    """Those of SHOWN_TOTALS, in its order."""
    unique_unknown: bool
    """The period is over 30 days: reach and engaged accounts have no total."""
    reach_not_followers: float | None
    """Share of the reached accounts that do not follow, 0 to 1."""
    followers_came: Number | None
    followers_left: Number | None
    published: Mapping[MediaProductType, int]
    stories_seen: int
    stories_ended: int
    """Of those seen; the others are still alive, and not captured yet."""
    stories_captured: int
    """Of those ended: with a last look at 23 h or later."""
    stories_since: date | None
    """The day of linking when it lies within the period: nobody counted stories before."""
    reach_by_day: Sequence[DayValue]
    reach_by_day_before: Sequence[DayValue]
    followers_by_day: Mapping[date, int]
    """As read on a local day, where it was read; today's too."""
    stale: Stale | None

    def total(self, metric: str) -> Total:
        return next(total for total in self.totals if total.metric == metric)


@dataclass(frozen=True)
class MediaList:
    """One page of posts or reels, newest first. ``page`` counts from 0."""

    account: InstagramAccount
    kind: MediaProductType
    media: Sequence[Media]
    page: int
    pages: int
    now: datetime
    syncing: bool
    """The first sync has not ended: more may appear."""


@dataclass(frozen=True)
class MediaCard:
    """One post or reel beside the own median of its kind. ``page`` leads back to its list."""

    account: InstagramAccount
    media: Media
    page: int
    now: datetime
    median_engagement_rate: float | None
    median_save_rate: float | None
    median_share_rate: float | None
    compared_with: int
    """How many media of the kind the medians rest on."""
    stale: Stale | None
    followers_then: int | None
    """As read on the day of publishing."""


@dataclass(frozen=True)
class LiveStories:
    account: InstagramAccount
    stories: Sequence[Story]
    """Oldest first: the one that ends first."""
    next_look_at: Mapping[int, datetime]
    """By story id; absent when no look lies ahead."""
    now: datetime


@dataclass(frozen=True)
class StoryArchive:
    """Story sequences, newest day first. ``page`` counts from 0."""

    account: InstagramAccount
    sequences: Sequence[StorySequence]
    page: int
    pages: int
    now: datetime


@dataclass(frozen=True)
class StoryCard:
    """One slide of a sequence; ``position`` counts from 0."""

    account: InstagramAccount
    story: Story
    sequence: StorySequence
    position: int
    next_look_at: datetime | None
    now: datetime
    followers_then: int | None
    """As read on the day of publishing."""


@dataclass(frozen=True)
class SequenceCard:
    """A sequence as a whole: the wrap-up when it has ended, the state so far before."""

    account: InstagramAccount
    sequence: StorySequence
    median_retention: float | None
    """Median of the own last sequences, this one left out; None under five."""
    now: datetime


@dataclass(frozen=True)
class BestMedia:
    """The furthest-reaching media of a period, beside the own median of its kind."""

    media: Media
    times_median: float | None
    """Never below 1; None where it would be, and where fewer than five others are known."""


@dataclass(frozen=True)
class Digest:
    """What a digest tells. ``quiet`` when nothing was published and nothing was captured."""

    subscription: DigestSubscription
    language: str
    overview: Overview
    best_post: BestMedia | None
    best_reel: BestMedia | None
    story_retention: float | None
    """Median retention of the period's sequences."""

    @property
    def quiet(self) -> bool:
        return not any(self.overview.published.values()) and self.overview.stories_seen == 0


@dataclass(frozen=True)
class DigestSettings:
    account: InstagramAccount
    subscription: DigestSubscription
    next_at: datetime | None
    """None when switched off."""


@dataclass(frozen=True)
class Settings:
    person: Person
    now: datetime


@dataclass(frozen=True)
class UnlinkQuestion:
    """What unlinking an account would mean, asked before it is done."""

    account: InstagramAccount
    stories_kept: int
    others_linked: int


@dataclass(frozen=True)
class DeletionQuestion:
    """What goes when everything of the person is deleted, asked before it is done."""

    accounts: Sequence[InstagramAccount]
    stories_kept: int
    """Of accounts that nobody else is linked to: their numbers cannot be read again."""


@dataclass(frozen=True)
class PrivacyTerms:
    """What is kept and for how long, by kind; None means until unlinked."""

    retention: Mapping[str, timedelta | None]


@dataclass(frozen=True)
class AccountStatus:
    """How one link of the person is doing, and what reading its account took."""

    linked: LinkedAccount
    media_as_of: datetime | None
    """When the newest post or reel was looked at; None while there is none with numbers."""
    live_stories: int
    stories_as_of: datetime | None
    """The newest look at a story that is alive."""
    requests: Mapping[Purpose, int]
    """Asked of Instagram since midnight UTC, for everybody who is linked to the account."""
    usage: Usage | None
    """What Instagram's headers say of its own limit."""
    cooling_until: datetime | None
    """Nothing is asked before; None while nobody told us to wait."""


@dataclass(frozen=True)
class Status:
    """What a person may know of the machinery: their own links, and Instagram as a whole."""

    accounts: Sequence[AccountStatus]
    calls_an_hour: int
    """The most that is asked for one account."""
    app_usage: Usage | None
    refused: Sequence[RefusedMetric]
    versions: Sequence[ServedVersion]
    """Only those that answer in the place of another."""
    now: datetime
    app_cooling_until: datetime | None
    """Nothing is asked for anybody before."""

    @property
    def well(self) -> bool:
        """Nothing is broken, refused, or waiting."""
        return not (
            self.refused
            or self.versions
            or self.app_cooling_until
            or any(
                one.linked.link.state is not LinkState.ACTIVE or one.cooling_until
                for one in self.accounts
            )
        )


@dataclass(frozen=True)
class MetricExplained:
    """A metric that somebody named, as the registry knows it; one of both kinds is there."""

    asked: str
    metric: str
    replacement: Replacement | None
    """There where Meta has retired the name that was asked for."""
    media: MediaMetric | None
    account: AccountMetric | None
    unit: Unit
    login: Login
    until: date | None
    """The name that was asked for still holds for media published before."""
    refused: Sequence[RefusedMetric]
    now: datetime


@dataclass(frozen=True)
class FormulaExplained:
    """A number that is worked out here: ``expression`` is in the metrics' own names."""

    name: str
    expression: str


@dataclass(frozen=True)
class MetricUnknown:
    """No metric or formula is called so; ``nearest`` are names that look alike."""

    asked: str
    nearest: Sequence[str]


Explanation = MetricExplained | FormulaExplained | MetricUnknown


@dataclass(frozen=True)
class Album:
    """One picture of an album; ``position`` counts from 0. Meta gives no numbers for it."""

    media: Media
    pictures: Sequence[MediaPicture]
    """Empty when Instagram did not say; then ``stale`` has the reason."""
    position: int
    stale: Stale | None
