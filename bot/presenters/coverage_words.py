"""What became of a month's stories, and why one has no last look."""

from bot.domain.story_coverage import Cause, Coverage, Why
from bot.domain.story_life import LIFE, Story
from bot.presenters.layout import Html, join
from bot.presenters.speech import Speech

WHYS = {
    Cause.LINK: "story-why-link",
    Cause.UNLINKED: "story-why-unlinked",
    Cause.BOT_DOWN: "story-why-bot-down",
    Cause.THROTTLED: "story-why-throttled",
    Cause.BUDGET: "story-why-budget",
    Cause.NO_ANSWER: "story-why-no-answer",
    Cause.REFUSED: "story-why-refused",
    Cause.FAULT: "story-why-fault",
    Cause.DELETED: "story-why-deleted",
    Cause.FOUND_LATE: "story-why-found-late",
    Cause.NO_NUMBERS: "story-why-no-numbers",
    Cause.UNKNOWN: "story-why-unknown",
}
"""Why a story has no last look."""


def coverage_lines(coverage: Coverage, speech: Speech) -> list[Html]:
    """All that ended count, lost ones too; and what nobody can know."""
    month = speech.month(coverage.month)
    counts = {
        "story-count-partial": coverage.partial,
        "story-count-hidden": coverage.hidden,
        "story-count-lost": coverage.lost,
        "story-count-live": coverage.live,
    }
    if coverage.ended:
        head = speech.text("coverage", month=month, final=coverage.final, count=coverage.ended)
    else:
        head = speech.text("coverage-none", month=month)
    others = [speech.text(key, count=count) for key, count in counts.items() if count]
    lines = [join(" · ", [head, *others])]
    lines += [
        speech.text(
            "coverage-blind",
            since=speech.day_and_time(one.since),
            until=speech.day_and_time(one.until),
        )
        for one in coverage.blind
    ]
    return lines


def why_words(why: Why, story: Story, speech: Speech) -> Html:
    """The cause, and what would have saved the story."""
    return speech.text(
        WHYS[why.cause],
        since=speech.day_and_time(why.since),
        until=speech.day_and_time(why.until),
        end=speech.day_and_time(story.posted_at + LIFE),
    )
