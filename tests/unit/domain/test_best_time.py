"""A lead is claimed at the stated rate where there is none, and found where there is one."""

import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.best_time import BEST, rates
from bot.domain.best_time import (
    COMPARED,
    FEWEST_POSTS,
    Level,
    Outcome,
    Score,
    best_time,
    find,
    scores,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SIMULATED = (250, 200)
"""Accounts and shuffles for each figure; the seeds are fixed, so that every run gives the same."""


def cells(*counts: int, lift: int | None = None, by: float = 0.0) -> list[list[float]]:
    """Scores of so many posts in each slot, like those of a log-normal account."""
    chance = random.Random(7)
    return [
        [chance.gauss(by if place == lift else 0, 0.6) for _ in range(count)]
        for place, count in enumerate(counts)
    ]


# Simulated accounts ---------------------------------------------------------------------------


@pytest.mark.parametrize("posts", [30, 60, 120])
def test_where_there_is_nothing_one_in_ten_is_told_a_lead_and_no_more(posts: int) -> None:
    bands, _, weekdays, either = rates(posts, 1.0, *SIMULATED)
    assert bands <= 0.13
    assert weekdays <= 0.13
    assert either <= 0.24


@pytest.mark.parametrize(("posts", "least"), [(30, 0.18), (60, 0.42), (120, 0.78)])
def test_a_real_band_is_found_more_often_the_more_posts_there_are(posts: int, least: float) -> None:
    bands, right, weekdays, _ = rates(posts, 1.6, *SIMULATED)
    assert bands >= least
    assert right >= 0.8 * bands
    assert weekdays <= 0.14, "the weekdays have nothing"


def test_the_highest_mean_alone_would_have_claimed_a_lead_always() -> None:
    """What the shuffle test is for: without it noise looks like a find."""
    found = find(cells(10, 10, 10, 10, 10, 10))
    assert found.level is Level.NONE
    assert max(slot.times or 0 for slot in found.slots) > 1.15


# Levels ---------------------------------------------------------------------------------------


def test_a_strong_lead_on_many_posts_is_sure() -> None:
    found = find(cells(12, 12, 12, 12, 12, 12, lift=BEST, by=0.9))
    assert found.level is Level.OK
    assert found.lead is not None
    assert found.lead.slot.place == BEST
    assert 1 < found.lead.low < (found.lead.slot.times or 0) < found.lead.high


def test_a_strong_lead_on_few_posts_is_thin() -> None:
    found = find(cells(6, 12, 12, 12, 12, 12, lift=0, by=1.2))
    assert found.level is Level.THIN


def test_under_thirty_posts_nothing_is_claimed_however_strong() -> None:
    scored = cells(5, 5, 5, 5, 5, 4, lift=0, by=5)
    assert find(scored).level is Level.NONE
    scored[5].append(0.0)
    assert find(scored).level is not Level.NONE


def test_a_slot_with_under_five_posts_has_no_number_and_leads_nothing() -> None:
    found = find(cells(4, 30, 30, lift=0, by=9))
    assert found.slots[0].times is None
    assert found.slots[0].count == 4
    assert found.lead is None or found.lead.slot.place != 0


def test_few_posts_are_drawn_towards_the_usual() -> None:
    (slot,) = find([[math.log(2)] * 5]).slots
    assert slot.times == pytest.approx(math.sqrt(2))


def test_all_posts_in_one_slot_are_no_lead() -> None:
    assert find([[], [0.5] * 40, []]).level is Level.NONE


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.floats(-20, 20), max_size=25), min_size=1, max_size=7),
)
def test_whatever_the_scores_every_slot_is_told_and_a_lead_is_the_highest(
    slots: Sequence[Sequence[float]],
) -> None:
    found = find(slots, shuffles=50)
    assert [slot.count for slot in found.slots] == [len(inside) for inside in slots]
    if found.lead is not None:
        assert sum(map(len, slots)) >= FEWEST_POSTS
        assert found.lead.slot.times == max(slot.times or 0 for slot in found.slots)
        assert found.lead.low <= found.lead.high
    assert found == find(slots, shuffles=50), "the same posts give the same answer"


