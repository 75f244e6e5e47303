"""What did best, topics, and two things side by side."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.media import MediaProductType
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import Period, last_days
from bot.domain.same_age import BesideUsual, Measure, Ranked, Ranking, SeenMedia
from bot.domain.side_by_side import Engagement, SideBySide
from bot.domain.tags import Tag
from bot.domain.topics import TopicNumbers
from bot.presenters import compare, compare_tags, marking, tags, top
from bot.presenters.actions import OpenTopMeasures
from bot.services.ports import CountedTag, Target
from bot.services.results import (
    MarkingList,
    MediaList,
    MediaRanking,
    PeriodComparison,
    PeriodNumbers,
    PostComparison,
    TagCard,
    TagComparison,
    TagList,
    TagsOfTarget,
)
from tests.gallery.builders import Make, a_sequence, an_account, post, reel
from tests.gallery.states import State
from tests.unit.presenters.results import NOW, TASHKENT

TOPICS = ("garden", "рецепты", "🌸 spring", "عروض", "behind the scenes")
TIMES = (3.4, 1.9, 1.2, 0.8, 0.4)


def comparing(state: State) -> Mapping[str, Make]:
    card, other = _tag_card(state, 0), _tag_card(state, 1)
    topics = TagList(an_account(state), [_counted(number) for number in range(len(TOPICS))])
    posts = MediaList(
        an_account(state),
        MediaProductType.FEED,
        [post(state, timedelta(days=day)) for day in (3, 5, 9, 12, 20)] if state.media else [],
        0,
        3 if state.media else 1,
        NOW,
    )
    marked = MarkingList(
        *(an_account(state), _tag(0), MediaProductType.FEED, posts.media, {7}, 0, 3, NOW)
    )
    return {
        "top": lambda speech: top.screen(_ranking(state), speech, worst=False),
        "bottom": lambda speech: top.screen(_ranking(state), speech, worst=True),
        "top measures": lambda speech: top.measures(OpenTopMeasures(Measure.REACH), speech),
        "tags": lambda speech: tags.screen(topics, speech),
        "tag": lambda speech: tags.card(card, speech),
        "rename tag": lambda speech: tags.rename(card, speech),
        "remove tag": lambda speech: tags.removal_question(card, speech),
        "tags of a post": lambda speech: marking.tags_of(
            TagsOfTarget(
                an_account(state),
                Target(MediaProductType.FEED, 7),
                [_tag(number) for number in range(len(TOPICS))],
                {1, 3},
            ),
            speech,
        ),
        "marking": lambda speech: marking.marking(marked, speech),
        "compare": compare.menu,
        "compare periods": lambda speech: compare.periods(_periods(state), speech),
        "compare posts": lambda speech: compare.posts(_two_posts(state), speech),
        "compare topics": lambda speech: compare_tags.tags(TagComparison(card, other), speech),
        "pick a post": lambda speech: compare.pick_post(posts, 0, speech),
        "pick a topic": lambda speech: compare_tags.pick_tag(topics, 0, 0, speech),
    }


def _ranking(state: State) -> MediaRanking:
    ranked = [
        Ranked(
            post(state, timedelta(days=4 + 3 * place)) if place % 2 else reel(state),
            BesideUsual(timedelta(hours=72), reach, reach / times, times, 20),
        )
        for place, times in enumerate(TIMES)
        if (reach := state.number(round(3_000 * times))) and state.media > 20
    ]
    today = NOW.astimezone(TASHKENT).date()
    return MediaRanking(
        an_account(state),
        Measure.REACH,
        Period(today - timedelta(days=29), today, TASHKENT),
        Ranking(ranked, immature=1, without_usual=2),
        NOW,
        syncing=False,
    )


def _tag(number: int) -> Tag:
    return Tag(number + 1, 42, 1, TOPICS[number])


def _counted(number: int) -> CountedTag:
    return CountedTag(_tag(number), 12 - 2 * number, 3 + number, 7 * number)


def _tag_card(state: State, number: int) -> TagCard:
    media = [post(state, timedelta(days=day)) for day in (3, 9, 16)] if state.media else []
    numbers = TopicNumbers(
        posts=len(media),
        immature=1,
        median_reach=state.number(4_812 - 600 * number),
        times_usual=state.share(1.4 - number * 0.6),
        engagement=state.share(0.083),
        median_engagement=state.share(0.079),
        median_saves=state.share(0.02),
        median_shares=state.share(0.011),
        stories=5,
        median_story_reach=state.number(1_240),
        median_completion=state.share(0.82),
    )
    stories = a_sequence(state).stories if state.media else []
    return TagCard(an_account(state), _tag(number), media, stories, numbers, NOW)


def _periods(state: State) -> PeriodComparison:
    later = last_days(7, NOW, TASHKENT)
    return PeriodComparison(
        an_account(state),
        _numbers(state, later, 1.0),
        _numbers(state, later.before(), 0.9),
        back=1,
        as_of=NOW,
        stale=None,
    )


def _numbers(state: State, period: Period, part: float) -> PeriodNumbers:
    ordinary = dict(zip(ACCOUNT_TOTALS, (21_530, 64_210, 1_460, 2_318, 742, 96), strict=False))
    totals = {
        name: number
        for name, value in ordinary.items()
        if (number := state.number(round(value * part))) is not None
    }
    published = {MediaProductType.FEED: 4, MediaProductType.REELS: 2} if state.media else {}
    engagement = Engagement(6, state.share(0.081 * part), state.share(0.074 * part))
    return PeriodNumbers(period, totals, state.number(36), published, engagement)


def _two_posts(state: State) -> PostComparison:
    first, second = post(state, timedelta(days=5)), reel(state)
    numbers = SideBySide(timedelta(hours=72), first.insights, second.insights)
    seen = SeenMedia(first, {}), SeenMedia(second, {})
    return PostComparison(an_account(state), *seen, numbers, NOW)
