"""People, accounts, links and their tokens: everybody sees and loses only their own."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.domain.accounts import LinkState
from bot.domain.alerts import AlertKind, AlertSettings
from bot.domain.api_keys import ALL_RIGHTS
from bot.domain.chat_grants import AT_FIRST, ChatKind, Place
from bot.domain.digests import Cadence
from bot.domain.media import Insights, MediaProductType
from bot.domain.media_life import MediaLane, PlannedMediaLook
from bot.domain.online import OnlineDay
from bot.domain.periods import last_days
from bot.domain.secret import Secret
from bot.domain.story_life import Lane, Look, Outage, PlannedLook, Trouble
from bot.services.ports import (
    APP_KEY,
    AccountTotals,
    AudienceParts,
    DayValue,
    LinkedMessage,
    MadeLook,
    Mute,
    NewApiKey,
    NewDigest,
    NewGrant,
    OutgoingMessage,
    Purpose,
    ReadyDigest,
    Repositories,
    Target,
    Usage,
    WebhookChange,
    account_key,
)
from bot.storage.tables import Base
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import issued_token, linked_account, listed, live_story, profile

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANA, EVE = 7, 8


def digest_for(telegram_user_id: int, account_id: int) -> NewDigest:
    return NewDigest(
        telegram_user_id, account_id, telegram_user_id, Cadence.DAILY, time(9), 0, "Europe/Madrid"
    )


async def fill(work: Repositories, account_id: int) -> None:
    """Something of the person in every table that can hold it."""
    (linked,) = await work.accounts.linked_to(ANA)
    await work.people.set_current_account(ANA, account_id)
    ticket, state = Secret("ticket"), Secret("state")
    attempt = await work.link_attempts.offer(ANA, ANA, ticket, START + DAY)
    await work.link_attempts.issue(ticket, state)
    await work.link_attempts.note_code(state, Secret("code"))
    await work.pending_links.start(attempt.id, DAY)
    await work.media.save_page(
        account_id, [listed("m1", insights=Insights(START, {"reach": 5}))], START
    )
    story_id = await live_story(work, account_id)
    await work.captures.plan(
        story_id, account_id, [PlannedLook(0, Lane.CAPTURE, START, START + DAY)]
    )
    look = Look(START, Insights(START, {"reach": 5}))
    await work.stories.save_looks([MadeLook(story_id, 0, 1, look)])
    await work.story_pictures.plan(story_id, account_id, START + DAY)
    await work.outages.note(account_id, Outage(Trouble.NO_ANSWER, START, START + HOUR))
    await work.discoveries.start(account_id, START)
    await work.refreshes.start(account_id, START)
    await work.newest_media.start(account_id, START)
    await work.webhook_subscriptions.start(account_id, START)
    change = WebhookChange(b"key", linked.account.user_id, "comments", "m1", None, None)
    await work.webhook_entries.store({linked.account.user_id: account_id}, [change])
    await work.instagram_facts.count_requests({account_id: Purpose.REFRESH}, START.date())
    await work.instagram_facts.note_usage(account_key(account_id), Usage(28, 4, 3, START))
    await work.buckets.take(account_key(account_id), timedelta(seconds=18), 5)
    await work.token_renewals.start(linked.link.id, START)
    daily = await work.digests.subscribe(digest_for(ANA, account_id), START)
    ready = ReadyDigest(daily.id, "key", "mark", {}, picture="chart", png=b"PNG")
    await work.ready_digests.put(ready)
    await work.chat_grants.save(
        NewGrant(ANA, account_id, Place(-5), ChatKind.GROUP, "Studio", AT_FIRST, "en")
    )
    await work.outbox.put(OutgoingMessage("digest", "key", ANA, None, {}))
    await work.alerts.save(ANA, AlertSettings())
    await work.alerts.mute(ANA, Mute(account_id, AlertKind.DROP, START + DAY))
    await work.alerts.tell(account_id, AlertKind.DROP, "2026-06-15")
    await work.api_keys.add(NewApiKey(ANA, None, ALL_RIGHTS, "ab" * 32, "wxyz", None))
    await work.linked_messages.follow(LinkedMessage(ANA, account_id, 5, 0, False), START)
    period = last_days(7, START, ZoneInfo("Europe/Madrid"))
    await work.account_numbers.save_totals(account_id, period, AccountTotals(START, {}, {}))
    await work.account_numbers.save_series(account_id, "reach", [DayValue(START, 5)], START)
    await work.account_numbers.save_followers(account_id, START.date(), 1200)
    await work.account_numbers.save_online(account_id, [OnlineDay(START, {})], START)
    await work.audiences.save(account_id, AudienceParts("follower_demographics", "age", START, {}))
    (post,) = await work.media_looks.unplanned(account_id)
    tag = await work.tags.add(ANA, account_id, "garden")
    await work.tags.set_mark(tag, Target(MediaProductType.FEED, post), on=True)
    await work.tags.set_mark(tag, Target(MediaProductType.STORY, story_id), on=True)
    await work.media_looks.plan(
        account_id, [PlannedMediaLook(post, MediaLane.LADDER, 0, START + DAY)]
    )


NOT_OF_A_PERSON = {
    "audit",
    "bot_identity",
    "data_deletion",
    "encryption_keys",
    "fsm",
    "heartbeat",
    "lease",
    "operator_alert",
    "processed_update",
    "refused_metric",
    "served_version",
}


async def row_counts(database: SqlDatabase) -> dict[str, int]:
    async with database.session() as session:
        return {
            name: await session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name not in NOT_OF_A_PERSON
        }


async def test_a_new_person_gets_a_guess_and_keeps_what_they_chose(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        person = await work.people.seen(ANA, "Ana", "ana", "es")
        assert (person.language, person.time_zone, person.time_zone_known) == ("es", "UTC", False)
        await work.people.set_language(ANA, "ru")
        await work.people.set_time_zone(ANA, "Europe/Madrid")
        await work.people.set_blocked(ANA, START)
        person = await work.people.seen(ANA, "Ana Maria", None, "en")
        assert await work.people.get(ANA) == person
    assert (person.first_name, person.username, person.language) == ("Ana Maria", None, "ru")
    assert (person.time_zone, person.time_zone_known) == ("Europe/Madrid", True)
    assert person.blocked_at is None


async def test_telegram_ids_above_32_bits_are_kept(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        await work.people.seen(7_123_456_789, "Ana", None, "en")
        assert await work.people.get(7_123_456_789) is not None


async def test_an_account_is_stored_once_and_keeps_its_time_zone(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        first = await work.accounts.save_profile(profile(), "Europe/Madrid", START)
        renamed = replace(profile(), username="ana.new", followers_count=None)
        again = await work.accounts.save_profile(renamed, "UTC", START + DAY)
        assert again == replace(first, username="ana.new", followers_count=None, as_of=START + DAY)
        assert await work.accounts.get(first.id) == again


async def test_the_first_sync_of_media_is_noted_once(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        assert account.media_synced_at is None
        await work.accounts.set_media_synced(account.id, START)
        await work.accounts.set_media_synced(account.id, START + DAY)
        synced = await work.accounts.get(account.id)
    assert synced is not None
    assert synced.media_synced_at == START


async def test_a_personal_account_is_not_stored(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        with pytest.raises(ValueError, match="professional"):
            await work.accounts.save_profile(replace(profile(), user_id=None), "UTC", START)


async def test_linking_again_renews_the_link_and_its_token(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        (before,) = await work.accounts.linked_to(ANA)
        await work.links.set_state(before.link.id, LinkState.NEEDS_RELINK, "190/463")
        link = await work.links.save(ANA, account.id, issued_token("IGAA-second", days=90))
        assert (link.id, link.state, link.reason) == (before.link.id, LinkState.ACTIVE, None)
        assert link.token_expires_at == START + 90 * DAY
        assert link.permissions == frozenset({"instagram_business_basic"})
        token = await work.links.token_of(link.id)
    assert token is not None
    assert token.token == Secret("IGAA-second")


async def test_permissions_that_instagram_did_not_name_stay_unknown(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        unknown = replace(issued_token(), permissions=None)
        assert (await work.links.save(ANA, account.id, unknown)).permissions is None


async def test_the_healthy_token_that_lives_longest_is_used(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, ANA, token="IGAA-ana")
        await work.people.seen(EVE, "Eve", None, "en")
        eves = await work.links.save(EVE, account.id, issued_token("IGAA-eve", days=61))
        token = await work.links.healthy_token(account.id)
        assert token is not None
        assert (token.telegram_user_id, token.token) == (EVE, Secret("IGAA-eve"))
        assert await work.links.set_state(eves.id, LinkState.NEEDS_RELINK, "190/460")
        assert not await work.links.set_state(eves.id, LinkState.NEEDS_RELINK, "190/460")
        token = await work.links.healthy_token(account.id)
        assert token is not None
        assert (token.telegram_user_id, token.token) == (ANA, Secret("IGAA-ana"))
        followers = await work.accounts.followers(account.id)
        assert [person.telegram_user_id for person in followers] == [ANA, EVE]


async def test_of_two_renewals_at_once_the_first_wins(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, token="IGAA-old")
        token = await work.links.healthy_token(account.id)
    assert token is not None
    link_id = token.link_id
    together = asyncio.Barrier(5)

    async def renew(new: str) -> bool:
        async with database.transaction() as work:
            await together.wait()
            return await work.links.renew(
                link_id, Secret("IGAA-old"), Secret(new), START + DAY, START + 61 * DAY
            )

    outcomes = await asyncio.gather(*(renew(f"IGAA-{number}") for number in range(5)))
    assert sum(outcomes) == 1
    async with database.reading() as work:
        renewed = await work.links.token_of(link_id)
    assert renewed is not None
    assert renewed.token == Secret(f"IGAA-{outcomes.index(True)}")
    assert (renewed.issued_at, renewed.expires_at) == (START + DAY, START + 61 * DAY)


async def test_everybody_sees_only_their_own_accounts(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        anas = await linked_account(work, ANA, "1784100000000001")
        eves = await linked_account(work, EVE, "1784100000000002")
        assert [linked.account for linked in await work.accounts.linked_to(ANA)] == [anas]
        assert [linked.account for linked in await work.accounts.linked_to(EVE)] == [eves]
        assert not await work.links.remove(ANA, eves.id)
        assert len(await work.accounts.linked_to(EVE)) == 1


async def test_unlinking_takes_token_digest_and_current_account_along(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.people.set_current_account(ANA, account.id)
        digest = await work.digests.subscribe(digest_for(ANA, account.id), START)
        assert await work.links.remove(ANA, account.id)
        assert not await work.links.remove(ANA, account.id)
        assert await work.links.healthy_token(account.id) is None
        assert await work.digests.get(digest.id) is None
        person = await work.people.get(ANA)
    assert person is not None
    assert person.current_account_id is None


async def test_forgetting_a_person_leaves_nothing_of_them(database: SqlDatabase) -> None:
    empty = await row_counts(database)
    async with database.transaction() as work:
        account = await linked_account(work)
        await fill(work, account.id)
    filled = await row_counts(database)
    assert {table for table, count in filled.items() if count == 0} == set()
    async with database.transaction() as work:
        await work.people.forget(ANA)
    assert await row_counts(database) == empty


async def test_forgetting_an_account_leaves_nothing_of_it_and_all_of_the_others(
    database: SqlDatabase,
) -> None:
    async with database.transaction() as work:
        await linked_account(work, EVE, "1784100000000002")
        await work.buckets.take(APP_KEY, timedelta(seconds=18), 5)
        await work.people.seen(ANA, "Ana", None, "en")
    before = await row_counts(database)
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        await work.buckets.take(account_key(account.id), timedelta(seconds=18), 5)
        await work.instagram_facts.note_usage(account_key(account.id), Usage(28, 4, 3, START))
        await work.accounts.forget(account.id)
    assert await row_counts(database) == before


async def test_forgetting_a_person_keeps_what_another_is_linked_to(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work, ANA)
        await linked_account(work, EVE)
        await live_story(work, account.id)
        await work.people.forget(ANA)
        assert await work.people.get(ANA) is None
        assert await work.accounts.linked_to(ANA) == []
        assert [linked.account for linked in await work.accounts.linked_to(EVE)] == [account]
        assert len(await work.stories.live(account.id)) == 1


# Letting go -------------------------------------------------------------------------------------


async def test_what_was_let_go_of_has_no_token_no_digest_and_no_plan(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await fill(work, account.id)
        link = await work.links.of(ANA, account.id)
        assert link is not None
        await work.links.let_go(link.id)
        await work.digests.end(ANA, account.id)
        for plan in (work.discoveries, work.refreshes, work.newest_media):
            await plan.stop(account.id)
            assert await plan.next_due() is None
        await work.captures.cancel_all(account.id)
        await work.media_looks.end_all(account.id)

        assert await work.captures.next_due() is None
        assert await work.media_looks.next_due() is None
        assert len(await work.media_looks.unplanned(account.id)) == 1
        assert await work.digests.of_person(ANA) == []
        assert await work.links.healthy_token(account.id) is None
        assert await work.links.token_of(link.id) is None
        assert not await work.links.renew(link.id, Secret(""), Secret("IGAA-x"), START, START + DAY)
        assert not await work.links.set_state(link.id, LinkState.NEEDS_RELINK, "190/460")
        kept = await work.links.of(ANA, account.id)
        assert kept is not None
        assert (kept.state, kept.permissions) == (LinkState.UNLINKED, None)
        assert await work.accounts.followers(account.id) == []
        assert [one.link for one in await work.accounts.linked_to(ANA)] == [kept]


async def test_a_link_that_was_let_go_of_begins_anew_when_it_is_made_again(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        link = await work.links.of(ANA, account.id)
        assert link is not None
        clock.advance(DAY)
        renewed = await work.links.save(ANA, account.id, issued_token("IGAA-2"))
        assert (renewed.linked_at, renewed.state_since) == (START, START + DAY)
        await work.links.let_go(link.id)
        clock.advance(DAY)
        again = await work.links.save(ANA, account.id, issued_token("IGAA-3"))
        assert (again.id, again.state) == (link.id, LinkState.ACTIVE)
        assert (again.linked_at, again.state_since) == (START + 2 * DAY, START + 2 * DAY)
        token = await work.links.token_of(link.id)
        assert token is not None
        assert token.token == Secret("IGAA-3")


async def test_kept_histories_are_forgotten_when_their_time_is_over(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        kept = await linked_account(work, ANA, "1784100000000001")
        linked = await linked_account(work, ANA, "1784100000000002")
        link = await work.links.of(ANA, kept.id)
        assert link is not None
        await work.links.let_go(link.id)
        await work.buckets.take(account_key(kept.id), timedelta(seconds=18), 5)
        assert await work.accounts.forget_kept_before(START) == 0
        assert await work.accounts.forget_kept_before(START + DAY) == 1
        assert [one.account for one in await work.accounts.linked_to(ANA)] == [linked]


async def test_an_account_is_unreadable_until_it_is_served_and_that_is_noted_once(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        link = await work.links.of(ANA, account.id)
        assert link is not None
        assert not await work.accounts.note_readable(account.id)
        await work.links.set_state(link.id, LinkState.NEEDS_RELINK, "460")
        await work.accounts.note_unreadable(account.id)
        clock.advance(DAY)
        await work.accounts.note_unreadable(account.id)
        assert not await work.accounts.note_readable(account.id)
        unread = await work.accounts.get(account.id)
        assert unread is not None
        assert unread.unreadable_since == START
        await work.links.save(ANA, account.id, issued_token("IGAA-2"))
        assert await work.accounts.note_readable(account.id)
        assert not await work.accounts.note_readable(account.id)


async def test_looks_at_posts_that_are_overdue_are_counted(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    """By their ages: a look that was tried in vain waits for its next try."""
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("m1"), listed("m2")], START)
        posts = sorted(await work.media_looks.unplanned(account.id))
        looks = [
            PlannedMediaLook(post, MediaLane.LADDER, rung, START + HOUR)
            for rung, post in enumerate(posts)
        ]
        await work.media_looks.plan(account.id, looks)
        clock.advance(2 * HOUR)
        for ref in await work.media_looks.claim(10, HOUR):
            await work.media_looks.release(ref, START + DAY)
        assert await work.media_looks.overdue(account.id) == 1
        clock.advance(HOUR)
        assert await work.media_looks.overdue(account.id) == 2
