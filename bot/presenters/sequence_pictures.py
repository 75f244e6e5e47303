"""The slides of one day side by side, as they looked."""

from bot.domain.story_life import PictureState
from bot.presenters.actions import OpenSequence, OpenStory
from bot.presenters.buttons import back
from bot.presenters.layout import BLANK, CAPTION, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.services.results import SequenceCard

_SHOWN = 20
_BUTTONS_IN_A_ROW = 5


def screen(result: SequenceCard, speech: Speech) -> Screen:
    slides = result.sequence.stories[:_SHOWN]
    kept = [result.pictures.get(story.id) is PictureState.KEPT for story in slides]
    lines = [
        Line(
            speech.text(
                "sequence-header",
                day=speech.past_day(result.sequence.local_date, result.now),
                account=handle(result.account.username),
            )
        ),
        BLANK,
    ]
    if not any(kept):
        lines.append(Line(speech.text("sequence-no-pictures")))
    elif not all(kept):
        lines.append(Line(speech.text("sequence-some-pictures")))
    if len(result.sequence.stories) > len(slides):
        lines.append(Line(speech.text("sequence-first-pictures", count=len(slides))))
    lines.append(Line(speech.text("sequence-pictures-hint")))
    numbers = [
        Button(str(number), action=OpenStory(story.id))
        for number, story in enumerate(slides, start=1)
    ]
    rows = [
        numbers[start : start + _BUTTONS_IN_A_ROW]
        for start in range(0, len(numbers), _BUTTONS_IN_A_ROW)
    ]
    return Screen(
        fit(lines, CAPTION),
        [*rows, back(speech, OpenSequence(result.sequence.id))],
        kept_pictures=tuple(
            story.id if is_kept else None for story, is_kept in zip(slides, kept, strict=True)
        ),
    )
