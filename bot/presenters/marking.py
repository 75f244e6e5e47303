"""Marking with topics: the topics of one post, reel or story, and what one topic is put on."""

from bot.domain.media import Media, MediaProductType
from bot.domain.story_life import Story
from bot.presenters.actions import (
    Action,
    MarkFromCard,
    MarkFromTag,
    OpenMarking,
    OpenMedia,
    OpenStory,
    OpenTag,
    OpenTags,
    OpenTagsOf,
)
from bot.presenters.buttons import Row, back, button, choice, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle
from bot.presenters.media_words import format_name, title
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.presenters.tags import ON_A_PAGE, tag_words
from bot.services.ports import Target
from bot.services.results import MarkingList, TagsOfTarget

_TITLE = 60
_KINDS = {
    MediaProductType.FEED: "button-posts",
    MediaProductType.REELS: "button-reels",
    MediaProductType.STORY: "button-stories",
}


def tags_of(result: TagsOfTarget, speech: Speech, page: int = 0) -> Screen:
    """Each topic is a switch that names the state it leads to."""
    target = result.target
    count = max(1, -(-len(result.tags) // ON_A_PAGE))
    page = min(max(page, 0), count - 1)
    switches = [
        [
            choice(
                tag_words(tag),
                tag.id in result.marked,
                MarkFromCard(target.kind, target.id, tag.id, tag.id not in result.marked, page),
            )
        ]
        for tag in result.tags[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    ]
    return Screen(
        speech.text("tags-of" if result.tags else "tags-of-none"),
        [
            *switches,
            *pages(page, count, lambda to: OpenTagsOf(target.kind, target.id, to)),
            [button(speech, "button-tags", OpenTags())],
            back(speech, card_of(target)),
        ],
    )


def marking(result: MarkingList, speech: Speech) -> Screen:
    """What is on the page, newest first, and what of it has the topic."""
    lines = [
        Line(
            speech.text(
                "marking-header",
                tag=tag_words(result.tag),
                account=handle(result.account.username),
            )
        )
    ]
    for number, one in enumerate(result.entries, start=1):
        lines += [BLANK, *(Line(text) for text in _entry(number, one, result, speech))]
    if not result.entries:
        lines += [BLANK, Line(speech.text("marking-nothing"))]
    switches = [
        choice(
            str(number),
            one.id in result.marked,
            MarkFromTag(
                result.tag.id, result.kind, one.id, one.id not in result.marked, result.page
            ),
        )
        for number, one in enumerate(result.entries, start=1)
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([switches] if switches else []),
            *pages(
                result.page,
                result.pages,
                lambda page: OpenMarking(result.tag.id, result.kind, page),
            ),
            *_kinds(result, speech),
            back(speech, OpenTag(result.tag.id)),
        ],
    )


def card_of(target: Target) -> Action:
    return OpenStory(target.id) if target.is_story else OpenMedia(target.id)


def _kinds(result: MarkingList, speech: Speech) -> list[Row]:
    """Beside each other the three words would be cut on a phone."""
    kinds = [
        choice(speech.plain(key), kind is result.kind, OpenMarking(result.tag.id, kind))
        for kind, key in _KINDS.items()
    ]
    return [kinds[:2], kinds[2:]]


def _entry(number: int, one: Media | Story, result: MarkingList, speech: Speech) -> list[Html]:
    published = speech.published(one.details.timestamp, result.now)
    has_it = one.id in result.marked
    if isinstance(one, Story):
        key = "marking-story-marked" if has_it else "marking-story"
        return [speech.text(key, number=number, published=published)]
    key = "marking-post-marked" if has_it else "marking-post"
    return [
        speech.text(key, number=number, format=format_name(one, speech), published=published),
        speech.text("list-title", title=title(one, _TITLE, speech)),
    ]
