"""Why a story has no last look, and what a month's stories came to: never flattering."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.story_coverage import DOWN, Cause, Unseen, coverage, outage_before, why_not_final
from bot.domain.story_life import LIFE, Look, Outage, Story, StoryState, Trouble

POSTED = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LATER = POSTED + 2 * LIFE
DETAILS = MediaDetails("1", "IMAGE", MediaProductType.STORY, POSTED, None, None, None, None)


def at(hours: float) -> datetime:
    return POSTED + hours * HOUR


def numbers(hours: float) -> Look:
    return Look(at(hours), Insights(at(hours), {"reach": 9}))


def hidden(hours: float) -> Look:
    return Look(at(hours), None)


def story(
    *looks: Look,
    gone: float | None = None,
    found: float | None = 0,
    trouble: Outage | None = None,
) -> Story:
    gone_at = None if gone is None else at(gone)
    found_at = None if found is None else at(found)
    return Story(1, 1, DETAILS, gone_at, looks, found_at, trouble)


def outage(cause: Trouble, since: float, until: float) -> Outage:
    return Outage(cause, at(since), at(until))


LINK = outage(Trouble.LINK, 10, 30)
DOWN_LONG_BEFORE = outage(Trouble.BOT_DOWN, 2, 22)
DOWN_AT_THE_END = outage(Trouble.BOT_DOWN, 23.5, 25)


@pytest.mark.parametrize(
    ("lost", "outages", "cause"),
    [
        (story(numbers(9)), [LINK], Cause.LINK),
        (story(numbers(9)), [DOWN_LONG_BEFORE, LINK], Cause.LINK),
        (story(), [DOWN_AT_THE_END], Cause.BOT_DOWN),
        # Of two causes the one that held longer in the last hour.
        (story(), [DOWN_AT_THE_END, outage(Trouble.LINK, 0, 23.2)], Cause.BOT_DOWN),
        (story(trouble=outage(Trouble.NO_ANSWER, 22, 24)), [], Cause.NO_ANSWER),
        (story(trouble=outage(Trouble.THROTTLED, 23.4, 24.4)), [], Cause.THROTTLED),
        (story(trouble=outage(Trouble.UNLINKED, 5, 29)), [], Cause.UNLINKED),
        (story(numbers(3), gone=4), [LINK], Cause.DELETED),
        (story(found=23.8), [], Cause.FOUND_LATE),
        (story(Look(at(23.9), Insights(at(23.9)))), [], Cause.NO_NUMBERS),
        (story(), [DOWN_LONG_BEFORE], Cause.UNKNOWN),
        (story(hidden(2)), [LINK], Cause.LINK),
    ],
)
def test_the_cause_is_what_held_in_the_last_hour(
    lost: Story, outages: list[Outage], cause: Cause
) -> None:
    why = why_not_final(lost, outages, LATER)
    assert why is not None
    assert why.cause is cause


def test_every_trouble_is_a_cause() -> None:
    assert {trouble.value for trouble in Trouble} < {cause.value for cause in Cause}


@pytest.mark.parametrize("fine", [story(numbers(23.5)), story(hidden(23.9)), story(found=None)])
def test_what_is_final_hidden_or_alive_needs_no_reason(fine: Story) -> None:
    now = LATER if fine.looks else POSTED + HOUR
    assert why_not_final(fine, [LINK], now) is None


def test_a_story_that_was_hidden_once_and_not_seen_again_is_lost() -> None:
    assert story(hidden(2)).state(LATER) is StoryState.LOST
    assert story(hidden(2), hidden(23.9)).state(LATER) is StoryState.HIDDEN
    assert story(hidden(2), gone=3).state(LATER) is StoryState.HIDDEN


def test_all_stories_that_are_known_count() -> None:
    stories = [
        story(numbers(23.9)),
        story(numbers(20)),
        story(hidden(23.9)),
        story(),
        story(gone=1),
    ]
    month = date(2026, 11, 1)
    covered = coverage(month, stories, [], LATER)
    assert (covered.final, covered.partial, covered.hidden, covered.lost) == (1, 1, 1, 2)
    assert (covered.ended, covered.live) == (5, 0)


def test_a_day_in_which_nothing_was_seen_may_have_hidden_a_whole_story() -> None:
    outages = [
        outage(Trouble.LINK, 0, 12),
        outage(Trouble.BOT_DOWN, 10, 24),
        outage(Trouble.LINK, 30, 50),
        outage(Trouble.NO_ANSWER, 60, 84),
    ]
    covered = coverage(date(2026, 11, 1), [], outages, LATER)
    assert covered.blind == [Unseen(at(0), at(24)), Unseen(at(60), at(84))]


def test_a_pause_between_two_beats_is_an_outage() -> None:
    assert outage_before(None, POSTED) is None
    assert outage_before(POSTED, POSTED + DOWN - MINUTE) is None
    assert outage_before(POSTED, POSTED + DOWN) == Outage(Trouble.BOT_DOWN, POSTED, POSTED + DOWN)
