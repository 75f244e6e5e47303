"""Stories of a month: a row a day, and how many were captured to the end."""

from datetime import timedelta

from bot.domain.formulas import sequence_completion, sequence_retention
from bot.domain.media import Number
from bot.domain.story_life import StorySequence, StoryState
from bot.presenters.coverage_words import coverage_lines
from bot.presenters.layout import words_of
from bot.presenters.metric_words import metric_name
from bot.presenters.report_document import Heading, Highlight, Section, Table
from bot.presenters.screen import ChartKind, ChartSpec, Series
from bot.presenters.speech import Speech
from bot.presenters.story_words import STATE_TEXTS, metric
from bot.services.results import MonthReport

_LABELS = 7


def stories_section(report: MonthReport, speech: Speech) -> Section:
    name = speech.plain("export-kind-stories")
    lead = [words_of(line) for line in coverage_lines(report.coverage, speech)]
    if not report.sequences:
        return Section(name, lead)
    headings = [
        Heading(speech.plain("table-day")),
        Heading(speech.plain("report-slides")),
        Heading(speech.plain("report-reach-first")),
        Heading(speech.plain("report-reach-last")),
        Heading(metric_name("sequence_retention", speech)),
        Heading(metric_name("story_completion", speech)),
        Heading(metric_name("replies", speech)),
        Heading(speech.plain("table-state"), wide=True),
    ]
    rows = [_sequence_row(one, report, speech) for one in report.sequences]
    charts = _story_charts(report, speech)
    stand_out = _stand_out(report, speech) if charts else []
    return Section(name, lead, charts, stand_out, Table(headings, rows))


def _stand_out(report: MonthReport, speech: Speech) -> list[Highlight]:
    """How many were captured, how far people came, and the day with most replies."""
    covered = report.coverage
    found = []
    if covered.ended:
        captured = f"{speech.number(covered.final)} / {speech.number(covered.ended)}"
        found.append(Highlight(speech.plain("report-captured"), captured, ""))
    if report.median_retention is not None:
        share = speech.percent(report.median_retention)
        found.append(Highlight(speech.plain("report-median-retention"), share, ""))
    most = max(report.sequences, key=lambda one: _replies(one) or 0)
    replies = _replies(most)
    if replies:
        day = speech.day_with_year(most.local_date)
        found.append(Highlight(speech.plain("report-most-replies"), speech.number(replies), day))
    return found


def _replies(sequence: StorySequence) -> Number | None:
    """Of all slides; None as soon as one is unknown."""
    replies = [metric(story, "replies") for story in sequence.stories]
    known = [one for one in replies if one is not None]
    return sum(known) if len(known) == len(replies) else None


def _sequence_row(sequence: StorySequence, report: MonthReport, speech: Speech) -> list[str]:
    stories = sequence.stories
    return [
        speech.short_day(sequence.local_date),
        speech.number(len(stories)),
        speech.number(metric(stories[0], "reach")),
        speech.number(metric(stories[-1], "reach")),
        speech.percent(sequence_retention(sequence, report.made_at)),
        speech.percent(sequence_completion(sequence)),
        speech.number(_replies(sequence)),
        _states(sequence, report, speech),
    ]


def _states(sequence: StorySequence, report: MonthReport, speech: Speech) -> str:
    states = [story.state(report.made_at) for story in sequence.stories]
    if all(state is StoryState.FINAL for state in states):
        return speech.plain("sequence-all-final")
    return " · ".join(
        speech.plain(STATE_TEXTS[state], count=states.count(state))
        for state in StoryState
        if state in states
    )


def _story_charts(report: MonthReport, speech: Speech) -> list[ChartSpec]:
    """The reach of each day's first slide, on the days that had stories."""
    by_day = {one.local_date: metric(one.stories[0], "reach") for one in report.sequences}
    if sum(value is not None for value in by_day.values()) < 2:
        return []
    period = report.period
    days = [period.first + timedelta(days=offset) for offset in range(period.days)]
    step = -(-len(days) // _LABELS)
    return [
        ChartSpec(
            kind=ChartKind.BARS,
            title=speech.plain("report-chart-stories"),
            labels=tuple(
                speech.short_day(day) if offset % step == 0 else ""
                for offset, day in enumerate(days)
            ),
            series=(Series(metric_name("reach", speech), tuple(by_day.get(day) for day in days)),),
            decimal_sign=speech.decimal_sign,
            group_sign=speech.group_sign,
            thousand=speech.thousand,
            million=speech.million,
        )
    ]
