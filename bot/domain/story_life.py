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

LAST_HOURS = timedelta(hours=3)
"""The promise: whoever can look for half an hour of a story's last three keeps its numbers."""

RIGHT_TO = timedelta(minutes=5)
"""So far off our clock may be."""
FIRST_OF_THE_LAST_HOURS = tuple(
    LIFE - LAST_HOURS + off for off in (-RIGHT_TO, timedelta(), RIGHT_TO)
)
"""Looks are due when they begin by a clock that is slow, right, or fast: should Instagram fall
silent soon after, it has answered once."""

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
    what is not read may be lost. Three looks are due about when the last hours begin, whatever the
    ladder; the third stays open until the next, so that there is always something to be made.
    """
    ends_at = posted_at + LIFE
    steps = [
        *(
            (posted_at + age, Lane.CAPTURE)
            for age in sorted({*ladder.ages, *FIRST_OF_THE_LAST_HOURS})
        ),
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


EARLY = timedelta(minutes=15)
"""So much before its time a look may be answered by numbers that come along anyway."""


@dataclass(frozen=True)
class Due:
    """When a look falls due; ``tried`` when that is over, and it only waits to be tried again."""

    posted_at: datetime
    at: datetime
    tried: bool


def stands_for(due: Due, now: datetime) -> bool:
    """Whether numbers read now may stand for the look, a little early; in the last hours never.

    The curve of a story shows when each look was really made.
    """
    if due.tried or due.at <= now:
        return True
    return due.at - now <= EARLY and due.at - due.posted_at < FIRST_OF_THE_LAST_HOURS[0]


@dataclass(frozen=True)
class Look:
    """What one look at a story found. ``insights`` is None where the viewers were too few."""

    at: datetime
    insights: Insights | None

    @property
    def hidden(self) -> bool:
        """Meta: insights need at least 5 viewers."""
        return self.insights is None


class Trouble(StrEnum):
    """What kept us from a look, or from a search for stories."""

    LINK = "link"
    """No link served."""
    UNLINKED = "unlinked"
    BOT_DOWN = "bot_down"
    THROTTLED = "throttled"
    """Instagram wanted no calls."""
    BUDGET = "budget"
    """Our own budget of calls was used up."""
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    FAULT = "fault"
    """Our own mistake."""


@dataclass(frozen=True)
class Outage:
    """How long a trouble held, as far as it is known."""

    cause: Trouble
    since: datetime
    until: datetime

    def overlap(self, since: datetime, until: datetime) -> timedelta:
        """For how long of that time it held."""
        return max(min(self.until, until) - max(self.since, since), timedelta())


class StoryState(StrEnum):
    """Only a LIVE story can still change its state."""

    LIVE = "live"
    FINAL = "final"
    PARTIAL = "partial"
    HIDDEN = "hidden"
    LOST = "lost"


class PictureState(StrEnum):
    """What became of a story's picture. It says nothing about the numbers."""

    WAITING = "waiting"
    KEPT = "kept"
    LOST = "lost"


class PictureLoss(StrEnum):
    """Why a story's picture could not be kept."""

    NOT_NAMED = "not_named"
    """Instagram named none."""
    NOT_ALLOWED = "not_allowed"
    """Its address leads to none of Instagram's hosts."""
    NOT_READ = "not_read"
    """Its host did not give it."""
    NOT_A_PICTURE = "not_a_picture"
    """What came was none, or too large."""
    NO_NEW_ADDRESS = "no_new_address"
    """Its address led nowhere any more, and Instagram could not be asked for another."""
    TAKEN_DOWN = "taken_down"
    UNLINKED = "unlinked"
    NOT_TRIED = "not_tried"
    """The story ended before anybody could fetch it."""
    FAULT = "fault"
    """Our own mistake."""
    UNKNOWN = "unknown"
    """From before the reason was noted."""


@dataclass(frozen=True)
class Story:
    """A story and all that we saw of it, looks oldest first."""

    id: int
    account_id: int
    details: MediaDetails
    gone_at: datetime | None
    looks: tuple[Look, ...]
    found_at: datetime | None = None
    """None for a story from before this was noted."""
    trouble: Outage | None = None
    """Why looks failed since the last one that was made."""

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

    @property
    def hidden(self) -> bool:
        """Without numbers because, at the newest look, too few people had seen it."""
        return self.insights is None and bool(self.looks) and self.looks[-1].hidden

    @property
    def hidden_to_the_end(self) -> bool:
        """A look that found too few viewers tells nothing of the hours after it."""
        is_last = bool(self.looks) and self.looks[-1].at >= self.posted_at + FINAL_AGE
        return self.hidden and (is_last or self.gone_at is not None)

    def state(self, now: datetime) -> StoryState:
        if now < self.ends_at:
            return StoryState.LIVE
        age = self.age_at_last_numbers
        if age is None:
            return StoryState.HIDDEN if self.hidden_to_the_end else StoryState.LOST
        return StoryState.FINAL if age >= FINAL_AGE else StoryState.PARTIAL


def is_better(told: Look, story: Story) -> bool:
    """Whether what others tell of a story that ended should stand as its last look.

    It has fewer metrics than a look of ours, so it never takes the place of a final one, nor of
    anything that counted more people.
    """
    if told.insights is None or told.insights.empty:
        return False
    known = story.insights
    if known is None:
        return True
    reach, known_reach = told.insights.get("reach"), known.get("reach") or 0
    is_final = known.as_of - story.posted_at >= FINAL_AGE
    return not is_final and reach is not None and reach >= known_reach


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

    @property
    def ends_at(self) -> datetime:
        """When the last 24 hours are over."""
        return max(story.posted_at for story in self.stories) + LIFE

    def final_count(self, now: datetime) -> int:
        return sum(story.state(now) is StoryState.FINAL for story in self.stories)
