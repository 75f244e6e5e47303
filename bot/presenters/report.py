"""A month of an account as a document that one would send to a client."""

from bot.domain.exports import REPORT_NOTES
from bot.domain.formulas import (
    FORMULAS,
    SMALLEST_BASE,
)
from bot.domain.metrics import THRESHOLD, UNIQUE_ACCOUNT_METRICS
from bot.domain.periods import Period
from bot.presenters import overview as overview_screen
from bot.presenters.layout import handle, shorten
from bot.presenters.metric_words import metric_name
from bot.presenters.report_audience import audience_section, followers_at_end
from bot.presenters.report_document import (
    Explanation,
    Figure,
    Heading,
    ReportDocument,
    Section,
    Table,
)
from bot.presenters.report_media import posts_section, reels_section
from bot.presenters.report_stories import stories_section
from bot.presenters.speech import UNKNOWN, Speech
from bot.presenters.table_words import made_at, note_words
from bot.services.results import SHOWN_TOTALS, MonthReport, Total

_NAME = 60
_EXPLAINED = (
    "engagement_rate_by_reach",
    "reel_kept_rate",
    "story_completion",
    "sequence_retention",
)
_POINTS = 3
"""Fewer are no line."""


def document(report: MonthReport, speech: Speech) -> ReportDocument:
    """``speech`` in the zone of the period."""
    audience = audience_section(report, speech)
    name = shorten(report.account.name or "", _NAME)
    return ReportDocument(
        language=speech.language,
        title=speech.plain("report-title"),
        account=handle(report.account.username),
        name="" if name.casefold() == report.account.username.casefold() else name,
        month=speech.month(report.period.first),
        days=speech.plain(
            "report-days",
            days=speech.period_with_year(report.period),
            zone=speech.zone_name(report.period.zone.key),
        ),
        made=speech.plain("report-made", moment=made_at(report.made_at, speech)),
        by=speech.plain("report-by"),
        figures=_figures(report, speech),
        sections=[
            _account(report, speech),
            *([] if audience is None else [audience]),
            posts_section(report, speech),
            reels_section(report, speech),
            stories_section(report, speech),
        ],
        explanations_title=speech.plain("report-formulas"),
        explanations=[
            Explanation(
                metric_name(one, speech), _meaning(one, speech), FORMULAS[one].replace(" - ", " − ")
            )
            for one in _EXPLAINED
        ],
        notes_title=speech.plain("report-notes"),
        notes=_notes(report, speech),
    )


# The account ----------------------------------------------------------------------------------


def _totals(report: MonthReport) -> list[tuple[Total, Period]]:
    """What is shown of the account, and of which days: what is unique of at most 30."""
    found = []
    for name in SHOWN_TOTALS:
        unique = name in UNIQUE_ACCOUNT_METRICS
        overview = report.unique_overview if unique else report.overview
        found.append((overview.total(name), overview.period))
    return found


def _named(label: str, period: Period, report: MonthReport, speech: Speech) -> str:
    """With its days where they are not the whole month's."""
    if period == report.period:
        return label
    return speech.plain("report-of-days", what=label, days=speech.period(period))


def _figures(report: MonthReport, speech: Speech) -> list[Figure]:
    followers = speech.number(followers_at_end(report))
    return [
        Figure(speech.plain("table-followers"), followers, _net(report, speech)),
        *(
            Figure(
                _named(metric_name(total.metric, speech), period, report, speech),
                speech.number(total.value),
                "" if total.change is None else speech.change(total.change),
            )
            for total, period in _totals(report)
        ),
    ]


def _net(report: MonthReport, speech: Speech) -> str:
    """How many followers more or fewer; empty where nobody knows."""
    came, left = report.overview.followers_came, report.overview.followers_left
    return "" if came is None or left is None else speech.signed(came - left)


def _account(report: MonthReport, speech: Speech) -> Section:
    overview = report.overview
    rows = [
        [
            speech.plain("table-followers"),
            speech.number(followers_at_end(report)),
            UNKNOWN,
            _net(report, speech) or UNKNOWN,
        ],
        [speech.plain("table-came"), speech.number(overview.followers_came), UNKNOWN, UNKNOWN],
        [speech.plain("table-left"), speech.number(overview.followers_left), UNKNOWN, UNKNOWN],
        *(
            [
                _named(metric_name(total.metric, speech), period, report, speech),
                speech.number(total.value),
                speech.number(total.before),
                speech.change(total.change),
            ]
            for total, period in _totals(report)
        ),
    ]
    lead = [speech.plain("report-compared", days=speech.period_with_year(report.period.before()))]
    if report.unique_overview.reach_not_followers is not None:
        share = speech.percent(report.unique_overview.reach_not_followers, digits=0)
        lead.append(speech.plain("report-not-followers", share=share))
    return Section(
        title=speech.plain("report-account"),
        lead=lead,
        charts=[
            overview_screen.chart(overview, speech, name)
            for name, known in (
                (overview_screen.REACH, overview.reach_by_day),
                (overview_screen.FOLLOWERS, overview.followers_by_day),
            )
            if len(known) >= _POINTS
        ],
        table=Table(
            [
                Heading(speech.plain("report-number"), wide=True),
                Heading(speech.plain("report-this-month")),
                Heading(speech.plain("report-before")),
                Heading(speech.plain("report-change")),
            ],
            rows,
        ),
    )


# What to know -----------------------------------------------------------------------------------


def _meaning(name: str, speech: Speech) -> str:
    key = f"metric-{name.replace('_', '-')}"
    return speech.plain(key)


def _notes(report: MonthReport, speech: Speech) -> list[str]:
    overview = report.overview
    notes = []
    if not any(one.parts for one in report.audience):
        notes.append(speech.plain("report-note-no-audience", needed=THRESHOLD))
    if overview.stale is not None:
        notes.append(speech.plain("report-note-stale"))
    if report.unique_overview.period != report.period:
        notes.append(speech.plain("report-note-window"))
    young = sum(one.still_counting(report.made_at) for one in [*report.posts, *report.reels])
    if young:
        notes.append(speech.plain("report-note-young", count=young))
    if overview.stories_since is not None:
        day = speech.day_with_year(overview.stories_since)
        notes.append(speech.plain("report-note-stories-since", day=day))
    notes += [note_words(note, speech) for note in REPORT_NOTES]
    notes.append(speech.plain("report-note-change", base=SMALLEST_BASE))
    return notes
