"""Topics on the screen: every switch names where it leads, and names from outside do no harm."""

from dataclasses import replace

import pytest

from bot.domain.media import MediaProductType
from bot.domain.topics import TopicNumbers
from bot.presenters import marking, media_card, story_card, tags
from bot.presenters.actions import (
    AskRemoveTag,
    MarkFromCard,
    MarkFromTag,
    OpenMarking,
    OpenMedia,
    OpenStory,
    OpenTag,
    OpenTags,
    OpenTagsOf,
    RemoveTag,
)
from bot.presenters.speech import Speech
from bot.services.ports import CountedTag, Target
from bot.services.results import MarkingList, StoryCard, TagCard, TagList, TagsOfTarget
from tests.support.html import utf16_length, visible_text
from tests.support.naughty import NAUGHTY_STRINGS
from tests.unit.presenters.results import NOW, TASHKENT, _usable_name, account, media, story, tag
from tests.unit.presenters.test_screens import CORE, _card, _sequence, _slide, actions, labels, told

EN = Speech("en", TASHKENT)
RU = Speech("ru", TASHKENT)
FEED, REELS, STORY = MediaProductType
NUMBERS = TopicNumbers(6, 1, 4_812, 1.3, 0.081, 0.071, 0.02, 0.0112, 0, None, None)


def test_the_list_counts_what_each_topic_is_on() -> None:
    counted = [CountedTag(tag("garden", 1), 4, 1, 3), CountedTag(tag("sea", 2), 0, 0, 0)]
    screen = tags.screen(TagList(account(), counted), EN)
    assert "• garden · 4 posts · 1 reel · 3 stories\n• sea · nothing yet" in told(screen)
    assert actions(screen)[:2] == [OpenTag(1), OpenTag(2)]
    assert "4 публикации · 1 рилс · 3 истории" in told(tags.screen(TagList(account(), counted), RU))


def test_many_topics_are_all_named_and_five_on_a_page_can_be_tapped() -> None:
    counted = [CountedTag(tag(f"topic {n}", n), n, 0, 0) for n in range(1, 51)]
    screen = tags.screen(TagList(account(), counted), EN, 3)
    assert "topic 1 ·" in told(screen)
    assert "topic 50 ·" in told(screen)
    assert [one for one in actions(screen) if isinstance(one, OpenTag)] == [
        OpenTag(n) for n in range(16, 21)
    ]
    assert {OpenTags(2), OpenTags(4)} <= set(actions(screen))


def test_a_topic_tells_its_medians_and_leads_to_what_has_it() -> None:
    card = TagCard(account(), tag(), [media(insights=CORE)], [story(9, NOW)], NUMBERS, NOW)
    screen = tags.card(card, EN)
    text = told(screen)
    assert "Posts and reels (6 with numbers)\nMedian reach 4,812" in text
    assert "At the same age: 1.3× your usual" in text
    assert "Engagement by reach 8.1% of all together · median 7.1%" in text
    assert "Median saves 2.00% · shares 1.12%, by reach" in text
    assert "Left out: 1 younger than 48 h" in text
    assert "Stories (0 final)\nMedian reach — · completion —" in text
    assert actions(screen)[:2] == [OpenStory(9, "tag.3"), OpenMedia(7, origin="tag.3")]
    assert actions(screen)[-1] == OpenTags()


def test_a_topic_without_anything_says_how_to_begin() -> None:
    nothing = TopicNumbers(0, 0, None, None, None, None, None, None, 0, None, None)
    screen = tags.card(TagCard(account(), tag(), [], [], nothing, NOW), EN)
    assert "Nothing has this topic yet" in told(screen)
    assert actions(screen)[0] == OpenMarking(3)


def test_renaming_shows_what_to_write_and_can_be_copied() -> None:
    screen = tags.rename(TagCard(account(), tag(), [], [], NUMBERS, NOW), EN)
    assert "/tag garden = new name" in told(screen)
    assert screen.buttons[0][0].copy_text == "/tag garden = "


