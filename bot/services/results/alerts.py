"""What alerts tell, and what people chose of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accounts import InstagramAccount, Person
from bot.domain.alerts import AlertKind, AlertSettings
from bot.domain.media import Insights, Media, Number
from bot.domain.periods import Period
from bot.domain.same_age import BesideUsual
from bot.domain.story_life import Story


@dataclass(frozen=True)
class ActiveMute:
    account: InstagramAccount
    kind: AlertKind
    until: datetime


@dataclass(frozen=True)
class AlertsShown:
    """``mutes``: those that hold now, the first to end first."""

    person: Person
    settings: AlertSettings
    mutes: Sequence[ActiveMute]
    now: datetime


@dataclass(frozen=True)
class UnseenStories:
    """Stories that end soon and cannot be read, the first to end first."""

    account: InstagramAccount
    stories: Sequence[Story]
    now: datetime


@dataclass(frozen=True)
class PostNews:
    """A post as it was at an age; ``beside`` is None where too few others are known at it."""

    account: InstagramAccount
    media: Media
    age: timedelta
    then: Insights
    beside: BesideUsual | None
    now: datetime


@dataclass(frozen=True)
class Milestone:
    """A round number of followers, and how many there were when it was seen."""

    account: InstagramAccount
    milestone: int
    followers: int
    as_of: datetime


@dataclass(frozen=True)
class DropNews:
    """Median reach of a day in seven days, beside that of the four weeks before."""

    account: InstagramAccount
    week: Period
    reach: Number
    usual: Number
    published: int
    published_before: int
    now: datetime
