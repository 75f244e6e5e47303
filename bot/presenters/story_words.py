"""Stories in words: states, and numbers that may not be there."""

from datetime import datetime

from bot.domain.media import Number
from bot.domain.story_life import Story, StorySequence, StoryState
from bot.presenters.layout import Html
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
            return speech.text("story-lost")


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
