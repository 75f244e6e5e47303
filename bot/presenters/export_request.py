"""What somebody wants who writes words after ``/export``: ``posts 28d xlsx``, in any order."""

import re
from datetime import date

from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.presenters.actions import (
    Action,
    ExportEverything,
    ExportNumbers,
    ExportReport,
    OpenExportFormats,
    OpenExportKinds,
    OpenExportSpans,
    OpenReports,
)
from bot.presenters.speech import Speech
from bot.presenters.table_words import kind_name

_REPORT = {"report", "pdf"}
_EVERYTHING = {"zip", "everything"}
_FORMATS = {form.value: form for form in ExportFormat}
_SPANS = {span.value: span for span in ExportSpan} | {
    "7": ExportSpan.WEEK,
    "28": ExportSpan.FOUR_WEEKS,
    "90": ExportSpan.QUARTER,
    "last-month": ExportSpan.LAST_MONTH,
}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def asked_for(words: str, speech: Speech) -> Action | None:
    """The export itself, or the screen that asks for what is still open; None for other words."""
    kind: ExportKind | None = None
    span: ExportSpan | None = None
    form: ExportFormat | None = None
    report = False
    month = ""
    kinds = {kind_name(one, speech).casefold(): one for one in ExportKind}
    kinds |= {one.value: one for one in ExportKind}
    for word in words.casefold().split():
        if word in kinds:
            kind = kinds[word]
        elif word in _FORMATS:
            form = _FORMATS[word]
        elif word in _SPANS:
            span = _SPANS[word]
        elif word in _REPORT:
            report = True
        elif _MONTH.fullmatch(word):
            month = word
        elif word in _EVERYTHING:
            return ExportEverything()
        else:
            return None
    if report or month:
        return ExportReport(month) if month else OpenReports()
    if kind is None:
        return OpenExportKinds()
    if span is None:
        return OpenExportSpans(kind)
    return OpenExportFormats(kind, span) if form is None else ExportNumbers(kind, span, form)


def month_in(words: str) -> date | None:
    """The first day of ``2026-10``; None for what is no month."""
    found = _MONTH.fullmatch(words)
    return date(int(found[1]), int(found[2]), 1) if found else None
