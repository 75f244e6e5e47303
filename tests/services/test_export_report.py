"""A month to be read by people: of the person's own account, with Instagram or without."""

import asyncio
import io
from datetime import date, timedelta

import pytest

from bot.domain.errors import NotLinked
from bot.domain.media import Insights
from bot.domain.periods import Period
from bot.domain.security import SecurityEvent
from bot.services.export_report import ExportReport
from bot.services.instagram_access import CallInstagram
from bot.services.ports import AccountTotals, AudienceParts, ExportedFile
from bot.services.read_overview import ReadOverview
from bot.services.renew_token import RenewToken
from bot.services.results import MonthReport
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed, live_story
from tests.telegram.wiring import SilentInstagram

DAY = timedelta(days=1)
OCTOBER = date(2026, 10, 1)


class Made:
    """Notes what it was to make a file of."""

    def __init__(self) -> None:
        self.reports: list[MonthReport] = []

    async def __call__(self, report: MonthReport) -> ExportedFile:
        self.reports.append(report)
        return ExportedFile("report.pdf", 3, io.BytesIO(b"pdf"))


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def export(database: SqlDatabase, clock: FrozenClock, made: Made) -> ExportReport:
    instagram = SilentInstagram()
    call = CallInstagram(database, RenewToken(database, clock, instagram))
    read = ReadOverview(database, clock, instagram, call)
    return ExportReport(database, clock, read, made, asyncio.Semaphore(1))


async def test_a_month_holds_what_was_published_in_it_and_its_coverage(
    database: SqlDatabase, export: ExportReport, made: Made
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        posts = [
            listed("in", timestamp=START - 10 * DAY, insights=Insights(START, {"reach": 9})),
            listed("november", timestamp=START - DAY / 2),
            listed("september", timestamp=START - 40 * DAY),
        ]
        await work.media.save_page(account.id, posts, START)
        await live_story(work, account.id, "story", START - 12 * DAY)
        days = Period(date(2026, 10, 2), date(2026, 10, 31), account.zone)
        await work.account_numbers.save_totals(
            account.id, days, AccountTotals(START, {"reach": 70}, {})
        )
    result = await export(7, OCTOBER)
    assert result is not None
    (report,) = made.reports
    assert (result.period.first, result.period.last) == (OCTOBER, date(2026, 10, 31))
    assert [one.details.media_id for one in report.posts] == ["in"]
    assert [len(one.stories) for one in report.sequences] == [1]
    assert (report.coverage.month, report.coverage.lost) == (OCTOBER, 1)
    # Instagram is away: what is known of the 30 days that can be told of stands all the same.
    assert report.overview.stale is not None
    assert report.unique_overview.total("reach").value == 70
    assert report.unique_overview.period.days == 30
    async with database.reading() as stored:
        events = [entry.event for entry in await stored.audit.of_person(7, 0, 10)]
    assert events == [SecurityEvent.EXPORTED]


async def test_another_month_does_not_stand_in_when_instagram_is_away(
    database: SqlDatabase, clock: FrozenClock, export: ExportReport, made: Made
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        days = Period(date(2026, 9, 1), date(2026, 9, 30), account.zone)
        await work.account_numbers.save_totals(
            account.id, days, AccountTotals(START, {"reach": 70, "views": 90}, {})
        )
    clock.set(START + 35 * DAY)
    await export(7, date(2026, 11, 1))
    (report,) = made.reports
    assert report.overview.stale is not None
    assert report.overview.period == report.unique_overview.period == report.period
    assert {total.value for total in report.overview.totals} == {None}


async def test_the_audience_is_the_last_read_in_the_month_else_the_newest(
    database: SqlDatabase, clock: FrozenClock, export: ExportReport, made: Made
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for breakdown, as_of, parts in (
            ("age", START - 20 * DAY, {"18-24": 1}),
            ("age", START - 5 * DAY, {"18-24": 2}),
            ("age", START + 5 * DAY, {"18-24": 3}),
            ("gender", START + 5 * DAY, {"F": 4}),
        ):
            await work.audiences.save(
                account.id, AudienceParts("follower_demographics", breakdown, as_of, parts)
            )
    clock.set(START + 6 * DAY)
    await export(7, OCTOBER)
    (report,) = made.reports
    assert {one.breakdown: dict(one.parts) for one in report.audience} == {
        "age": {"18-24": 2},
        "gender": {"F": 4},
    }


async def test_a_month_that_goes_on_ends_yesterday_and_one_to_come_has_no_report(
    database: SqlDatabase, clock: FrozenClock, export: ExportReport, made: Made
) -> None:
    async with database.transaction() as work:
        await linked_account(work)
    clock.set(START + 12 * DAY)
    now = await export(7, date(2026, 11, 1))
    assert now is not None
    assert now.period.last == date(2026, 11, 13)
    assert await export(7, date(2026, 12, 1)) is None
    assert len(made.reports) == 1


async def test_the_months_to_choose_from_have_a_complete_day(
    database: SqlDatabase, clock: FrozenClock, export: ExportReport
) -> None:
    async with database.transaction() as work:
        await linked_account(work)
    # It is the 2nd of November.
    assert (await export.months(7))[0] == date(2026, 11, 1)
    clock.set(START - DAY)
    assert await export.months(7) == [
        date(2026, 10, 1),
        date(2026, 9, 1),
        date(2026, 8, 1),
        date(2026, 7, 1),
    ]


async def test_without_an_account_there_is_nothing_to_report(
    database: SqlDatabase, export: ExportReport
) -> None:
    async with database.transaction() as work:
        await work.people.seen(7, "Ana", "ana", "en")
    with pytest.raises(NotLinked):
        await export(7, OCTOBER)
