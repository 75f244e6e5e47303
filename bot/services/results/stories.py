"""Stories and the sequences they make."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.accounts import InstagramAccount
from bot.domain.story_coverage import Coverage, Why
from bot.domain.story_life import PictureState, Story, StorySequence
from bot.services.ports import StoryDay


@dataclass(frozen=True)
class LiveStories:
    account: InstagramAccount
    stories: Sequence[Story]
    """Oldest first: the one that ends first."""
    next_look_at: Mapping[int, datetime]
    """By story id; absent when no look lies ahead."""
    now: datetime
    being_read: Collection[int] = ()
    """The ids of those that are looked at just now."""


@dataclass(frozen=True)
class StoryArchive:
    """Story sequences, newest day first. ``page`` counts from 0."""

    account: InstagramAccount
    sequences: Sequence[StorySequence]
    page: int
    pages: int
    now: datetime
    coverage: Sequence[Coverage] = ()
    """Of the months that the page shows, newest first."""


@dataclass(frozen=True)
class StoryMonth:
    """The days of a month that have stories. ``month`` is its first day."""

    account: InstagramAccount
    month: date
    days: Sequence[StoryDay]
    older: date | None
    """The nearest day with stories before the month; None when there is none."""
    newer: date | None
    asked: date | None
    """The day that somebody asked for and that has no stories."""
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
    why: Why | None = None
    """Why there is no last look, where one was to come."""
    picture: PictureState | None = None
    """None for a story from before pictures were kept."""
    being_read: bool = False
    """It is looked at just now."""
    tags: Sequence[str] = ()
    """The person's topics that it has."""


@dataclass(frozen=True)
class SequenceCard:
    """A sequence as a whole: the wrap-up when it has ended, the state so far before."""

    account: InstagramAccount
    sequence: StorySequence
    median_retention: float | None
    """Median of the own last sequences, this one left out; None under five."""
    now: datetime
    median_completion: float | None = None
    """The same of their completion."""
    whys: Mapping[int, Why] = field(default_factory=dict)
    """By story id: why there is no last look, where one was to come."""
    pictures: Mapping[int, PictureState] = field(default_factory=dict)
    """By story id; absent for stories from before pictures were kept."""
