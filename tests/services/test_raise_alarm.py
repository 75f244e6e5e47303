"""A link ends: who is told, how often, and what is said of the time without one."""

import asyncio
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import text

from bot.domain.chat_grants import AT_FIRST, Allowed, ChatKind, Place
from bot.domain.digests import Cadence
from bot.domain.errors import InstagramRefused, NotFound, Refusal
from bot.domain.story_life import Lane, PlannedLook
from bot.services.catch_up import DescribeCaughtUp
from bot.services.delete_me import DeleteMe
from bot.services.describe_broken_link import DescribeBrokenLink, DescribeBrokenLinkToGroup
from bot.services.instagram_access import CallInstagram
from bot.services.manage_accounts import UnlinkAccount
from bot.services.ports import NewDigest, NewGrant, OutgoingMessage
from bot.services.renew_token import RenewToken
from bot.services.results import CaughtUp
from bot.storage.unit_of_work import SqlDatabase
from tests.support.background import ANA, BORIS, Background
from tests.support.clock import START, FrozenClock
from tests.support.people import issued_token, linked_account, live_story
from tests.support.product import Product
from tests.telegram.wiring import SilentInstagram

GROUP, CHANNEL = -1001, -1002
EVE = 9
HOUR = timedelta(hours=1)
REFUSED = InstagramRefused(Refusal.TOKEN, "dead", code=190, subcode=460)


async def subscribe_chat(database: SqlDatabase, account_id: int, chat_id: int, person: int) -> int:
    new = NewDigest(person, account_id, chat_id, Cadence.DAILY, time(9), 0, "Europe/Madrid")
    async with database.transaction() as stored:
        if chat_id < 0:
            place = Place(chat_id)
            await stored.chat_grants.save(
                NewGrant(person, account_id, place, ChatKind.GROUP, "Studio", AT_FIRST, "en")
            )
        return (await stored.digests.subscribe(new, START + timedelta(days=300))).id


async def waiting(database: SqlDatabase) -> list[OutgoingMessage]:
    """What waits to be sent; it counts as sent from now on."""
    async with database.transaction() as stored:
        refs = await stored.outbox.claim(100, HOUR)
        begun = [await stored.outbox.begin_wording(ref, HOUR) for ref in refs]
        for ref in refs:
            await stored.outbox.begin_sending(ref, HOUR)
            await stored.outbox.sent(ref, 1)
    return [one.to_word.message for one in begun if one.to_word is not None]


def told(messages: list[OutgoingMessage]) -> list[tuple[str, int]]:
    return sorted((message.kind, message.chat_id) for message in messages)


def calling(database: SqlDatabase) -> CallInstagram:
    return CallInstagram(database, RenewToken(database, FrozenClock(), SilentInstagram()))


async def break_link(database: SqlDatabase, person: int, account_id: int) -> None:
    async with database.reading() as stored:
        link = await stored.links.of(person, account_id)
        assert link is not None
        access = await stored.links.token_of(link.id)
    assert access is not None
    await calling(database).token_refused(access, REFUSED)


# Who is told -----------------------------------------------------------------------------------


async def test_with_the_last_link_everybody_and_every_group_is_told(database: SqlDatabase) -> None:
    async with database.transaction() as stored:
        account = await linked_account(stored, ANA)
        await linked_account(stored, BORIS)
        await linked_account(stored, EVE, "17841400000000002")
    await subscribe_chat(database, account.id, ANA, ANA)
    await subscribe_chat(database, account.id, GROUP, ANA)
    await subscribe_chat(database, account.id, GROUP, BORIS)
    await subscribe_chat(database, account.id, CHANNEL, BORIS)

    await break_link(database, ANA, account.id)
    first = await waiting(database)
    await break_link(database, BORIS, account.id)
    second = await waiting(database)

    assert told(first) == [("link_replaced", ANA)]
    assert first[0].silent
    assert told(second) == [
        ("link_broken", ANA),
        ("link_broken", BORIS),
        ("link_broken_group", CHANNEL),
        ("link_broken_group", GROUP),
    ]
    assert not any(message.silent for message in second)
    to_groups = [message for message in second if message.chat_id < 0]
    assert all(set(one.payload) == {"account_id", "telegram_user_id"} for one in to_groups)


async def test_a_group_in_which_the_account_is_shown_no_more_is_not_told(
    sqlite_database: SqlDatabase,
) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
    await subscribe_chat(sqlite_database, account.id, GROUP, ANA)
    async with sqlite_database.transaction() as stored:
        (grant,) = await stored.chat_grants.of_person(ANA)
        await stored.chat_grants.allow(grant.id, Allowed.OVERVIEW)
    await break_link(sqlite_database, ANA, account.id)

    assert told(await waiting(sqlite_database)) == [("link_broken", ANA)]


