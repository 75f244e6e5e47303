"""Topics: made, renamed, put on and taken off; everybody's own, and only what is theirs."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotFound, NotLinked
from bot.domain.media import Insights, MediaProductType
from bot.domain.story_life import Look
from bot.domain.tags import MOST_TAGS, Tag, TagNameTaken, TagNameUnusable, TooManyTags
from bot.services.manage_accounts import UnlinkAccount
from bot.services.manage_tags import ListTags, NameTag, RemoveTag, RenameTag, ShowTag
from bot.services.mark_with_tags import PAGE, SetMark, ShowMarking, ShowTagsOf
from bot.services.ports import MadeLook, Target
from bot.services.show_stories import ShowStory
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed, live_story

ANA, EVE = 7, 8
DAY = timedelta(days=1)
FEED, REELS, STORY = MediaProductType


async def two_people(database: SqlDatabase) -> tuple[int, int]:
    """Ana and Eve, an account each; the ids of the accounts."""
    async with database.transaction() as work:
        of_ana = await linked_account(work, ANA, "17841400000000001")
        of_eve = await linked_account(work, EVE, "17841400000000002")
    return of_ana.id, of_eve.id


async def posts(database: SqlDatabase, account_id: int, *reaches: int) -> list[Target]:
    """Seen when they were three days old, the newest first."""
    page = [
        listed(
            f"{account_id}-{number}",
            FEED,
            START - (4 + number) * DAY,
            Insights(START - (1 + number) * DAY, {"reach": reach, **dict.fromkeys(ACTIONS, 10)}),
        )
        for number, reach in enumerate(reaches)
    ]
    async with database.transaction() as work:
        await work.media.save_page(account_id, page, START)
        return [Target(FEED, one.id) for one in await work.media.page(account_id, FEED, 0, 99)]


ACTIONS = ("likes", "comments", "saved", "shares")


async def story(database: SqlDatabase, account_id: int, name: str = "story-1") -> Target:
    """Of three days ago, final."""
    async with database.transaction() as work:
        posted = START - 3 * DAY
        story_id = await live_story(work, account_id, name, posted)
        at = posted + timedelta(hours=23, minutes=30)
        look = Look(at, Insights(at, {"reach": 90, "views": 100}))
        await work.stories.save_looks([MadeLook(story_id, 1, 1, look)])
        return Target(STORY, story_id)


async def test_a_name_is_one_topic_however_it_is_written(database: SqlDatabase) -> None:
    await two_people(database)
    name_tag = NameTag(database)
    first = await name_tag(ANA, "Garden")
    again = [await name_tag(ANA, words) for words in ("GARDEN", " #garden ", "garden")]
    assert {tag.id for tag in again} == {first.id}
    assert {tag.name for tag in again} == {"Garden"}
    assert (await name_tag(EVE, "garden")).id != first.id
    with pytest.raises(TagNameUnusable):
        await name_tag(ANA, "\u200b")


async def test_without_an_account_there_are_no_topics(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        await work.people.seen(ANA, "Ana", None, "en")
    for ask in (NameTag(database)(ANA, "garden"), ListTags(database)(ANA)):
        with pytest.raises(NotLinked):
            await ask


async def test_there_is_a_sane_number_of_topics(database: SqlDatabase) -> None:
    await two_people(database)
    name_tag = NameTag(database)
    for number in range(MOST_TAGS):
        await name_tag(ANA, f"topic {number}")
    with pytest.raises(TooManyTags):
        await name_tag(ANA, "one more")
    await name_tag(ANA, "TOPIC 7")
    await name_tag(EVE, "one more")
    assert len((await ListTags(database)(ANA)).tags) == MOST_TAGS


async def test_renaming_keeps_what_is_marked_and_takes_nobodys_name(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id, _ = await two_people(database)
    (target,) = await posts(database, account_id, 100)
    garden = await NameTag(database)(ANA, "garden")
    await NameTag(database)(ANA, "sea")
    await SetMark(database)(ANA, garden.id, target, on=True)
    rename = RenameTag(database)
    assert (await rename(ANA, " GARDEN ", " Plants ")).id == garden.id
    assert (await rename(ANA, "plants", "PLANTS")).name == "PLANTS"
    card = await ShowTag(database, clock)(ANA, garden.id)
    assert (card.tag.name, len(card.media)) == ("PLANTS", 1)
    with pytest.raises(TagNameTaken):
        await rename(ANA, "plants", "Sea")
    for wrong in (rename(ANA, "garden", "x"), rename(EVE, "plants", "x")):
        with pytest.raises(NotFound):
            await wrong
    with pytest.raises(TagNameUnusable):
        await rename(ANA, "plants", " ")


async def test_marks_are_counted_by_kind_and_a_mark_twice_is_one(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id, _ = await two_people(database)
    targets = [*(await posts(database, account_id, 100, 200)), await story(database, account_id)]
    tag = await NameTag(database)(ANA, "garden")
    await NameTag(database)(ANA, "empty")
    set_mark = SetMark(database)
    for target in (*targets, *targets):
        await set_mark(ANA, tag.id, target, on=True)
    empty, garden = (await ListTags(database)(ANA)).tags
    assert (empty.tag.name, empty.posts, empty.reels, empty.stories) == ("empty", 0, 0, 0)
    assert (garden.posts, garden.reels, garden.stories) == (2, 0, 1)
    assert (await ShowStory(database, clock)(ANA, targets[-1].id)).tags == ["garden"]
    for target in (targets[0], targets[0], targets[-1]):
        await set_mark(ANA, tag.id, target, on=False)
    (_, garden) = (await ListTags(database)(ANA)).tags
    assert (garden.posts, garden.stories) == (1, 0)


async def test_nobody_marks_or_sees_what_is_not_theirs(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    of_ana, of_eve = await two_people(database)
    (mine,) = await posts(database, of_ana, 100)
    (theirs,) = await posts(database, of_eve, 100)
    tag = await NameTag(database)(ANA, "garden")
    set_mark = SetMark(database)
    for person, target in ((ANA, theirs), (EVE, mine), (EVE, theirs), (ANA, Target(STORY, 1))):
        with pytest.raises(NotFound):
            await set_mark(person, tag.id, target, on=True)
    for ask in (
        ShowTag(database, clock)(EVE, tag.id),
        RemoveTag(database)(EVE, tag.id),
        ShowMarking(database, clock)(EVE, tag.id, FEED, 0),
        ShowTagsOf(database)(EVE, mine),
        ShowTag(database, clock)(ANA, 999_999),
    ):
        with pytest.raises(NotFound):
            await ask
    assert (await ShowTag(database, clock)(ANA, tag.id)).media == []


async def test_two_people_of_one_account_have_topics_of_their_own(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        await linked_account(work, EVE)
    (post,) = await posts(database, account.id, 100)
    tags = [await NameTag(database)(person, "garden") for person in (ANA, EVE)]
    await SetMark(database)(ANA, tags[0].id, post, on=True)
    shown = [await ShowTagsOf(database)(person, post) for person in (ANA, EVE)]
    assert [len(one.marked) for one in shown] == [1, 0]


async def test_a_topic_of_another_account_of_mine_does_not_fit(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        first = await linked_account(work, ANA, "17841400000000001")
        second = await linked_account(work, ANA, "17841400000000002")
    (post,) = await posts(database, second.id, 100)
    async with database.transaction() as work:
        await work.people.set_current_account(ANA, first.id)
    tag = await NameTag(database)(ANA, "garden")
    with pytest.raises(NotFound):
        await SetMark(database)(ANA, tag.id, post, on=True)
    assert (await ShowTagsOf(database)(ANA, post)).tags == []


async def test_removing_leaves_what_was_marked(database: SqlDatabase, clock: FrozenClock) -> None:
    account_id, _ = await two_people(database)
    (post,) = await posts(database, account_id, 100)
    tag = await NameTag(database)(ANA, "garden")
    await SetMark(database)(ANA, tag.id, post, on=True)
    assert (await RemoveTag(database)(ANA, tag.id)).tags == []
    with pytest.raises(NotFound):
        await RemoveTag(database)(ANA, tag.id)
    async with database.reading() as work:
        assert await work.media.get([account_id], post.id) is not None


async def test_the_card_says_what_is_usual_of_the_topic(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id, _ = await two_people(database)
    targets = await posts(database, account_id, *[400] * 5, *[100] * 5, *[200] * 5)
    tag = await NameTag(database)(ANA, "garden")
    for target in targets[:5]:
        await SetMark(database)(ANA, tag.id, target, on=True)
    await SetMark(database)(ANA, tag.id, await story(database, account_id), on=True)
    numbers = (await ShowTag(database, clock)(ANA, tag.id)).numbers
    assert (numbers.posts, numbers.immature, numbers.stories) == (5, 0, 1)
    assert numbers.median_reach == 400
    assert numbers.times_usual == pytest.approx(2.0)
    assert numbers.engagement == numbers.median_engagement == pytest.approx(0.1)
    assert numbers.median_story_reach is None, "one story is no median"


async def test_what_can_be_marked_comes_page_by_page(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    account_id, _ = await two_people(database)
    targets = await posts(database, account_id, *range(100, 107))
    await story(database, account_id, "story-1")
    tag = await NameTag(database)(ANA, "garden")
    await SetMark(database)(ANA, tag.id, targets[-1], on=True)
    marking = ShowMarking(database, clock)
    first, last = [await marking(ANA, tag.id, FEED, page) for page in (0, 99)]
    assert [one.id for one in first.entries] == [target.id for target in targets[:PAGE]]
    assert (first.pages, last.page, last.marked) == (2, 1, {targets[-1].id})
    stories = await marking(ANA, tag.id, STORY, 0)
    assert len(stories.entries) == 1
    assert (await marking(ANA, tag.id, REELS, 0)).entries == []


async def test_topics_end_with_the_link(database: SqlDatabase) -> None:
    account_id, _ = await two_people(database)
    await NameTag(database)(ANA, "garden")
    await UnlinkAccount(database, None)(ANA, account_id)
    async with database.reading() as work:
        assert await work.tags.of_account(ANA, account_id) == []


async def test_topics_stay_with_a_kept_history(database: SqlDatabase) -> None:
    account_id, _ = await two_people(database)
    tag: Tag = await NameTag(database)(ANA, "garden")
    await UnlinkAccount(database, None)(ANA, account_id, keep=True)
    assert [one.tag for one in (await ListTags(database)(ANA)).tags] == [tag]