def test_removing_asks_first_and_says_that_posts_stay() -> None:
    card = TagCard(account(), tag(), [media()], [story(9, NOW)], NUMBERS, NOW)
    assert AskRemoveTag(3) in actions(tags.card(card, EN))
    screen = tags.removal_question(card, EN)
    assert "taken off 2 posts, reels and stories, which themselves stay" in told(screen)
    assert actions(screen) == [RemoveTag(3), OpenTag(3)]


def test_a_switch_names_the_state_that_it_leads_to() -> None:
    both = [tag("garden", 1), tag("sea", 2)]
    result = TagsOfTarget(account(), Target(STORY, 9), both, {2})
    screen = marking.tags_of(result, EN)
    assert labels(screen)[:2] == ["garden", "✓ sea"]
    assert actions(screen)[:2] == [
        MarkFromCard(STORY, 9, 1, on=True),
        MarkFromCard(STORY, 9, 2, on=False),
    ]
    assert actions(screen)[-1] == OpenStory(9)
    none = marking.tags_of(TagsOfTarget(account(), Target(FEED, 7), [], set()), EN)
    assert "/tag garden" in told(none)
    assert actions(none) == [OpenTags(), OpenMedia(7)]


def test_marking_from_a_topic_ticks_what_has_it() -> None:
    other = replace(media(caption="sea"), id=8)
    result = MarkingList(account(), tag(), FEED, [media(), other], {8}, 1, 3, NOW)
    screen = marking.marking(result, EN)
    assert "✅ 2." in told(screen)
    assert labels(screen)[:2] == ["1", "✓ 2"]
    assert actions(screen)[:2] == [
        MarkFromTag(3, FEED, 7, on=True, page=1),
        MarkFromTag(3, FEED, 8, on=False, page=1),
    ]
    kinds = [OpenMarking(3, kind) for kind in MediaProductType]
    assert actions(screen)[-4:-1] == kinds


def test_cards_name_their_topics_and_lead_to_them() -> None:
    marked = replace(_card(media(insights=CORE)), tags=["garden", "<b>sea</b>"])
    screen = media_card.screen(marked, EN)
    assert "🏷 garden, <b>sea</b>" in told(screen)
    assert OpenTagsOf(FEED, 7) in actions(screen)
    many = replace(marked, tags=[f"t{n}" for n in range(9)])
    assert "🏷 t0, t1, t2, t3, t4, …" in told(media_card.screen(many, EN))
    slide = _slide(1, views=100, reach=90)
    card = StoryCard(account(), slide, _sequence(slide), 0, None, NOW, None, tags=["garden"])
    of_story = story_card.screen(card, EN, "tag.3")
    assert "🏷 garden" in told(of_story)
    assert OpenTagsOf(STORY, 1) in actions(of_story)
    assert actions(of_story)[-1] == OpenTag(3)


@pytest.mark.proves("S9")
def test_no_name_however_naughty_harms_a_screen() -> None:
    for words in NAUGHTY_STRINGS:
        named = tag(_usable_name(words))
        card = TagCard(account(), named, [media()], [story(9, NOW)], NUMBERS, NOW)
        for screen in (
            tags.card(card, EN),
            tags.rename(card, EN),
            tags.removal_question(card, EN),
            tags.screen(TagList(account(), [CountedTag(named, 1, 2, 3)]), EN),
            marking.tags_of(TagsOfTarget(account(), Target(FEED, 7), [named], {3}), EN),
            marking.marking(MarkingList(account(), named, FEED, [], set(), 0, 1, NOW), EN),
        ):
            assert 1 <= utf16_length(visible_text(screen.text)) <= 4096
            for button in (one for row in screen.buttons for one in row):
                assert 1 <= utf16_length(button.text) <= 64
                assert utf16_length(button.copy_text or "x") <= 256
        assert named.name in visible_text(tags.rename(card, EN).text)
