"""The stories of one day as a whole: sent as the wrap-up when the last one has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot.domain.formulas import exits, sequence_retention, share, story_completion
from bot.domain.media import Number
from bot.domain.story_life import Story, StorySequence, StoryState
from bot.presenters.actions import OpenStory, OpenStoryArchive
from bot.presenters.buttons import back
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.story_words import metric, states_summary
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
        *_standing_out(sequence.stories, speech),
        *_missing(sequence, result.now, speech),
    ]
    slides = [
        Button(str(number), action=OpenStory(story.id))
        for number, story in enumerate(sequence.stories[:_BUTTONS], start=1)
    ]
    rows = [
        slides[start : start + _BUTTONS_IN_A_ROW]
        for start in range(0, len(slides), _BUTTONS_IN_A_ROW)
    ]
    return Screen(fit(lines, MESSAGE), [*rows, back(speech, OpenStoryArchive())])


def _numbers(result: SequenceCard, speech: Speech) -> list[Line]:
    stories = result.sequence.stories
    reach = [metric(story, "reach") for story in stories]
    left = _sum([None if story.insights is None else exits(story.insights) for story in stories])
    views = _sum([metric(story, "views") for story in stories])
    share_left = share(left, views)
    lines = [
        Line(speech.text("sequence-reach", reach=_steps(reach, speech))),
        Line(
            speech.text(
                "sequence-completion",
                share=speech.percent(None if share_left is None else 1 - share_left),
                left=speech.number(left),
                replies=speech.number(_sum([metric(story, "replies") for story in stories])),
            )
        ),
    ]
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


def _standing_out(stories: Sequence[Story], speech: Speech) -> list[Line]:
    """The slides worth a second look, as far as there is something to compare."""
    lines = []
    reach = [metric(story, "reach") for story in stories]
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
    if best is not None and worst is not None and best.value > worst.value:
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


def _missing(sequence: StorySequence, now: datetime, speech: Speech) -> list[Line]:
    """Why some slides have no numbers, or not the last ones."""
    states = {story.state(now) for story in sequence.stories}
    texts = []
    if StoryState.PARTIAL in states:
        texts.append(speech.text("sequence-why-partial"))
    if StoryState.HIDDEN in states:
        texts.append(speech.text("sequence-why-hidden"))
    if StoryState.LOST in states:
        texts.append(speech.text("sequence-why-lost"))
    return [BLANK, *(Line(text, rank=1) for text in texts)] if texts else []


def _steps(values: Sequence[Number | None], speech: Speech) -> str:
    words = [speech.number(value) for value in values]
    if len(words) > _REACH_SHOWN:
        words = [*words[: _REACH_SHOWN - 2], "…", words[-1]]
    return " → ".join(words)


def _sum(values: Sequence[Number | None]) -> Number | None:
    """None as soon as one is unknown: a blank is not a zero."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _known(values: Sequence[Number | None], first: int = 1) -> list[_Slide]:
    return [
        _Slide(number, value)
        for number, value in enumerate(values, start=first)
        if value is not None
    ]


def _value(slide: _Slide) -> float:
    return slide.value
