"""The one picture of a digest."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.periods import Period
from bot.presenters import overview
from bot.presenters.layout import handle
from bot.presenters.screen import ChartKind, ChartSpec, Series
from bot.presenters.speech import Speech
from bot.services.results import AccountDigest

ACCOUNTS_DRAWN = 6
"""More bars would be too thin to be read on a phone."""

DAYS_BESIDE_ONE = 7
"""A day is drawn beside the week before it: the first bar is the same day of the week."""


def of_account(told: AccountDigest, speech: Speech) -> ChartSpec:
    """The reach of each day; a day without a number is a gap.

    A day stands among those before it, a week and a month before the one that they are held
    against.
    """
    shown = told.overview
    if shown.period.days == 1:
        return _of_a_day(told, speech)
    if shown.against is None:
        return overview.chart(shown, speech, overview.REACH)
    return _of_a_month(told, shown.against, speech)


def _of_a_day(told: AccountDigest, speech: Speech) -> ChartSpec:
    shown = told.overview
    last = shown.period.last
    days = Period(last - timedelta(days=DAYS_BESIDE_ONE), last, shown.period.zone)
    values = overview.by_day(told.reach_of_last_days, days)
    labels = [
        speech.short_weekday((days.first + timedelta(days=offset)).weekday())
        for offset in range(days.days)
    ]
    return _chart(
        ChartKind.BARS, told, labels, [Series(speech.plain("chart-this-period"), values)], speech
    )


def _of_a_month(told: AccountDigest, against: Period, speech: Speech) -> ChartSpec:
    """Day of the month beside day of the month; the shorter one ends sooner."""
    shown = told.overview
    slots = max(shown.period.days, against.days)
    now = overview.by_day(shown.reach_by_day, shown.period)
    before = overview.by_day(shown.reach_by_day_before, against)
    # The longest month shows every number: 1, 6, 11, … 31.
    labels = [str(day) if day % 5 == 1 else "" for day in range(1, slots + 1)]
    series = [
        Series(speech.month(shown.period.first), _as_long(now, slots)),
        Series(speech.month(against.first), _as_long(before, slots), muted=True),
    ]
    return _chart(ChartKind.LINE, told, labels, series, speech)


def _as_long(values: Sequence[float | None], slots: int) -> tuple[float | None, ...]:
    return (*values, *[None] * (slots - len(values)))


def _chart(
    kind: ChartKind,
    told: AccountDigest,
    labels: Sequence[str],
    series: Sequence[Series],
    speech: Speech,
) -> ChartSpec:
    known = any(value is not None for value in series[0].values)
    return ChartSpec(
        kind=kind,
        title=speech.plain("chart-reach", account=handle(told.overview.account.username)),
        labels=tuple(labels),
        series=tuple(series),
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
        thousand=speech.thousand,
        million=speech.million,
        note="" if known else speech.plain("chart-nothing-yet"),
    )


def of_all(told: Sequence[AccountDigest], speech: Speech) -> ChartSpec:
    """A bar for the reach of each account, in the order of the caption."""
    totals = [one.overview.total("reach") for one in told[:ACCOUNTS_DRAWN]]
    names = [handle(one.overview.account.username) for one in told[:ACCOUNTS_DRAWN]]
    title = speech.plain("chart-reach-of-accounts")
    return ChartSpec(
        kind=ChartKind.RANKING,
        title=title,
        labels=tuple(names),
        series=(
            Series(
                label=title,
                values=tuple(None if one.value is None else float(one.value) for one in totals),
                words=tuple(speech.number(one.value) for one in totals),
            ),
        ),
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
    )
