"""The stories of one day as a whole: sent as the wrap-up when the last one has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.formulas import (
    exits,
    sequence_completion,
    sequence_retention,
    share,
    story_completion,
    sum_of,
)
from bot.domain.media import Number
from bot.domain.story_life import PictureState, StoryState
from bot.presenters.actions import OpenSequencePictures, OpenStory, OpenStoryArchive
from bot.presenters.buttons import back, button
from bot.presenters.coverage_words import why_words
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.story_words import metric, replies_limited, states_summary
from bot.services.results import SequenceCard

_REACH_SHOWN = 12
_BUTTONS = 40
"""Slides beyond these are reached from slide to slide."""
_BUTTONS_IN_A_ROW = 5


def screen(result: SequenceCard, speech: Speech) -> Screen:
    sequence = result.sequence
    lines = [
        Line(
            speech.text(
                "sequence-header",
                day=speech.past_day(sequence.local_date, result.now),
                account=handle(result.account.username),
            )
        ),
        Line(
            speech.text(
                "sequence-slides",
                count=len(sequence.stories),
                states=states_summary(sequence, result.now, speech),
            )
        ),
        BLANK,
        *_numbers(result, speech),
        *_standing_out(result, speech),
        *_missing(result, speech),
    ]
    slides = [
        Button(str(number), action=OpenStory(story.id))
        for number, story in enumerate(sequence.stories[:_BUTTONS], start=1)
    ]
    rows = [
        slides[start : start + _BUTTONS_IN_A_ROW]
        for start in range(0, len(slides), _BUTTONS_IN_A_ROW)
    ]
    if PictureState.KEPT in result.pictures.values():
        rows.append([button(speech, "button-slides", OpenSequencePictures(sequence.id))])
    return Screen(fit(lines, MESSAGE), [*rows, back(speech, OpenStoryArchive())])


def _numbers(result: SequenceCard, speech: Speech) -> list[Line]:
    stories = result.sequence.stories
    reach = [metric(story, "reach") for story in stories]
    left = sum_of([None if story.insights is None else exits(story.insights) for story in stories])
    completion = sequence_completion(result.sequence)
    replies = sum_of([metric(story, "replies") for story in stories])
    lines = [
        Line(speech.text("sequence-reach", reach=_steps(reach, speech))),
        Line(
            speech.text(
                "sequence-completion",
                share=speech.percent(completion),
                left=speech.number(left),
                replies=speech.number(replies),
            )
        ),
    ]
    lines += replies_limited([replies], speech)
    if result.median_completion is not None:
        median = speech.percent(result.median_completion)
        lines.append(Line(speech.text("sequence-median-completion", share=median)))
    if len(stories) > 1:
        kept = speech.percent(sequence_retention(result.sequence, result.now))
        lines.insert(1, Line(speech.text("sequence-kept", share=kept)))
        if result.median_retention is not None:
            median = speech.percent(result.median_retention)
            lines.insert(2, Line(speech.text("sequence-median", share=median)))
    return lines


@dataclass(frozen=True)
class _Slide:
    number: int
    value: float


def _standing_out(result: SequenceCard, speech: Speech) -> list[Line]:
    """The slides worth a second look, as far as there is something to compare.

    What a slide lost is told only from final numbers: a younger one still gains.
    """
    lines = []
    stories = result.sequence.stories
    reach = [
        metric(story, "reach") if story.state(result.now) is StoryState.FINAL else None
        for story in stories
    ]
    steps = [share(now, before) for before, now in pairwise(reach)]
    losses = _known([None if step is None else 1 - step for step in steps], first=2)
    loss = max(losses, key=_value, default=None)
    if loss is not None and loss.value > 0:
        lines.append(
            Line(speech.text("sequence-loss", slide=loss.number, share=speech.percent(loss.value)))
        )
    completion = _known(
        [None if story.insights is None else story_completion(story.insights) for story in stories]
    )
    best, worst = (
        max(completion, key=_value, default=None),
        min(completion, key=_value, default=None),
    )
    # What reads the same is the same.
    if best and worst and speech.percent(best.value) != speech.percent(worst.value):
        lines.append(
            Line(
                speech.text(
                    "sequence-best-and-worst",
                    best=best.number,
                    best_share=speech.percent(best.value),
                    worst=worst.number,
                    worst_share=speech.percent(worst.value),
                )
            )
        )
    backs = max(
        _known(
            [
                None if story.insights is None else story.insights.part("navigation", "tap_back")
                for story in stories
            ]
        ),
        key=_value,
        default=None,
    )
    if len(stories) > 1 and backs is not None and backs.value > 0:
        lines.append(
            Line(
                speech.text(
                    "sequence-most-backs", slide=backs.number, backs=speech.number(backs.value)
                )
            )
        )
    replies = max(_known([metric(story, "replies") for story in stories]), key=_value, default=None)
    if len(stories) > 1 and replies is not None and replies.value > 0:
        lines.append(
            Line(
                speech.text(
                    "sequence-most-replies",
                    slide=replies.number,
                    replies=speech.number(replies.value),
                )
            )
        )
    return [BLANK, *lines] if lines else []


_WHYS_SHOWN = 10


def _missing(result: SequenceCard, speech: Speech) -> list[Line]:
    """Why some slides have no numbers, or not the last ones, and what would have saved them."""
    states = {story.state(result.now) for story in result.sequence.stories}
    texts = []
    if StoryState.PARTIAL in states:
        texts.append(speech.text("sequence-why-partial"))
    if StoryState.HIDDEN in states:
        texts.append(speech.text("sequence-why-hidden"))
    if StoryState.LOST in states:
        texts.append(speech.text("sequence-why-lost"))
    slides = enumerate(result.sequence.stories, start=1)
    slides_by_why: dict[Html, list[str]] = {}
    for number, story in slides:
        if story.id in result.whys:
            words = why_words(result.whys[story.id], story, speech)
            slides_by_why.setdefault(words, []).append(str(number))
    whys = [
        speech.text("sequence-why-slides", count=len(numbers), slides=", ".join(numbers), why=words)
        for words, numbers in slides_by_why.items()
    ]
    texts += whys[:_WHYS_SHOWN]
    return [BLANK, *(Line(text, rank=1) for text in texts)] if texts else []


def _steps(values: Sequence[Number | None], speech: Speech) -> str:
    words = [speech.number(value) for value in values]
    if len(words) > _REACH_SHOWN:
        words = [*words[: _REACH_SHOWN - 2], "…", words[-1]]
    return " → ".join(words)


def _known(values: Sequence[Number | None], first: int = 1) -> list[_Slide]:
    return [
        _Slide(number, value)
        for number, value in enumerate(values, start=first)
        if value is not None
    ]


def _value(slide: _Slide) -> float:
    return slide.value
