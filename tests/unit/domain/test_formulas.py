"""Derived metrics: exact where everything is known, None where anything is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import formulas
from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.story_life import Look, Story, StorySequence

AT = datetime(2026, 11, 22, tzinfo=UTC)
POST = {"likes": 312, "comments": 21, "saved": 96, "shares": 54, "reach": 4812, "views": 7930}


def test_engagement_rate_by_reach_counts_four_kinds_of_interaction() -> None:
    rate = formulas.engagement_rate_by_reach(Insights(AT, POST))
    assert rate == pytest.approx((312 + 21 + 96 + 54) / 4812)


@pytest.mark.parametrize("missing", ["likes", "comments", "saved", "shares", "reach"])
def test_a_part_that_instagram_did_not_give_leaves_the_rate_unknown(missing: str) -> None:
    known = {name: value for name, value in POST.items() if name != missing}
    assert formulas.engagement_rate_by_reach(Insights(AT, known)) is None


def test_nobody_reached_is_no_rate_rather_than_a_division_by_zero() -> None:
    assert formulas.save_rate(Insights(AT, {"saved": 0, "reach": 0})) is None


def test_story_exits_are_exits_and_moves_to_the_next_account() -> None:
    navigation = {"tap_forward": 902, "tap_back": 61, "tap_exit": 118, "swipe_forward": 143}
    insights = Insights(AT, {"views": 1482}, {"navigation": navigation})
    assert formulas.exits(insights) == 261
    assert formulas.story_completion(insights) == pytest.approx(1 - 261 / 1482)


def test_without_navigation_exits_are_unknown_and_not_zero() -> None:
    assert formulas.exits(Insights(AT, {"views": 1482})) is None
    assert formulas.story_completion(Insights(AT, {"views": 1482})) is None


@pytest.mark.parametrize("raw", [38.6, 0.386])
def test_the_skip_rate_is_understood_on_both_scales(raw: float) -> None:
    assert formulas.reel_kept_rate(Insights(AT, {"reels_skip_rate": raw})) == pytest.approx(0.614)


def test_a_change_on_a_small_base_is_not_shown() -> None:
    assert formulas.change(30, 19) is None
    assert formulas.change(30, 20) == pytest.approx(0.5)
    assert formulas.change(None, 200) is None
    assert formulas.change(5, None) is None


def test_months_of_unequal_length_are_compared_by_the_day() -> None:
    assert formulas.change_per_day(280, 28, 310, 31) == pytest.approx(0)
    assert formulas.change_per_day(310, 31, 150, 30) == pytest.approx(1)
    assert formulas.change_per_day(310, 31, 19, 30) is None
    assert formulas.change_per_day(None, 31, 190, 30) is None
    assert formulas.change_per_day(5, 31, None, 30) is None


def test_a_median_needs_five() -> None:
    assert formulas.own_median([1.0, 2.0, None, 3.0, 4.0]) is None
    assert formulas.own_median([1.0, 2.0, None, 3.0, 4.0, 5.0]) == 3.0


def _sequence(*reach: int | None, looked_at_hours: float = 23.5) -> StorySequence:
    """Stories that were posted two days ago and looked at once."""
    posted_at = AT - timedelta(days=2)
    details = MediaDetails("1", "IMAGE", MediaProductType.STORY, posted_at, None, None, None, None)
    at = posted_at + timedelta(hours=looked_at_hours)
    return StorySequence(
        1,
        1,
        date(2026, 11, 20),
        [
            Story(
                number,
                1,
                details,
                None,
                (Look(at, Insights(at, {"views": 9} if count is None else {"reach": count})),),
            )
            for number, count in enumerate(reach)
        ],
    )


def test_retention_needs_two_slides() -> None:
    assert formulas.sequence_retention(_sequence(1371), AT) is None
    kept = formulas.sequence_retention(_sequence(1371, None, 1105), AT)
    assert kept == pytest.approx(1105 / 1371)
    assert formulas.sequence_retention(_sequence(1371, None), AT) is None


def test_retention_needs_the_last_numbers_of_every_slide() -> None:
    assert formulas.sequence_retention(_sequence(100, 80, looked_at_hours=20), AT) is None
    still_alive = AT - timedelta(days=1, hours=1)
    assert formulas.sequence_retention(_sequence(100, 80), still_alive) is None


def test_more_people_at_the_end_than_at_the_beginning_were_not_kept() -> None:
    assert formulas.sequence_retention(_sequence(100, 100), AT) == 1
    assert formulas.sequence_retention(_sequence(100, 160), AT) is None


def test_a_percentage_on_a_small_base_is_not_told() -> None:
    taps = {"navigation": {"tap_exit": 3, "swipe_forward": 2}}
    small = Insights(
        AT, dict.fromkeys([*POST, "replies", "follows"], 5) | {"reach": 19, "views": 19}, taps
    )
    enough = Insights(AT, {**small.values, "reach": 20, "views": 20}, taps)
    by_count = (
        formulas.comment_rate,
        lambda one: formulas.follows_per_thousand(one, MediaProductType.STORY),
        formulas.story_forward_rate,
        formulas.story_back_rate,
        formulas.story_full_view,
        lambda one: formulas.period_engagement_rate([one]),
    )
    for rate in (
        formulas.engagement_rate_by_reach,
        formulas.save_rate,
        formulas.share_rate,
        formulas.reply_rate,
        formulas.story_exit_rate,
        formulas.story_completion,
        *by_count,
    ):
        assert rate(small) is None
        assert rate(enough) is not None
    assert formulas.sequence_retention(_sequence(19, 10), AT) is None
    assert formulas.share(10, 19) is formulas.share(10, None) is None


@given(
    values=st.dictionaries(st.sampled_from(sorted(POST)), st.integers(0, 10**12)),
)
def test_rates_are_never_negative_and_never_raise(values: dict[str, int]) -> None:
    insights = Insights(AT, values)
    for formula in (
        formulas.engagement_rate_by_reach,
        formulas.save_rate,
        formulas.share_rate,
        formulas.frequency,
        formulas.reply_rate,
        formulas.story_exit_rate,
    ):
        rate = formula(insights)
        assert rate is None or rate >= 0


# The formulas in words of metrics ---------------------------------------------------------------

KNOWN = {
    **POST,
    "replies": 9,
    "follows": 11,
    "ig_reels_avg_watch_time": 7_400,
    "reels_skip_rate": 38.6,
    "tap_exit": 118,
    "swipe_forward": 143,
    "tap_forward": 902,
    "tap_back": 61,
    "last_reach": 1105,
    "first_reach": 1371,
    "followers_then": 12_346,
    "duration": 22.4,
    "interactions_of_all": (312 + 21 + 96 + 54) * 3,
    "reach_of_all": 4812 * 2 + 100_000,
    "left_of_all": 261 * 2,
    "views_of_all": 7930 * 2,
    "final": 41,
    "ended": 43,
    "came": 71,
    "left": 35,
    "value": 900,
    "median_at_the_same_age": 250,
    "same_age_ratio": 3.6,
    "median_reach": 4_000,
    "median_reach_of_7_days": 240,
    "median_reach_of_28_days_before": 500,
}
NAVIGATION = {
    part: KNOWN[part] for part in ("tap_exit", "swipe_forward", "tap_forward", "tap_back")
}
INSIGHTS = Insights(AT, KNOWN, {"navigation": NAVIGATION})


def _worked_out(name: str) -> float | None:
    """What the function of that name answers for KNOWN."""
    if name == "sequence_retention":
        return formulas.sequence_retention(_sequence_of(1371, 1226, 1105), AT)
    if name == "sequence_completion":
        return formulas.sequence_completion(
            replace(
                _sequence(1, 1),
                stories=[
                    replace(one, looks=(Look(AT, INSIGHTS),)) for one in _sequence(1, 1).stories
                ],
            )
        )
    arguments: dict[str, tuple[object, ...]] = {
        "period_engagement_rate": (
            [INSIGHTS, INSIGHTS, Insights(AT, {**POST, "reach": 100_000}), Insights(AT, {})],
        ),
        "engagement_rate_by_followers": (INSIGHTS, 12_346),
        "reach_rate": (INSIGHTS, 12_346),
        "follows_per_thousand": (INSIGHTS, MediaProductType.FEED),
        "share_watched": (INSIGHTS, timedelta(seconds=22.4)),
        "story_coverage": (41, 43),
        "net_followers": (71, 35),
        "same_age_ratio": (900, 250),
        "take_off": (3.6, 4812, 4_000),
        "drop": (240, 500),
    }
    worked_out: float | None = getattr(formulas, name)(*arguments.get(name, (INSIGHTS,)))
    return worked_out


def _sequence_of(*reaches: int) -> StorySequence:
    posted_at = AT - timedelta(days=2)
    details = MediaDetails("1", "IMAGE", MediaProductType.STORY, posted_at, None, None, None, None)
    last_look = posted_at + timedelta(hours=23, minutes=30)
    stories = [
        Story(number, 1, details, None, (Look(last_look, Insights(last_look, {"reach": reach})),))
        for number, reach in enumerate(reaches)
    ]
    return StorySequence(1, 1, date(2026, 11, 20), stories)


@pytest.mark.parametrize("name", formulas.FORMULAS)
def test_a_formula_that_people_read_is_the_one_that_is_worked_out(name: str) -> None:
    printed = eval(formulas.FORMULAS[name], {"__builtins__": {}}, dict(KNOWN))
    assert printed == pytest.approx(_worked_out(name))
