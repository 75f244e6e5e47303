"""The best and the weakest five, each beside the usual of its format at the same age."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.same_age import Measure, Ranked
from bot.presenters.actions import OpenMedia, OpenTop, OpenTopMeasures
from bot.presenters.buttons import Row, back, button, choice
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.media_words import format_name, measured, title
from bot.presenters.metric_words import metric_called, metric_name
from bot.presenters.origins import kept, origin_of, way_back
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.rank_media import DAYS
from bot.services.results import MediaRanking

SHOWN = 5
_TITLE = 80
_WORDS = 6

_MEASURES = {
    "er": Measure.ENGAGEMENT,
    "engagement": Measure.ENGAGEMENT,
    "total_interactions": Measure.ENGAGEMENT,
    "saved": Measure.SAVES,
    "saves": Measure.SAVES,
    "shares": Measure.SHARES,
}
"""What people write for them, beside their own names."""


def asked(said: str, action: OpenTop, speech: Speech) -> OpenTop:
    """``/top saves 90d``: what is not understood stays as it is."""
    measure, days = action.measure, action.days
    words: list[str] = []
    for word in said.split()[:_WORDS]:
        number = word.lower().rstrip("d")
        if number.isdecimal() and number.isascii():
            days = DAYS[0] if len(number) < 4 and int(number) <= DAYS[0] else DAYS[-1]
        else:
            words.append(word)
    for called in (" ".join(words), *words):
        name = metric_called(called, speech).lower()
        if name in set(Measure) or name in _MEASURES:
            return OpenTop(_MEASURES.get(name) or Measure(name), days, action.worst)
    return OpenTop(measure, days, action.worst)


def screen(result: MediaRanking, speech: Speech, *, worst: bool, origin: str = "") -> Screen:
    """``origin``: where Back leads, when it is not the start."""
    origin = kept(origin)
    ranking = result.ranking
    here = OpenTop(result.measure, result.period.days, worst, origin)
    shown = list(reversed(ranking.ranked)) if worst else list(ranking.ranked)
    shown = shown[:SHOWN]
    lines = [
        Line(
            speech.text(
                "top-header-worst" if worst else "top-header",
                account=handle(result.account.username),
            )
        ),
        Line(
            speech.text(
                "top-period",
                measure=metric_name(result.measure, speech),
                days=result.period.days,
                period=speech.period(result.period),
            )
        ),
    ]
    for number, ranked in enumerate(shown, start=1):
        lines += [BLANK, *_entry(number, ranked, result, speech)]
    if shown:
        count = len(ranking.ranked)
        lines += [BLANK, Line(speech.text("top-method", count=count), rank=1)]
    else:
        lines += [BLANK, Line(speech.text(_why_empty(result)))]
    lines += _left_out(result, speech)
    numbers = [
        Button(str(number), action=OpenMedia(ranked.media.id, origin=origin_of(here)))
        for number, ranked in enumerate(shown, start=1)
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([numbers] if numbers else []),
            _periods(here, speech),
            [
                button(
                    speech,
                    "button-measure",
                    OpenTopMeasures(here.measure, here.days, here.worst, origin),
                ),
                button(
                    speech,
                    "button-best" if worst else "button-worst",
                    replace(here, worst=not worst),
                ),
            ],
            back(speech, way_back(origin)),
        ],
    )


def measures(action: OpenTopMeasures, speech: Speech) -> Screen:
    """By what posts can be held against their usual."""
    here = OpenTop(action.measure, action.days, action.worst, kept(action.origin))
    choices: Sequence[Row] = [
        [
            choice(
                metric_name(measure, speech),
                measure is action.measure,
                replace(here, measure=measure),
            )
        ]
        for measure in Measure
    ]
    return Screen(speech.text("top-measures"), [*choices, back(speech, here)])


def _periods(here: OpenTop, speech: Speech) -> Row:
    return [
        choice(
            speech.plain("button-days", count=days),
            days == here.days,
            replace(here, days=days),
        )
        for days in DAYS
    ]


def _entry(number: int, ranked: Ranked, result: MediaRanking, speech: Speech) -> list[Line]:
    beside = ranked.beside
    return [
        Line(
            speech.text(
                "top-entry",
                number=number,
                times=speech.times(beside.times),
                format=format_name(ranked.media, speech),
                published=speech.published(ranked.media.details.timestamp, result.now),
            )
        ),
        Line(speech.text("list-title", title=title(ranked.media, _TITLE, speech))),
        Line(
            speech.text(
                "top-numbers",
                value=measured(result.measure, beside.value, speech),
                usual=measured(result.measure, beside.usual, speech),
                age=speech.duration(beside.age),
            )
        ),
    ]


def _why_empty(result: MediaRanking) -> str:
    if result.ranking.without_usual:
        return "top-needs-five"
    return "top-only-immature" if result.ranking.immature else "top-nothing-published"


def _left_out(result: MediaRanking, speech: Speech) -> list[Line]:
    """Nothing is left out in silence."""
    ranking = result.ranking
    lines = []
    if ranking.immature:
        lines.append(Line(speech.text("top-immature", count=ranking.immature)))
    if ranking.without_usual and ranking.ranked:
        lines.append(Line(speech.text("top-without-usual", count=ranking.without_usual)))
    if result.syncing:
        lines.append(Line(speech.text("list-syncing")))
    return [BLANK, *lines] if lines else []
