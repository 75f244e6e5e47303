"""``/export report 2026-10``: a month of an account, to be read by people."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.accounts import Person
from bot.domain.exports import report_months, report_period
from bot.domain.formulas import engagement_rate_by_reach, own_median, sequence_retention
from bot.domain.media import Media, MediaProductType
from bot.domain.periods import LONGEST_WINDOW, Period
from bot.domain.security import SecurityEvent
from bot.services.find_account import current_account
from bot.services.ports import Clock, Database, LinkedAccount, Purpose
from bot.services.ports.exports import MakeReport
from bot.services.read_overview import ReadOverview
from bot.services.results import ExportedReport, MonthReport
from bot.services.story_coverage import coverage_of

MONTHS = 4
"""Older ones are asked for in words."""


@dataclass(frozen=True)
class ExportReport:
    """Of the person's current account. Window totals come from Instagram for the month.

    One export is made at a time, and noted before it is handed out. Raises NotLinked.
    """

    database: Database
    clock: Clock
    read_overview: ReadOverview
    make: MakeReport
    turn: asyncio.Semaphore

    async def __call__(self, telegram_user_id: int, month: date) -> ExportedReport | None:
        """None for a month without a complete day."""
        async with self.database.reading() as stored:
            person, linked = await current_account(stored, telegram_user_id)
        period = report_period(month, self.clock.now(), linked.account.zone)
        if period is None:
            return None
        report = await self._read(person, linked, period)
        async with self.turn:
            file = await self.make(report)
        async with self.database.transaction() as stored:
            await stored.audit.note(
                SecurityEvent.EXPORTED, telegram_user_id, what="report", form="pdf"
            )
        return ExportedReport(linked.account, period, file)

    async def months(self, telegram_user_id: int) -> list[date]:
        """The first days of the newest months that can be told of, newest first."""
        async with self.database.reading() as stored:
            _, linked = await current_account(stored, telegram_user_id)
        return report_months(self.clock.now(), linked.account.zone, MONTHS)

    async def _read(self, person: Person, linked: LinkedAccount, period: Period) -> MonthReport:
        account, now = linked.account, self.clock.now()
        overview = await self.read_overview(linked, period, Purpose.PERSON, exactly=True)
        unique = overview
        if period.days > LONGEST_WINDOW:
            first = period.last - timedelta(days=LONGEST_WINDOW - 1)
            newest = Period(first, period.last, period.zone)
            unique = await self.read_overview(linked, newest, Purpose.PERSON, exactly=True)
        async with self.database.reading() as stored:
            posts = await stored.media.in_period(account.id, MediaProductType.FEED, period)
            reels = await stored.media.in_period(account.id, MediaProductType.REELS, period)
            sequences = await stored.stories.sequences_between(
                account.id, period.first, period.last
            )
            coverage = await coverage_of(stored, account, period.first, now)
            last_read = await stored.audiences.newest(account.id)
            within = await stored.audiences.in_period(account.id, period)
        return MonthReport(
            account=account,
            period=period,
            language=person.language,
            made_at=now,
            overview=overview,
            unique_overview=unique,
            posts=posts,
            reels=reels,
            sequences=sequences,
            coverage=coverage,
            audience=[
                *{(one.metric, one.breakdown): one for one in [*last_read, *within]}.values()
            ],
            median_of_posts=_median(posts),
            median_of_reels=_median(reels),
            median_retention=own_median([sequence_retention(one, now) for one in sequences]),
        )


def _median(media: Sequence[Media]) -> float | None:
    return own_median(
        [engagement_rate_by_reach(one.insights) for one in media if one.insights is not None]
    )
