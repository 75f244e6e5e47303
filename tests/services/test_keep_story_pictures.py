"""The picture of a story is kept while it can be had, whatever its address answers meanwhile."""

import asyncio
import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from bot.domain.story_life import PictureLoss, PictureState, StoryState
from bot.instagram import pictures
from bot.services.keep_story_pictures import ReadStoryPictures
from bot.services.manage_accounts import UnlinkAccount
from tests.support.background import ANA, BORIS, STORIES, Background, LinkedShop
from tests.support.clock import START

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

ROW = "SELECT state, last_error, failures, attempt FROM story_picture"


async def lost(background: Background, shop: LinkedShop) -> Mapping[PictureLoss, int]:
    """By reason, of stories posted since the beginning."""
    async with background.database.reading() as stored:
        return await stored.story_pictures.lost(shop.id, START)


async def kept(background: Background, shop: LinkedShop) -> list[bytes | None]:
    """The pictures of the account's stories, oldest story first."""
    ids = [story.id for story in await background.stories(shop)]
    read = await ReadStoryPictures(background.database)(ids)
    return [read.get(story_id) for story_id in ids]


async def states(background: Background, shop: LinkedShop) -> list[PictureState]:
    ids = [story.id for story in await background.stories(shop)]
    async with background.database.reading() as stored:
        found = await stored.story_pictures.states(ids)
    return [found[story_id] for story_id in ids]


@pytest.mark.parametrize("media_type", ["IMAGE", "VIDEO"])
async def test_a_new_storys_picture_is_kept_at_once_and_small(
    background: Background, media_type: str
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop, media_type=media_type)
    await background.drain()
    (jpeg,) = await kept(background, shop)
    assert jpeg is not None
    assert len(jpeg) <= 60 * 1024
    with Image.open(io.BytesIO(jpeg)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (360, 640))
    assert await states(background, shop) == [PictureState.KEPT]
    (row,) = await background.rows(ROW)
    assert row.last_error is None


