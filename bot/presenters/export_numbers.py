"""Taking an account's numbers along: which, of what time, in which form; and a month's report."""

from datetime import date

from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.presenters.actions import (
    ExportNumbers,
    ExportReport,
    OpenExport,
    OpenExportFormats,
    OpenExportKinds,
    OpenExportSpans,
    OpenReports,
)
from bot.presenters.buttons import back, button
from bot.presenters.layout import CAPTION, Html, escape, handle, join, shorten, visible_length
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.table_words import kind_name, note_words
from bot.services.results import ExportedNumbers, ExportedReport

SPANS = {
    ExportSpan.WEEK: 7,
    ExportSpan.FOUR_WEEKS: 28,
    ExportSpan.QUARTER: 90,
}
MORE_SPANS = {
    ExportSpan.THIS_MONTH: "button-this-month",
    ExportSpan.LAST_MONTH: "button-last-month",
    ExportSpan.EVERYTHING: "button-everything-kept",
}
FORMATS = {
    ExportFormat.XLSX: "button-xlsx",
    ExportFormat.CSV: "button-csv",
    ExportFormat.JSON: "button-json",
}
EXAMPLE = "/export posts 28d xlsx"
_WORDS = 60


def kinds(speech: Speech) -> Screen:
    rows = [
        (ExportKind.POSTS, ExportKind.REELS),
        (ExportKind.STORIES, ExportKind.DAYS),
        (ExportKind.AUDIENCE,),
    ]
    return Screen(
        speech.text("export-choose-kind", example=_code(EXAMPLE)),
        [
            *([_kind(kind, speech) for kind in row] for row in rows),
            back(speech, OpenExport()),
        ],
    )


def spans(kind: ExportKind, more: bool, speech: Speech) -> Screen:
    """7, 28 and 90 days first; ``more``: months, and everything."""
    text = speech.text("export-choose-span", kind=kind_name(kind, speech))
    if more:
        rows = [
            [button(speech, key, OpenExportFormats(kind, span))] for span, key in MORE_SPANS.items()
        ]
        return Screen(text, [*rows, back(speech, OpenExportSpans(kind))])
    days = [
        Button(speech.plain("button-days", count=count), action=OpenExportFormats(kind, span))
        for span, count in SPANS.items()
    ]
    return Screen(
        text,
        [
            days,
            [button(speech, "button-more-spans", OpenExportSpans(kind, more=True))],
            back(speech, OpenExportKinds()),
        ],
    )


def formats(kind: ExportKind, span: ExportSpan, speech: Speech) -> Screen:
    rows = [[button(speech, key, ExportNumbers(kind, span, form))] for form, key in FORMATS.items()]
    return Screen(
        speech.text(
            "export-choose-format", kind=kind_name(kind, speech), span=span_name(span, speech)
        ),
        [*rows, back(speech, OpenExportSpans(kind, more=span in MORE_SPANS))],
    )


def span_name(span: ExportSpan, speech: Speech) -> str:
    if span in SPANS:
        return speech.plain("button-days", count=SPANS[span])
    return speech.plain(MORE_SPANS[span])


def reports(months: list[date], speech: Speech) -> Screen:
    """``months``: at most five, newest first."""
    rows = [
        [Button(speech.month(month), action=ExportReport(f"{month:%Y-%m}"))] for month in months
    ]
    return Screen(speech.text("export-choose-month"), [*rows, back(speech, OpenExport())])


def not_understood(words: str, speech: Speech) -> Screen:
    """Words after the command that mean nothing here."""
    return Screen(
        speech.text("export-not-understood", words=shorten(words, _WORDS), example=_code(EXAMPLE)),
        [back(speech, OpenExport())],
    )


def making(speech: Speech) -> Screen:
    """While it takes longer than a moment."""
    return Screen(speech.text("export-making"), [back(speech, OpenExport())])


def nothing_to_send(result: ExportedNumbers, speech: Speech) -> Screen:
    text = speech.text(
        "export-nothing",
        account=handle(result.account.username),
        kind=kind_name(result.kind, speech),
        days=speech.period_with_year(result.period),
    )
    return Screen(text, [back(speech, OpenExportSpans(result.kind))])


def numbers_sent(result: ExportedNumbers, speech: Speech) -> Screen:
    """In place of the question, once the file stands below it."""
    again = OpenExportFormats(result.kind, result.span)
    return Screen(speech.text("export-sent", count=1), [back(speech, again)])


def numbers_caption(result: ExportedNumbers, speech: Speech) -> Html:
    """Under the file: what it is, and as much of what to know of its numbers as there is room."""
    what = speech.text(
        "export-numbers-caption",
        kind=kind_name(result.kind, speech),
        account=handle(result.account.username),
        days=speech.period_with_year(result.period),
    )
    rows = speech.text("export-rows", count=result.rows)
    room = CAPTION - visible_length(what) - visible_length(rows) - 2
    notes: list[Html] = []
    for note in result.notes:
        line = escape(f"• {note_words(note, speech)}")
        room -= visible_length(line) + 1
        if room < 0:
            break
        notes.append(line)
    quote = Html(f"<blockquote expandable>{join(chr(10), notes)}</blockquote>")
    return join("\n", [what, rows, quote])


def report_sent(speech: Speech) -> Screen:
    return Screen(speech.text("export-sent", count=1), [back(speech, OpenReports())])


def no_report(month: date, speech: Speech) -> Screen:
    """A month without a complete day: this one on its first day, or one that is still to come."""
    text = speech.text("export-no-report", month=speech.month(month))
    return Screen(text, [back(speech, OpenReports())])


def report_caption(result: ExportedReport, speech: Speech) -> Html:
    return speech.text(
        "export-report-caption",
        account=handle(result.account.username),
        days=speech.period_with_year(result.period),
    )


def _kind(kind: ExportKind, speech: Speech) -> Button:
    return Button(kind_name(kind, speech), action=OpenExportSpans(kind))


def _code(words: str) -> Html:
    return Html(f"<code>{escape(words)}</code>")
