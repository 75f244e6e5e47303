"""Metrics that Instagram does not offer at present, in words."""

from datetime import datetime

from bot.presenters.layout import Html
from bot.presenters.speech import Speech
from bot.services.ports import RefusedMetric

LISTS = "LIST"
"""The kind of refusal that means: lists bring no numbers."""

KINDS = {
    "IMAGE": "kind-image",
    "CAROUSEL": "kind-carousel",
    "LEGACY_VIDEO": "kind-legacy-video",
    "REELS": "kind-reels",
    "STORY": "kind-story",
    "ACCOUNT": "kind-account",
}
"""What a metric is offered or refused for, and how each is called."""


def kind_words(kind: str, speech: Speech) -> str:
    return speech.plain(KINDS[kind])


def refused_line(refused: RefusedMetric, now: datetime, speech: Speech) -> Html:
    """What is not offered, since when, and when it is tried again."""
    since, again = (
        speech.past_day(instant.astimezone(speech.zone).date(), now)
        for instant in (refused.since, refused.tried_again_at)
    )
    if refused.kind == LISTS:
        of_stories = refused.metric.endswith("of stories")
        key = "refused-story-lists" if of_stories else "refused-lists"
        return speech.text(key, since=since, again=again)
    kind = kind_words(refused.kind, speech)
    return speech.text("refused-metric", metric=refused.metric, kind=kind, since=since, again=again)
