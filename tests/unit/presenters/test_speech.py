"""Numbers, dates and durations as people of each language write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.periods import Period
from bot.presenters.speech import Speech
from tests.support.html import visible_text

TASHKENT = ZoneInfo("Asia/Tashkent")
EN, RU, ES = (Speech(language, TASHKENT) for language in ("en", "ru", "es"))
NBSP = "\u00a0"
MOMENT = datetime(2025, 11, 19, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("speech", "number", "percent", "change", "times"),
    [
        (EN, "12,346", "39.1%", f"▲{NBSP}8.3%", "1.6×"),
        (RU, f"12{NBSP}346", f"39,1{NBSP}%", f"▲{NBSP}8,3{NBSP}%", "1,6×"),
        (ES, "12.346", f"39,1{NBSP}%", f"▲{NBSP}8,3{NBSP}%", "1,6×"),
    ],
)
def test_numbers(speech: Speech, number: str, percent: str, change: str, times: str) -> None:
    assert speech.number(12_346) == number
    assert speech.percent(0.3906) == percent
    assert speech.change(0.083) == change
    assert speech.times(1.62) == times


def test_a_decline_points_down_and_no_change_is_an_equals_sign() -> None:
    assert EN.change(-0.04) == f"▼{NBSP}4.0%"
    assert EN.change(0.0) == "="


def test_differences_carry_their_sign() -> None:
    assert (EN.signed(36), EN.signed(-1_036), EN.signed(0)) == ("+36", "−1,036", "±0")


@pytest.mark.parametrize("speech", [EN, RU, ES])
def test_what_is_not_known_is_a_dash_and_never_a_zero(speech: Speech) -> None:
    said = [
        speech.number(None),
        speech.signed(None),
        speech.percent(None),
        speech.change(None),
        speech.times(None),
        speech.seconds(None),
        speech.day(None),
        speech.day_with_year(None),
        speech.time(None),
        speech.day_and_time(None),
        speech.duration(None),
        speech.moment(None),
        speech.number(float("nan")),
    ]
    assert set(said) == {"—"}


@pytest.mark.parametrize(
    ("speech", "day", "day_and_time"),
    [
        (EN, "19 Nov", "Wed 19 Nov, 18:05"),
        (RU, "19 ноября", "ср, 19 ноября, 18:05"),
        (ES, "19 nov", "mié 19 nov, 18:05"),
    ],
)
def test_dates_are_written_in_the_persons_zone(speech: Speech, day: str, day_and_time: str) -> None:
    assert speech.day(date(2025, 11, 19)).replace(NBSP, " ") == day
    assert speech.day_and_time(MOMENT).replace(NBSP, " ") == day_and_time


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 11, 16), date(2025, 11, 22), "16–22 ноября"),
        (date(2025, 10, 28), date(2025, 11, 3), "28 октября – 3 ноября"),
        (date(2025, 12, 30), date(2026, 1, 5), "30 декабря 2025 – 5 января 2026"),
        (date(2025, 11, 16), date(2025, 11, 16), "16 ноября"),
    ],
)
def test_periods(first: date, last: date, words: str) -> None:
    assert RU.period(Period(first, last, TASHKENT)).replace(NBSP, " ") == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "1–31 октября 2026"),
        (date(2026, 8, 31), date(2026, 9, 30), "31 августа – 30 сентября 2026"),
        (date(2025, 12, 2), date(2026, 1, 1), "2 декабря 2025 – 1 января 2026"),
        (date(2026, 10, 1), date(2026, 10, 1), "1 октября 2026"),
    ],
)
def test_a_period_says_its_year_once(first: date, last: date, words: str) -> None:
    assert RU.period_with_year(Period(first, last, TASHKENT)).replace(NBSP, " ") == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=3, hours=15, minutes=40), "3 дн. 15 ч"),
        (timedelta(hours=23, minutes=46), "23 ч 46 мин"),
        (timedelta(hours=2), "2 ч"),
        (timedelta(seconds=5), "1 мин"),
    ],
)
def test_durations(length: timedelta, words: str) -> None:
    assert RU.duration(length).replace(NBSP, " ") == words


def test_a_moment_is_worded_by_telegram_and_readable_without_it() -> None:
    moment = EN.moment(MOMENT)
    assert moment.startswith(f'<tg-time unix="{int(MOMENT.timestamp())}" format="r">')
    assert visible_text(moment).replace(NBSP, " ") == "Wed 19 Nov, 18:05"


def test_text_escapes_what_is_foreign_and_plain_does_not() -> None:
    assert "&lt;b&gt;" in EN.text("card-title", title="<b>")
    assert EN.plain("chart-reach", account="@<b>") == "Reach by day, @<b>"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Tashkent", "Ташкент"),
        ("Asia/Kolkata", "Калькутта"),
        ("Europe/Kyiv", "Киев"),
        ("America/Argentina/Buenos_Aires", "Буэнос-Айрес"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_zones_are_known_by_their_city(zone: str, name: str) -> None:
    assert RU.zone_name(zone) == name


@pytest.mark.parametrize(
    ("language", "thousand", "million", "day"),
    [
        ("en", "K", "M", "9 Nov"),
        ("ru", "\u00a0тыс.", "\u00a0млн", "9\u00a0нояб."),
        ("es", "\u00a0mil", "\u00a0M", "9\u00a0nov"),
    ],
)
def test_charts_shorten_as_the_language_does(
    language: str, thousand: str, million: str, day: str
) -> None:
    speech = Speech(language, ZoneInfo("UTC"))
    assert (speech.thousand, speech.million) == (thousand, million)
    assert speech.short_day(date(2026, 11, 9)) == day.replace(" ", "\u00a0")


def test_countries_and_weekdays_have_names() -> None:
    assert Speech("ru", ZoneInfo("UTC")).country("de") == "Германия"
    assert Speech("en", ZoneInfo("UTC")).country("QQ") == "QQ"
    assert Speech("es", ZoneInfo("UTC")).short_weekday(2) == "Mié"
