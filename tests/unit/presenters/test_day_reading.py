"""A day as people write it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import LANGUAGES
from bot.presenters.day_reading import read_day
from bot.presenters.speech import Speech

TODAY = date(2026, 11, 22)
MONTHS = {language: Speech(language, ZoneInfo("UTC")).months() for language in LANGUAGES}
NOV_21 = date(2026, 11, 21)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-11-21", NOV_21),
        ("21.11", NOV_21),
        ("21.11.", NOV_21),
        (" 21/11 ", NOV_21),
        ("21-11-2026", NOV_21),
        ("21.11.26", NOV_21),
        ("21.11.2025", date(2025, 11, 21)),
        # The day stands first, unless that cannot be meant.
        ("5.4", date(2026, 4, 5)),
        ("11/21", NOV_21),
        # Without a year it is the last such day.
        ("22.11", TODAY),
        ("23.11", date(2025, 11, 23)),
        ("31.12", date(2025, 12, 31)),
        ("29.2", date(2024, 2, 29)),
        ("30.2", None),
        ("30.2.2026", None),
        ("0.0", None),
        ("2026-13-01", None),
        ("foo", None),
        ("", None),
        ("21", None),
        ("21.11.2026 12:00", None),
        ("9" * 400, None),
    ],
)
def test_a_day_is_read_in_its_order(said: str, day: date | None, language: str) -> None:
    assert read_day(said, MONTHS[language], TODAY) == day


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "21 Nov"),
        ("en", "21 November 2026"),
        ("ru", "21 ноября"),
        ("ru", "21 нояб."),
        ("ru", "21 Ноябрь 2026"),
        ("es", "21 nov"),
        ("es", "21 de noviembre de 2026"),
    ],
)
def test_months_have_names_in_the_persons_language(language: str, said: str) -> None:
    assert read_day(said, MONTHS[language], TODAY) == NOV_21


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.dates(date(2019, 1, 1), TODAY))
def test_every_day_that_we_write_ourselves_is_read(language: str, day: date) -> None:
    speech = Speech(language, ZoneInfo("UTC"))
    for said in (speech.day_with_year(day), speech.short_day(day) + f" {day.year}"):
        assert read_day(said, MONTHS[language], TODAY) == day


@given(st.text(max_size=40))
def test_anything_else_is_no_day_and_no_error(said: str) -> None:
    read_day(said, MONTHS["ru"], TODAY)
