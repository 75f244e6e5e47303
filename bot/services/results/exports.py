"""What is taken along of an account's numbers: a table, or a report of a month."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.accounts import InstagramAccount
from bot.domain.exports import Cell, Column, ExportFormat, ExportKind, ExportSpan, Note
from bot.domain.media import Media
from bot.domain.periods import Period
from bot.domain.story_coverage import Coverage
from bot.domain.story_life import StorySequence
from bot.services.ports.account_numbers import AudienceParts
from bot.services.ports.personal_data import ExportedFile
from bot.services.results.overview import Overview


@dataclass(frozen=True)
class NumbersTable:
    """Rows of one kind, oldest first. A cell that nobody knows is None.

    Instants are aware; a table shows them in ``zone``, the person's.
    """

    account: InstagramAccount
    kind: ExportKind
    period: Period
    zone: ZoneInfo
    language: str
    made_at: datetime
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[Note]

    @property
    def mark(self) -> str:
        """The same as long as a file of it would say the same, but for when it was made."""
        whose = (self.account.user_id, self.account.username, self.language, self.zone)
        said = repr((whose, self.kind, self.period, self.columns, self.rows, self.notes))
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class ExportedNumbers:
    """``file`` is None where nothing is kept of the kind and time that were asked for."""

    account: InstagramAccount
    kind: ExportKind
    span: ExportSpan
    format: ExportFormat
    period: Period
    rows: int
    notes: Sequence[Note]
    file: ExportedFile | None


@dataclass(frozen=True)
class MonthReport:
    """All that a report of a month tells. ``period`` are the month's complete days."""

    account: InstagramAccount
    period: Period
    language: str
    made_at: datetime
    overview: Overview
    unique_overview: Overview
    """Of at most 30 days: the month's last ones, for what cannot be told of 31."""
    posts: Sequence[Media]
    reels: Sequence[Media]
    """Newest first, as the posts."""
    sequences: Sequence[StorySequence]
    coverage: Coverage
    audience: Sequence[AudienceParts]
    """Of each metric and breakdown the last that was read in the month, else the newest."""
    median_of_posts: float | None
    """Engagement by reach; None under five, as the others."""
    median_of_reels: float | None
    median_retention: float | None
    """Of the month's sequences."""


@dataclass(frozen=True)
class ExportedReport:
    account: InstagramAccount
    period: Period
    file: ExportedFile