async def test_it_is_fetched_once_and_stays_when_its_address_is_dead(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    (before,) = await kept(background, shop)
    await background.switch("picture", answer="missing")
    await background.walk(25 * HOUR, step=HOUR)
    assert await kept(background, shop) == [before]
    (row,) = await background.rows(ROW)
    assert row.attempt == 1


WRONG = ["missing", "expired", "redirect", "huge", "page", "cut", "bomb"]


@pytest.mark.parametrize("answer", WRONG)
async def test_a_wrong_answer_is_no_picture_and_what_is_right_later_is_kept(
    background: Background, answer: str
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    fault = await background.switch("picture", answer=answer)
    await background.drain()
    assert await kept(background, shop) == [None]
    assert await states(background, shop) == [PictureState.WAITING]
    (row,) = await background.rows(ROW)
    assert "picture" in row.last_error
    assert "oe=" not in row.last_error
    assert row.failures == 0
    background.switch_off(fault)
    await background.walk(5 * MINUTE)
    assert [jpeg is not None for jpeg in await kept(background, shop)] == [True]


async def test_what_takes_too_long_is_given_up_and_tried_again(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    monkeypatch.setattr(pictures, "LONGEST_WAIT", 0.05)
    fault = await background.switch("picture", answer="slow", seconds=1)
    await background.drain()
    (row,) = await background.rows(ROW)
    assert row.last_error == "not_read: the picture could not be read: TimeoutError"
    background.switch_off(fault)
    await background.walk(5 * MINUTE)
    assert await states(background, shop) == [PictureState.KEPT]


async def test_a_picture_that_never_comes_costs_no_numbers_and_is_told(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop, viewers=500)
    await background.switch("picture", answer="bomb")
    await background.walk(25 * HOUR, step=30 * MINUTE)
    (story,) = await background.stories(shop)
    assert story.state(background.clock.now()) is StoryState.FINAL
    assert len(story.looks) == 13
    assert await states(background, shop) == [PictureState.LOST]
    assert "1 rows of lane picture passed their deadline undone" in caplog.text


@pytest.mark.parametrize(
    ("fault", "loss"),
    [
        ({"fault": "picture", "answer": "redirect"}, PictureLoss.NOT_READ),
        ({"fault": "picture", "answer": "missing"}, PictureLoss.NOT_READ),
        ({"fault": "picture", "answer": "page"}, PictureLoss.NOT_A_PICTURE),
        ({"fault": "picture", "answer": "huge"}, PictureLoss.NOT_A_PICTURE),
        ({"fault": "field_absent", "field": "media_url"}, PictureLoss.NOT_NAMED),
    ],
    ids=str,
)
async def test_why_a_picture_never_came_is_counted(
    background: Background, fault: dict[str, Any], loss: PictureLoss
) -> None:
    shop = await background.link("tea.shop")
    media_id = await background.publish_story(shop, media_type="IMAGE")
    await background.publish_story(await background.link("rival", BORIS))
    await background.switch(**fault, media_id=media_id)
    await background.walk(2 * HOUR, step=30 * MINUTE)
    assert await lost(background, shop) == {}, "it may still come"
    await background.walk(22 * HOUR, step=2 * HOUR)
    assert await lost(background, shop) == {loss: 1}
    async with background.database.reading() as stored:
        assert await stored.story_pictures.lost(shop.id, START + MINUTE) == {}


async def test_what_else_costs_a_picture_is_told_apart(background: Background) -> None:
    shop = await background.link("tea.shop")
    for _ in range(5):
        await background.publish_story(shop)
    await background.lanes["discover"].work(await _claim(background, "discoveries"))
    taken_down, poison, dead, old, waits = [one.id for one in await background.stories(shop)]
    refs = {ref.id: ref for ref in await _claim(background, "story_pictures")}
    postponed = START + DAY
    async with background.database.transaction() as stored:
        await stored.stories.set_gone(taken_down, START)
        await stored.story_pictures.cancel(taken_down)
        await stored.story_pictures.fail(refs[poison], "ZeroDivisionError")
        await stored.story_pictures.postpone(
            refs[dead], postponed, PictureLoss.NO_NEW_ADDRESS, "no healthy link"
        )
        await stored.story_pictures.release(refs[waits], postponed)
    async with background.database.session() as session:
        noted_before = "UPDATE story_picture SET last_error = 'odd', state = 3 WHERE story_id = :id"
        await session.execute(text(noted_before), {"id": old})
    background.clock.jump(DAY)
    await background.engine.sweep()
    assert await lost(background, shop) == {
        PictureLoss.TAKEN_DOWN: 1,
        PictureLoss.FAULT: 1,
        PictureLoss.NO_NEW_ADDRESS: 1,
        PictureLoss.UNKNOWN: 1,
        PictureLoss.NOT_TRIED: 1,
    }


async def test_an_address_that_ended_is_asked_for_anew_and_only_then(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.switch("picture", times=1, answer="expired")
    background.asked()
    await background.drain()
    assert await states(background, shop) == [PictureState.KEPT]
    assert background.asked()[STORIES] == 2, "discovery, and the new address"


async def test_a_story_without_an_address_is_asked_for_it_until_it_has_one(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    media_id = await background.publish_story(shop, media_type="IMAGE")
    fault = await background.switch("field_absent", field="media_url", media_id=media_id)
    await background.drain()
    (row,) = await background.rows(ROW)
    assert row.last_error == "not_named: Instagram names no picture of the story"
    background.switch_off(fault)
    await background.walk(5 * MINUTE)
    assert await states(background, shop) == [PictureState.KEPT]


async def test_tries_come_seldom_and_the_last_one_near_the_end(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.switch("picture", answer="page")
    tried = [0]
    while background.clock.now() < START + 24 * HOUR:
        await background.walk(15 * MINUTE, step=15 * MINUTE)
        (row,) = await background.rows(ROW)
        tried.append(row.attempt)
    assert 20 < tried[-1] < 40
    assert tried[-1] > tried[-3], "within the last half hour"
    assert await states(background, shop) == [PictureState.LOST]


async def test_of_a_story_that_was_taken_down_no_picture_is_fetched_any_more(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.switch("picture", answer="page")
    await background.drain()
    (story,) = await background.stories(shop)
    async with background.database.transaction() as stored:
        await stored.story_pictures.cancel(story.id)
    attempts = (await background.rows(ROW))[0].attempt
    await background.walk(2 * HOUR, step=15 * MINUTE)
    assert (await background.rows(ROW))[0].attempt == attempts
    assert await states(background, shop) == [PictureState.LOST]


async def test_after_unlinking_nothing_is_fetched_and_a_kept_history_keeps_its_pictures(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    await background.switch("picture", answer="page")
    background.clock.jump(MINUTE)
    await background.publish_story(shop)
    await background.walk(30 * MINUTE)
    assert await states(background, shop) == [PictureState.KEPT, PictureState.WAITING]
    await UnlinkAccount(background.database)(ANA, shop.id, keep=True)
    attempts = [row.attempt for row in await background.rows(ROW)]
    await background.walk(3 * HOUR, step=15 * MINUTE)
    assert [row.attempt for row in await background.rows(ROW)] == attempts
    assert await states(background, shop) == [PictureState.KEPT, PictureState.LOST]
    assert sum((await lost(background, shop)).values()) == 1


async def test_an_account_that_is_forgotten_meanwhile_leaves_no_picture(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.switch("picture", times=1, answer="slow", seconds=0.2)
    await background.lanes["discover"].work(await _claim(background, "discoveries"))
    refs = await _claim(background, "story_pictures")

    async def unlink_meanwhile() -> None:
        await asyncio.sleep(0.05)
        await UnlinkAccount(background.database)(ANA, shop.id, keep=False)

    await asyncio.gather(background.lanes["picture"].work(refs), unlink_meanwhile())
    assert await background.rows(ROW) == []


async def test_pictures_wait_for_nothing_that_is_about_numbers(background: Background) -> None:
    """Four slow pictures are under way, and the looks of all stories are made meanwhile."""
    shop = await background.link("tea.shop")
    for _ in range(6):
        await background.publish_story(shop, viewers=500)
    await background.switch("picture", answer="slow", seconds=0.5)
    await background.lanes["discover"].work(await _claim(background, "discoveries"))
    loop = asyncio.get_running_loop()
    lanes = background.lanes
    assert await background.engine.dispatch(lanes["picture"]) == 4
    assert await background.engine.dispatch(lanes["picture"]) == 0, "no more at a time"
    began = loop.time()
    await lanes["capture"].work(await _claim(background, "captures", lane="capture"))
    looks_done = loop.time() - began
    assert [len(story.looks) for story in await background.stories(shop)] == [1] * 6
    unfinished = await background.rows("SELECT 1 FROM story_picture WHERE kept_at IS NULL")
    await background.drain()
    assert (await states(background, shop)) == [PictureState.KEPT] * 6
    assert unfinished, f"the looks took {looks_done:.2f} s, longer than every picture"


async def _claim(background: Background, rows: str, **where: Any) -> Any:
    async with background.database.transaction() as stored:
        return await getattr(stored, rows).claim(20, MINUTE, **where)


async def test_the_bytes_are_not_loaded_with_the_stories(background: Background) -> None:
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.drain()
    async with background.database.session() as session:
        # A reader who loads them fails: there is nothing to load.
        await session.execute(text("ALTER TABLE story_picture RENAME COLUMN jpeg TO elsewhere"))
    try:
        (story,) = await background.stories(shop)
        assert story.posted_at == START
        assert await states(background, shop) == [PictureState.KEPT]
        async with background.database.reading() as stored:
            assert await stored.stories.sequence_of(story.id) is not None
            assert await stored.story_pictures.next_due() is None
    finally:
        async with background.database.session() as session:
            await session.execute(text("ALTER TABLE story_picture RENAME COLUMN elsewhere TO jpeg"))
