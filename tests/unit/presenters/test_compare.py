"""Two of a kind on one screen: what is known of both, and how they were chosen."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.media import Insights, MediaProductType
from bot.domain.periods import last_days
from bot.domain.same_age import SeenMedia
from bot.domain.side_by_side import Engagement, SideBySide
from bot.domain.topics import TopicNumbers
from bot.presenters import compare, compare_tags, media_card, tags
from bot.presenters.actions import (
    ComparePeriods,
    ComparePosts,
    CompareTags,
    OpenCompare,
    OpenMedia,
    OpenTag,
    PickPost,
    PickTag,
)
from bot.presenters.speech import Speech
from bot.services.ports import CountedTag
from bot.services.results import (
    MediaList,
    PeriodComparison,
    PeriodNumbers,
    PostComparison,
    TagCard,
    TagComparison,
    TagList,
)
from tests.unit.presenters.results import NOW, TASHKENT, account, media, tag
from tests.unit.presenters.test_screens import CORE, _card, actions, labels, told

EN = Speech("en", TASHKENT)
FEED, REELS = MediaProductType.FEED, MediaProductType.REELS
WEEK = last_days(7, NOW, TASHKENT)


def numbers(period: object, net: int | None, **totals: int) -> PeriodNumbers:
    assert isinstance(period, type(WEEK))
    return PeriodNumbers(period, totals, net, {FEED: 4, REELS: 2}, Engagement(6, 0.081, 0.071))


def test_periods_stand_side_by_side_with_the_change_where_there_is_a_base() -> None:
    result = PeriodComparison(
        account(),
        numbers(WEEK, 36, reach=21_530, replies=9, saves=40),
        numbers(WEEK.before(), None, reach=19_880, replies=6),
        1,
        NOW,
        None,
    )
    screen = compare.periods(result, EN)
    text = told(screen)
    assert text.startswith("⚖️ 16–22 Nov · 9–15 Nov · @casa.verde")
    assert "Reach: 21,530 · 19,880 · ▲ 8.3%" in text
    assert "Replies: 9 · 6\n" in text, "six is no base for a percentage"
    assert "Replies: in the EEA and Japan the law may keep" in text
    assert "Saves of the account: 40 · —" in text
    assert "Followers gained: +36 · —" in text
    assert "Published posts and reels: 6 · 6" in text
    assert "Engagement of a period: 8.1% (median 7.1%) · 8.1% (median 7.1%)" in text
    assert labels(screen)[:4] == ["✓ 7 days", "28 days", "✓ The time before", "4 weeks earlier"]
    assert ComparePeriods(7, 4) in actions(screen)


def test_posts_stand_side_by_side_at_an_age_of_both() -> None:
    first, second = media(insights=CORE), replace(media(caption="sea"), id=8)
    other = Insights(NOW, {"reach": 2_000, "likes": 40})
    at = SideBySide(timedelta(days=3), CORE, other)
    seen = (SeenMedia(first, {}), SeenMedia(second, {}))
    screen = compare.posts(PostComparison(account(), *seen, at, NOW), EN)
    text = told(screen)
    assert "Both as they were at an age of 3 d:" in text
    assert "Reach: 4,812 · 2,000" in text
    assert "Saves: 96 · —" in text
    assert "Engagement by reach: 10.0% · —" in text
    assert actions(screen)[:3] == [OpenMedia(7), OpenMedia(8), PickPost(7)]
    apart = PostComparison(account(), *seen, SideBySide(None, CORE, None), NOW)
    assert "each stands as it is now" in told(compare.posts(apart, EN))


def test_the_second_post_is_not_the_first() -> None:
    other = replace(media(caption="sea"), id=8)
    listed = MediaList(account(), FEED, [media(), other], 0, 2, NOW)
    first = compare.pick_post(listed, 0, EN)
    assert actions(first)[:2] == [PickPost(7, FEED), PickPost(8, FEED)]
    second = compare.pick_post(listed, 7, EN)
    assert actions(second)[:2] == [ComparePosts(7, 8), PickPost(7, FEED, 1)]
    assert PickPost(7, REELS) in actions(second)
    assert actions(second)[-1] == PickPost()


def test_topics_are_chosen_one_after_the_other() -> None:
    both = TagList(account(), [CountedTag(tag(f"t{n}", n), 0, 0, 0) for n in (1, 2)])
    assert actions(compare_tags.pick_tag(both, 0, 0, EN))[:2] == [PickTag(1), PickTag(2)]
    assert actions(compare_tags.pick_tag(both, 1, 0, EN))[:1] == [CompareTags(1, 2)]
    alone = compare_tags.pick_tag(TagList(account(), both.tags[:1]), 0, 0, EN)
    assert "It takes two topics" in told(alone)
    assert actions(alone) == [OpenCompare()]


def test_topics_stand_side_by_side() -> None:
    many = TopicNumbers(6, 1, 4_812, 1.3, 0.081, 0.071, 0.02, 0.0112, 7, 900, 0.82)
    few = TopicNumbers(2, 0, None, None, 0.05, None, None, None, 0, None, None)
    cards = [
        TagCard(account(), tag(name, tag_id), [], [], numbers, NOW)
        for name, tag_id, numbers in (("garden", 1, many), ("sea", 2, few))
    ]
    screen = compare_tags.tags(TagComparison(*cards), EN)
    text = told(screen)
    assert text.startswith("⚖️ garden · sea · @casa.verde")
    assert "Posts and reels: 6 · 2" in text
    assert "Beside the usual at the same age: 1.3× · —" in text
    assert "Median completion: 82.0% · —" in text
    assert actions(screen) == [OpenTag(1), OpenTag(2), PickTag(1)]
    assert PickTag(1) in actions(tags.card(cards[0], EN))


def test_a_card_can_be_compared() -> None:
    assert PickPost(7, FEED) in actions(media_card.screen(_card(media(insights=CORE)), EN))
