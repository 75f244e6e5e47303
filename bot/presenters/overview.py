"""An account over a period: its numbers beside those of the period before, and a chart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.media import MediaProductType
from bot.domain.periods import Period
from bot.presenters.actions import OpenAccounts, OpenAudience, OpenOverview, SwitchOverview
from bot.presenters.buttons import Row, back, button, choice
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit, handle, join
from bot.presenters.origins import origin_of
from bot.presenters.screen import Button, ChartKind, ChartSpec, Screen, Series
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken, stale_line
from bot.services.ports import DayValue, LinkedAccount
from bot.services.results import HALF_A_DAY, Overview, Total

PERIODS = (7, 28, 90)
REACH, FOLLOWERS = "reach", "followers"

_LABELS_ON_THE_AXIS = 7


def screen(
    result: Overview,
    speech: Speech,
    chart_name: str = REACH,
    accounts: Sequence[LinkedAccount] = (),
) -> Screen:
    """``chart_name`` is REACH or FOLLOWERS; ``accounts`` are those that one can switch between."""
    days = result.period.days
    periods = [
        choice(
            speech.plain("button-days", count=count),
            count == days,
            OpenOverview(days=count, chart=chart_name),
        )
        for count in PERIODS
    ]
    here = OpenOverview(days, chart_name)
    lines = [header(result, speech), *numbers(result, speech)]
    drawn: ChartSpec | None = chart(result, speech, chart_name)
    if chart_name == FOLLOWERS and len(result.followers_by_day) == 1:
        # One point is no line.
        drawn = None
        since = speech.day(min(result.followers_by_day))
        lines += [BLANK, Line(speech.text("overview-followers-since", day=since))]
    return Screen(
        fit(lines, CAPTION),
        [
            *link_again_if_broken(result.stale, speech),
            periods,
            [_other_chart(days, chart_name, speech)],
            *_others(result, accounts, days, chart_name, speech),
            [
                button(speech, "button-audience", OpenAudience(origin=origin_of(here))),
                button(speech, "button-refresh", replace(here, force=True)),
            ],
            back(speech),
        ],
        chart=drawn,
    )


def _other_chart(days: int, chart_name: str, speech: Speech) -> Button:
    """Only that which is not shown: the one that is can be seen."""
    if chart_name == FOLLOWERS:
        return button(speech, "button-chart-reach", OpenOverview(days, REACH))
    return button(speech, "button-chart-followers", OpenOverview(days, FOLLOWERS))


def _others(
    result: Overview,
    accounts: Sequence[LinkedAccount],
    days: int,
    chart_name: str,
    speech: Speech,
) -> list[Row]:
    """The next account in turn, to look at in the same way; no row for somebody with one only."""
    ids = [linked.account.id for linked in accounts]
    here = ids.index(result.account.id) if result.account.id in ids else -1
    others = [*accounts[here + 1 :], *accounts[: max(here, 0)]]
    if not others:
        return []
    following = others[0].account
    switch = Button(
        "⇄ " + handle(following.username), action=SwitchOverview(following.id, days, chart_name)
    )
    if len(others) == 1:
        return [[switch]]
    return [[switch, button(speech, "button-accounts", OpenAccounts())]]


def header(result: Overview, speech: Speech) -> Line:
    return Line(
        speech.text(
            "overview-header",
            account=handle(result.account.username),
            days=result.period.days,
            period=speech.period(result.period),
            zone=speech.zone_name(result.period.zone.key),
        )
    )


def numbers(result: Overview, speech: Speech) -> list[Line]:
    """Everything below the header."""
    lines = figures(result, speech)
    if result.unique_unknown:
        lines.append(Line(speech.text("overview-unique-unknown"), rank=2))
    else:
        # Telegram sets a quote off from what follows by itself.
        lines.append(BLANK)
    return [*lines, *freshness(result, speech)]


def figures(result: Overview, speech: Speech) -> list[Line]:
    """The account's numbers, and what it published."""
    return [
        _followers(result, speech),
        _reach(result, speech),
        Line(speech.text("overview-views", **values_of(result.total("views"), speech))),
        Line(
            speech.text("overview-engaged", **values_of(result.total("accounts_engaged"), speech))
        ),
        Line(
            speech.text("overview-actions", **values_of(result.total("total_interactions"), speech))
        ),
        Line(
            speech.text(
                "overview-link-taps", **values_of(result.total("profile_links_taps"), speech)
            )
        ),
        Line(published(result, speech)),
    ]


