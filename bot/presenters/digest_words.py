"""The lines of a digest that are not an overview's: best, worst, stories, a tip, and notes."""

from collections.abc import Mapping

from bot.domain.digest_picks import BestMedia, WorstMedia
from bot.domain.digest_sentence import LONG_SEQUENCE, LOOKED_BACK, Told, UsefulSentence
from bot.domain.media import MediaKind, MediaProductType
from bot.domain.same_age import BesideUsual, Measure
from bot.presenters.layout import Html, apart, join
from bot.presenters.media_words import number_of, title
from bot.presenters.metric_words import metric_name
from bot.presenters.speech import Speech
from bot.services.results import AccountDigest, DigestStories, Overview

_TITLE = 32

_TIPS = {
    Told.ABOVE_USUAL: "digest-tip-above-usual",
    Told.BELOW_USUAL: "digest-tip-below-usual",
    Told.SAVES: "digest-tip-saves",
    Told.SHARES: "digest-tip-shares",
    Told.ENGAGEMENT: "digest-tip-engagement",
    Told.SHORT_STORIES: "digest-tip-short-stories",
    Told.LONG_STORIES: "digest-tip-long-stories",
}
_MORE: Mapping[MediaKind | None, str] = {
    MediaKind.IMAGE: "digest-more-photos",
    MediaKind.CAROUSEL: "digest-more-carousels",
    MediaKind.REELS: "digest-more-reels",
}
_LESS: Mapping[MediaKind | None, str] = {
    MediaKind.IMAGE: "digest-less-photos",
    MediaKind.CAROUSEL: "digest-less-carousels",
    MediaKind.REELS: "digest-less-reels",
}


def best_line(found: BestMedia, speech: Speech) -> Html:
    """Best is what reached more than usual; else it is only what it reached."""
    is_reel = found.media.details.media_product_type is MediaProductType.REELS
    name = apart(title(found.media, _TITLE, speech))
    reach = number_of(found.media, "reach", speech)
    beside = found.beside
    if beside is None:
        key = "digest-reel" if is_reel else "digest-post"
        return speech.text(key, title=name, reach=reach)
    if beside.times >= 1:
        key = "digest-best-reel" if is_reel else "digest-best-post"
    else:
        key = "digest-reel-beside" if is_reel else "digest-post-beside"
    return speech.text(key, title=name, reach=reach, **_beside(beside, speech))


def worst_line(found: WorstMedia | None, speech: Speech) -> list[Html]:
    if found is None:
        return []
    low_reach = found.measure is Measure.REACH
    key = "digest-worst-reach" if low_reach else "digest-worst-saves"
    name = apart(title(found.media, _TITLE, speech))
    return [speech.text(key, title=name, **_beside(found.beside, speech))]


def _beside(beside: BesideUsual, speech: Speech) -> dict[str, str]:
    return {"times": speech.times(beside.times), "age": speech.duration(beside.age)}


def stories_line(stories: DigestStories, speech: Speech) -> list[Html]:
    """How many there were stands among what was published."""
    parts = []
    if stories.median_completion is not None:
        share = speech.percent(stories.median_completion, digits=0)
        parts.append(speech.text("digest-stories-completion", share=share))
    most = stories.most_replies
    if most is not None:
        parts.append(
            speech.text(
                "digest-stories-replies",
                slide=most.position + 1,
                day=speech.day(most.day),
                count=speech.number(most.replies),
            )
        )
    if stories.lost:
        parts.append(speech.text("digest-stories-lost", count=stories.lost))
    return [speech.text("digest-stories", what=join(" · ", parts))] if parts else []


def tip_line(sentence: UsefulSentence | None, speech: Speech) -> list[Html]:
    return [] if sentence is None else [speech.text("digest-tip", sentence=tip(sentence, speech))]


def tip(sentence: UsefulSentence, speech: Speech) -> str:
    """The useful sentence itself, without markup."""
    more, less = _MORE.get(sentence.more), _LESS.get(sentence.less)
    return speech.plain(
        _TIPS[sentence.told],
        more=speech.plain(more) if more else "",
        less=speech.plain(less) if less else "",
        times=speech.times(sentence.times),
        count=sentence.count,
        others=sentence.other_count,
        days=LOOKED_BACK.days,
        slides=LONG_SEQUENCE,
    )


def against_line(shown: Overview, speech: Speech) -> list[Html]:
    """How two months are compared that are not equally long."""
    if shown.against is None:
        return []
    together = shown.unique_of or shown.period
    return [
        speech.text(
            "digest-against",
            days=shown.against.days,
            same="yes" if shown.against.days == shown.period.days else "no",
            together=together.days,
        )
    ]


def notes_line(told: AccountDigest, speech: Speech) -> list[Html]:
    """What is not in the numbers, and why."""
    notes = []
    if told.immature:
        notes.append(speech.text("digest-note-immature", count=told.immature))
    if told.not_offered:
        names = ", ".join(metric_name(name, speech) for name in told.not_offered)
        notes.append(speech.text("digest-note-not-offered", metrics=names))
    if told.without_link:
        lost = speech.duration(told.without_link)
        notes.append(speech.text("digest-note-without-link", duration=lost))
    return [speech.text("digest-notes", notes=join(" · ", notes))] if notes else []
