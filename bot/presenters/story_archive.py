"""Story sequences of the past, newest day first, a few on a page."""

from bot.domain.formulas import sequence_retention
from bot.domain.story_life import StorySequence
from bot.presenters.actions import OpenLiveStories, OpenSequence, OpenStoryArchive, OpenStoryMonth
from bot.presenters.buttons import back, button, pages
from bot.presenters.coverage_words import coverage_lines
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.story_words import metric, states_summary
from bot.services.results import StoryArchive


def screen(result: StoryArchive, speech: Speech) -> Screen:
    lines = [Line(speech.text("archive-header", account=handle(result.account.username)))]
    if result.pages > 1:
        lines.append(Line(speech.text("list-page", page=result.page + 1, pages=result.pages)))
    for month in result.coverage:
        lines += [Line(text) for text in coverage_lines(month, speech)]
    if not result.sequences:
        lines += [BLANK, Line(speech.text("archive-empty"))]
    for number, sequence in enumerate(result.sequences, start=1):
        lines += [BLANK, *_entry(number, sequence, result, speech)]
    numbers = [
        Button(str(number), action=OpenSequence(sequence.id))
        for number, sequence in enumerate(result.sequences, start=1)
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([numbers] if numbers else []),
            *pages(result.page, result.pages, OpenStoryArchive),
            [
                button(speech, "button-live", OpenLiveStories()),
                button(speech, "button-story-days", OpenStoryMonth()),
            ],
            back(speech),
        ],
    )


def _entry(
    number: int, sequence: StorySequence, result: StoryArchive, speech: Speech
) -> list[Line]:
    stories = sequence.stories
    reach = speech.number(metric(stories[0], "reach") if stories else None)
    kept = speech.percent(sequence_retention(sequence, result.now))
    is_single = len(stories) == 1
    return [
        Line(
            speech.text(
                "archive-entry",
                number=number,
                day=speech.past_day(sequence.local_date, result.now),
                count=len(stories),
                states=states_summary(sequence, result.now, speech),
            )
        ),
        Line(
            speech.text("sequence-reach", reach=reach)
            if is_single
            else speech.text("archive-numbers", reach=reach, kept=kept)
        ),
    ]
