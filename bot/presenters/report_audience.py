"""Who follows and who engages: ages, genders, cities and countries beside each other."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.formulas import share
from bot.domain.media import Number
from bot.domain.metrics import THRESHOLD
from bot.domain.periods import Period
from bot.presenters.actions import By, Who
from bot.presenters.audience import LARGEST, METRICS, MOST_SHOWN, names_of
from bot.presenters.report_document import Bar, Bars, Section
from bot.presenters.speech import Speech
from bot.services.results import MonthReport

Parts = Mapping[str, Number]

_LEGEND = {Who.FOLLOWERS: "report-audience-followers", Who.ENGAGED: "report-audience-engaged"}
_TITLES = {
    By.AGE: "report-audience-age",
    By.GENDER: "report-audience-gender",
    By.CITY: "report-audience-cities",
    By.COUNTRY: "report-audience-countries",
}


def audience_section(report: MonthReport, speech: Speech) -> Section | None:
    """None where Instagram said nothing of anybody."""
    told = {(one.metric, one.breakdown): one for one in report.audience if one.parts}
    if not told:
        return None
    metrics = {metric for metric, _ in told}
    shown = [who for who in Who if METRICS[who] in metrics]
    blocks = []
    for by in By:
        known = [told.get((METRICS[who], by.value)) for who in shown]
        parts: list[Parts] = [{} if one is None else one.parts for one in known]
        blocks.append(_bars(by, parts, speech))
    days = sorted(one.as_of.astimezone(speech.zone).date() for one in told.values())
    read = Period(days[0], days[-1], report.period.zone)
    return Section(
        title=speech.plain("report-audience"),
        lead=[
            speech.plain("report-audience-count", count=speech.number(followers_at_end(report))),
            speech.plain("report-audience-as-of", days=speech.period_with_year(read)),
        ],
        legend=[speech.plain(_LEGEND[who]) for who in shown],
        bars=blocks,
        foot=[speech.plain("report-audience-rules", needed=THRESHOLD, largest=LARGEST)],
    )


def followers_at_end(report: MonthReport) -> int | None:
    """As read on the last day of the month or the day after, else the newest within it."""
    by_day = report.overview.followers_by_day
    within = [day for day in by_day if day <= report.period.last + timedelta(days=1)]
    return by_day[max(within)] if within else None


def _bars(by: By, parts: Sequence[Parts], speech: Speech) -> Bars:
    """Ages from young to old, all others from the largest down; what one does not name is blank."""
    values = {value for one in parts for value in one}
    in_order = sorted(values, key=lambda value: (*(-one.get(value, 0) for one in parts), value))
    if by is By.AGE:
        in_order.sort()
    everybody = [sum(one.values()) for one in parts]
    bars = []
    for value, name in zip(in_order, names_of(in_order, by, speech), strict=True):
        shares = [share(one.get(value), whole) for one, whole in zip(parts, everybody, strict=True)]
        bars.append(Bar(name, shares, [speech.percent(one) for one in shares]))
    left_out = len(bars) - MOST_SHOWN
    more = speech.plain("audience-more", count=left_out) if left_out > 0 else ""
    return Bars(speech.plain(_TITLES[by]), bars[:MOST_SHOWN], more)
