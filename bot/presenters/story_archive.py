"""Story sequences of the past, newest day first, a few on a page."""

from bot.domain.formulas import sequence_retention
from bot.domain.story_life import StorySequence
from bot.presenters.actions import OpenLiveStories, OpenSequence, OpenStoryArchive
from bot.presenters.buttons import back, button, pages
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.story_words import metric, states_summary
from bot.services.results import StoryArchive


def screen(result: StoryArchive, speech: Speech) -> Screen:
    lines = [Line(speech.text("archive-header", account=handle(result.account.username)))]
    if result.pages > 1:
        lines.append(Line(speech.text("list-page", page=result.page + 1, pages=result.pages)))
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
            [button(speech, "button-live", OpenLiveStories())],
            back(speech),
        ],
    )


def _entry(
    number: int, sequence: StorySequence, result: StoryArchive, speech: Speech
) -> list[Line]:
    reach = [metric(story, "reach") for story in sequence.stories]
    return [
        Line(
            speech.text(
                "archive-entry",
                number=number,
                day=speech.past_day(sequence.local_date, result.now),
                count=len(sequence.stories),
                states=states_summary(sequence, result.now, speech),
            )
        ),
        Line(
            speech.text(
                "archive-numbers",
                reach=speech.number(reach[0] if reach else None),
                kept=speech.percent(sequence_retention(sequence, result.now)),
            )
        ),
    ]
