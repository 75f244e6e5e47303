"""The 24 hours of a story: when to look, what its state is, and which stories belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.media import Insights, MediaDetails

LIFE = timedelta(hours=24)
"""Meta: a story and its insights exist for 24 hours, also when it is archived or highlighted."""

FINAL_AGE = timedelta(hours=23)
"""A story whose last look was at this age or later is captured for good."""


class Lane(StrEnum):
    """Finals are a lane of their own, so that nothing can stand in their way."""

    CAPTURE = "capture"
    FINAL = "final"


@dataclass(frozen=True)
class Ladder:
    """The ages at which a story is looked at, and the last looks counted from its end."""

    ages: tuple[timedelta, ...] = tuple(
        timedelta(hours=hours) for hours in (1, 2, 4, 8, 12, 16, 20, 22, 23)
    )
    finals: tuple[timedelta, ...] = (timedelta(minutes=35), timedelta(minutes=10))


@dataclass(frozen=True)
class PlannedLook:
    """One look: ``slot`` is its place on the ladder, unique within the story.

    After ``deadline`` the look is useless: the next one is due, or the story is gone.
    """

    slot: int
    lane: Lane
    due_at: datetime
    deadline: datetime


def planned_looks(posted_at: datetime, now: datetime, ladder: Ladder) -> list[PlannedLook]:
    """A first look at once, then those of the ladder that still lie ahead.

    A story found late gets its first look (slot 0) now: between two steps of the ladder too,
    what is not read may be lost.
    """
    ends_at = posted_at + LIFE
    steps = [
        *((posted_at + age, Lane.CAPTURE) for age in ladder.ages),
        *((ends_at - before, Lane.FINAL) for before in ladder.finals),
    ]
    ahead = [(slot, at, lane) for slot, (at, lane) in enumerate(steps, start=1) if at > now]
    looks = [(0, now, Lane.CAPTURE if ends_at - now > LIFE - FINAL_AGE else Lane.FINAL), *ahead]
    # A final is tried until the story ends; another look until the next one is due.
    ends = [
        ends_at if lane is Lane.FINAL else following[1]
        for (_, _, lane), following in pairwise([*looks, (0, ends_at, Lane.FINAL)])
    ]
    return [
        PlannedLook(slot, lane, at, deadline)
        for (slot, at, lane), deadline in zip(looks, ends, strict=True)
        if at < ends_at
    ]


@dataclass(frozen=True)
class Look:
    """What one look at a story found. ``insights`` is None where the viewers were too few."""

    at: datetime
    insights: Insights | None

    @property
    def hidden(self) -> bool:
        """Meta: insights need at least 5 viewers."""
        return self.insights is None


class StoryState(StrEnum):
    """Only a LIVE story can still change its state."""

    LIVE = "live"
    FINAL = "final"
    PARTIAL = "partial"
    HIDDEN = "hidden"
    LOST = "lost"


@dataclass(frozen=True)
class Story:
    """A story and all that we saw of it, looks oldest first."""

    id: int
    account_id: int
    details: MediaDetails
    gone_at: datetime | None
    looks: tuple[Look, ...]

    @property
    def posted_at(self) -> datetime:
        return self.details.timestamp

    @property
    def ends_at(self) -> datetime:
        """When Instagram stops answering: after 24 hours, or when it was seen to be gone."""
        return min(self.posted_at + LIFE, self.gone_at or self.posted_at + LIFE)

    @property
    def insights(self) -> Insights | None:
        """The newest numbers; None when no look gave any.

        Meta answers 200 with nothing in it for what is "currently unavailable": such a look does
        not take the place of an earlier one that has numbers.
        """
        given = [look.insights for look in self.looks if look.insights is not None]
        return next((insights for insights in reversed(given) if not insights.empty), None)

    @property
    def age_at_last_numbers(self) -> timedelta | None:
        """How old the story was when the newest numbers were read."""
        insights = self.insights
        return None if insights is None else insights.as_of - self.posted_at

    def state(self, now: datetime) -> StoryState:
        if now < self.ends_at:
            return StoryState.LIVE
        age = self.age_at_last_numbers
        if age is None:
            return StoryState.HIDDEN if self.looks else StoryState.LOST
        return StoryState.FINAL if age >= FINAL_AGE else StoryState.PARTIAL


def sequence_date(posted_at: datetime, zone: ZoneInfo) -> date:
    """The sequence a story belongs to: all that were posted on one local day of the account.

    One day is shorter than 24 hours between any two slides, so no gap can split it.
    """
    return posted_at.astimezone(zone).date()


@dataclass(frozen=True)
class StorySequence:
    """The stories of one local day, in the order in which they were posted."""

    id: int
    account_id: int
    local_date: date
    stories: Sequence[Story]

    def final_count(self, now: datetime) -> int:
        return sum(story.state(now) is StoryState.FINAL for story in self.stories)
