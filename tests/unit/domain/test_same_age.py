"""Posts beside the own of their format at the same age: five of a kind, or nothing."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.media import Insights, Media, MediaDetails, MediaProductType
from bot.domain.same_age import (
    AGES_COMPARED,
    COMPARED,
    TOLERANCE,
    Measure,
    SeenMedia,
    beside_usual,
    rank,
    share_at_a_day,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def seen(
    number: int,
    reach: dict[timedelta, int],
    *,
    age: timedelta = 30 * DAY,
    media_type: str = "IMAGE",
    newest: int | None = None,
) -> SeenMedia:
    published = NOW - age
    details = MediaDetails(
        str(number),
        media_type,
        MediaProductType.FEED,
        published,
        None,
        None,
        None,
        None,
    )
    insights = None if newest is None else Insights(NOW, {"reach": newest})
    at = {one: Insights(published + one, {"reach": value}) for one, value in reach.items()}
    return SeenMedia(Media(number, 1, details, insights, None, None, None), at)


def test_every_age_from_two_days_to_a_year_has_an_age_that_it_is_near_enough_to() -> None:
    for hours in range(48, 365 * 24):
        age = hours * HOUR
        assert any(abs(age - one) <= TOLERANCE * one for one in AGES_COMPARED), age


def test_a_six_hour_old_post_is_held_against_what_others_had_at_six_hours() -> None:
    others = [seen(n, {6 * HOUR: 100, 7 * DAY: 900}) for n in range(1, 6)]
    young = seen(9, {HOUR: 30, 6 * HOUR: 180}, age=7 * HOUR)
    beside = beside_usual(young, others, Measure.REACH)
    assert beside is not None
    assert (beside.age, beside.value, beside.usual, beside.compared) == (6 * HOUR, 180, 100, 5)
    assert beside.times == pytest.approx(1.8)


def test_four_of_a_kind_are_too_few() -> None:
    others = [seen(n, {DAY: 100}) for n in range(1, 5)]
    post = seen(9, {DAY: 180})
    assert beside_usual(post, [post, *others], Measure.REACH) is None, "it itself is no fifth"
    album = seen(5, {DAY: 100}, media_type="CAROUSEL_ALBUM")
    assert beside_usual(post, [*others, album], Measure.REACH) is None, "nor is another format"
    blank = SeenMedia(seen(6, {}).media, {DAY: Insights(NOW, {"views": 5})})
    assert beside_usual(post, [*others, blank], Measure.REACH) is None, "nor one without a number"
    fifth = seen(7, {DAY: 100})
    assert beside_usual(post, [*others, fifth], Measure.REACH) is not None


def test_where_few_are_known_at_the_greatest_age_a_younger_one_stands_in() -> None:
    others = [seen(n, {3 * DAY: 100, **({30 * DAY: 500} if n < 4 else {})}) for n in range(1, 7)]
    beside = beside_usual(seen(9, {3 * DAY: 50, 30 * DAY: 600}), others, Measure.REACH)
    assert beside is not None
    assert beside.age == 3 * DAY
    assert beside.times == pytest.approx(0.5)


def test_only_the_newest_twenty_say_what_is_usual() -> None:
    newest = [seen(n, {DAY: 100}) for n in range(1, COMPARED + 1)]
    oldest = [seen(100 + n, {DAY: 10_000}) for n in range(50)]
    beside = beside_usual(seen(99, {DAY: 100}), [*newest, *oldest], Measure.REACH)
    assert beside is not None
    assert (beside.usual, beside.compared) == (100, COMPARED)


def test_a_usual_under_twenty_makes_no_times() -> None:
    others = [seen(n, {DAY: 4}) for n in range(1, 7)]
    assert beside_usual(seen(9, {DAY: 40}), others, Measure.REACH) is None


def test_what_is_immature_or_without_five_of_a_kind_is_left_out_and_counted() -> None:
    photos = [seen(n, {2 * DAY: 100 * n}) for n in range(1, 8)]
    album = seen(20, {2 * DAY: 500}, media_type="CAROUSEL_ALBUM")
    young = seen(21, {DAY: 9_000}, age=47 * HOUR)
    everything = [young, album, *photos]
    ranking = rank(everything, everything, Measure.REACH, NOW)
    assert [one.media.id for one in ranking.ranked] == [7, 6, 5, 4, 3, 2, 1]
    assert (ranking.immature, ranking.without_usual) == (1, 1)


@given(st.lists(st.integers(20, 10**6), min_size=6, max_size=12), st.integers(2, 50), st.data())
def test_neither_the_order_of_others_nor_the_size_of_the_account_changes_a_ranking(
    reaches: list[int], factor: int, data: st.DataObject
) -> None:
    posts = [seen(n, {3 * DAY: reach}) for n, reach in enumerate(reaches)]
    larger = [seen(n, {3 * DAY: reach * factor}) for n, reach in enumerate(reaches)]
    others = data.draw(st.permutations(posts))
    first = rank(posts, posts, Measure.REACH, NOW)
    assert rank(posts, others, Measure.REACH, NOW) == first
    assert [one.beside.times for one in rank(larger, larger, Measure.REACH, NOW).ranked] == (
        pytest.approx([one.beside.times for one in first.ranked])
    )


def test_on_noise_half_of_the_posts_do_better_than_usual() -> None:
    """The comparison favours nobody: a median of others is as often above as below."""
    chance = random.Random(20261130)
    better = compared = 0
    for _ in range(40):
        reaches = [round(1000 * chance.lognormvariate(0, 0.6)) for _ in range(30)]
        posts = [seen(n, {3 * DAY: reach}) for n, reach in enumerate(reaches)]
        ranked = rank(posts, posts, Measure.REACH, NOW).ranked
        better += sum(one.beside.times > 1 for one in ranked)
        compared += len(ranked)
    assert 0.45 < better / compared < 0.55


def test_what_a_post_had_after_a_day_of_what_it_has_now() -> None:
    assert share_at_a_day(seen(1, {DAY: 710}, newest=1000)) == pytest.approx(0.71)
    assert share_at_a_day(seen(1, {DAY: 710}, newest=None)) is None
    assert share_at_a_day(seen(1, {}, newest=1000)) is None
    assert share_at_a_day(seen(1, {DAY: 10}, newest=19)) is None
    assert share_at_a_day(seen(1, {DAY: 1100}, newest=1000)) is None, "they contradict each other"
    assert share_at_a_day(seen(1, {DAY: 710}, newest=1000, age=47 * HOUR)) is None
