"""What a ``story_insights`` webhook says, in our numbers: what is held back is not 0."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.story_life import Look, Story, is_better
from bot.domain.story_webhook import NotUnderstood, told_look
from tests.support.clock import START

HOUR = timedelta(hours=1)
DETAILS = MediaDetails("1", "IMAGE", MediaProductType.STORY, START, None, None, None, None)
ENDED = START + 24 * HOUR
FULL = {
    "media_id": "1",
    "impressions": 61,
    "reach": 44,
    "taps_forward": 30,
    "taps_back": 4,
    "exits": 9,
    "replies": 0,
}


def story(*looks: Look) -> Story:
    return Story(1, 1, DETAILS, None, looks)


def told(**value: Any) -> Insights:
    look = told_look(story(), FULL | value, ENDED + HOUR)
    assert look.insights is not None
    return look.insights


def test_old_names_are_todays() -> None:
    insights = told()
    assert insights.as_of == ENDED
    assert insights.values == {"views": 61, "reach": 44, "replies": 0}
    taps = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")
    assert [insights.part("navigation", tap) for tap in taps] == [30, 4, 9, None]


def test_a_number_that_is_held_back_is_absent() -> None:
    assert told(replies=-1, taps_back=-1).get("replies") is None
    assert told(replies=-1, taps_back=-1).part("navigation", "tap_back") is None


@pytest.mark.parametrize("reach", [-1, 0, 4])
def test_below_the_floor_a_zero_is_no_count(reach: int) -> None:
    insights = told(impressions=0, reach=reach, taps_forward=0, taps_back=0, exits=0)
    assert insights.values == ({"reach": 4} if reach == 4 else {})
    assert not insights.breakdowns


def test_names_of_today_and_unknown_ones() -> None:
    value = {"media_id": "1", "reach": 44, "views": 70, "shares": 2, "sparkles": "many"}
    insights = told_look(story(), value, ENDED).insights
    assert insights is not None
    assert insights.values == {"reach": 44, "views": 70, "shares": 2}


@pytest.mark.parametrize("reach", ["44", None, 4.5, True, -2, 2**63, [], {}])
def test_what_is_no_count_is_not_understood(reach: Any) -> None:
    with pytest.raises(NotUnderstood):
        told(reach=reach)


def test_a_story_has_no_numbers_before_it_was_posted() -> None:
    with pytest.raises(NotUnderstood):
        told_look(story(), FULL, START)


def seen(hours: float, **values: int) -> Look:
    at = START + hours * HOUR
    return Look(at, Insights(at, values))


@pytest.mark.parametrize(
    ("looks", "better"),
    [
        ((), True),
        ((Look(START + HOUR, None),), True),
        ((seen(1),), True),
        ((seen(12, reach=40),), True),
        ((seen(12, views=40),), True),
        ((seen(12, reach=45),), False),
        ((seen(23, reach=40),), False),
    ],
)
def test_it_is_better_than_nothing_and_than_an_early_look(
    looks: tuple[Look, ...], better: bool
) -> None:
    known = story(*looks)
    assert is_better(told_look(known, FULL, ENDED), known) is better


def test_nothing_told_is_never_better() -> None:
    nothing = told_look(story(), dict.fromkeys(FULL, -1), ENDED)
    assert not is_better(nothing, story())
