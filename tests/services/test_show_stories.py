"""Who looks at the live stories makes us look at Instagram, but not with every tap."""

from datetime import timedelta

from bot.services.show_stories import FRESH, ShowLiveStories, ShowStory
from tests.support.background import ANA, STORIES, Background

SECOND = timedelta(seconds=1)


async def test_a_new_story_is_there_at_the_next_refresh(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.drain()
    background.clock.jump(FRESH)
    await background.publish_story(shop)
    show = ShowLiveStories(background.database, background.clock)
    assert (await show(ANA)).stories == []
    await background.drain()
    (story,) = (await show(ANA)).stories
    assert [look.at for look in story.looks] == [background.clock.now()]


async def test_a_fresh_list_is_not_asked_for_again(background: Background) -> None:
    await background.link("tea.shop")
    await background.drain()
    background.asked()
    background.clock.jump(FRESH - SECOND)
    show = ShowLiveStories(background.database, background.clock)
    await show(ANA)
    await background.drain()
    assert background.asked()[STORIES] == 0


async def test_a_story_whose_look_is_lent_to_a_worker_is_being_read(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    async with background.database.transaction() as stored:
        refs = await stored.discoveries.claim(1, 60 * SECOND)
    await background.lanes["discover"].work(refs)
    (story,) = await background.stories(shop)
    show = ShowLiveStories(background.database, background.clock)
    show_story = ShowStory(background.database, background.clock)
    assert not (await show(ANA)).being_read
    async with background.database.transaction() as stored:
        refs = await stored.captures.claim(1, 60 * SECOND, "capture")
    assert list((await show(ANA)).being_read) == [story.id]
    assert (await show_story(ANA, story.id)).being_read
    await background.lanes["capture"].work(refs)
    assert not (await show(ANA)).being_read
    assert not (await show_story(ANA, story.id)).being_read


async def test_a_pause_after_a_failure_is_kept_however_often_one_looks(
    background: Background,
) -> None:
    await background.link("tea.shop")
    await background.switch("server_error")
    await background.drain()
    background.asked()
    background.clock.jump(FRESH * 2)
    await ShowLiveStories(background.database, background.clock)(ANA)
    await background.drain()
    assert background.asked()[STORIES] == 0
