"""Stories, and the looks within their 24 hours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.periods import Period
from bot.domain.story_life import Due, Look, Outage, PlannedLook, Story, StorySequence
from bot.services.ports.due import DueRows, Ref
from bot.services.ports.instagram import ListedMedia


@dataclass(frozen=True)
class DueLook:
    """A look that is ours to make now."""

    ref: Ref
    story_id: int
    account_id: int
    media_id: str
    slot: int
    posted_at: datetime
    deadline: datetime


@dataclass(frozen=True)
class MadeLook:
    """What a look showed. ``attempt`` is the one that made it."""

    story_id: int
    slot: int
    attempt: int
    look: Look


@dataclass(frozen=True)
class OpenLook:
    """A look that nobody makes yet."""

    ref: Ref
    story_id: int
    media_id: str
    slot: int
    due: Due


class Captures(DueRows, Protocol):
    async def at_risk(self) -> list[tuple[int, int]]:
        """Account and story of those that end within the hour, whose last look failed.

        Not where people's own links are broken: that is told to them.
        """
        ...

    async def plan(self, story_id: int, account_id: int, looks: Sequence[PlannedLook]) -> None: ...

    async def looks(self, refs: Sequence[Ref]) -> list[DueLook]: ...

    async def open_looks(
        self, account_ids: Collection[int], until: datetime
    ) -> Mapping[int, Sequence[OpenLook]]:
        """By account those that fall due until then, the earliest first."""
        ...

    async def answer(self, refs: Sequence[Ref]) -> list[Ref]:
        """Mark open looks as done that nobody took meanwhile; those, with their new attempt."""
        ...

    async def next_looks(self, story_ids: Collection[int]) -> Mapping[int, datetime]:
        """When each story is looked at next; absent when no look lies ahead."""
        ...

    async def being_read(self, story_ids: Collection[int]) -> Collection[int]:
        """Those that somebody looks at just now."""
        ...

    async def without_last(self, story_ids: Collection[int]) -> Collection[int]:
        """Those whose last look was not made, and would be if their 24 hours were not over."""
        ...

    async def failing_until(self, until: datetime) -> Collection[int]:
        """Accounts whose stories end until then, while looks at them fail and wait to be made."""
        ...

    async def missed_too_early(self, account_id: int) -> Mapping[int, datetime]:
        """By story with looks that a clock which was ahead took for missed: when it was posted."""
        ...

    async def plan_missed(
        self, story_id: int, account_id: int, looks: Sequence[PlannedLook]
    ) -> None:
        """Plan looks that were missed anew; others stay what they are."""
        ...

    async def cancel(self, story_id: int) -> None:
        """The story is gone: its open looks are over."""
        ...

    async def cancel_all(self, account_id: int) -> None:
        """Nobody is linked to the account any more: all its open looks are over."""
        ...

    async def hasten(self, account_id: int) -> None:
        """Make the account's failed looks due now: what kept them from it is over."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of looks that are over and were useless from ``before`` on."""
        ...


@dataclass(frozen=True)
class StoryDay:
    """A local day that has stories, and how many."""

    sequence_id: int
    day: date
    stories: int


class Stories(Protocol):
    async def add(
        self, account_id: int, listed: ListedMedia, local_date: date, wrap_up_at: datetime
    ) -> int | None:
        """The new story's id; None when it was known already, so nothing is planned twice.

        Its sequence, that of ``local_date``, is wrapped up at ``wrap_up_at`` or later.
        """
        ...

    async def save_looks(self, made: Sequence[MadeLook]) -> None:
        """Store looks; one that was stored before stays as it was."""
        ...

    async def note_trouble(self, story_id: int, outage: Outage) -> None:
        """A look failed. The same trouble that goes on keeps its beginning; a look ends it."""
        ...

    async def note_unlinked(self, account_id: int) -> None:
        """The same for all that are alive: nobody is linked to their account any more."""
        ...

    async def set_gone(self, story_id: int, at: datetime) -> None: ...

    async def get(self, account_ids: Collection[int], story_id: int) -> Story | None: ...

    async def find(self, account_id: int, media_id: str) -> Story | None:
        """The account's story by Instagram's ``media_id``."""
        ...

    async def live(self, account_id: int) -> list[Story]:
        """Alive by the clock, oldest first."""
        ...

    async def alive_between(self, account_id: int, since: datetime, until: datetime) -> list[Story]:
        """Stories that are known and were alive at some time within, oldest first."""
        ...

    async def sequence(self, sequence_id: int) -> StorySequence | None: ...

    async def sequence_of(self, story_id: int) -> StorySequence | None: ...

    async def sequences(self, account_id: int, offset: int, limit: int) -> list[StorySequence]:
        """Newest day first."""
        ...

    async def days(self, account_id: int, first: date, last: date) -> list[StoryDay]:
        """The local days from ``first`` to ``last`` that have stories, oldest first."""
        ...

    async def days_around(
        self, account_id: int, first: date, last: date
    ) -> tuple[date | None, date | None]:
        """The nearest day with stories before ``first``, and that after ``last``."""
        ...

    async def first_slides(self, account_id: int, days: int) -> list[Story]:
        """The first story of each of the newest days that have any, newest first."""
        ...

    async def sequences_between(
        self, account_id: int, first: date, last: date
    ) -> list[StorySequence]:
        """Of local days from ``first`` to ``last``, oldest first."""
        ...

    async def count(self, account_id: int) -> int:
        """How many stories are kept."""
        ...

    async def count_sequences(self, account_id: int) -> int: ...

    async def in_period(self, account_id: int, period: Period) -> list[Story]: ...

    async def newest(self, account_id: int, offset: int, limit: int) -> list[Story]:
        """Newest first."""
        ...


class Outages(Protocol):
    """When nothing could be seen, of an account or of any."""

    async def note(self, account_id: int | None, outage: Outage) -> None:
        """``account_id`` None: the bot itself did not work. One that goes on is made longer."""
        ...

    async def end_by(self, now: datetime) -> None:
        """Shorten what a clock that was ahead noted: nothing has lasted beyond now."""
        ...

    async def between(self, account_id: int, since: datetime, until: datetime) -> list[Outage]:
        """Those of the account and of the bot that reach into that time, oldest first."""
        ...


class Heartbeat(DueRows, Protocol):
    """One row that falls due every few minutes."""

    async def beat(self, ref: Ref, now: datetime) -> datetime | None:
        """Note that the bot works; when it was noted last."""
        ...


class WrapUps(DueRows, Protocol):
    """Sequences that end: due when the last story of the day has ended."""

    async def put_at(self, sequence_id: int, at: datetime) -> None:
        """An open one falls due then, whatever was said before."""
        ...
