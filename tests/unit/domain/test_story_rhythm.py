"""How soon an account is searched for stories again."""

from datetime import timedelta
from itertools import product

import pytest

from bot.domain.story_life import LIFE
from bot.domain.story_rhythm import CLOSEST, SLOWEST, Rhythm

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("posted", "spent", "minutes"),
    [
        (0, 0, 30),
        (3, 0, 30),
        (4, 0, 15),
        (8, 0, 10),
        (12, 0, 7.5),
        (100, 0, 6),
        (100, 100, 12),
        (100, 160, 30),
        (100, 500, 30),
    ],
)
def test_who_posts_often_is_searched_closer_as_far_as_calls_are_left(
    posted: int, spent: int, minutes: float
) -> None:
    assert Rhythm().next_in(posted, spent) == minutes * MINUTE


def test_more_calls_an_hour_allow_closer_searches() -> None:
    assert Rhythm(calls_an_hour=600).next_in(100, 0) == CLOSEST
    assert Rhythm(calls_an_hour=20).next_in(100, 0) == 30 * MINUTE


@pytest.mark.parametrize("every", [5 * MINUTE, 30 * MINUTE, SLOWEST])
def test_no_account_is_searched_more_slowly_than_was_set(every: timedelta) -> None:
    for posted, spent in product(range(0, 120, 7), range(0, 400, 13)):
        pause = Rhythm(every).next_in(posted, spent)
        assert CLOSEST <= pause <= every


def test_searches_cost_a_tenth_of_the_free_calls_at_most() -> None:
    for spent in range(0, 150, 10):
        pause = Rhythm().next_in(1000, spent)
        searches = int(HOUR / pause)
        assert 2 * searches <= (200 - spent) / 10


def test_the_slowest_rhythm_leaves_five_searches_before_the_last_hour() -> None:
    assert (LIFE - HOUR) // SLOWEST == 5
