"""``/audience``: names, shares, and the reason where there is nothing."""

from collections.abc import Mapping

import pytest

from bot.domain.errors import Refusal
from bot.locales import LANGUAGES
from bot.presenters import audience
from bot.presenters.actions import By, OpenAudience, OpenOverview, StartLinking, Who
from bot.presenters.screen import ChartKind, Screen
from bot.presenters.speech import Speech
from bot.services.results import Audience, Stale
from tests.support.html import visible_text
from tests.unit.presenters import results

FOLLOWERS, ENGAGED = "follower_demographics", "engaged_audience_demographics"


def shown(
    parts: Mapping[str, int],
    by: str = "country",
    metric: str = FOLLOWERS,
    language: str = "en",
    *,
    followers: int | None = 12_346,
    stale: Stale | None = None,
    read: bool = True,
    origin: str = "",
) -> Screen:
    result = Audience(
        results.account(followers=followers),
        metric,
        by,
        parts,
        results.NOW if read else None,
        stale,
    )
    return audience.screen(result, Speech(language, results.TASHKENT), origin)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Spain: 60.0% · 6,000", "Germany: 40.0% · 4,000"]),
        ("ru", ["Испания: 60,0 % · 6 000", "Германия: 40,0 % · 4 000"]),
        ("es", ["España: 60,0 % · 6.000", "Alemania: 40,0 % · 4.000"]),
    ],
)
def test_countries_have_names_in_the_persons_language(language: str, lines: list[str]) -> None:
    text = visible_text(shown({"DE": 4000, "ES": 6000}, language=language).text)
    assert text.replace("\xa0", " ").splitlines()[2:4] == lines


def test_a_country_that_nobody_knows_stays_as_instagram_writes_it() -> None:
    assert "QQ: 100.0%" in visible_text(shown({"QQ": 50}).text)


def test_ages_stand_from_young_to_old_and_others_from_the_largest_down() -> None:
    chart = shown({"65+": 90, "18-24": 50, "25-34": 70}, "age").chart
    assert chart is not None
    assert chart.kind is ChartKind.RANKING
    assert chart.labels == ("18–24", "25–34", "65+")
    chart = shown({"m": 30, "F": 60, "U": 9}, "gender").chart
    assert chart is not None
    assert chart.labels == ("Women", "Men", "Not stated")
    assert chart.series[0].words == ("60.6%", "30.3%", "9.1%")


def test_cities_go_by_their_name_and_by_their_region_only_where_two_have_the_same() -> None:
    chart = shown({"London, England": 50, "London, Ontario": 40, "Rome, Lazio": 30}, "city").chart
    assert chart is not None
    assert chart.labels == ("London, England", "London, Ontario", "Rome")


def test_the_smaller_ones_are_counted_and_the_limit_is_said() -> None:
    text = visible_text(shown({f"{place}, X": 100 - place for place in range(45)}, "city").text)
    assert "…and 37 more" in text
    assert "Instagram names only the 45 largest." in text
    assert "only the 45" not in visible_text(shown({"Rome, Lazio": 30}, "city").text)


def test_a_share_of_a_handful_is_no_percentage() -> None:
    screen = shown({"ES": 3, "DE": 2})
    assert "Spain: — · 3" in visible_text(screen.text)
    assert screen.chart is not None
    assert screen.chart.series[0].words == ("3", "2")


def test_what_instagram_does_not_tell_has_its_reason() -> None:
    small = shown({}, followers=60)
    assert small.chart is None
    assert "fewer than 100 followers. You have 60." in visible_text(small.text)
    assert "100 likes, comments" in visible_text(shown({}, metric=ENGAGED).text)
    assert "gave nothing this time" in visible_text(shown({}).text)
    assert "gave nothing this time" in visible_text(shown({}, followers=None).text)


def test_a_broken_link_offers_to_link_again() -> None:
    screen = shown({}, stale=Stale(Refusal.TOKEN), read=False)
    assert screen.buttons[0][0].action == StartLinking()
    assert "link" in visible_text(screen.text)


def test_every_way_of_looking_keeps_the_way_back() -> None:
    screen = shown({"ES": 60}, origin="overview.28.reach")
    looks = [one.action for row in screen.buttons[:-1] for one in row]
    assert {one.origin for one in looks if isinstance(one, OpenAudience)} == {"overview.28.reach"}
    assert [one.action for one in screen.buttons[-1]] == [OpenOverview(28, "reach")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_breakdowns_and_the_other_people_are_a_tap_away(language: str) -> None:
    rows = shown({"ES": 60}, metric=ENGAGED, language=language).buttons
    assert [one.action for one in [*rows[0], *rows[1]]] == [
        OpenAudience(Who.ENGAGED, by) for by in By
    ]
    assert [one.text.startswith("✓") for one in [*rows[0], *rows[1]]] == [False, False, False, True]
    assert [one.action for one in rows[2]] == [OpenAudience(Who.FOLLOWERS, By.COUNTRY)]
