"""What holds of every formula, whatever the numbers: blanks stay blank, and nothing is made up."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import formulas
from bot.domain.media import Insights, MediaProductType

AT = datetime(2026, 11, 22, tzinfo=UTC)
COUNTS = ("likes", "comments", "saved", "shares", "reach", "views", "replies", "follows")
TAPS = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")
FOLLOWERS = 12_346

Rate = Callable[[Insights], float | None]

RATES: Mapping[str, tuple[Rate, frozenset[str]]] = {
    "engagement_rate_by_reach": (
        formulas.engagement_rate_by_reach,
        frozenset({"likes", "comments", "saved", "shares", "reach"}),
    ),
    "engagement_rate_by_followers": (
        lambda one: formulas.engagement_rate_by_followers(one, FOLLOWERS),
        frozenset({"likes", "comments", "saved", "shares"}),
    ),
    "save_rate": (formulas.save_rate, frozenset({"saved", "reach"})),
    "share_rate": (formulas.share_rate, frozenset({"shares", "reach"})),
    "comment_rate": (formulas.comment_rate, frozenset({"comments", "reach"})),
    "reach_rate": (lambda one: formulas.reach_rate(one, FOLLOWERS), frozenset({"reach"})),
    "frequency": (formulas.frequency, frozenset({"views", "reach"})),
    "follows_per_thousand": (
        lambda one: formulas.follows_per_thousand(one, MediaProductType.FEED),
        frozenset({"follows", "reach"}),
    ),
    "reply_rate": (formulas.reply_rate, frozenset({"replies", "reach"})),
    "story_exit_rate": (formulas.story_exit_rate, frozenset({"views", *TAPS[2:]})),
    "story_completion": (formulas.story_completion, frozenset({"views", *TAPS[2:]})),
    "story_full_view": (
        formulas.story_full_view,
        frozenset({"views", "tap_forward", *TAPS[2:]}),
    ),
    "story_forward_rate": (formulas.story_forward_rate, frozenset({"views", "tap_forward"})),
    "story_back_rate": (formulas.story_back_rate, frozenset({"views", "tap_back"})),
}
"""Of one post or story, and the numbers that each stands on."""

BY_FOLLOWERS = {"engagement_rate_by_followers", "reach_rate"}
"""Their base is no number of the post: they grow with it."""
WITHIN_THE_WHOLE = {"story_exit_rate", "story_completion", "story_full_view"}

known_numbers = st.fixed_dictionaries({name: st.integers(0, 10**9) for name in (*COUNTS, *TAPS)})
some_numbers = st.dictionaries(st.sampled_from((*COUNTS, *TAPS)), st.integers(0, 10**9))


def insights(numbers: Mapping[str, int]) -> Insights:
    """Of navigation a part that is not given is unknown."""
    taps = {name: value for name, value in numbers.items() if name in TAPS}
    values = {name: value for name, value in numbers.items() if name not in TAPS}
    breakdowns = {"navigation": taps} if taps else {}
    return Insights(AT, values, breakdowns, partly=frozenset({"navigation"}))


@pytest.mark.parametrize("name", RATES)
@given(numbers=known_numbers, data=st.data())
def test_a_blank_never_becomes_a_number(
    name: str, numbers: dict[str, int], data: st.DataObject
) -> None:
    rate, needed = RATES[name]
    gone = data.draw(st.sampled_from(sorted(needed)))
    assert rate(insights({one: n for one, n in numbers.items() if one != gone})) is None


@pytest.mark.parametrize("name", RATES)
@given(numbers=some_numbers)
def test_what_a_formula_does_not_stand_on_changes_nothing(
    name: str, numbers: dict[str, int]
) -> None:
    rate, needed = RATES[name]
    without = {one: n for one, n in numbers.items() if one in needed}
    assert rate(insights(numbers)) == rate(insights(without))


@pytest.mark.parametrize("name", set(RATES) - BY_FOLLOWERS)
@given(numbers=known_numbers, factor=st.integers(2, 1000))
def test_an_account_a_thousand_times_as_large_has_the_same_rates(
    name: str, numbers: dict[str, int], factor: int
) -> None:
    rate, _ = RATES[name]
    assume(numbers["reach"] >= 20 and numbers["views"] >= 20)
    small = rate(insights(numbers))
    large = rate(insights({one: n * factor for one, n in numbers.items()}))
    assert large == (None if small is None else pytest.approx(small, rel=1e-9, abs=1e-12))


@pytest.mark.parametrize("name", RATES)
@given(numbers=some_numbers)
def test_rates_are_never_negative_and_a_part_is_never_more_than_the_whole(
    name: str, numbers: dict[str, int]
) -> None:
    value = RATES[name][0](insights(numbers))
    assert value is None or value >= 0
    if name in WITHIN_THE_WHOLE:
        assert value is None or value <= 1


@given(numbers=known_numbers)
def test_who_left_and_who_stayed_are_everybody(numbers: dict[str, int]) -> None:
    one = insights(numbers)
    left, stayed = formulas.story_exit_rate(one), formulas.story_completion(one)
    whole = formulas.story_full_view(one)
    assert (left is None) == (stayed is None)
    if left is not None and stayed is not None:
        assert left + stayed == pytest.approx(1)
        assert whole is None or whole <= stayed + 1e-12


@given(base=st.integers(0, 19), part=st.integers(0, 10**6))
def test_no_percentage_stands_on_a_base_under_twenty(base: int, part: int) -> None:
    numbers = dict.fromkeys((*COUNTS, *TAPS), part) | {"reach": base, "views": base}
    for name, (rate, _) in RATES.items():
        if name != "frequency" and name not in BY_FOLLOWERS:
            assert rate(insights(numbers)) is None, name
    assert formulas.engagement_rate_by_followers(insights(numbers), base) is None
    assert formulas.reach_rate(insights(numbers), base) is None
    assert formulas.change(part, base) is None
    assert formulas.story_coverage(base, base) is None
    assert formulas.same_age_ratio(part, float(base)) is None


@given(numbers=known_numbers)
def test_without_a_count_of_that_day_nothing_is_divided_by_followers(
    numbers: dict[str, int],
) -> None:
    one = insights(numbers)
    assert formulas.engagement_rate_by_followers(one, None) is None
    assert formulas.reach_rate(one, None) is None


@given(numbers=known_numbers)
def test_new_followers_are_not_told_of_reels(numbers: dict[str, int]) -> None:
    assert formulas.follows_per_thousand(insights(numbers), MediaProductType.REELS) is None


# Of several posts --------------------------------------------------------------------------------


@given(posts=st.lists(some_numbers, max_size=5), data=st.data())
def test_the_order_of_posts_changes_nothing(
    posts: list[dict[str, int]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(posts))
    rate = formulas.period_engagement_rate
    assert rate([insights(one) for one in posts]) == rate([insights(one) for one in shuffled])


@given(posts=st.lists(known_numbers, min_size=1, max_size=8), blank=some_numbers)
def test_a_post_with_a_blank_is_in_neither_sum(
    posts: list[dict[str, int]], blank: dict[str, int]
) -> None:
    assume(not {"likes", "comments", "saved", "shares", "reach"} <= blank.keys())
    rate = formulas.period_engagement_rate
    whole = [insights(one) for one in posts]
    assert rate([*whole, insights(blank)]) == rate(whole)


@given(posts=st.lists(known_numbers, min_size=1, max_size=8))
def test_the_rate_of_a_period_lies_between_those_of_its_posts(posts: list[dict[str, int]]) -> None:
    assume(all(one["reach"] >= 20 for one in posts))
    rates = [formulas.engagement_rate_by_reach(insights(one)) for one in posts]
    known = [rate for rate in rates if rate is not None]
    whole = formulas.period_engagement_rate([insights(one) for one in posts])
    assert whole is not None
    assert min(known) * (1 - 1e-9) <= whole <= max(known) * (1 + 1e-9)


def test_the_rate_of_a_period_is_no_mean_of_rates() -> None:
    """A small post with a high rate does not lift it."""
    large = {"likes": 100, "comments": 0, "saved": 0, "shares": 0, "reach": 10_000}
    small = {"likes": 20, "comments": 0, "saved": 0, "shares": 0, "reach": 20}
    whole = formulas.period_engagement_rate([insights(large), insights(small)])
    assert whole == pytest.approx(120 / 10_020)


@given(st.lists(st.none() | st.floats(0, 10**9), max_size=9))
def test_a_median_stands_on_five_and_lies_among_them(values: list[float | None]) -> None:
    known = [value for value in values if value is not None]
    middle = formulas.own_median(values)
    assert (middle is None) == (len(known) < 5)
    assert middle is None or min(known) <= middle <= max(known)


def test_a_median_does_not_ask_for_the_order() -> None:
    values = [5.0, None, 1.0, 4.0, 2.0, 3.0]
    assert {formulas.own_median(order) for order in permutations(values)} == {3.0}


# Reels, growth -----------------------------------------------------------------------------------


@given(st.none() | st.floats(-10, 200))
def test_who_stayed_past_three_seconds_is_a_share(skipped: float | None) -> None:
    kept = formulas.reel_kept_rate(
        Insights(AT, {} if skipped is None else {"reels_skip_rate": skipped})
    )
    assert kept is None or 0 <= kept <= 1
    assert (kept is None) == (skipped is None or not 0 <= skipped <= 100)


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_a_share_watched_needs_the_length_of_the_reel(milliseconds: int, seconds: int) -> None:
    watched = Insights(AT, {"ig_reels_avg_watch_time": milliseconds})
    assert formulas.share_watched(watched, None) is None
    assert formulas.share_watched(watched, timedelta()) is None
    share = formulas.share_watched(watched, timedelta(seconds=seconds))
    assert share == pytest.approx(milliseconds / 1000 / seconds)
    assert formulas.share_watched(Insights(AT, {}), timedelta(seconds=seconds)) is None


@given(st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9))
def test_who_came_and_who_left_make_a_net_only_together(came: int | None, left: int | None) -> None:
    net = formulas.net_followers(came, left)
    assert (net is None) == (came is None or left is None)
    assert net is None or net + (left or 0) == came


MAYBE = st.none() | st.floats(0, 10**6)


@given(MAYBE, MAYBE, MAYBE)
def test_a_take_off_needs_all_three_and_both_conditions(
    times: float | None, reach: float | None, median: float | None
) -> None:
    took_off = formulas.take_off(times, reach, median)
    if times is None or reach is None or median is None:
        assert took_off is None
    else:
        assert took_off == (times >= 3 and reach >= median)


@given(value=st.integers(0, 10**6), usual=st.floats(20, 10**6), factor=st.integers(1, 100))
def test_how_many_times_the_usual_does_not_depend_on_the_size_of_the_account(
    value: int, usual: float, factor: int
) -> None:
    small = formulas.same_age_ratio(value, usual)
    assert small == pytest.approx(formulas.same_age_ratio(value * factor, usual * factor))
    assert formulas.same_age_ratio(None, usual) is None
    assert formulas.same_age_ratio(value, None) is None
