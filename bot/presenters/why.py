"""What a number counts, where Instagram gives it, and how the derived ones are worked out."""

from collections.abc import Sequence

from bot.domain.formulas import FORMULAS, OF_GROWTH, OF_POSTS, OF_STORIES, SMALLEST_BASE
from bot.domain.media import MediaKind
from bot.domain.metrics import (
    ACCOUNT_METRICS,
    MEDIA_METRICS,
    AccountCall,
    AccountMetric,
    CallGroup,
    Login,
    MediaMetric,
    Unit,
)
from bot.presenters.actions import MetricTopic, OpenMetric, OpenMetrics, OpenWhy
from bot.presenters.buttons import Row, back, button
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, join, shorten
from bot.presenters.metric_words import code, metric_meaning, metric_name
from bot.presenters.refused_words import kind_words, refused_line
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.results import Explanation, FormulaExplained, MetricExplained, MetricUnknown

_TOPICS = {
    MetricTopic.POSTS: "button-posts",
    MetricTopic.REELS: "button-reels",
    MetricTopic.STORIES: "button-stories",
    MetricTopic.ACCOUNT: "button-account",
    MetricTopic.RATES: "button-rates",
}
_RATES = {
    MetricTopic.POST_RATES: ("button-post-rates", OF_POSTS),
    MetricTopic.STORY_RATES: ("button-story-rates", OF_STORIES),
    MetricTopic.GROWTH: ("button-growth-rates", OF_GROWTH),
}
_KINDS = {
    MetricTopic.POSTS: {MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.LEGACY_VIDEO},
    MetricTopic.REELS: {MediaKind.REELS},
    MetricTopic.STORIES: {MediaKind.STORY},
}
_UNITS = {
    Unit.COUNT: "why-unit-count",
    Unit.MILLISECONDS: "why-unit-milliseconds",
    Unit.PERCENT: "why-unit-percent",
}
_ACCOUNT_CALLS = {
    AccountCall.TOTALS: "why-account-totals",
    AccountCall.ON_REQUEST: "why-account-totals",
    AccountCall.SERIES: "why-account-series",
    AccountCall.AUDIENCE: "why-account-audience",
}
BREAKDOWNS = {
    "action_type": "breakdown-action-type",
    "story_navigation_action_type": "breakdown-story-navigation-action-type",
    "follow_type": "breakdown-follow-type",
    "media_product_type": "breakdown-media-product-type",
    "contact_button_type": "breakdown-contact-button-type",
    "age": "breakdown-age",
    "gender": "breakdown-gender",
    "city": "breakdown-city",
    "country": "breakdown-country",
}
"""By what Instagram divides a number, and how each is called."""

_IN_A_ROW = 2
_ASKED = 60
_MOST_ASKED = ("reach", "views", "engagement_rate_by_reach")


def choose(speech: Speech) -> Screen:
    """Where the number stands that somebody wonders about."""
    topics = [button(speech, key, OpenMetrics(topic)) for topic, key in _TOPICS.items()]
    return Screen(speech.text("why-choose"), [*_rows(topics), back(speech)])


def topic_screen(topic: MetricTopic, speech: Speech) -> Screen:
    """The numbers of one place, to choose from; of the rates, there are three places."""
    if topic is MetricTopic.RATES:
        places = [button(speech, key, OpenMetrics(one)) for one, (key, _) in _RATES.items()]
        rows: list[Row] = [[place] for place in places]
    else:
        rows = _rows(_metric_buttons(_asked_names(topic), speech))
    is_rate = topic in _RATES
    key = _RATES[topic][0] if is_rate else _TOPICS[topic]
    way_back = OpenMetrics(MetricTopic.RATES) if is_rate else OpenWhy()
    return Screen(
        speech.text("why-choose-metric", topic=speech.plain(key)), [*rows, back(speech, way_back)]
    )


def screen(explanation: Explanation, speech: Speech) -> Screen:
    match explanation:
        case MetricExplained():
            return _metric(explanation, speech)
        case FormulaExplained():
            return _formula(explanation, speech)
        case MetricUnknown():
            return _unknown(explanation, speech)


def names_of(topic: MetricTopic) -> Sequence[str]:
    """Everything that there is in one place, by Meta's names or those of the formulas."""
    if topic is MetricTopic.ACCOUNT:
        return [metric.name for metric in ACCOUNT_METRICS]
    if topic is MetricTopic.RATES:
        return list(FORMULAS)
    if topic in _RATES:
        return list(_RATES[topic][1])
    return [metric.name for metric in MEDIA_METRICS if _KINDS[topic] & metric.groups.keys()]


def _asked_names(topic: MetricTopic) -> Sequence[str]:
    """Without what is asked of Instagram only when somebody names it."""
    rare = {metric.name for metric in MEDIA_METRICS if _is_rare(metric)}
    old = {metric.name for metric in ACCOUNT_METRICS if metric.until}
    return [name for name in names_of(topic) if name not in rare | old]


def _is_rare(metric: MediaMetric) -> bool:
    return set(metric.groups.values()) == {CallGroup.ON_REQUEST}