async def test_a_group_that_gets_a_digest_of_all_accounts_is_told_of_those_shown_there(
    sqlite_database: SqlDatabase,
) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
        other = await linked_account(stored, ANA, "17841400000000002")
    await subscribe_chat(sqlite_database, account.id, GROUP, ANA)
    new = NewDigest(ANA, None, GROUP, Cadence.WEEKLY, time(9), 0, "Europe/Madrid")
    async with sqlite_database.transaction() as stored:
        await stored.digests.end(ANA, account.id)
        await stored.digests.subscribe(new, START + timedelta(days=300))
    await break_link(sqlite_database, ANA, other.id)
    await break_link(sqlite_database, ANA, account.id)

    told_of = [one.payload["account_id"] for one in await waiting(sqlite_database)]
    assert sorted(str(one) for one in told_of) == sorted(map(str, [account.id] * 2 + [other.id]))


async def test_a_group_whose_digest_is_off_is_not_told(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
    number = await subscribe_chat(sqlite_database, account.id, GROUP, ANA)
    async with sqlite_database.session() as session:
        await session.execute(
            text("UPDATE digest_subscription SET enabled = 0 WHERE id = :id"), {"id": number}
        )
    await break_link(sqlite_database, ANA, account.id)

    assert told(await waiting(sqlite_database)) == [("link_broken", ANA)]


async def test_two_links_that_end_at_the_same_time_leave_nobody_untold(
    database: SqlDatabase,
) -> None:
    """Each of them may not take the other for one that serves."""
    for number in range(5):
        user_id = f"1784140000000{number:04}"
        async with database.transaction() as stored:
            account = await linked_account(stored, ANA, user_id)
            await linked_account(stored, BORIS, user_id)
        await asyncio.gather(
            break_link(database, ANA, account.id), break_link(database, BORIS, account.id)
        )
        kinds = told(await waiting(database))
        assert [one for one in kinds if one[0] == "link_broken"] == [
            ("link_broken", ANA),
            ("link_broken", BORIS),
        ]
        async with database.reading() as stored:
            dark = await stored.accounts.get(account.id)
        assert dark is not None
        assert dark.unreadable_since == START


async def test_many_who_fail_at_once_tell_once(database: SqlDatabase) -> None:
    async with database.transaction() as stored:
        account = await linked_account(stored, ANA)
        access = await stored.links.healthy_token(account.id)
    assert access is not None
    call = calling(database)
    await asyncio.gather(*(call.token_refused(access, REFUSED) for _ in range(8)))

    assert told(await waiting(database)) == [("link_broken", ANA)]


async def test_a_link_made_anew_that_ends_again_is_told_again(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
    await subscribe_chat(sqlite_database, account.id, GROUP, ANA)
    for days in (60, 61):
        await break_link(sqlite_database, ANA, account.id)
        assert told(await waiting(sqlite_database)) == [
            ("link_broken", ANA),
            ("link_broken_group", GROUP),
        ]
        clock.advance(timedelta(days=1))
        token = issued_token(days=days)
        async with sqlite_database.transaction() as stored:
            await stored.links.save(
                ANA, account.id, type(token)(token.token, None, clock.now(), token.expires_at)
            )


async def test_whose_link_brought_the_numbers_leaves_and_the_others_are_told(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    for leave in (
        lambda account_id: UnlinkAccount(sqlite_database)(ANA, account_id),
        lambda _: DeleteMe(sqlite_database, clock)(ANA, int(clock.now().timestamp())),
    ):
        async with sqlite_database.transaction() as stored:
            account = await linked_account(stored, BORIS)
        await break_link(sqlite_database, BORIS, account.id)
        await waiting(sqlite_database)
        async with sqlite_database.transaction() as stored:
            await linked_account(stored, ANA)
        await leave(account.id)
        (message,) = await waiting(sqlite_database)

        assert (message.kind, message.chat_id) == ("link_broken", BORIS)
        assert message.payload["reason"] == "unlinked"
        async with sqlite_database.transaction() as stored:
            await stored.people.forget(BORIS)


async def test_who_leaves_with_a_dead_link_ends_nothing(sqlite_database: SqlDatabase) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
        await linked_account(stored, BORIS)
    for person in (ANA, BORIS):
        await break_link(sqlite_database, person, account.id)
    await waiting(sqlite_database)
    await UnlinkAccount(sqlite_database)(ANA, account.id)

    assert await waiting(sqlite_database) == []


# What is told ----------------------------------------------------------------------------------


async def test_the_alarm_counts_what_is_alive_and_names_the_first_end(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
        await live_story(stored, account.id, "young", START - 2 * HOUR)
        await live_story(stored, account.id, "old", START - 20 * HOUR)
        await live_story(stored, account.id, "over", START - 25 * HOUR)
    await break_link(sqlite_database, ANA, account.id)
    broken = await DescribeBrokenLink(sqlite_database, clock)(ANA, account.id)

    assert (broken.live_stories, broken.first_end) == (2, START + 4 * HOUR)
    assert (broken.since, broken.served, broken.last_saved) == (START, False, None)


async def test_there_is_nothing_to_tell_of_a_link_made_anew(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
    await subscribe_chat(sqlite_database, account.id, GROUP, ANA)
    await break_link(sqlite_database, ANA, account.id)
    to_group = DescribeBrokenLinkToGroup(sqlite_database)
    _, person = await to_group(ANA, account.id)
    assert person.telegram_user_id == ANA
    async with sqlite_database.transaction() as stored:
        await stored.links.save(ANA, account.id, issued_token("IGAA-new"))

    with pytest.raises(NotFound):
        await DescribeBrokenLink(sqlite_database, clock)(ANA, account.id)
    with pytest.raises(NotFound):
        await to_group(ANA, account.id)


async def test_the_quiet_word_gives_way_to_the_alarm(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    """Both tokens die of the same new password, within a second: one message is enough."""
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored, ANA)
        await linked_account(stored, BORIS)
    describe = DescribeBrokenLink(sqlite_database, clock)
    await break_link(sqlite_database, ANA, account.id)
    assert (await describe(ANA, account.id, replaced=True)).served
    await break_link(sqlite_database, BORIS, account.id)

    with pytest.raises(NotFound):
        await describe(ANA, account.id, replaced=True)
    assert not (await describe(ANA, account.id)).served


# With the engine -------------------------------------------------------------------------------


@pytest.mark.proves("F12")
async def test_a_thousand_ticks_later_there_is_still_one_message_a_chat(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.link_with(shop.token, BORIS)
    await subscribe_chat(background.database, shop.id, GROUP, ANA)
    await background.publish_story(shop)
    await background.walk(HOUR)
    await background.switch("token_state", state="password")
    tick = timedelta(seconds=10)
    await background.walk(1000 * tick, step=tick)

    sent = [message for _, message in background.delivery.given if "broken" in message.kind]
    assert told(sent) == [
        ("link_broken", ANA),
        ("link_broken", BORIS),
        ("link_broken_group", GROUP),
    ]


async def test_after_linking_again_a_summary_tells_what_was_saved(
    background: Background,
) -> None:
    shop = await background.link("tea.shop")
    first = await background.publish_story(shop, viewers=400)
    await background.walk(18 * HOUR, step=HOUR / 2)
    second = await background.publish_story(shop, viewers=400)
    await background.walk(HOUR)
    dead = await background.switch("token_state", state="password")
    await background.walk(timedelta(minutes=35))
    (alarm,) = background.delivery.of_kind("link_broken")
    (broken_at,) = background.delivery.times_of("link_broken")
    await background.walk(3 * HOUR, step=HOUR / 2)
    third = await background.publish_story(shop, viewers=400)
    await background.walk(3 * HOUR, step=HOUR / 2)
    assert background.delivery.of_kind("caught_up") == []
    background.switch_off(dead)
    await background.link_with(shop.token)
    await background.walk(HOUR)

    (summary,) = background.delivery.of_kind("caught_up")
    assert summary.chat_id == alarm.chat_id == ANA
    result = await described(background, summary)
    assert [story.details.media_id for story in result.partial] == [first]
    assert [story.details.media_id for story in result.alive] == [second, third]
    assert (result.saved, result.stories, result.lost, result.finished) == (2, 3, [], [])
    assert result.own_link
    assert abs(result.since - broken_at) <= timedelta(minutes=5)
    assert result.until - result.since > 6 * HOUR
    async with background.database.reading() as stored:
        account = await stored.accounts.get(shop.id)
    assert account is not None
    assert account.unreadable_since is None


async def test_only_who_was_alarmed_gets_the_summary(sqlite_background: Background) -> None:
    background = sqlite_background
    shop = await background.link("tea.shop")
    await background.walk(HOUR)
    dead = await background.switch("token_state", state="password")
    await background.walk(HOUR)
    background.switch_off(dead)
    await background.link_with(shop.token, BORIS)
    await background.walk(HOUR)

    (summary,) = background.delivery.of_kind("caught_up")
    assert summary.chat_id == ANA
    assert not (await described(background, summary)).own_link


async def test_a_look_that_waited_is_made_as_soon_as_there_is_a_link(
    product: Product, shop: str
) -> None:
    """Up to ten minutes lie between tries; a story may end within them."""
    account_id = (await product.link(shop)).account.id
    now = product.clock.now()
    ahead = [
        PlannedLook(slot, Lane.CAPTURE, now + slot * HOUR, now + 2 * HOUR) for slot in range(2)
    ]
    async with product.database.transaction() as stored:
        story_id = await live_story(stored, account_id, posted_at=now)
        await stored.captures.plan(story_id, account_id, ahead)
        (ref,) = await stored.captures.claim(10, HOUR)
        await stored.captures.release(ref, now + timedelta(minutes=10))
        assert await stored.captures.claim(10, HOUR) == []
    await product.link(shop)

    async with product.database.transaction() as stored:
        assert [one.id for one in await stored.captures.claim(10, HOUR)] == [ref.id]


async def described(background: Background, summary: OutgoingMessage) -> CaughtUp:
    payload = summary.payload
    listed, posts = payload["listed"], payload["posts"]
    assert isinstance(listed, list)
    assert isinstance(posts, int)
    return await DescribeCaughtUp(background.database, background.clock)(
        summary.chat_id,
        int(str(payload["account_id"])),
        datetime.fromisoformat(str(payload["since"])),
        datetime.fromisoformat(str(payload["until"])),
        listed,
        posts,
    )