def freshness(result: Overview, speech: Speech) -> list[Line]:
    """From when the numbers are."""
    lines = []
    if result.stale is not None:
        nothing = result.as_of is None and not result.reach_by_day
        line = stale_line(result.stale, result.as_of, speech, nothing_shown=nothing)
        lines.append(Line(line, rank=1))
    elif result.as_of is None:
        lines.append(Line(speech.text("overview-nothing-read")))
    else:
        lines.append(Line(speech.text("numbers-as-of", moment=speech.moment(result.as_of))))
    if result.as_of is not None:
        lines.append(Line(speech.text("overview-delay"), rank=3))
    return lines


def chart(result: Overview, speech: Speech, chart_name: str) -> ChartSpec:
    """Day by day; a day without a number is a gap."""
    period = result.period
    days = [period.first + timedelta(days=offset) for offset in range(period.days)]
    if chart_name == FOLLOWERS:
        # Followers are read several times a day, so today has a reading before it is over.
        today = period.last + timedelta(days=1)
        days += [today] if today in result.followers_by_day else []
        title = speech.plain("chart-followers", account=handle(result.account.username))
        now = tuple(_as_float(result.followers_by_day.get(day)) for day in days)
        series: tuple[Series, ...] = (Series(speech.plain("chart-this-period"), now),)
    else:
        title = speech.plain("chart-reach", account=handle(result.account.username))
        now = by_day(result.reach_by_day, period)
        before = by_day(result.reach_by_day_before, period.before())
        series = (
            Series(speech.plain("chart-this-period"), now),
            Series(speech.plain("chart-period-before"), before, muted=True),
        )
    known = any(value is not None for value in now)
    return ChartSpec(
        kind=ChartKind.LINE if period.days > 1 else ChartKind.BARS,
        title=title,
        labels=day_labels(days, speech),
        series=series,
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
        thousand=speech.thousand,
        million=speech.million,
        note="" if known else speech.plain("chart-nothing-yet"),
    )


def values_of(total: Total, speech: Speech) -> dict[str, str]:
    """The number, and its change after a space where one can be told."""
    change = "" if total.change is None else f" {speech.change(total.change)}"
    return {"value": speech.number(total.value), "change": change}


def _followers(result: Overview, speech: Speech) -> Line:
    count = speech.number(result.account.followers_count)
    came, left = result.followers_came, result.followers_left
    if came is None or left is None:
        return Line(speech.text("overview-followers", value=count))
    return Line(
        speech.text(
            "overview-followers-moved",
            value=count,
            net=speech.signed(came - left),
            came=speech.number(came),
            left=speech.number(left),
        )
    )


def _reach(result: Overview, speech: Speech) -> Line:
    values = values_of(result.total("reach"), speech)
    share = result.reach_not_followers
    if share is None:
        return Line(speech.text("overview-reach", **values))
    return Line(
        speech.text("overview-reach-split", share=speech.percent(share, digits=0), **values)
    )


def published(result: Overview, speech: Speech) -> Html:
    """What was published, and how many of the stories were captured."""
    posts = result.published.get(MediaProductType.FEED, 0)
    reels = result.published.get(MediaProductType.REELS, 0)
    parts: list[Html] = []
    if posts:
        parts.append(speech.text("overview-posts", count=posts))
    if reels:
        parts.append(speech.text("overview-reels", count=reels))
    if result.stories_seen:
        parts.append(_stories(result, speech))
    if not parts:
        return speech.text("overview-published-nothing")
    return speech.text("overview-published", what=join(" · ", parts))


def _stories(result: Overview, speech: Speech) -> Html:
    stories = speech.text(
        "overview-stories",
        count=result.stories_seen,
        captured=result.stories_captured,
        ended=result.stories_ended,
    )
    if result.stories_since is None:
        return stories
    return speech.text(
        "overview-stories-since", stories=stories, day=speech.day(result.stories_since)
    )


def by_day(values: Sequence[DayValue], period: Period) -> tuple[float | None, ...]:
    """One for each day of the period; None where nobody knows."""
    known: dict[date, float] = {
        (value.ends_at - HALF_A_DAY).astimezone(period.zone).date(): float(value.value)
        for value in values
    }
    return tuple(known.get(period.first + timedelta(days=offset)) for offset in range(period.days))


def _as_float(value: int | None) -> float | None:
    return None if value is None else float(value)


def day_labels(days: Sequence[date], speech: Speech) -> tuple[str, ...]:
    """As many are written as an axis has room for; the others are empty."""
    step = -(-len(days) // _LABELS_ON_THE_AXIS)
    return tuple(
        speech.short_day(day) if offset % step == 0 else "" for offset, day in enumerate(days)
    )
