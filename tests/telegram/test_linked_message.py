"""What told of a link goes on telling: how far the first sync is, and that it is over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.accounts import LinkState
from bot.services.describe_linked import DescribeLinked
from bot.services.due_work import RUN_TTL
from bot.services.ports import OutgoingMessage
from bot.services.send_outbox import SendOutbox
from bot.services.tell_first_sync import TellFirstSync
from bot.telegram.linked_messages import RewriteLinked
from tests.sandbox.telegram.conftest import ANNA
from tests.support.people import listed, profile
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link
from tests.telegram.wiring import SCOPES, make_delivery

SECONDS = timedelta(seconds=3)
POSTS = 214


@pytest.fixture
def shop(world: World) -> World:
    """A world in which Anna's account has many posts."""
    world.instagram.profile_of = replace(profile(), media_count=POSTS)
    return world


async def linked(world: World, user: int = ANNA) -> dict[str, Any]:
    """The message that told of the link, as it was sent."""
    return dict(await link(world, user))


async def account_id(world: World) -> int:
    async with world.database.reading() as stored:
        (one,) = await stored.accounts.linked_to(ANNA)
    return one.account.id


async def read(world: World, count: int) -> None:
    """So many posts are there by now, as the sync stores them."""
    page = [listed(f"m{number}") for number in range(count)]
    async with world.database.transaction() as stored:
        await stored.media.save_page(await account_id(world), page, world.clock.now())


async def read_all(world: World) -> None:
    await read(world, POSTS)
    async with world.database.transaction() as stored:
        await stored.accounts.set_media_synced(await account_id(world), world.clock.now())


async def tell(world: World, after: timedelta = SECONDS) -> int:
    """What the lane does then; how many messages were due."""
    world.clock.advance(after)
    tell = TellFirstSync(
        world.database,
        world.clock,
        DescribeLinked(world.database, SCOPES),
        RewriteLinked(world.renderer, world.clock, world.use_cases.show_home),
        world.pace,
    )
    async with world.database.transaction() as stored:
        refs = await stored.linked_messages.claim(8, RUN_TTL)
    await tell(refs)
    return len(refs)


async def shown(world: World, message: dict[str, Any]) -> dict[str, Any]:
    """The message as it is now."""
    (found,) = [one for one in await world.from_bot() if one["message_id"] == message["message_id"]]
    return found


async def test_it_counts_until_everything_was_read_and_is_left_alone_then(shop: World) -> None:
    async with shop.polling():
        first = await linked(shop)
    told = [first]
    for count in (50, 150):
        await read(shop, count)
        assert await tell(shop) == 1
        told.append(await shown(shop, first))
    await read_all(shop)
    assert await tell(shop) == 1
    told.append(await shown(shop, first))

    assert "Being read now" in first["text"]
    assert "of 214" not in first["text"]
    assert "50 of 214  ▓▓░░░░░░░░" in told[1]["text"]
    assert "150 of 214  ▓▓▓▓▓▓▓░░░" in told[2]["text"]
    assert "All read" in told[3]["text"]
    assert "░" not in told[3]["text"]
    assert {str(one["buttons"]) for one in told} == {str(first["buttons"])}
    assert await tell(shop, timedelta(hours=1)) == 0


async def test_while_nothing_more_was_read_nothing_is_edited(shop: World) -> None:
    async with shop.polling():
        await linked(shop)
    before = len(await shop.calls())
    assert await tell(shop) == 1
    await read(shop, 50)
    for _ in range(3):
        assert await tell(shop) == 1

    assert (await shop.calls())[before:] == ["editMessageText"]


async def test_what_was_opened_from_it_stands_below_and_is_not_overwritten(shop: World) -> None:
    async with shop.polling():
        first = await linked(shop)
        await read(shop, 50)
        count = len(await shop.from_bot())
        await shop.tap(first, next(one for one in labels(first) if "Posts" in one))
        posts = await shop.next_message(count)
        await shop.tap(first, next(one for one in labels(first) if one.startswith("⟵")))
        home = await shop.next_message(count + 1)
    await tell(shop)
    await read_all(shop)
    await tell(shop)

    assert "50 of 214" in posts["text"]
    assert (await shown(shop, posts)) == posts
    assert (await shown(shop, home)) == home
    assert "All read" in (await shown(shop, first))["text"]


