"""When a story is looked at, and what may be said of it afterwards."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.story_life import (
    FIRST_OF_THE_LAST_HOURS,
    LAST_HOURS,
    LIFE,
    Due,
    Ladder,
    Lane,
    Look,
    Story,
    StoryState,
    planned_looks,
    sequence_date,
    stands_for,
)

POSTED = datetime(2026, 11, 21, 8, 40, tzinfo=UTC)
DETAILS = MediaDetails("1", "IMAGE", MediaProductType.STORY, POSTED, None, None, None, None)


def story(*looks: Look, gone_at: datetime | None = None) -> Story:
    return Story(1, 1, DETAILS, gone_at, looks)


def seen(age: timedelta, **values: int) -> Look:
    at = POSTED + age
    return Look(at, Insights(at, values) if values else None)


def test_a_fresh_story_is_looked_at_fourteen_times_and_at_once() -> None:
    looks = planned_looks(POSTED, POSTED + timedelta(minutes=10), Ladder())
    ages = [look.due_at - POSTED for look in looks]
    assert ages[0] == timedelta(minutes=10)
    hours = [timedelta(hours=h) for h in (1, 2, 4, 8, 12, 16, 20, 22, 23)]
    assert ages[1:13] == [*hours[:7], *FIRST_OF_THE_LAST_HOURS, *hours[7:]]
    assert ages[13:] == [LIFE - timedelta(minutes=35), LIFE - timedelta(minutes=10)]
    assert [look.lane for look in looks[-2:]] == [Lane.FINAL, Lane.FINAL]


@given(found_after=st.timedeltas(timedelta(), timedelta(hours=25)))
def test_however_late_a_story_is_found_every_look_lies_within_its_life(
    found_after: timedelta,
) -> None:
    now = POSTED + found_after
    looks = planned_looks(POSTED, now, Ladder())
    assert bool(looks) == (found_after < LIFE)
    assert all(now <= look.due_at < look.deadline <= POSTED + LIFE for look in looks)
    assert len({look.slot for look in looks}) == len(looks)


@given(
    ages=st.sets(st.timedeltas(timedelta(minutes=1), timedelta(hours=23, minutes=20)), min_size=1),
    moment=st.timedeltas(LIFE - LAST_HOURS, LIFE - timedelta(minutes=11)),
    fast=st.timedeltas(-timedelta(minutes=5), timedelta(minutes=5)),
)
def test_at_any_moment_of_the_last_hours_a_look_of_them_is_made_or_open(
    ages: set[timedelta], moment: timedelta, fast: timedelta
) -> None:
    """Within five minutes of their beginning at the latest, by a clock that is ``fast``."""
    looks = planned_looks(POSTED, POSTED, Ladder(tuple(sorted(ages))))
    begin = POSTED + LIFE - LAST_HOURS
    of_the_last_hours = [look for look in looks if look.due_at - fast >= begin]
    assert of_the_last_hours[0].due_at - fast < begin + timedelta(minutes=5)
    begun = [look for look in of_the_last_hours if look.due_at <= POSTED + moment]
    if moment >= FIRST_OF_THE_LAST_HOURS[-1]:
        assert max(look.deadline for look in begun) > POSTED + moment


@pytest.mark.parametrize("fast", [-5, 0, 5])
def test_a_look_is_due_when_the_last_hours_begin_by_a_clock_that_is_off(fast: int) -> None:
    looks = planned_looks(POSTED, POSTED, Ladder())
    really = [look.due_at - timedelta(minutes=fast) for look in looks]
    assert POSTED + LIFE - LAST_HOURS in really


def test_no_look_of_the_last_hours_is_made_early() -> None:
    soon = timedelta(minutes=10)
    for age, early in (
        (timedelta(hours=20), True),
        *((one, False) for one in FIRST_OF_THE_LAST_HOURS),
    ):
        due = Due(POSTED, POSTED + age, tried=False)
        assert stands_for(due, due.at - soon) is early
        assert stands_for(due, due.at)


def test_a_final_look_is_tried_until_the_story_ends() -> None:
    looks = planned_looks(POSTED, POSTED, Ladder())
    finals = [look for look in looks if look.lane is Lane.FINAL]
    assert {look.deadline for look in finals} == {POSTED + LIFE}


def test_a_story_found_in_its_last_hour_is_final_work() -> None:
    first = planned_looks(POSTED, POSTED + timedelta(hours=23, minutes=50), Ladder())[0]
    assert first.lane is Lane.FINAL


def test_states_never_flatter() -> None:
    over = POSTED + timedelta(hours=25)
    assert story().state(POSTED + timedelta(hours=3)) is StoryState.LIVE
    assert story(seen(timedelta(hours=23), reach=9)).state(over) is StoryState.FINAL
    assert story(seen(timedelta(hours=22, minutes=59), reach=9)).state(over) is StoryState.PARTIAL
    assert story(seen(timedelta(hours=23))).state(over) is StoryState.HIDDEN
    assert story().state(over) is StoryState.LOST


def test_answers_without_a_number_hide_nothing_and_are_no_numbers() -> None:
    """Hidden is what Instagram says of too few viewers; nothing said is a story without numbers."""
    over = POSTED + timedelta(hours=25)
    empty = Look(POSTED + timedelta(hours=23), Insights(POSTED + timedelta(hours=23)))
    assert story(empty).state(over) is StoryState.LOST
    assert not story(empty).hidden
    assert story(empty, seen(timedelta(hours=23))).state(over) is StoryState.HIDDEN


def test_a_hidden_last_look_does_not_hide_earlier_numbers() -> None:
    looked = story(seen(timedelta(hours=20), reach=7), seen(timedelta(hours=23, minutes=50)))
    assert looked.insights is not None
    assert looked.age_at_last_numbers == timedelta(hours=20)
    assert looked.state(POSTED + timedelta(hours=25)) is StoryState.PARTIAL


def test_a_story_that_was_deleted_ends_when_it_was_seen_to_be_gone() -> None:
    gone_at = POSTED + timedelta(hours=5)
    deleted = story(seen(timedelta(hours=4), reach=7), gone_at=gone_at)
    assert deleted.state(POSTED + timedelta(hours=6)) is StoryState.PARTIAL
    assert deleted.ends_at == gone_at


def test_a_sequence_is_a_local_day_of_the_account() -> None:
    late = datetime(2026, 11, 21, 20, tzinfo=UTC)
    assert sequence_date(late, ZoneInfo("Asia/Tashkent")).day == 22
    assert sequence_date(late, ZoneInfo("Europe/Madrid")).day == 21