def test_the_order_of_the_slots_does_not_decide() -> None:
    inside = cells(12, 12, 12, 12, 12, 12, lift=1, by=1.0)
    forwards, backwards = find(inside), find(inside[::-1])
    assert forwards.lead is not None
    assert backwards.lead is not None
    assert forwards.lead.slot.place == 1
    assert backwards.lead.slot.place == 4


# Scores ---------------------------------------------------------------------------------------


def posts(*values: float, first: datetime = NOW - 100 * DAY) -> list[Outcome]:
    return [Outcome(first + number * DAY, value) for number, value in enumerate(values)]


def test_a_post_is_held_against_the_median_of_those_before_it() -> None:
    (scored,) = scores(posts(10, 20, 30, 40, 50, 60), NOW - 180 * DAY)
    assert scored.score == pytest.approx(math.log(60 / 30))


def test_of_those_before_only_the_last_twenty_count() -> None:
    old = [1.0] * 30
    scored = scores(posts(*old, *[100.0] * COMPARED, 100), NOW - 180 * DAY)
    assert scored[-1].score == 0


def test_what_is_older_than_the_time_looked_at_only_serves_to_compare() -> None:
    outcomes = posts(*[10.0] * 5, 20.0, first=NOW - 10 * DAY)
    scored = scores(outcomes[::-1], outcomes[-1].posted_at)
    assert [round(math.exp(one.score), 6) for one in scored] == [2.0]


def test_a_post_that_reached_nobody_is_neither_scored_nor_compared_with() -> None:
    scored = scores(posts(*[10.0] * 5, 0, 20), NOW - 180 * DAY)
    assert [one.score for one in scored] == [pytest.approx(math.log(2))]


def test_lifetime_values_are_flagged() -> None:
    outcomes = [*posts(*[10.0] * 5), Outcome(NOW, 10, late=True)]
    best = best_time(scores(outcomes, NOW - 180 * DAY), ZoneInfo("UTC"))
    assert (best.posts, best.late, best.enough) == (1, 1, False)


# The local clock ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "band", "weekday"),
    [
        # Madrid: 19:30 in summer is 17:30 UTC, in winter 18:30.
        (datetime(2026, 10, 24, 17, 30, tzinfo=UTC), 4, 5),
        (datetime(2026, 10, 25, 18, 30, tzinfo=UTC), 4, 6),
        # The hour that comes twice is one hour of the clock.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 0, 6),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 0, 6),
        # In spring 03:59 does not exist: 01:00 UTC is 03:00, and 02:00 UTC is 04:00.
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 0, 6),
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), 1, 6),
        # Shortly before midnight UTC the next day has begun.
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), 0, 0),
    ],
)
def test_the_wall_clock_of_the_account_counts(instant: datetime, band: int, weekday: int) -> None:
    best = best_time([Score(instant, 0.0, late=False)], ZoneInfo("Europe/Madrid"))
    assert [slot.place for slot in best.bands.slots if slot.count] == [band]
    assert [slot.place for slot in best.weekdays.slots if slot.count] == [weekday]


@given(st.lists(st.integers(-40_000, 40_000), max_size=60))
@settings(max_examples=30, deadline=None)
def test_every_post_is_in_one_band_and_on_one_weekday(moments: list[int]) -> None:
    scored = [Score(NOW + moment * HOUR, 0.0, late=False) for moment in moments]
    best = best_time(scored, ZoneInfo("America/St_Johns"), shuffles=20)
    for found in (best.bands, best.weekdays):
        assert sum(slot.count for slot in found.slots) == len(moments) == best.posts
    assert [len(found.slots) for found in (best.bands, best.weekdays)] == [6, 7]
    assert all(slot.count >= 0 for slot in chain(best.bands.slots, best.weekdays.slots))
