"""Stories, looks and sequences: kept for ever, planned once, loaded with few queries."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import event

from bot.domain.media import Insights, MediaProductType, Number
from bot.domain.periods import Period
from bot.domain.story_life import (
    LIFE,
    Ladder,
    Lane,
    Look,
    PlannedLook,
    StoryState,
    planned_looks,
)
from bot.services.ports import DueLook, MadeLook, Ref
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed, live_story

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STORY = MediaProductType.STORY


async def test_a_story_is_added_once(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await live_story(work, account.id)
        again = await work.stories.add(
            account.id, listed("story-1", STORY), START.date(), START + LIFE
        )
        assert again is None
        assert len(await work.stories.live(account.id)) == 1


async def test_looks_come_back_as_they_were_saved(database: SqlDatabase) -> None:
    parts: dict[str, dict[str, Number]] = {
        "navigation": {"tap_forward": 7, "tap_back": 0, "tap_exit": 1, "swipe_forward": 2},
        "profile_activity": {"bio_link_clicked": 1},
    }
    looks = (
        Look(START + HOUR, None),
        Look(START + 2 * HOUR, Insights(START + 2 * HOUR, {"reach": 6, "replies": 0})),
        Look(
            START + 3 * HOUR,
            Insights(START + 3 * HOUR, {"reach": 9, "navigation": 10, "new_metric": 1.5}, parts),
        ),
    )
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id)
        for slot in (2, 0, 1):
            await work.stories.save_looks([MadeLook(story_id, slot, 1, looks[slot])])
        story = await work.stories.get([account.id], story_id)
    assert story is not None
    assert story.looks == looks
    assert story.details == listed("story-1", STORY).details


async def test_of_a_breakdown_that_came_a_missing_part_is_zero_and_of_none_it_is_unknown(
    database: SqlDatabase,
) -> None:
    taps = Insights(START, {"navigation": 3}, {"navigation": {"tap_forward": 3}})
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id)
        shown = (Look(START, taps), Look(START + HOUR, Insights(START)))
        await work.stories.save_looks(
            [MadeLook(story_id, slot, 1, look) for slot, look in enumerate(shown)]
        )
        story = await work.stories.get([account.id], story_id)
    assert story is not None
    first, second = (look.insights for look in story.looks)
    assert first is not None
    assert first.part("navigation", "tap_exit") == 0
    assert second is not None
    assert second.part("navigation", "tap_exit") is None
    assert second.get("reach") is None


async def test_a_look_that_was_stored_stays_as_it_was(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id)
        first = Look(START, Insights(START, {"reach": 5}))
        await work.stories.save_looks([MadeLook(story_id, 0, 1, first)])
        again = Look(START + HOUR, Insights(START + HOUR, {"reach": 1}))
        await work.stories.save_looks([MadeLook(story_id, 0, 2, again)])
        story = await work.stories.get([account.id], story_id)
    assert story is not None
    assert story.looks == (first,)


async def test_stories_live_until_24_hours_or_until_they_were_seen_to_be_gone(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        older = await live_story(work, account.id, "older", START - HOUR)
        newer = await live_story(work, account.id, "newer")
        deleted = await live_story(work, account.id, "deleted")
        await work.stories.set_gone(deleted, START + MINUTE)
        await work.stories.set_gone(deleted, START + HOUR)
        assert [story.id for story in await work.stories.live(account.id)] == [older, newer]
        gone = await work.stories.get([account.id], deleted)
        clock.set(START + LIFE - MINUTE)
        assert [story.id for story in await work.stories.live(account.id)] == [newer]
        clock.set(START + LIFE)
        assert await work.stories.live(account.id) == []
    assert gone is not None
    assert gone.gone_at == START + MINUTE
    assert gone.state(START + MINUTE) is StoryState.LOST


async def test_a_story_of_another_account_is_not_found(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        mine = await linked_account(work, 7, "1784100000000001")
        other = await linked_account(work, 8, "1784100000000002")
        story_id = await live_story(work, other.id)
        assert await work.stories.get([mine.id], story_id) is None
        assert await work.stories.live(mine.id) == []
        assert await work.stories.sequences(mine.id, 0, 10) == []
        assert await work.stories.count_sequences(mine.id) == 0
        assert (
            await work.stories.in_period(mine.id, Period(START.date(), START.date(), MADRID)) == []
        )


MADRID = ZoneInfo("Europe/Madrid")


async def test_a_days_stories_are_one_sequence_that_wraps_up_after_the_last(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        last = await live_story(work, account.id, "last", START + 3 * HOUR)
        first = await live_story(work, account.id, "first", START)
        assert await work.wrap_ups.next_due() == START + 3 * HOUR + LIFE
        sequence = await work.stories.sequence_of(first)
        assert sequence is not None
        assert [story.id for story in sequence.stories] == [first, last]
        assert await work.stories.sequence(sequence.id) == sequence
        clock.set(START + 3 * HOUR + LIFE)
        assert await work.wrap_ups.claim(10, MINUTE) == [Ref(sequence.id, 1)]


async def test_a_story_found_late_opens_its_wrapped_up_sequence_again(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await live_story(work, account.id, "first", START)
        clock.set(START + LIFE)
        refs = await work.wrap_ups.claim(10, MINUTE)
        await work.wrap_ups.finish(refs)
        assert await work.wrap_ups.next_due() is None
        await live_story(work, account.id, "found late", START + HOUR)
        assert await work.wrap_ups.next_due() == START + HOUR + LIFE


async def test_sequences_are_listed_newest_day_first(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for day in range(3):
            await live_story(work, account.id, f"story-{day}", START - day * LIFE)
        page = await work.stories.sequences(account.id, 1, 1)
        assert [sequence.local_date for sequence in page] == [date(2026, 11, 1)]
        assert await work.stories.count_sequences(account.id) == 3


async def test_a_period_takes_stories_by_local_days(database: SqlDatabase) -> None:
    period = Period(date(2026, 11, 1), date(2026, 11, 1), MADRID)
    async with database.transaction() as work:
        account = await linked_account(work)
        await live_story(work, account.id, "before", period.since - timedelta(seconds=1))
        within = await live_story(work, account.id, "within", period.until - timedelta(seconds=1))
        await live_story(work, account.id, "after", period.until)
        found = await work.stories.in_period(account.id, period)
    assert [story.id for story in found] == [within]


async def test_many_sequences_take_as_few_queries_as_one(database: SqlDatabase) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        for day in range(10):
            for number in range(3):
                posted_at = START - day * LIFE + number * HOUR
                story_id = await live_story(work, account.id, f"{day}-{number}", posted_at)
                look = Look(posted_at, Insights(posted_at, {"reach": number}))
                await work.stories.save_looks([MadeLook(story_id, 0, 1, look)])
    statements: list[str] = []
    engine = database._reading.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    async with database.reading() as work:
        sequences = await work.stories.sequences(account.id, 0, 10)
    assert sum(len(story.looks) for found in sequences for story in found.stories) == 30
    assert sum("SELECT" in statement for statement in statements) == 3


async def test_planned_looks_can_be_claimed_and_say_what_to_look_at(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        story_id = await live_story(work, account.id)
        looks = planned_looks(START, START, Ladder())
        await work.captures.plan(story_id, account.id, looks)
        await work.captures.plan(story_id, account.id, looks)
        refs = await work.captures.claim(10, MINUTE, Lane.CAPTURE)
        (due,) = await work.captures.looks(refs)
        assert await work.captures.next_looks([story_id, story_id + 1]) == {story_id: START + HOUR}
    assert due == DueLook(refs[0], story_id, account.id, "story-1", 0, START, START + HOUR)


async def test_a_look_that_is_lent_is_being_made_until_its_lease_runs_out(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        read = await live_story(work, account.id, "read")
        waits = await live_story(work, account.id, "waits")
        for story_id in (read, waits):
            looks = planned_looks(START, START, Ladder())
            await work.captures.plan(story_id, account.id, looks)
        await work.captures.claim(1, MINUTE, Lane.CAPTURE)
        assert await work.captures.being_read([read, waits]) == {read}
        assert await work.captures.next_looks([read, waits]) == {read: START + HOUR, waits: START}
    clock.advance(MINUTE)
    async with database.transaction() as work:
        assert await work.captures.being_read([read, waits]) == set()
        assert await work.captures.next_looks([read]) == {read: START + MINUTE}


async def test_a_story_that_is_gone_is_not_looked_at_again(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    looks = [
        PlannedLook(slot, Lane.CAPTURE, START + slot * HOUR, START + (slot + 1) * HOUR)
        for slot in range(3)
    ]
    async with database.transaction() as work:
        account = await linked_account(work)
        gone = await live_story(work, account.id, "gone")
        stays = await live_story(work, account.id, "stays")
        await work.captures.plan(gone, account.id, looks)
        refs = await work.captures.claim(1, MINUTE, Lane.CAPTURE)
        await work.captures.cancel(gone)
        # The look that found it gone is still its holder's to finish.
        assert await work.captures.finish(refs) == refs
        await work.captures.plan(stays, account.id, looks[2:])
        clock.set(START + 2 * HOUR)
        left = await work.captures.looks(await work.captures.claim(9, MINUTE, Lane.CAPTURE))
    assert [look.story_id for look in left] == [stays]
