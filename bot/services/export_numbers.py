"""``/export posts 28d xlsx``: an account's numbers of a kind and time, as a table."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.exports import (
    NOTES,
    Column,
    ExportFormat,
    ExportKind,
    ExportSpan,
    period_of,
)
from bot.domain.media import MediaProductType
from bot.domain.periods import Period
from bot.domain.security import SecurityEvent
from bot.services.find_account import asked_account
from bot.services.number_rows import (
    AUDIENCE_COLUMNS,
    DAY_COLUMNS,
    POST_COLUMNS,
    REEL_COLUMNS,
    STORY_COLUMNS,
    Row,
    audience_rows,
    day_rows,
    media_rows,
    story_rows,
)
from bot.services.ports import Clock, Database, ExportedFile, Repositories
from bot.services.ports.exports import MakeTable
from bot.services.results import HALF_A_DAY, ExportedNumbers, NumbersTable

COLUMNS: dict[ExportKind, Sequence[Column]] = {
    ExportKind.DAYS: DAY_COLUMNS,
    ExportKind.POSTS: POST_COLUMNS,
    ExportKind.REELS: REEL_COLUMNS,
    ExportKind.STORIES: STORY_COLUMNS,
    ExportKind.AUDIENCE: AUDIENCE_COLUMNS,
}
_MEDIA = {ExportKind.POSTS: MediaProductType.FEED, ExportKind.REELS: MediaProductType.REELS}


@dataclass(frozen=True)
class ExportNumbers:
    """Of the person's current account, as they are kept: Instagram is not asked for it.

    One export at a time, of whatever sort: ``turn`` is shared. What is made is noted before it is
    handed out. Raises NotLinked.
    """

    database: Database
    clock: Clock
    make: MakeTable
    turn: asyncio.Semaphore

    async def __call__(
        self, telegram_user_id: int, kind: ExportKind, span: ExportSpan, form: ExportFormat
    ) -> ExportedNumbers:
        async with self.turn:
            table = await self.read(telegram_user_id, kind, span)
            file = await self.hand_out(telegram_user_id, table, form) if table.rows else None
        return ExportedNumbers(
            table.account, kind, span, form, table.period, len(table.rows), table.notes, file
        )

    async def read(
        self, telegram_user_id: int, kind: ExportKind, span: ExportSpan, only: int | None = None
    ) -> NumbersTable:
        """``only``: of that account of theirs. Raises NotFound for anybody else's."""
        now = self.clock.now()
        async with self.database.reading() as stored:
            person, linked = await asked_account(stored, telegram_user_id, only)
            account = linked.account
            # The days of an account are those of its zone: so are its tables' limits.
            period = period_of(span, now, account.zone)
            rows = await self._rows(stored, account, kind, period)
        return NumbersTable(
            account=account,
            kind=kind,
            period=_shown(period, span, rows, account),
            zone=person.zone,
            language=person.language,
            made_at=now,
            columns=COLUMNS[kind],
            rows=rows,
            notes=NOTES[kind],
        )

    async def hand_out(
        self, telegram_user_id: int, table: NumbersTable, form: ExportFormat
    ) -> ExportedFile:
        file = await self.make(table, form)
        async with self.database.transaction() as stored:
            await stored.audit.note(
                SecurityEvent.EXPORTED, telegram_user_id, what=table.kind.value, form=form.value
            )
        return file

    async def _rows(
        self, stored: Repositories, account: InstagramAccount, kind: ExportKind, period: Period
    ) -> list[Row]:
        match kind:
            case ExportKind.DAYS:
                return await _days(stored, account, period)
            case ExportKind.AUDIENCE:
                return audience_rows(
                    await stored.audiences.in_period(account.id, period), account.zone
                )
            case ExportKind.STORIES:
                return [row async for row in self._stories(stored, account, period)]
        return [row async for row in self._media(stored, account, kind, period)]

    async def _stories(
        self, stored: Repositories, account: InstagramAccount, period: Period
    ) -> AsyncIterator[Row]:
        """A month at a time: with all their looks they are large."""
        for window in period.windows():
            stories = await stored.stories.in_period(account.id, window)
            stories.sort(key=lambda story: (story.posted_at, story.id))
            for row in await asyncio.to_thread(story_rows, stories, account.zone, self.clock.now()):
                yield row

    async def _media(
        self, stored: Repositories, account: InstagramAccount, kind: ExportKind, period: Period
    ) -> AsyncIterator[Row]:
        now, columns = self.clock.now(), COLUMNS[kind]
        for window in period.windows():
            media = await stored.media.in_period(account.id, _MEDIA[kind], window)
            if not media:
                continue
            followers = await stored.account_numbers.followers(
                account.id, window.first, window.last
            )
            for row in await asyncio.to_thread(
                media_rows, media[::-1], columns, followers, account.zone, now
            ):
                yield row


async def _days(stored: Repositories, account: InstagramAccount, period: Period) -> list[Row]:
    """From the first day of which anything is known, gaps and all."""
    numbers = stored.account_numbers
    totals = await numbers.days(account.id, period)
    followers = await numbers.followers(account.id, period.first, period.last)
    just_before = HALF_A_DAY - timedelta(seconds=1)
    series = await numbers.series(
        account.id, "reach", period.since + just_before, period.until + just_before
    )
    reach = {
        (value.ends_at - HALF_A_DAY).astimezone(period.zone).date(): value.value for value in series
    }
    known = sorted({*totals, *followers, *reach})
    days = _every_day(known[0], known[-1]) if known else ()
    return day_rows(days, totals, followers, reach)


def _every_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _shown(
    period: Period, span: ExportSpan, rows: Sequence[Row], account: InstagramAccount
) -> Period:
    """Everything begins where something is, not with Instagram itself."""
    if span is not ExportSpan.EVERYTHING or not rows:
        return period
    first = next((cell for cell in rows[0] if isinstance(cell, date)), period.first)
    if isinstance(first, datetime):
        first = first.astimezone(account.zone).date()
    return Period(first, period.last, period.zone)
