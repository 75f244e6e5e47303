"""Stories in words: states, and numbers that may not be there."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.media import Number
from bot.domain.story_life import Story, StorySequence, StoryState
from bot.presenters.layout import Html, Line
from bot.presenters.speech import Speech

STATE_TEXTS = {
    StoryState.LIVE: "story-count-live",
    StoryState.FINAL: "story-count-final",
    StoryState.PARTIAL: "story-count-partial",
    StoryState.HIDDEN: "story-count-hidden",
    StoryState.LOST: "story-count-lost",
}
"""How many slides of a sequence are in a state."""


def metric(story: Story, name: str) -> Number | None:
    return None if story.insights is None else story.insights.get(name)


def state_words(story: Story, now: datetime, speech: Speech) -> Html:
    """The state, and how old the story was when its numbers were read."""
    age = speech.duration(story.age_at_last_numbers)
    match story.state(now):
        case StoryState.LIVE:
            return speech.text("story-live", left=speech.duration(story.ends_at - now))
        case StoryState.FINAL:
            return speech.text("story-final", age=age)
        case StoryState.PARTIAL:
            return speech.text("story-partial", age=age)
        case StoryState.HIDDEN:
            return speech.text("story-hidden")
        case StoryState.LOST:
            return speech.text("story-without-numbers" if story.looks else "story-lost")


def no_numbers_words(story: Story, speech: Speech) -> Html:
    """Why a story that is alive has none yet."""
    if not story.looks:
        return speech.text("live-not-looked")
    return speech.text("live-hidden" if story.hidden else "live-without-numbers")


def next_look_words(
    at: datetime | None, being_read: bool, now: datetime, speech: Speech
) -> Html | None:
    """When it is looked at next; None when no look lies ahead."""
    if being_read:
        return speech.text("story-being-read")
    if at is None:
        return None
    if at <= now:
        return speech.text("story-next-look-due")
    return speech.text("story-next-look", moment=speech.moment(at))


def states_summary(sequence: StorySequence, now: datetime, speech: Speech) -> str:
    """All final, or how many slides are in which state."""
    states = [story.state(now) for story in sequence.stories]
    if states and all(state is StoryState.FINAL for state in states):
        return speech.plain("sequence-all-final")
    return ", ".join(
        speech.plain(key, count=states.count(state))
        for state, key in STATE_TEXTS.items()
        if state in states
    )


def replies_limited(replies: Sequence[Number | None], speech: Speech) -> list[Line]:
    """What may stand behind "no replies"; where there are some, no law kept them from us."""
    known = [number for number in replies if number is not None]
    if not known or any(known):
        return []
    return [Line(speech.text("replies-limited"), rank=2)]