async def test_a_pause_is_told_and_so_is_its_end(shop: World) -> None:
    async with shop.polling():
        first = await linked(shop)
    await read(shop, 50)
    async with shop.database.transaction() as stored:
        (ref,) = await stored.refreshes.claim(1, RUN_TTL)
        await stored.refreshes.begin([ref], RUN_TTL)
        await stored.refreshes.release(ref, shop.clock.now() + timedelta(minutes=40))
    await tell(shop)
    paused = (await shown(shop, first))["text"]
    await read(shop, 100)
    assert await tell(shop, timedelta(minutes=1)) == 1
    assert await tell(shop, timedelta(minutes=39)) == 1
    going_on = (await shown(shop, first))["text"]

    assert "50 of 214 read so far" in paused
    assert "I carry on: " in paused
    assert "Reading" not in paused
    assert "Reading your posts: 100 of 214" in going_on


async def test_a_link_that_broke_is_told_until_a_new_one_goes_on(shop: World) -> None:
    async with shop.polling():
        first = await linked(shop)
        await read(shop, 50)
        async with shop.database.transaction() as stored:
            for one in await stored.links.of_account(await account_id(shop)):
                await stored.links.set_state(one.id, LinkState.NEEDS_RELINK, "460")
        await tell(shop)
        broken = (await shown(shop, first))["text"]
        again = await linked(shop)
    await read_all(shop)
    assert await tell(shop, timedelta(hours=1)) == 2

    assert "50 of 214 read so far" in broken
    assert "when the account is linked again" in broken
    assert "again" in again["text"]
    assert "All read" in (await shown(shop, first))["text"]
    assert "░" not in (await shown(shop, again))["text"]


async def test_it_does_not_go_on_claiming_an_account_that_was_let_go(shop: World) -> None:
    async with shop.polling():
        first = await linked(shop)
    await read(shop, 50)
    await tell(shop)
    await shop.use_cases.unlink_account(ANNA, await account_id(shop))
    assert await tell(shop) == 1

    assert (await shown(shop, first))["text"] == "This account is not linked any more."
    assert await tell(shop) == 0


async def test_a_message_that_is_gone_is_let_be(shop: World) -> None:
    async with shop.polling():
        first = await linked(shop)
    await shop.sandbox.call("deleteMessage", chat_id=ANNA, message_id=first["message_id"])
    await read(shop, 50)
    assert await tell(shop) == 1
    assert await tell(shop, timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("fault", "params", "later"),
    [
        ("too_many_requests", {"retry_after": 20}, timedelta(seconds=20)),
        ("forbidden", {}, timedelta(hours=1)),
        ("server_error", {}, SECONDS),
    ],
)
async def test_what_telegram_did_not_take_is_edited_later(
    shop: World, fault: str, params: dict[str, Any], later: timedelta
) -> None:
    async with shop.polling():
        first = await linked(shop)
    await read_all(shop)
    await shop.sandbox.fault(fault, times=1, method="editMessageText", **params)
    assert await tell(shop) == 1
    assert await tell(shop, later - timedelta(seconds=1)) == 0
    shop.time.now += later.total_seconds()
    assert await tell(shop, timedelta(seconds=1)) == 1

    assert "All read" in (await shown(shop, first))["text"]


async def test_a_second_person_is_told_on_their_own(shop: World) -> None:
    async with shop.polling():
        await linked(shop)
        other = await linked(shop, 2002)
    await read(shop, 50)
    assert await tell(shop) == 2

    (found,) = [
        one for one in await shop.from_bot(2002) if one["message_id"] == other["message_id"]
    ]
    assert "50 of 214" in found["text"]


async def test_a_link_that_was_finished_while_nobody_waited_counts_too(shop: World) -> None:
    async with shop.polling():
        await linked(shop)
    async with shop.database.transaction() as stored:
        payload = {"account_id": await account_id(shop), "live_stories": 3, "relinked": False}
        await stored.outbox.put(OutgoingMessage("linked", "finished", ANNA, None, payload))
        refs = await stored.outbox.claim(8, RUN_TTL)
    delivery = make_delivery(shop.database, shop.clock, shop.instagram, shop.renderer, shop.chats)
    await SendOutbox(shop.database, shop.clock, delivery, shop.pace)(refs)
    sent = (await shop.from_bot())[-1]
    await read(shop, 50)
    shop.time.now += 10
    assert await tell(shop) == 2

    assert "of 214" not in sent["text"]
    assert "50 of 214" in (await shown(shop, sent))["text"]
    assert (await shown(shop, sent))["buttons"] == sent["buttons"]
