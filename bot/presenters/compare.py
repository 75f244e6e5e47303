"""Two of a kind beside each other: periods, posts, topics, and how they are chosen."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.formulas import (
    change,
    comment_rate,
    engagement_rate_by_reach,
    frequency,
    save_rate,
    share_rate,
)
from bot.domain.media import Insights, Media, MediaProductType, Number
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.side_by_side import Engagement
from bot.presenters.actions import (
    ComparePeriods,
    ComparePosts,
    OpenCompare,
    OpenMedia,
    PickPost,
    PickTag,
)
from bot.presenters.buttons import back, button, choice, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.media_words import format_name, title
from bot.presenters.metric_words import metric_name
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken, stale_line
from bot.services.compare import BACK
from bot.services.results import (
    MediaList,
    PeriodComparison,
    PeriodNumbers,
    PostComparison,
)

_TITLE = 60
_COUNTS = ("reach", "views", "likes", "comments", "saved", "shares", "reposts")
_RATES: Sequence[tuple[str, Callable[[Insights], float | None], int]] = (
    ("engagement_rate_by_reach", engagement_rate_by_reach, 1),
    ("save_rate", save_rate, 2),
    ("share_rate", share_rate, 2),
    ("comment_rate", comment_rate, 2),
)
_KINDS = {MediaProductType.FEED: "button-posts", MediaProductType.REELS: "button-reels"}


def menu(speech: Speech) -> Screen:
    return Screen(
        speech.text("compare-what"),
        [
            [button(speech, "button-compare-periods", ComparePeriods())],
            [button(speech, "button-compare-posts", PickPost())],
            [button(speech, "button-compare-tags", PickTag())],
            back(speech),
        ],
    )


# Periods -----------------------------------------------------------------------------------------


def periods(result: PeriodComparison, speech: Speech) -> Screen:
    later, earlier = result.later, result.earlier
    lines = [
        Line(
            speech.text(
                "compare-periods",
                account=handle(result.account.username),
                later=speech.period(later.period),
                earlier=speech.period(earlier.period),
            )
        ),
        BLANK,
        *(Line(_total(metric, later, earlier, speech)) for metric in ACCOUNT_TOTALS),
        Line(
            compared_line(
                metric_name("net_followers", speech),
                speech.signed(later.net_followers),
                speech.signed(earlier.net_followers),
                speech,
            )
        ),
        BLANK,
        Line(compared_line(speech.plain("compare-published"), *_published(result, speech), speech)),
        Line(
            compared_line(
                metric_name("period_engagement_rate", speech),
                _engagement(later.engagement, speech),
                _engagement(earlier.engagement, speech),
                speech,
            )
        ),
        Line(speech.text("compare-engagement-note"), rank=2),
        *_on_replies(result, speech),
    ]
    if result.stale is not None:
        lines += [BLANK, Line(stale_line(result.stale, result.as_of, speech), rank=1)]
    elif result.as_of is not None:
        as_of = speech.moment(result.as_of)
        lines += [BLANK, Line(speech.text("numbers-as-of", moment=as_of), rank=1)]
    days = later.period.days
    return Screen(
        fit(lines, MESSAGE),
        [
            *link_again_if_broken(result.stale, speech),
            [
                choice(speech.plain("button-days", count=one), one == days, ComparePeriods(one))
                for one in BACK
            ],
            [
                choice(_how_far(days, one, speech), one == result.back, ComparePeriods(days, one))
                for one in BACK.get(days, (1,))
            ],
            back(speech, OpenCompare()),
        ],
    )


def _on_replies(result: PeriodComparison, speech: Speech) -> list[Line]:
    """What a number of replies may mean, where there is one."""
    known = any("replies" in one.totals for one in (result.later, result.earlier))
    return [Line(speech.text("replies-limited"), rank=2)] if known else []


def _how_far(days: int, lengths: int, speech: Speech) -> str:
    if lengths == 1:
        return speech.plain("button-just-before")
    return speech.plain("button-weeks-before", count=days * lengths // 7)


def _total(metric: str, later: PeriodNumbers, earlier: PeriodNumbers, speech: Speech) -> Html:
    now, before = later.totals.get(metric), earlier.totals.get(metric)
    return _counted(metric_name(metric, speech), now, before, speech)


def _counted(name: str, now: Number | None, before: Number | None, speech: Speech) -> Html:
    grown = change(now, before)
    if grown is None:
        return compared_line(name, speech.number(now), speech.number(before), speech)
    return speech.text(
        "compare-line-changed",
        name=name,
        first=speech.number(now),
        second=speech.number(before),
        change=speech.change(grown),
    )


def compared_line(name: str, first: str, second: str, speech: Speech) -> Html:
    return speech.text("compare-line", name=name, first=first, second=second)


def _published(result: PeriodComparison, speech: Speech) -> tuple[str, str]:
    later, earlier = (
        speech.number(sum(numbers.published.values())) for numbers in (result.later, result.earlier)
    )
    return later, earlier


def _engagement(engagement: Engagement, speech: Speech) -> str:
    return speech.plain(
        "compare-engagement",
        share=speech.percent(engagement.of_all),
        median=speech.percent(engagement.median),
    )


# Posts -------------------------------------------------------------------------------------------


def pick_post(result: MediaList, first_id: int, speech: Speech) -> Screen:
    """The second one is not the first."""
    key = "compare-pick-second" if first_id else "compare-pick-first"
    shown = [one for one in result.media if one.id != first_id]
    lines = [Line(speech.text(key, account=handle(result.account.username)))]
    for number, one in enumerate(shown, start=1):
        lines += [BLANK, *_post(str(number), one, result.now, speech)]
    if not shown:
        lines += [BLANK, Line(speech.text("marking-nothing"))]
    choices = [
        Button(
            str(number),
            action=ComparePosts(first_id, one.id) if first_id else PickPost(one.id, result.kind),
        )
        for number, one in enumerate(shown, start=1)
    ]
    kinds = [
        choice(speech.plain(key), kind is result.kind, PickPost(first_id, kind))
        for kind, key in _KINDS.items()
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([choices] if choices else []),
            *pages(result.page, result.pages, lambda page: PickPost(first_id, result.kind, page)),
            kinds,
            back(speech, PickPost() if first_id else OpenCompare()),
        ],
    )


def posts(result: PostComparison, speech: Speech) -> Screen:
    first, second = result.first.media, result.second.media
    numbers = result.numbers
    lines = [
        Line(speech.text("compare-posts", account=handle(result.account.username))),
        BLANK,
        *_post("1", first, result.now, speech),
        *_post("2", second, result.now, speech),
        BLANK,
        Line(
            speech.text("compare-at-age", age=speech.duration(numbers.age))
            if numbers.age is not None
            else speech.text("compare-ages-differ")
        ),
        BLANK,
        *(
            Line(
                compared_line(
                    metric_name(metric, speech),
                    speech.number(_get(numbers.first, metric)),
                    speech.number(_get(numbers.second, metric)),
                    speech,
                )
            )
            for metric in _COUNTS
        ),
        Line(
            compared_line(
                metric_name("frequency", speech),
                speech.number(_rate(numbers.first, frequency), digits=2),
                speech.number(_rate(numbers.second, frequency), digits=2),
                speech,
            )
        ),
        BLANK,
        *(
            Line(
                compared_line(
                    metric_name(name, speech),
                    speech.percent(_rate(numbers.first, rate), digits=digits),
                    speech.percent(_rate(numbers.second, rate), digits=digits),
                    speech,
                )
            )
            for name, rate, digits in _RATES
        ),
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            [Button("1", action=OpenMedia(first.id)), Button("2", action=OpenMedia(second.id))],
            [button(speech, "button-compare-other", PickPost(first.id))],
            back(speech, OpenCompare()),
        ],
    )


def _post(number: str, one: Media, now: datetime, speech: Speech) -> list[Line]:
    return [
        Line(
            speech.text(
                "list-entry",
                number=number,
                format=format_name(one, speech),
                published=speech.published(one.details.timestamp, now),
            )
        ),
        Line(speech.text("list-title", title=title(one, _TITLE, speech))),
    ]


def _get(insights: Insights | None, metric: str) -> Number | None:
    return None if insights is None else insights.get(metric)


def _rate(insights: Insights | None, rate: Callable[[Insights], float | None]) -> float | None:
    return None if insights is None else rate(insights)
