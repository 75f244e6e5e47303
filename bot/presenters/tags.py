"""A person's topics: the list of them, one of them, and its end."""

from collections.abc import Sequence

from bot.domain.media import Media
from bot.domain.story_life import Story
from bot.domain.tags import LONGEST_NAME, RENAMES, Tag
from bot.domain.topics import TopicNumbers
from bot.presenters.actions import (
    AskRemoveTag,
    OpenMarking,
    OpenMedia,
    OpenRenameTag,
    OpenStory,
    OpenTag,
    OpenTags,
    PickTag,
    RemoveTag,
)
from bot.presenters.buttons import back, button, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, apart, fit, handle, shorten
from bot.presenters.media_words import format_name, title
from bot.presenters.origins import origin_of
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.ports import CountedTag
from bot.services.results import TagCard, TagList

ON_A_PAGE = 5
_TITLE = 60


def tag_words(tag: Tag) -> str:
    return apart(shorten(tag.name, LONGEST_NAME))


def screen(result: TagList, speech: Speech, page: int = 0) -> Screen:
    count = max(1, -(-len(result.tags) // ON_A_PAGE))
    page = min(max(page, 0), count - 1)
    lines = [
        Line(speech.text("tags-header", account=handle(result.account.username))),
        Line(speech.text("tags-what")),
        *([BLANK] if result.tags else []),
        *(Line(_counted(one, speech), rank=1) for one in result.tags),
        BLANK,
        Line(speech.text("tags-new")),
    ]
    shown = result.tags[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([Button(tag_words(one.tag), action=OpenTag(one.tag.id))] for one in shown),
            *pages(page, count, OpenTags),
            back(speech),
        ],
    )


def card(result: TagCard, speech: Speech) -> Screen:
    tag, numbers = result.tag, result.numbers
    posts = len(result.media)
    marked: list[Media | Story] = [*result.media, *result.stories]
    entries = sorted(marked, key=_published, reverse=True)[:ON_A_PAGE]
    lines = [
        Line(
            speech.text("tag-header", tag=tag_words(tag), account=handle(result.account.username))
        ),
    ]
    if not entries:
        lines += [BLANK, Line(speech.text("tag-empty"))]
    if posts:
        lines += [BLANK, *_of_posts(numbers, speech)]
    if result.stories:
        lines += [BLANK, *_of_stories(numbers, speech)]
    if entries:
        lines += [BLANK, Line(speech.text("tag-needs-five"), rank=2), BLANK]
    for number, one in enumerate(entries, start=1):
        lines.append(Line(_entry(number, one, result, speech), rank=1))
    origin = origin_of(OpenTag(tag.id))
    cards = [
        Button(
            str(number),
            action=OpenStory(one.id, origin)
            if isinstance(one, Story)
            else OpenMedia(one.id, origin=origin),
        )
        for number, one in enumerate(entries, start=1)
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([cards] if cards else []),
            [
                button(speech, "button-mark", OpenMarking(tag.id)),
                button(speech, "button-compare", PickTag(tag.id)),
            ],
            [
                button(speech, "button-rename", OpenRenameTag(tag.id)),
                button(speech, "button-remove-tag", AskRemoveTag(tag.id)),
            ],
            back(speech, OpenTags()),
        ],
    )


def rename(result: TagCard, speech: Speech) -> Screen:
    """A name is typed; how, stands here and can be copied."""
    name = tag_words(result.tag)
    start = f"/tag {name} {RENAMES} "
    return Screen(
        speech.text("tag-rename", tag=name),
        [
            [Button(speech.plain("button-copy-start"), copy_text=start)],
            back(speech, OpenTag(result.tag.id)),
        ],
    )


def removal_question(result: TagCard, speech: Speech) -> Screen:
    count = len(result.media) + len(result.stories)
    remove = Button(
        speech.plain("button-remove-tag"), action=RemoveTag(result.tag.id), style=Style.DANGER
    )
    return Screen(
        speech.text("tag-removal-question", tag=tag_words(result.tag), count=count),
        [[remove], back(speech, OpenTag(result.tag.id))],
    )


def _published(one: Media | Story) -> float:
    return one.details.timestamp.timestamp()


def _counted(one: CountedTag, speech: Speech) -> Html:
    kinds = (
        ("overview-posts", one.posts),
        ("overview-reels", one.reels),
        ("tag-stories", one.stories),
    )
    counts = [speech.plain(key, count=count) for key, count in kinds if count]
    what = " · ".join(counts) or speech.plain("tag-nothing")
    return speech.text("tags-entry", tag=tag_words(one.tag), what=what)


def _of_posts(numbers: TopicNumbers, speech: Speech) -> Sequence[Line]:
    lines = [
        Line(speech.text("tag-posts", count=numbers.posts)),
        Line(speech.text("tag-reach", median=speech.number(numbers.median_reach))),
    ]
    if numbers.times_usual is not None:
        lines.append(Line(speech.text("tag-usual", times=speech.times(numbers.times_usual))))
    lines += [
        Line(
            speech.text(
                "tag-engagement",
                share=speech.percent(numbers.engagement),
                median=speech.percent(numbers.median_engagement),
            )
        ),
        Line(
            speech.text(
                "tag-rates",
                saves=speech.percent(numbers.median_saves, digits=2),
                shares=speech.percent(numbers.median_shares, digits=2),
            )
        ),
    ]
    if numbers.immature:
        lines.append(Line(speech.text("top-immature", count=numbers.immature), rank=2))
    return lines


def _of_stories(numbers: TopicNumbers, speech: Speech) -> Sequence[Line]:
    return [
        Line(speech.text("tag-final-stories", count=numbers.stories)),
        Line(
            speech.text(
                "tag-story-numbers",
                reach=speech.number(numbers.median_story_reach),
                completion=speech.percent(numbers.median_completion),
            )
        ),
    ]


def _entry(number: int, one: Media | Story, result: TagCard, speech: Speech) -> Html:
    published = speech.published(one.details.timestamp, result.now)
    if isinstance(one, Story):
        return speech.text("tag-story-entry", number=number, published=published)
    return speech.text(
        "tag-post-entry",
        number=number,
        format=format_name(one, speech),
        published=published,
        title=title(one, _TITLE, speech),
    )
