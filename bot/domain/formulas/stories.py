"""Stories and their sequences: who left, who saw them whole, who was kept to the end."""

from datetime import datetime

from bot.domain.formulas.basis import share, share_within, sum_of
from bot.domain.media import Insights, Number
from bot.domain.story_life import StorySequence


def exits(insights: Insights) -> Number | None:
    """Who left here: exits from stories plus moves to the next account.

    Some tools count exits only; ours counts everybody who did not go on to the next slide.
    """
    tap_exit = insights.part("navigation", "tap_exit")
    swipe_forward = insights.part("navigation", "swipe_forward")
    if tap_exit is None or swipe_forward is None:
        return None
    return tap_exit + swipe_forward


def story_exit_rate(insights: Insights) -> float | None:
    """(tap_exit + swipe_forward) / views."""
    return share_within(exits(insights), insights.get("views"))


def story_completion(insights: Insights) -> float | None:
    """1 - exit rate."""
    rate = story_exit_rate(insights)
    return None if rate is None else 1 - rate


def story_full_view(insights: Insights) -> float | None:
    """(views - exits - tap_forward) / views: Minter's share of views that lasted to the end."""
    views, forward = insights.get("views"), insights.part("navigation", "tap_forward")
    left = exits(insights)
    if views is None or left is None or forward is None:
        return None
    return share_within(views - left - forward, views)


def story_forward_rate(insights: Insights) -> float | None:
    """tap_forward / views."""
    return share(insights.part("navigation", "tap_forward"), insights.get("views"))


def story_back_rate(insights: Insights) -> float | None:
    """tap_back / views."""
    return share(insights.part("navigation", "tap_back"), insights.get("views"))


def reply_rate(insights: Insights) -> float | None:
    """replies / reach. In the EEA and Japan the law may make it 0: say so where it stands."""
    return share(insights.get("replies"), insights.get("reach"))


def sequence_retention(sequence: StorySequence, now: datetime) -> float | None:
    """Reach of the last slide / reach of the first; needs two slides, all of them final.

    None above 1: when a later slide reached more people, it did not lose them on the way.
    """
    stories = sequence.stories
    if len(stories) < 2 or sequence.final_count(now) < len(stories):
        return None
    first, last = (
        story.insights.get("reach") if story.insights else None
        for story in (stories[0], stories[-1])
    )
    return share_within(last, first)


def sequence_completion(sequence: StorySequence) -> float | None:
    """1 - who left / views, of all slides together; None as soon as one is unknown."""
    insights = [story.insights for story in sequence.stories if story.insights is not None]
    if len(insights) < len(sequence.stories):
        return None
    rate = share_within(
        sum_of([exits(one) for one in insights]), sum_of([one.get("views") for one in insights])
    )
    return None if rate is None else 1 - rate


def story_coverage(final: int, ended: int) -> float | None:
    """Stories with a last look at 23 h or later / stories that ended: our own quality figure."""
    return share_within(final, ended)
