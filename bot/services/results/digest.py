"""What a digest tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.digest_picks import BestMedia, WorstMedia
from bot.domain.digest_sentence import UsefulSentence
from bot.domain.digests import DigestSubscription
from bot.domain.media import Number
from bot.domain.periods import Period
from bot.services.ports import DayValue
from bot.services.results.chats import ShownAccount
from bot.services.results.digest_settings import DigestSettings
from bot.services.results.overview import Overview


@dataclass(frozen=True)
class MostReplies:
    """The slide that most people answered; ``position`` counts from 0."""

    day: date
    position: int
    replies: Number


@dataclass(frozen=True)
class DigestStories:
    """What became of a period's stories. How many there were stands in the overview."""

    median_completion: float | None
    """Of those that are final; None under five."""
    most_replies: MostReplies | None
    """None where nobody answered, or nobody counted."""
    lost: int


@dataclass(frozen=True)
class AccountDigest:
    """One account over the period of a digest."""

    overview: Overview
    best_post: BestMedia | None
    best_reel: BestMedia | None
    worst: WorstMedia | None
    immature: int
    """Posts and reels that were left out, because they are younger than 48 hours."""
    stories: DigestStories
    sentence: UsefulSentence | None
    reach_of_last_days: Sequence[DayValue] = ()
    """Of the days before the period, too, where that is one day: alone it is no picture."""
    not_offered: Sequence[str] = ()
    """Those metrics of an overview that Instagram does not offer at present."""
    without_link: timedelta = timedelta()
    """For so long of the period nothing could be read, because the link was broken."""

    @property
    def quiet(self) -> bool:
        """Nothing was published, and there were no stories."""
        return not any(self.overview.published.values()) and self.overview.stories_seen == 0


@dataclass(frozen=True)
class Digest:
    """A digest of one account."""

    subscription: DigestSubscription
    language: str
    told: AccountDigest
    shown_in: ShownAccount | None = None
    """The group or channel that it goes to; None for the private chat."""


@dataclass(frozen=True)
class DigestPreview:
    """What a digest says now, of those of its accounts that somebody may read."""

    settings: DigestSettings
    language: str
    told: Sequence[AccountDigest]
    now: datetime


@dataclass(frozen=True)
class DigestOfAll:
    """A digest of all accounts of a person; in a group or channel, of those shown there."""

    subscription: DigestSubscription
    language: str
    period: Period
    """The one that was asked for: with Instagram away an account may tell of an older one."""
    told: Sequence[AccountDigest]
    """What reached most comes first; what nobody knows of comes last."""
    shown_in: Sequence[ShownAccount] = ()
    """Empty for the private chat."""
