"""The one useful sentence of a digest: only what is there, and never what may be chance."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest_sentence import (
    LONG_SEQUENCE,
    SMALLEST_TIMES,
    Facts,
    Told,
    surely_more,
    useful_sentence,
)
from bot.domain.formulas import FEWEST
from bot.domain.media import Insights, Media, MediaDetails, MediaKind, MediaProductType
from bot.domain.same_age import BesideUsual, Ranked
from bot.domain.story_life import Look, Story, StorySequence
from tests.unit.presenters.results import NOW

DAY = timedelta(days=1)
TYPES = {
    MediaKind.IMAGE: ("IMAGE", MediaProductType.FEED),
    MediaKind.CAROUSEL: ("CAROUSEL_ALBUM", MediaProductType.FEED),
    MediaKind.REELS: ("VIDEO", MediaProductType.REELS),
}
RATES = st.lists(st.floats(0, 1), max_size=30)


def media(kind: MediaKind, values: dict[str, int], age: timedelta = 5 * DAY) -> Media:
    media_type, product = TYPES[kind]
    details = MediaDetails("1", media_type, product, NOW - age, None, None, None, None)
    return Media(1, 1, details, Insights(NOW, values), None, None, None)


def saved(kind: MediaKind, per_thousand: Sequence[int], age: timedelta = 5 * DAY) -> list[Media]:
    return [media(kind, {"reach": 1_000, "saved": one}, age) for one in per_thousand]


def ranked(*times: float) -> list[Ranked]:
    one = media(MediaKind.IMAGE, {"reach": 100})
    return [Ranked(one, BesideUsual(2 * DAY, 100, 100, each, 20)) for each in times]


def facts(
    posts: Sequence[Media] = (),
    beside: Sequence[Ranked] = (),
    sequences: Sequence[StorySequence] = (),
) -> Facts:
    return Facts(beside, posts, sequences, NOW)


def test_carousels_that_were_saved_more_than_reels_are_told_with_both_counts() -> None:
    posts = [
        *saved(MediaKind.CAROUSEL, [30, 32, 34, 32, 31, 33, 32, 35, 32]),
        *saved(MediaKind.REELS, [18, 20, 22, 20, 19, 21]),
    ]
    sentence = useful_sentence(facts(posts), 0)
    assert sentence is not None
    assert (sentence.told, sentence.more, sentence.less) == (
        Told.SAVES,
        MediaKind.CAROUSEL,
        MediaKind.REELS,
    )
    assert (sentence.count, sentence.other_count) == (9, 6)
    assert sentence.times == pytest.approx(1.6)


def test_posts_that_are_still_counted_say_nothing() -> None:
    hours = timedelta(hours=47)
    posts = [
        *saved(MediaKind.CAROUSEL, [90] * 9, age=hours),
        *saved(MediaKind.REELS, [1, 2, 3, 4, 5, 6]),
    ]
    assert useful_sentence(facts(posts), 0) is None


def test_what_the_period_brought_comes_first() -> None:
    posts = [*saved(MediaKind.CAROUSEL, range(60, 69)), *saved(MediaKind.REELS, range(1, 9))]
    sentence = useful_sentence(facts(posts, ranked(*[1.5] * 9, 0.9)), 0)
    assert sentence is not None
    assert (sentence.told, sentence.count, sentence.other_count) == (Told.ABOVE_USUAL, 9, 10)
    fewer = useful_sentence(facts((), ranked(*[0.5] * 8)), 0)
    assert fewer is not None
    assert fewer.told is Told.BELOW_USUAL
    for one_sided in (ranked(*[1.5] * 5), ranked(*[1.5] * 7, 0.9, 0.9), ranked(*[1] * 20)):
        assert useful_sentence(facts((), one_sided), 0) is None


def test_another_sentence_comes_with_each_turn() -> None:
    both = {"reach": 1_000, "saved": 60, "shares": 60}
    neither = {"reach": 1_000, "saved": 2, "shares": 2}
    posts = [media(MediaKind.CAROUSEL, both)] * 8 + [media(MediaKind.REELS, neither)] * 8
    told = [useful_sentence(facts(posts), turn) for turn in (0, 1, 2)]
    assert [one.told for one in told if one] == [Told.SAVES, Told.SHARES, Told.SAVES]


def sequence(slides: int, left: int) -> StorySequence:
    """A day that is over; of a hundred viewers of each slide so many left."""
    numbers = Insights(NOW, {"views": 100}, {"navigation": {"tap_exit": left, "swipe_forward": 0}})
    posted = NOW - 3 * DAY
    details = MediaDetails("s", "IMAGE", MediaProductType.STORY, posted, None, None, None, None)
    story = Story(1, 1, details, None, (Look(posted + 0.98 * DAY, numbers),))
    return StorySequence(1, 1, date(2025, 11, 20), [story] * slides)


def test_days_with_few_stories_that_are_watched_to_the_end() -> None:
    few = [sequence(3, left) for left in (5, 6, 7, 8, 9, 10)]
    many = [sequence(LONG_SEQUENCE, left) for left in (50, 51, 52, 53, 54, 55, 56)]
    sentence = useful_sentence(facts(sequences=[*few, *many]), 0)
    assert sentence is not None
    assert (sentence.told, sentence.count, sentence.other_count) == (Told.SHORT_STORIES, 6, 7)


@given(more=RATES, less=RATES)
def test_two_groups_are_never_both_more_than_the_other(
    more: list[float], less: list[float]
) -> None:
    there, back = surely_more(more, less), surely_more(less, more)
    assert there is None or back is None
    for times in (there, back):
        assert times is None or times >= SMALLEST_TIMES
    if min(len(more), len(less)) < FEWEST:
        assert (there, back) == (None, None)


@given(rates=RATES)
def test_a_group_is_never_more_than_itself(rates: list[float]) -> None:
    assert surely_more(rates, rates) is None


@given(more=RATES, less=RATES, seed=st.integers(0, 10**6))
def test_the_order_of_posts_changes_nothing(
    more: list[float], less: list[float], seed: int
) -> None:
    chance = random.Random(seed)
    mixed, other = chance.sample(more, len(more)), chance.sample(less, len(less))
    assert surely_more(mixed, other) == surely_more(more, less)


@given(
    posts=st.lists(
        st.builds(
            media,
            st.sampled_from(sorted(TYPES)),
            st.dictionaries(
                st.sampled_from(["reach", "saved", "shares", "likes", "comments"]),
                st.integers(0, 10_000),
            ),
            st.integers(0, 90).map(lambda days: days * DAY),
        ),
        max_size=40,
    ),
    beside=st.lists(st.floats(0, 100), max_size=30).map(lambda times: ranked(*times)),
    turn=st.integers(0, 10**6),
)
def test_whatever_is_told_rests_on_enough_posts(
    posts: list[Media], beside: list[Ranked], turn: int
) -> None:
    sentence = useful_sentence(facts(posts, beside), turn)
    if sentence is None:
        return
    if sentence.told in {Told.ABOVE_USUAL, Told.BELOW_USUAL}:
        assert sentence.count <= sentence.other_count == len(beside)
        assert sentence.count >= 7
    else:
        assert min(sentence.count, sentence.other_count) >= FEWEST
        assert sentence.more is not sentence.less
        assert sentence.times is not None
        assert sentence.times >= SMALLEST_TIMES


def test_where_formats_do_not_differ_it_is_silent_nine_times_in_ten() -> None:
    """Log-normal rates as posts have them, with no difference between the three formats."""
    chance = random.Random(7)
    claims = 0
    for _ in range(400):
        posts = [
            media(
                kind,
                {
                    "reach": 10_000,
                    **{
                        name: round(200 * chance.lognormvariate(0, 0.6))
                        for name in ("saved", "shares", "likes", "comments")
                    },
                },
            )
            for kind in TYPES
            for _ in range(10)
        ]
        claims += useful_sentence(facts(posts), 0) is not None
    assert claims <= 40, claims


def test_a_real_difference_is_found() -> None:
    chance = random.Random(7)
    found = 0
    for _ in range(100):
        rates = {MediaKind.CAROUSEL: 400, MediaKind.REELS: 200}
        posts = [
            media(
                kind,
                {"reach": 10_000, "saved": round(usual * chance.lognormvariate(0, 0.5))},
            )
            for kind, usual in rates.items()
            for _ in range(15)
        ]
        sentence = useful_sentence(facts(posts), 0)
        found += sentence is not None and sentence.more is MediaKind.CAROUSEL
    assert found >= 80, found
