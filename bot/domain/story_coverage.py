"""Why a story has no final numbers, and how many of a month have them: never flattering."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.story_life import FINAL_AGE, LIFE, Outage, Story, StoryState, Trouble


class Cause(StrEnum):
    """Why the numbers of a story end early, or never came."""

    LINK = "link"
    UNLINKED = "unlinked"
    BOT_DOWN = "bot_down"
    THROTTLED = "throttled"
    BUDGET = "budget"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    FAULT = "fault"
    DELETED = "deleted"
    """It was taken down before its 24 hours were over."""
    FOUND_LATE = "found_late"
    NO_NUMBERS = "no_numbers"
    """Instagram answered, and gave none."""
    UNKNOWN = "unknown"
    """Nothing was noted that explains it."""


@dataclass(frozen=True)
class Why:
    """``since`` and ``until`` are when the cause held, where it has a beginning and an end."""

    cause: Cause
    since: datetime | None = None
    until: datetime | None = None


def why_not_final(story: Story, outages: Sequence[Outage], now: datetime) -> Why | None:
    """The cause that explains the missing last look best; None where none is missing.

    ``outages`` are those of its account and of the bot. Of several causes it is the one that held
    longest in the last hour, in which a look would have been final.
    """
    if story.state(now) in {StoryState.LIVE, StoryState.FINAL, StoryState.HIDDEN}:
        return None
    if story.gone_at is not None and story.gone_at < story.posted_at + LIFE:
        return Why(Cause.DELETED, until=story.gone_at)
    last = story.posted_at + FINAL_AGE, story.posted_at + LIFE
    troubles = [*outages, *([story.trouble] if story.trouble else [])]
    longest = max(troubles, key=lambda one: one.overlap(*last), default=None)
    if longest is not None and longest.overlap(*last):
        return Why(Cause(longest.cause.value), longest.since, longest.until)
    if story.found_at is not None and story.found_at >= last[0]:
        return Why(Cause.FOUND_LATE, until=story.found_at)
    if any(look.insights is not None for look in story.looks) and story.insights is None:
        return Why(Cause.NO_NUMBERS)
    return Why(Cause.UNKNOWN)


@dataclass(frozen=True)
class Unseen:
    """A time in which nothing could be seen, for whatever causes."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Coverage:
    """What became of all stories of a local month that are known.

    ``blind``: times in which a whole story may have lived unseen. How many did, nobody can tell.
    """

    month: date
    final: int
    partial: int
    hidden: int
    lost: int
    live: int
    blind: Sequence[Unseen]

    @property
    def ended(self) -> int:
        return self.final + self.partial + self.hidden + self.lost


def coverage(
    month: date, stories: Sequence[Story], outages: Sequence[Outage], now: datetime
) -> Coverage:
    """``outages`` are those of the account and of the bot within the month."""
    states = [story.state(now) for story in stories]
    return Coverage(
        month=month,
        final=states.count(StoryState.FINAL),
        partial=states.count(StoryState.PARTIAL),
        hidden=states.count(StoryState.HIDDEN),
        lost=states.count(StoryState.LOST),
        live=states.count(StoryState.LIVE),
        blind=[one for one in _together(outages) if one.until - one.since >= LIFE],
    )


def _together(outages: Sequence[Outage]) -> list[Unseen]:
    """Outages that overlap or follow on one another, as one."""
    joined: list[Unseen] = []
    for outage in sorted(outages, key=lambda one: one.since):
        if joined and outage.since <= joined[-1].until:
            before = joined.pop()
            joined.append(Unseen(before.since, max(before.until, outage.until)))
        else:
            joined.append(Unseen(outage.since, outage.until))
    return joined


HEARTBEAT = timedelta(minutes=15)
"""So often the bot notes that it works."""

DOWN = timedelta(minutes=30)
"""Without a note for so long it did not work. Whoever is down for less misses no story: the last
two looks begin 35 minutes before its end."""


def outage_before(last_beat: datetime | None, now: datetime) -> Outage | None:
    """What a beat tells of the time since the last one."""
    if last_beat is None or now - last_beat < DOWN:
        return None
    return Outage(Trouble.BOT_DOWN, last_beat, now)
