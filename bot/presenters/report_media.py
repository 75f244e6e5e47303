"""Posts or reels of a month: a row each, and what stands out."""

from collections.abc import Sequence

from bot.domain.formulas import engagement_rate_by_reach, reel_kept_rate
from bot.domain.media import Media, Number
from bot.presenters.media_words import comments, likes, number_of, title
from bot.presenters.metric_words import metric_name
from bot.presenters.report_document import Heading, Highlight, Section, Table
from bot.presenters.screen import ChartKind, ChartSpec, Series
from bot.presenters.speech import Speech
from bot.services.results import MonthReport

_TITLE = 110
_BARS = 6
"""More have no room for their numbers."""


def posts_section(report: MonthReport, speech: Speech) -> Section:
    names = ("reach", "views", "likes", "comments", "saved", "shares", "engagement_rate_by_reach")
    return _media(
        report.posts,
        speech.plain("export-kind-posts"),
        names,
        report.median_of_posts,
        speech,
    )


def reels_section(report: MonthReport, speech: Speech) -> Section:
    names = (
        *("reach", "views", "ig_reels_avg_watch_time", "reel_kept_rate", "likes", "comments"),
        *("saved", "shares", "engagement_rate_by_reach"),
    )
    return _media(
        report.reels,
        speech.plain("export-kind-reels"),
        names,
        report.median_of_reels,
        speech,
    )


def _media(
    media: Sequence[Media],
    name: str,
    columns: Sequence[str],
    median: float | None,
    speech: Speech,
) -> Section:
    if not media:
        return Section(name, [speech.plain("report-nothing-published")])
    in_order = sorted(media, key=lambda one: one.details.timestamp)
    lead = [speech.plain("report-published", count=len(media))]
    if median is not None:
        lead.append(speech.plain("report-median", share=speech.percent(median)))
    table = Table(
        [
            Heading(speech.plain("table-day")),
            Heading(speech.plain("table-caption"), wide=True),
            *(Heading(metric_name(column, speech)) for column in columns),
        ],
        [
            [
                speech.short_day(one.details.timestamp.astimezone(speech.zone).date()),
                title(one, _TITLE, speech),
                *(_media_cell(one, column, speech) for column in columns),
            ]
            for one in in_order
        ],
    )
    chart = _furthest(in_order, speech)
    return Section(
        name, lead, [chart] if chart else [], _highlights(media, speech) if chart else [], table
    )


def _media_cell(media: Media, column: str, speech: Speech) -> str:
    insights = media.insights
    match column:
        case "likes":
            return likes(media, speech)
        case "comments":
            return comments(media, speech)
        case "ig_reels_avg_watch_time":
            return speech.seconds(None if insights is None else insights.get(column))
        case "reel_kept_rate":
            return speech.percent(None if insights is None else reel_kept_rate(insights), digits=0)
        case "engagement_rate_by_reach":
            return speech.percent(None if insights is None else engagement_rate_by_reach(insights))
    return number_of(media, column, speech)


def _furthest(media: Sequence[Media], speech: Speech) -> ChartSpec | None:
    """The reach of those that went furthest, in the order in which they were published."""
    known = [one for one in media if _number(one, "reach") is not None]
    if len(known) < 2:
        return None
    best = sorted(known, key=lambda one: _number(one, "reach") or 0, reverse=True)[:_BARS]
    shown = [one for one in known if one in best]
    return ChartSpec(
        kind=ChartKind.BARS,
        title=speech.plain("report-chart-reach"),
        labels=tuple(str(one.details.timestamp.astimezone(speech.zone).day) for one in shown),
        series=(
            Series(metric_name("reach", speech), tuple(_number(one, "reach") for one in shown)),
        ),
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
        thousand=speech.thousand,
        million=speech.million,
    )


def _highlights(media: Sequence[Media], speech: Speech) -> list[Highlight]:
    found = []
    for name, key in (
        ("reach", "report-furthest"),
        ("saved", "report-most-saved"),
        ("shares", "report-most-shared"),
    ):
        best = max(media, key=lambda one: _number(one, name) or 0)
        value = _number(best, name)
        if value:
            found.append(
                Highlight(speech.plain(key), speech.number(value), title(best, _TITLE, speech))
            )
    return found


def _number(media: Media, name: str) -> Number | None:
    return None if media.insights is None else media.insights.get(name)
