"""``/besttime`` tells what stands out, and that nothing does, in honest words."""

import random
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.best_time import Score, best_time
from bot.domain.media import MediaProductType
from bot.domain.online import OnlineMost
from bot.locales import LANGUAGES
from bot.presenters import best_time as presenter
from bot.presenters.actions import OpenBestTime, OpenMediaList
from bot.presenters.origins import origin_of
from bot.presenters.screen import ChartKind
from bot.presenters.speech import Speech
from bot.services.results import BestTimes
from tests.support.html import visible_text
from tests.unit.presenters import results

UTC_ZONE = ZoneInfo("UTC")
EN = Speech("en", results.TASHKENT)


def result(posts: int = 72, lift: float = 0.0, *, late: bool = False) -> BestTimes:
    """Posts at every hour in turn; those from 16 to 20 are better by the logarithm ``lift``."""
    chance = random.Random(4)
    scored = []
    for number in range(posts):
        at = results.NOW.replace(hour=number * 5 % 24) - timedelta(days=number)
        score = chance.gauss(lift if at.hour // 4 == 4 else 0, 0.3)
        scored.append(Score(at, score, late))
    best = best_time(scored, UTC_ZONE, 200)
    online = OnlineMost(time(21), 28)
    return BestTimes(results.account(), MediaProductType.REELS, UTC_ZONE, best, 3, online)


def test_a_lead_is_told_with_its_interval_how_many_and_how_sure() -> None:
    text = visible_text(presenter.screen(result(lift=1.2), EN).text)
    assert "72 reels in 180 days" in text
    assert "between 16 and 20 did better: 2." in text
    assert "n = 12 · signal: ok" in text.replace("\xa0", " ")
    assert "Weekdays: no clear difference." in text
    assert "3 reels younger than 72 h" in text
    assert "Best guess, not cause." in text


def test_nothing_is_told_where_nothing_stands_out() -> None:
    screen = presenter.screen(result(), EN)
    text = visible_text(screen.text)
    assert "Hours: no clear difference." in text
    assert "did better" not in text
    assert "guess" not in text
    assert screen.chart is not None
    assert [series.muted for series in screen.chart.series] == [True, True]
    assert [series.marked for series in screen.chart.series] == [None, None]


def test_too_few_posts_have_an_answer_and_no_picture() -> None:
    screen = presenter.screen(result(posts=17, lift=3), EN)
    assert screen.chart is None
    text = visible_text(screen.text)
    assert "17 reels" in text
    assert "From 30 on" in text
    assert "did better" not in text


def test_late_looks_are_said() -> None:
    text = visible_text(presenter.screen(result(late=True), EN).text)
    assert "Without a look at 72 h: 72 reels" in text
    assert "Without a look" not in visible_text(presenter.screen(result(), EN).text)


def test_the_strip_shows_every_slot_with_how_many_and_points_the_lead_out() -> None:
    chart = presenter.screen(result(lift=1.2), EN).chart
    assert chart is not None
    assert chart.kind is ChartKind.STRIPS
    hours, weekdays = chart.series
    assert hours.labels == ("0–4", "4–8", "8–12", "12–16", "16–20", "20–24")
    assert (hours.marked, hours.muted) == (4, False)
    assert hours.notes == ("n=12",) * 6
    assert weekdays.labels == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def test_a_slot_with_few_posts_is_a_dash() -> None:
    scored = [Score(results.NOW, 0.1, late=False)] * 31
    scored += [Score(results.NOW + timedelta(hours=12), 5.0, late=False)] * 4
    few = replace(result(), best=best_time(scored, UTC_ZONE, 20))
    chart = presenter.screen(few, EN).chart
    assert chart is not None
    hours = chart.series[0]
    assert (hours.words[4], hours.values[4], hours.notes[4]) == ("—", None, "n=4")


ONLINE = {
    "en": "Followers are online most at 21–22 (28 of the last 30 days).",
    "ru": "Подписчики чаще всего онлайн с 21 до 22 (28 из последних 30 дней).",
    "es": "Tus seguidores están más en línea de 21 a 22 h (28 de los últimos 30 días).",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("posts", [0, 72])
def test_when_followers_are_online_is_a_line_of_its_own(language: str, posts: int) -> None:
    speech = Speech(language, results.TASHKENT)
    text = visible_text(presenter.screen(result(posts), speech).text).replace("\xa0", " ")
    assert ONLINE[language] in text.split("\n")


def test_where_it_is_not_known_it_is_a_dash_and_where_there_is_no_such_figure_nothing() -> None:
    unknown = replace(result(), online=OnlineMost(None, 5))
    assert (
        "When followers are online: — (Instagram gave it for 5 of the last 30 days)."
        in visible_text(presenter.screen(unknown, EN).text).replace("\xa0", " ")
    )
    assert "online" not in visible_text(presenter.screen(replace(result(), online=None), EN).text)


@pytest.mark.parametrize(
    ("first", "hours"),
    [
        (time(0), ("0", "1")),
        (time(23), ("23", "24")),
        (time(21, 30), ("21:30", "22:30")),
        (time(23, 45), ("23:45", "0:45")),
    ],
)
def test_an_hour_begins_where_the_local_clock_puts_it(first: time, hours: tuple[str, str]) -> None:
    assert presenter.hour_from(first) == hours


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MediaProductType)
def test_the_formats_are_chosen_by_buttons(kind: MediaProductType, language: str) -> None:
    speech = Speech(language, results.TASHKENT)
    screen = presenter.screen(replace(result(), kind=kind), speech)
    choices = [*screen.buttons[0], *screen.buttons[1]]
    assert [one.action for one in choices] == [OpenBestTime(one.value) for one in presenter.KINDS]
    assert [one.text.startswith("✓") for one in choices] == [one is kind for one in presenter.KINDS]


def test_another_format_keeps_the_way_back() -> None:
    page = OpenMediaList(MediaProductType.REELS, 3)
    rows = presenter.screen(result(), Speech("en", results.TASHKENT), origin_of(page)).buttons
    others = [one.action for row in rows[:-1] for one in row]
    assert others == [OpenBestTime(one.value, origin_of(page)) for one in presenter.KINDS]
    assert [one.action for one in rows[-1]] == [page]


def test_numbers_are_written_in_the_persons_way() -> None:
    text = visible_text(presenter.screen(result(lift=1.2), Speech("ru", results.TASHKENT)).text)
    assert "с 16 до 20: 2," in text
    assert "72 рилса за 180 дней" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Monday did better: "), ("ru", "— понедельник: "), ("es", "el lunes rindió más: ")],
)
def test_a_weekday_that_did_better_is_named_as_in_a_sentence(language: str, words: str) -> None:
    scored = [
        Score(at, 1.5 if at.weekday() == 0 else 0.1 * (number % 3), late=False)
        for number in range(84)
        for at in [results.NOW - timedelta(days=number)]
    ]
    lead = replace(result(), best=best_time(scored, UTC_ZONE, 100))
    speech = Speech(language, results.TASHKENT)
    assert words in visible_text(presenter.screen(lead, speech).text)
