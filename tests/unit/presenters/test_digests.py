"""Digests read as designed: of a day, a week, a month, and of all accounts in one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.chat_grants import Allowed
from bot.domain.digest_picks import BestMedia, WorstMedia
from bot.domain.digest_sentence import Told, UsefulSentence
from bot.domain.digests import Cadence
from bot.domain.errors import Refusal
from bot.domain.media import MediaKind
from bot.domain.periods import Period, month_before
from bot.domain.same_age import Measure
from bot.locales import LANGUAGES
from bot.presenters import chat_screens, digest
from bot.presenters.actions import OpenMedia, StartLinking, SwitchOverview
from bot.presenters.layout import CAPTION
from bot.presenters.screen import ChartKind, Screen
from bot.presenters.speech import UNKNOWN, Speech
from bot.services.ports import DayValue
from bot.services.results import AccountDigest, Digest, DigestOfAll, Stale, Total
from tests.gallery.groups import PLACE, shown_account
from tests.gallery.states import NORMAL
from tests.support.html import utf16_length, visible_text
from tests.unit.presenters.digest_results import OCTOBER, beside, quiet, told
from tests.unit.presenters.digest_results import digest as a_digest
from tests.unit.presenters.results import (
    NOW,
    TASHKENT,
    account,
    media,
    overview,
    subscription,
)

EN = Speech("en", TASHKENT)
LONG = "Slow mornings, <i>loud</i> colours & a very long story. " * 42


def text_of(screen: Screen) -> str:
    return visible_text(screen.text).replace("\N{NO-BREAK SPACE}", " ")


def full(caption: str = LONG) -> AccountDigest:
    """Everything that can be told of an account."""
    return told(
        best_post=BestMedia(media(caption=caption), beside(1.6)),
        best_reel=BestMedia(media(caption=caption), beside(2.4)),
        worst=WorstMedia(media(caption=caption), Measure.SAVES, beside(0.4)),
        immature=3,
        sentence=UsefulSentence(Told.SAVES, 9, 6, 1.6, MediaKind.CAROUSEL, MediaKind.REELS),
        not_offered=["profile_links_taps"],
        without_link=timedelta(hours=27),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_at_once_fits_a_caption(language: str) -> None:
    speech = Speech(language, TASHKENT)
    screen = digest.message(Digest(subscription(), language, full()), speech)
    text = text_of(screen)
    assert utf16_length(text) <= CAPTION
    assert speech.times(2.4) in text
    assert "💡" in text


def test_a_week_tells_what_was_weak_and_what_is_left_out() -> None:
    text = text_of(digest.message(Digest(subscription(), "en", full("Tea")), EN))
    assert "🥀 Weakest: Tea · few saves, 0.4× your usual at 3 d" in text
    assert "💡 Carousels were saved 1.6× as often as reels (90 days, 9 vs 6 posts)." in text
    notes = (
        "ℹ️ 3 younger than 48 h are not ranked yet · not offered by Instagram now: Profile link taps"
    )
    assert f"{notes} · link broken for 1 d 3 h" in text


def test_no_percentage_stands_on_a_small_base_and_none_is_no_zero() -> None:
    totals = [Total("reach", 19, 4, None), *overview().totals[1:4]]
    totals.append(Total("profile_links_taps", None, 61, None))
    text = text_of(digest.message(a_digest(overview(totals=totals)), EN))
    assert "Reached: 19 · 61% not followers" in text
    assert f"Link taps: {UNKNOWN}\n" in text


def a_month(**changes: object) -> Digest:
    values = {"period": OCTOBER, "against": month_before(OCTOBER), **changes}
    found = told(replace(overview(28), **values))  # type: ignore[arg-type]  # real fields
    return Digest(subscription(cadence=Cadence.MONTHLY), "en", found)


def test_a_month_says_how_it_is_compared_with_a_shorter_one() -> None:
    last = Period(date(2025, 10, 2), date(2025, 10, 31), TASHKENT)
    screen = digest.message(a_month(unique_of=last), EN)
    assert text_of(screen).startswith("📬 Your month on Instagram\n@casa.verde · 31 days, 1–31 Oct")
    assert (
        "Beside the month before (30 days): sums by the day; "
        "reached and engaged over the last 30 days of each." in text_of(screen)
    )
    assert screen.chart is not None
    assert screen.chart.labels[0] == "1"
    assert [series.label for series in screen.chart.series] == [
        EN.month(OCTOBER.first),
        EN.month(month_before(OCTOBER).first),
    ]
    assert {len(series.values) for series in screen.chart.series} == {31}
    assert screen.chart.series[1].values[30] is None


def test_two_months_of_one_length_need_no_average() -> None:
    august = Period(date(2025, 8, 1), date(2025, 8, 31), TASHKENT)
    last = replace(august, first=date(2025, 8, 2))
    result = a_month(period=august, against=month_before(august), unique_of=last)
    text = text_of(digest.message(result, EN))
    assert "Beside the month before; reached and engaged over the last 30 days of each." in text


def test_a_day_is_drawn_beside_the_week_before_it() -> None:
    day = overview(1)
    ends = day.period.until
    values = [DayValue(ends - timedelta(days=back, hours=-2), 100 + back) for back in range(20)]
    found = told(day, reach_of_last_days=values)
    screen = digest.message(Digest(subscription(cadence=Cadence.DAILY), "en", found), EN)
    assert screen.chart is not None
    assert screen.chart.kind is ChartKind.BARS
    (series,) = screen.chart.series
    assert (series.values[0], series.values[-1]) == (107, 100)
    assert screen.chart.labels[0] == screen.chart.labels[-1] == "Sat"


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (Cadence.DAILY, "A quiet day"),
        (Cadence.WEEKLY, "A quiet week"),
        (Cadence.MONTHLY, "A quiet month"),
    ],
)
def test_a_quiet_time_is_told_in_a_few_words(cadence: Cadence, words: str) -> None:
    result = Digest(subscription(cadence=cadence), "en", quiet(overview()))
    screen = digest.message(result, EN)
    assert screen.chart is None
    assert words in text_of(screen)
    assert "👥 12,346 +36 · reached 21,530 ▲ 8.3%" in text_of(screen)


def test_a_broken_link_takes_the_place_of_the_best_post() -> None:
    result = a_digest(
        overview(stale=Stale(Refusal.TOKEN)), best_post=BestMedia(media(), beside(1.6))
    )
    pressed = [one.action for row in digest.message(result, EN).buttons for one in row]
    assert pressed[0] == StartLinking()
    assert OpenMedia(7) not in pressed


# All accounts in one -------------------------------------------------------------------------


def named(number: int, reach: int | None = 100, stale: Stale | None = None) -> AccountDigest:
    owned = replace(account(f"account.number.{number}"), id=number)
    totals = [Total("reach", reach, None, None), *overview().totals[1:]]
    return told(overview(account=owned, totals=totals, stale=stale))


def of_all(*accounts: AccountDigest) -> DigestOfAll:
    return DigestOfAll(subscription(), "en", overview().period, accounts)


def test_accounts_that_do_not_fit_are_counted_and_reached_by_a_button() -> None:
    screen = digest.message(of_all(*(named(number) for number in range(1, 31))), EN)
    text = text_of(screen)
    shown = text.count("Published:")
    assert utf16_length(text) <= CAPTION
    assert 3 <= shown < 30
    assert f"… and {30 - shown} more accounts" in text
    assert text.count("👥") == shown
    ways = [row[0].action for row in screen.buttons[:3]]
    assert ways == [SwitchOverview(number, 7) for number in (1, 2, 3)]
    assert "Accounts" in screen.buttons[3][0].text


def test_quiet_accounts_share_a_line() -> None:
    silent = [quiet(named(number).overview) for number in (2, 3)]
    text = text_of(digest.message(of_all(named(1), *silent), EN))
    assert "🌙 Nothing published: @account.number.2, @account.number.3" in text
    assert text.count("Published:") == 1


def test_when_all_are_quiet_there_is_no_chart_of_zeros() -> None:
    screen = digest.message(of_all(*(quiet(named(number).overview) for number in (1, 2))), EN)
    assert screen.chart is None
    assert "A quiet week" in text_of(screen)


def test_the_picture_compares_the_accounts_and_leaves_out_what_nobody_knows() -> None:
    chart = digest.message(of_all(named(1, 900), named(2, 300), named(3, None)), EN).chart
    assert chart is not None
    assert chart.kind is ChartKind.RANKING
    assert chart.labels == ("@account.number.1", "@account.number.2", "@account.number.3")
    assert list(chart.series[0].values) == [900, 300, None]
    assert chart.series[0].words == ("900", "300", UNKNOWN)


def test_an_account_whose_numbers_are_older_says_so() -> None:
    stale = named(2, stale=Stale(Refusal.TOKEN))
    away = named(3, stale=Stale(Refusal.TRANSIENT, NOW))
    text = text_of(digest.message(of_all(named(1), stale, away), EN))
    assert "⚠️ Link broken; last known numbers, 16–22 Nov" in text
    assert "⚠️ Last known numbers, 16–22 Nov" in text


def test_in_a_group_only_what_its_owners_allow_can_be_opened() -> None:
    grants = [
        shown_account(NORMAL, Allowed.OVERVIEW | Allowed.DIGESTS),
        shown_account(NORMAL, Allowed.DIGESTS),
    ]
    shown = [
        replace(grant, account=replace(account(), id=number))
        for number, grant in enumerate(grants, start=1)
    ]
    screen = digest.message(replace(of_all(named(1), named(2)), shown_in=shown), EN)
    left = chat_screens.narrowed_to_all(screen, shown, PLACE)
    assert [[one.action for one in row] for row in left.buttons] == [[SwitchOverview(1, 7)]]
