"""What somebody meant who wrote a metric's name, and what is known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.metrics import Login, Unit
from bot.services.explain_metric import ExplainMetric, explain
from bot.services.results import FormulaExplained, MetricExplained, MetricUnknown
from tests.support.clock import START
from tests.support.product import Product


def metric(words: str) -> MetricExplained:
    found = explain(words, [], START)
    assert isinstance(found, MetricExplained)
    return found


@pytest.mark.parametrize("words", ["profile visits", "Profile-Visits", " PROFILE_VISITS\n"])
def test_spaces_hyphens_and_case_do_not_matter(words: str) -> None:
    assert metric(words).metric == "profile_visits"


def test_media_and_account_are_told_together_where_both_have_it() -> None:
    reach = metric("reach")
    assert (reach.media is not None, reach.account is not None) == (True, True)
    assert metric("navigation").account is None
    assert metric("online_followers").media is None


def test_the_unit_and_the_login_are_those_of_the_metric() -> None:
    assert metric("reels_skip_rate").unit is Unit.PERCENT
    assert metric("total_views").login is Login.FACEBOOK
    assert metric("clips_replays_count").unit is Unit.MILLISECONDS


@pytest.mark.parametrize(
    ("words", "name"),
    [("er", "engagement_rate_by_reach"), ("save rate", "save_rate"), ("hook", "reel_kept_rate")],
)
def test_formulas_have_names_too(words: str, name: str) -> None:
    found = explain(words, [], START)
    assert isinstance(found, FormulaExplained)
    assert found.name == name


@pytest.mark.parametrize(("words", "near"), [("reech", "reach"), ("impresions", "impressions")])
def test_a_slip_of_the_pen_is_answered_with_what_could_be_meant(words: str, near: str) -> None:
    found = explain(words, [], START)
    assert isinstance(found, MetricUnknown)
    assert near in found.nearest


@given(st.text(max_size=4096))
def test_whatever_is_written_there_is_an_answer(words: str) -> None:
    assert explain(words, [], START) is not None


async def test_a_refusal_of_today_is_part_of_the_answer(product: Product) -> None:
    now = product.clock.now()
    async with product.database.transaction() as stored:
        await stored.instagram_facts.metric_refused("STORY", "reposts", now, "(#100) …")
        await stored.instagram_facts.metric_refused("ACCOUNT", "saves", now, "(#100) …")
    explain_metric = ExplainMetric(product.database, product.clock)

    for words, kind in (("reposts", "STORY"), ("saved", "ACCOUNT")):
        found = await explain_metric(words)
        assert isinstance(found, MetricExplained)
        assert [one.kind for one in found.refused] == [kind]
