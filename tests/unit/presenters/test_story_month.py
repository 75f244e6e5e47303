"""``/archive``: a calendar, five days at a time, and the way to other months."""

from datetime import date

import pytest

from bot.locales import LANGUAGES
from bot.presenters import story_month
from bot.presenters.actions import OpenSequence, OpenStoryMonth
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.ports import StoryDay
from bot.services.results import StoryMonth
from tests.support.html import visible_text
from tests.unit.presenters import results

EN = Speech("en", results.TASHKENT)


def month(*days: int, asked: date | None = None, older: date | None = None) -> StoryMonth:
    return StoryMonth(
        results.account(),
        date(2025, 11, 1),
        [StoryDay(100 + day, date(2025, 11, day), 3) for day in days],
        older,
        date(2026, 1, 5),
        asked,
        results.NOW,
    )


def actions(screen: Screen) -> list[object]:
    return [button.action for row in screen.buttons for button in row]


def test_the_calendar_marks_the_days_and_begins_on_monday() -> None:
    lines = (
        visible_text(story_month.screen(month(1, 21), EN).text).replace("\xa0", " ").splitlines()
    )
    assert lines[0] == "🗓 Stories of November 2025 · @casa.verde"
    calendar = [line for line in lines if line[:3] in {" Mo", "   ", "  3", " 10", " 17", " 24"}]
    assert calendar[0] == " Mo  Tu  We  Th  Fr  Sa  Su"
    assert calendar[1] == "                     •1   2"
    assert calendar[4] == " 17  18  19  20 •21  22  23"


def test_five_days_a_screen_the_newest_first() -> None:
    first = story_month.screen(month(1, 2, 3, 4, 5, 6, 7), EN)
    assert actions(first)[:6] == [
        *(OpenSequence(100 + day) for day in (7, 6, 5, 4, 3)),
        OpenStoryMonth(202511, 1),
    ]
    assert "Fri 7 Nov: 3 slides" in visible_text(first.text).replace("\xa0", " ")
    second = story_month.screen(month(1, 2, 3, 4, 5, 6, 7), EN, page=1)
    assert actions(second)[:3] == [OpenSequence(102), OpenSequence(101), OpenStoryMonth(202511, 0)]
    beyond = story_month.screen(month(1), EN, page=99)
    assert actions(beyond)[0] == OpenSequence(101)


def test_other_months_are_named_and_a_tap_away() -> None:
    screen = story_month.screen(month(1, older=date(2025, 8, 30)), EN)
    names = {button.text: button.action for row in screen.buttons for button in row}
    assert names["« August 2025".replace(" 2", "\xa02")] == OpenStoryMonth(202508)
    assert names["January 2026 »".replace(" 2", "\xa02")] == OpenStoryMonth(202601)


def test_a_day_without_stories_is_said_and_so_is_one_that_is_to_come() -> None:
    past = visible_text(story_month.screen(month(1, asked=date(2025, 11, 3)), EN).text)
    assert "I have no stories of 3 Nov 2025" in past.replace("\xa0", " ")
    future = visible_text(story_month.screen(month(1, asked=date(2025, 11, 30)), EN).text)
    assert "has not come yet" in future


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_day_is_answered_with_examples_that_are(language: str) -> None:
    speech = Speech(language, results.TASHKENT)
    text = visible_text(story_month.unreadable("<b>soon", date(2026, 11, 21), speech).text)
    assert "<b>soon" in text
    for example in ("/archive 21.11", "/archive 2026-11-21", "/archive 21 "):
        assert example in text


@pytest.mark.parametrize(
    ("number", "day"),
    [(202611, date(2026, 11, 1)), (0, None), (-7, None), (202613, None), (2**63 - 1, None)],
)
def test_a_forged_month_is_none(number: int, day: date | None) -> None:
    assert story_month.month_of(number) == day
