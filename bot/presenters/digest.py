"""The digest, and when it comes."""

from dataclasses import replace

from bot.domain.digests import Cadence, DigestSubscription
from bot.domain.media import MediaProductType
from bot.presenters import overview
from bot.presenters.actions import (
    OpenDigest,
    OpenDigestHours,
    OpenDigestWeekdays,
    OpenMedia,
    OpenOverview,
    OpenSettings,
    SendDigestNow,
    SetDigest,
)
from bot.presenters.buttons import back, button, choice
from bot.presenters.layout import BLANK, CAPTION, MESSAGE, Html, Line, fit, handle
from bot.presenters.media_words import title
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken
from bot.services.results import BestMedia, Digest, DigestSettings

_TITLE = 60


def settings(result: DigestSettings, speech: Speech) -> Screen:
    """On or off, how often, at what hour, and one at once."""
    subscription = result.subscription
    account = handle(result.account.username)
    weekly = subscription.cadence is Cadence.WEEKLY
    if subscription.enabled:
        lines = [
            Line(speech.text("digest-on", account=account, when=when(subscription, speech))),
            Line(speech.text("digest-next", moment=speech.moment(result.next_at))),
        ]
    else:
        lines = [Line(speech.text("digest-off", account=account))]
    cadences = [
        choice(
            speech.plain(key),
            subscription.cadence is cadence,
            replace(_set(subscription), cadence=cadence),
        )
        for cadence, key in (
            (Cadence.DAILY, "button-digest-daily"),
            (Cadence.WEEKLY, "button-digest-weekly"),
        )
    ]
    hour = Button(
        speech.plain("button-digest-hour", time=speech.time(subscription.at)),
        action=OpenDigestHours(),
    )
    weekday = Button(speech.weekday(subscription.weekday), action=OpenDigestWeekdays())
    switch = Button(
        speech.plain("button-digest-off" if subscription.enabled else "button-digest-on"),
        action=replace(_set(subscription), enabled=not subscription.enabled),
    )
    rows = [cadences, [hour, weekday] if weekly else [hour]] if subscription.enabled else []
    return Screen(
        fit(lines, MESSAGE),
        [
            *rows,
            [switch, button(speech, "button-digest-send-now", SendDigestNow())],
            back(speech, OpenSettings()),
        ],
    )


def hours(result: DigestSettings, speech: Speech) -> Screen:
    subscription = result.subscription
    grid = [
        choice(
            f"{hour:02}:00",
            hour == subscription.at.hour,
            replace(_set(subscription), hour=hour),
        )
        for hour in range(24)
    ]
    return Screen(
        speech.text("digest-choose-hour", zone=speech.zone_name(subscription.time_zone)),
        [*(grid[start : start + 4] for start in range(0, 24, 4)), back(speech, OpenDigest())],
    )


def weekdays(result: DigestSettings, speech: Speech) -> Screen:
    subscription = result.subscription
    days = [
        choice(
            speech.weekday(weekday),
            weekday == subscription.weekday,
            replace(_set(subscription), weekday=weekday),
        )
        for weekday in range(7)
    ]
    return Screen(
        speech.text("digest-choose-weekday"),
        [*(days[start : start + 2] for start in range(0, 7, 2)), back(speech, OpenDigest())],
    )


def message(result: Digest, speech: Speech) -> Screen:
    """One picture with a caption; a few words instead when the period was quiet."""
    return _quiet(result, speech) if result.quiet else _full(result, speech)


def when(subscription: DigestSubscription, speech: Speech) -> str:
    """Every day or every Monday, at what time, and by whose clock."""
    time, zone = speech.time(subscription.at), speech.zone_name(subscription.time_zone)
    if subscription.cadence is Cadence.DAILY:
        return speech.plain("digest-when-daily", time=time, zone=zone)
    return speech.plain("digest-when-weekly", weekday=subscription.weekday, time=time, zone=zone)


def _full(result: Digest, speech: Speech) -> Screen:
    best = [found for found in (result.best_post, result.best_reel) if found is not None]
    lines = [
        _heading(result, speech),
        overview.header(result.overview, speech),
        *overview.numbers(result.overview, speech),
        BLANK,
        *(Line(_best(found, speech), rank=2) for found in best),
    ]
    if result.story_retention is not None:
        kept = speech.percent(result.story_retention)
        lines.append(Line(speech.text("digest-story-retention", share=kept), rank=2))
    media = [
        button(
            speech,
            "button-open-reel" if _is_reel(found) else "button-open-post",
            OpenMedia(found.media.id),
        )
        for found in best
    ]
    return Screen(
        fit(lines, CAPTION),
        [
            *link_again_if_broken(result.overview.stale, speech),
            *([media] if media else []),
            *_rows(result, speech),
        ],
        chart=overview.chart(result.overview, speech, overview.REACH),
    )


def _quiet(result: Digest, speech: Speech) -> Screen:
    lines = [
        _heading(result, speech),
        overview.header(result.overview, speech),
        BLANK,
        Line(speech.text("digest-quiet")),
        Line(
            speech.text(
                "digest-quiet-numbers",
                followers=speech.number(result.overview.account.followers_count),
                reach=speech.number(result.overview.total("reach").value),
            )
        ),
    ]
    return Screen(fit(lines, MESSAGE), _rows(result, speech))


def _rows(result: Digest, speech: Speech) -> list[list[Button]]:
    days = next((days for days in overview.PERIODS if days >= result.overview.period.days), 90)
    return [
        [
            button(speech, "button-overview", OpenOverview(days)),
            button(speech, "button-change-digest", OpenDigest()),
        ]
    ]


def _heading(result: Digest, speech: Speech) -> Line:
    if result.subscription.cadence is Cadence.DAILY:
        return Line(speech.text("digest-daily"))
    return Line(speech.text("digest-weekly"))


def _best(found: BestMedia, speech: Speech) -> Html:
    """Best is what reached more than usual; else it is only what reached most."""
    insights, times = found.media.insights, found.times_median
    name = title(found.media, _TITLE, speech)
    reach = speech.number(None if insights is None else insights.get("reach"))
    if times is None:
        key = "digest-reel" if _is_reel(found) else "digest-post"
        return speech.text(key, title=name, reach=reach)
    return speech.text(
        "digest-best-reel" if _is_reel(found) else "digest-best-post",
        title=name,
        reach=reach,
        times=speech.times(times),
    )


def _is_reel(found: BestMedia) -> bool:
    return found.media.details.media_product_type is MediaProductType.REELS


def _set(subscription: DigestSubscription) -> SetDigest:
    """The subscription as it is."""
    return SetDigest(
        enabled=subscription.enabled,
        cadence=subscription.cadence,
        hour=subscription.at.hour,
        weekday=subscription.weekday,
    )
