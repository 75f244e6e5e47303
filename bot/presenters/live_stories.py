"""The stories that are alive now, the one that ends first on top."""

from bot.domain.story_life import Story
from bot.presenters.actions import OpenHome, OpenLiveStories, OpenStory, OpenStoryArchive
from bot.presenters.buttons import back, button
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.story_words import metric, next_look_words, no_numbers_words, replies_limited
from bot.services.results import LiveStories

_SHOWN = 20
_BUTTONS_IN_A_ROW = 5


def screen(result: LiveStories, speech: Speech) -> Screen:
    shown = result.stories[:_SHOWN]
    lines = [
        Line(
            speech.text(
                "live-header",
                account=handle(result.account.username),
                count=len(result.stories),
            )
        )
    ]
    if not shown:
        lines += [BLANK, Line(speech.text("live-none"))]
    for number, story in enumerate(shown, start=1):
        lines += [BLANK, *_entry(number, story, result, speech)]
    if len(result.stories) > len(shown):
        more = len(result.stories) - len(shown)
        lines += [BLANK, Line(speech.text("live-more", count=more))]
    lines += replies_limited([metric(story, "replies") for story in shown], speech)
    numbers = [
        Button(str(number), action=OpenStory(story.id))
        for number, story in enumerate(shown, start=1)
    ]
    rows = [
        numbers[start : start + _BUTTONS_IN_A_ROW]
        for start in range(0, len(numbers), _BUTTONS_IN_A_ROW)
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *rows,
            [
                button(speech, "button-refresh", OpenLiveStories()),
                button(speech, "button-archive", OpenStoryArchive()),
            ],
            back(speech, OpenHome()),
        ],
    )


def _entry(number: int, story: Story, result: LiveStories, speech: Speech) -> list[Line]:
    lines = [
        Line(
            speech.text(
                "live-entry",
                number=number,
                posted=speech.day_and_time(story.posted_at),
                left=speech.duration(story.ends_at - result.now),
            )
        )
    ]
    if story.insights is not None:
        lines.append(
            Line(
                speech.text(
                    "live-numbers",
                    views=speech.number(metric(story, "views")),
                    reach=speech.number(metric(story, "reach")),
                    replies=speech.number(metric(story, "replies")),
                )
            )
        )
        read_at = speech.moment(story.insights.as_of)
        lines.append(Line(speech.text("live-read-at", moment=read_at)))
    elif story.looks or story.id not in result.being_read:
        lines.append(Line(no_numbers_words(story, speech)))
    next_look_at = result.next_look_at.get(story.id)
    next_look = next_look_words(next_look_at, story.id in result.being_read, result.now, speech)
    return [*lines, *([Line(next_look)] if next_look else [])]
