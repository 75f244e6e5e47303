"""Two topics beside each other, and how they are chosen."""

from collections.abc import Callable, Sequence

from bot.domain.topics import TopicNumbers
from bot.presenters.actions import CompareTags, OpenCompare, OpenTag, PickTag
from bot.presenters.buttons import Row, back, pages
from bot.presenters.compare import compared_line
from bot.presenters.layout import BLANK, MESSAGE, Line, fit, handle
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.tags import ON_A_PAGE, tag_words
from bot.services.ports import CountedTag
from bot.services.results import TagComparison, TagList


def pick_tag(result: TagList, first_id: int, page: int, speech: Speech) -> Screen:
    others: Sequence[CountedTag] = [one for one in result.tags if one.tag.id != first_id]
    count = max(1, -(-len(others) // ON_A_PAGE))
    page = min(max(page, 0), count - 1)
    rows: list[Row] = [
        [
            Button(
                tag_words(one.tag),
                action=CompareTags(first_id, one.tag.id) if first_id else PickTag(one.tag.id),
            )
        ]
        for one in others[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    ]
    if len(result.tags) < 2:
        key, rows = "compare-needs-two-tags", []
    else:
        key = "compare-pick-second-tag" if first_id else "compare-pick-first-tag"
    return Screen(
        speech.text(key),
        [
            *rows,
            *(pages(page, count, lambda to: PickTag(first_id, to)) if rows else []),
            back(speech, PickTag() if first_id else OpenCompare()),
        ],
    )


def tags(result: TagComparison, speech: Speech) -> Screen:
    first, second = result.first, result.second
    one, other = first.numbers, second.numbers
    lines = [
        Line(
            speech.text(
                "compare-tags",
                first=tag_words(first.tag),
                second=tag_words(second.tag),
                account=handle(first.account.username),
            )
        ),
        BLANK,
        *(
            Line(compared_line(speech.plain(key), tell(one, speech), tell(other, speech), speech))
            for key, tell in _TOPIC_LINES
        ),
        BLANK,
        Line(speech.text("tag-needs-five"), rank=1),
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            [Button(tag_words(card.tag), action=OpenTag(card.tag.id)) for card in (first, second)],
            back(speech, PickTag(first.tag.id)),
        ],
    )


_TOPIC_LINES: Sequence[tuple[str, Callable[[TopicNumbers, Speech], str]]] = (
    ("compare-tag-posts", lambda one, speech: speech.number(one.posts)),
    ("compare-tag-reach", lambda one, speech: speech.number(one.median_reach)),
    ("compare-tag-usual", lambda one, speech: speech.times(one.times_usual)),
    ("compare-tag-engagement", lambda one, speech: speech.percent(one.engagement)),
    ("compare-tag-median", lambda one, speech: speech.percent(one.median_engagement)),
    ("compare-tag-saves", lambda one, speech: speech.percent(one.median_saves, digits=2)),
    ("compare-tag-shares", lambda one, speech: speech.percent(one.median_shares, digits=2)),
    ("compare-tag-stories", lambda one, speech: speech.number(one.stories)),
    ("compare-tag-story-reach", lambda one, speech: speech.number(one.median_story_reach)),
    ("compare-tag-completion", lambda one, speech: speech.percent(one.median_completion)),
)