def _metric(explained: MetricExplained, speech: Speech) -> Screen:
    media, account = explained.media, explained.account
    lines = [
        Line(_header(explained.metric, speech)),
        Line(metric_meaning(explained.metric, speech)),
        *_retired(explained, speech),
        BLANK,
        Line(speech.text("why-unit", unit=speech.plain(_UNITS[explained.unit]))),
        *(_on_media(media, speech) if media else []),
        *(_on_account(account, speech) if account else []),
    ]
    if media and account and media.name != account.name:
        lines.append(Line(speech.text("why-saved-and-saves")))
    lines += [BLANK, *_ads(media, account, speech), Line(speech.text("why-delay"))]
    ours = explained.login is Login.INSTAGRAM
    lines.append(Line(speech.text("why-login-instagram" if ours else "why-login-facebook")))
    if explained.refused:
        lines += [
            BLANK,
            *(Line(refused_line(one, explained.now, speech)) for one in explained.refused),
        ]
    return Screen(fit(lines, MESSAGE), [back(speech, OpenWhy())])


def _header(name: str, speech: Speech) -> Html:
    return speech.text("why-metric", name=metric_name(name, speech), metric=name)


def _retired(explained: MetricExplained, speech: Speech) -> list[Line]:
    """What became of the name that was asked for."""
    replacement = explained.replacement
    if replacement is None:
        return []
    names = {"asked": explained.asked, "metric": explained.metric}
    if replacement.part is None:
        lines = [BLANK, Line(speech.text("why-retired", **names))]
    else:
        lines = [BLANK, Line(speech.text("why-retired-part", part=replacement.part, **names))]
    if replacement.unit_changes:
        unit = speech.plain(_UNITS[explained.unit])
        lines.append(Line(speech.text("why-unit-changes", unit=unit)))
    if explained.until is not None:
        day = speech.day_with_year(explained.until)
        lines.append(Line(speech.text("why-until", day=day, asked=explained.asked)))
    return lines


def _on_media(metric: MediaMetric, speech: Speech) -> list[Line]:
    kinds = ", ".join(kind_words(kind, speech) for kind in MediaKind if kind in metric.groups)
    lines = [Line(speech.text("why-media", kinds=kinds))]
    if metric.breakdown is not None:
        lines.append(_parts([metric.breakdown], speech))
    if metric.since is not None:
        day = speech.day_with_year(metric.since)
        lines.append(Line(speech.text("why-since", day=day)))
    if _is_rare(metric) and metric.login is Login.INSTAGRAM:
        lines.append(Line(speech.text("why-on-request")))
    return lines


def _account_call(metric: AccountMetric) -> str:
    """A number of different accounts is no sum: the word must not stand beside it."""
    key = _ACCOUNT_CALLS[metric.call]
    return "why-account-unique" if metric.unique and key == "why-account-totals" else key


def _on_account(metric: AccountMetric, speech: Speech) -> list[Line]:
    lines = [Line(speech.text(_account_call(metric)))]
    if metric.breakdowns:
        lines.append(_parts(metric.breakdowns, speech))
    if metric.unique:
        lines.append(Line(speech.text("why-unique")))
    if metric.followers_at_least:
        count = metric.followers_at_least
        lines.append(Line(speech.text("why-followers-at-least", count=count)))
    if metric.until is not None:
        day = speech.day_with_year(metric.until)
        lines.append(Line(speech.text("why-ended", day=day)))
    return lines


def _parts(breakdowns: Sequence[str], speech: Speech) -> Line:
    parts = "; ".join(speech.plain(BREAKDOWNS[breakdown]) for breakdown in breakdowns)
    return Line(speech.text("why-breakdown", parts=parts))


def _ads(media: MediaMetric | None, account: AccountMetric | None, speech: Speech) -> list[Line]:
    """Meta: media metrics are organic only, totals of an account include ads."""
    with_ads = account is not None and account.call is AccountCall.TOTALS
    organic = media is not None and media.login is Login.INSTAGRAM
    if organic and with_ads:
        return [Line(speech.text("why-organic-and-with-ads"))]
    if organic:
        return [Line(speech.text("why-organic"))]
    return [Line(speech.text("why-with-ads"))] if with_ads else []


def _formula(explained: FormulaExplained, speech: Speech) -> Screen:
    lines = [
        Line(_header(explained.name, speech)),
        Line(metric_meaning(explained.name, speech)),
        BLANK,
        Line(
            speech.text("why-formula", name=explained.name, expression=explained.expression),
        ),
        BLANK,
        Line(speech.text("why-formula-note", base=SMALLEST_BASE)),
    ]
    return Screen(fit(lines, MESSAGE), [back(speech, OpenWhy())])


def _unknown(unknown: MetricUnknown, speech: Speech) -> Screen:
    """The nearest names, and the way to all that there are."""
    lines = [Line(speech.text("why-unknown", asked=shorten(unknown.asked, _ASKED)))]
    if unknown.nearest:
        nearest = join(", ", (code(name) for name in unknown.nearest))
        lines.append(Line(speech.text("why-nearest", names=nearest)))
        buttons = [Button(name, action=OpenMetric(name)) for name in unknown.nearest]
    else:
        lines.append(Line(speech.text("why-most-asked")))
        buttons = _metric_buttons(_MOST_ASKED, speech)
    return Screen(
        fit(lines, MESSAGE),
        [
            *([one] for one in buttons),
            [button(speech, "button-all-metrics", OpenWhy())],
            back(speech),
        ],
    )


def _metric_buttons(names: Sequence[str], speech: Speech) -> list[Button]:
    return [Button(metric_name(name, speech), action=OpenMetric(name)) for name in names]


def _rows(buttons: Sequence[Button]) -> list[Row]:
    return [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]
