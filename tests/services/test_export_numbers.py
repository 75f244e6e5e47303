"""Numbers to take along: only the person's own, as they are kept, and noted."""

import asyncio
import json
from datetime import date, timedelta

import pytest

from bot.domain.errors import NotLinked
from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.domain.media import Insights, MediaProductType
from bot.domain.periods import Period
from bot.domain.security import SecurityEvent
from bot.domain.story_life import Look
from bot.exports.number_tables import MakeNumbersTable
from bot.services.export_numbers import ExportNumbers
from bot.services.ports import AccountTotals, MadeLook
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, listed, live_story
from tests.support.whole_life import live, somebody

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Rows = list[dict[str, object]]


@pytest.fixture
def export(database: SqlDatabase, clock: FrozenClock) -> ExportNumbers:
    return ExportNumbers(database, clock, MakeNumbersTable(), asyncio.Semaphore(1))


async def rows_of(
    export: ExportNumbers,
    kind: ExportKind,
    span: ExportSpan = ExportSpan.EVERYTHING,
    person: int = 7,
) -> Rows:
    result = await export(person, kind, span, ExportFormat.JSON)
    if result.file is None:
        return []
    with result.file.content:
        read: Rows = json.loads(result.file.content.read())["rows"]
    assert len(read) == result.rows
    return read


async def test_posts_come_oldest_first_with_formulas_and_nothing_made_up(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    known = {"reach": 200, "likes": 10, "comments": 4, "saved": 5, "shares": 1, "views": 300}
    async with database.transaction() as work:
        account = await linked_account(work)
        posts = [
            listed("new", timestamp=START - DAY, insights=Insights(START, {"reach": 9})),
            listed("old", timestamp=START - 40 * DAY, insights=Insights(START, known)),
            listed("reel", MediaProductType.REELS, START - 3 * DAY),
        ]
        await work.media.save_page(account.id, posts, START)
        old_day = (START - 40 * DAY).date()
        await work.account_numbers.save_followers(account.id, old_day, 1_000)
    old, new = await rows_of(export, ExportKind.POSTS)
    assert old["media_id"] == "old"
    assert old["engagement_rate_by_reach"] == pytest.approx(0.1)
    assert old["frequency"] == pytest.approx(1.5)
    assert old["followers_then"] == 1_000
    assert old["still_counting"] is False
    assert new["media_id"] == "new"
    assert (new["reach"], new["views"], new["saved"]) == (9, None, None)
    assert (new["likes"], new["comments"]) == (5, None), "the public count, where it is known"
    assert new["engagement_rate_by_reach"] is None
    assert new["still_counting"] is True
    (reel,) = await rows_of(export, ExportKind.REELS)
    assert reel["media_id"] == "reel"
    assert reel["as_of"] is None


async def test_reels_tell_watch_time_in_seconds(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    watched = Insights(START, {"ig_reels_avg_watch_time": 7_400, "reels_skip_rate": 38.6})
    async with database.transaction() as work:
        account = await linked_account(work)
        reel = listed("reel", MediaProductType.REELS, START - DAY, watched)
        await work.media.save_page(account.id, [reel], START)
    (row,) = await rows_of(export, ExportKind.REELS, ExportSpan.WEEK)
    assert row["ig_reels_avg_watch_time"] == pytest.approx(7.4)
    assert row["reel_kept_rate"] == pytest.approx(0.614)


async def test_only_what_was_published_in_the_period_is_in_it(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    ages = {"today": 0, "yesterday": 1, "eight": 8, "thirty": 30, "hundred": 100}
    async with database.transaction() as work:
        account = await linked_account(work)
        posts = [listed(name, timestamp=START - days * DAY) for name, days in ages.items()]
        await work.media.save_page(account.id, posts, START)
    # It is Monday, the 2nd of November.
    wanted = {
        ExportSpan.WEEK: ["yesterday"],
        ExportSpan.FOUR_WEEKS: ["eight", "yesterday"],
        ExportSpan.QUARTER: ["thirty", "eight", "yesterday"],
        ExportSpan.THIS_MONTH: ["yesterday", "today"],
        ExportSpan.LAST_MONTH: ["thirty", "eight"],
        ExportSpan.EVERYTHING: ["hundred", "thirty", "eight", "yesterday", "today"],
    }
    for span, names in wanted.items():
        rows = await rows_of(export, ExportKind.POSTS, span)
        assert [row["media_id"] for row in rows] == names, span


async def test_stories_tell_their_day_slide_state_and_last_look(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    seen = Insights(
        START + 23.5 * HOUR, {"reach": 100, "views": 120, "replies": 0}, {"navigation": {}}
    )
    async with database.transaction() as work:
        account = await linked_account(work)
        first = await live_story(work, account.id, "first", START)
        await live_story(work, account.id, "second", START + HOUR)
        await work.stories.save_looks([MadeLook(first, 1, 1, Look(START + 23.5 * HOUR, seen))])
    clock.set(START + 3 * DAY)
    one, two = await rows_of(export, ExportKind.STORIES, ExportSpan.WEEK)
    assert (one["slide"], one["state"], one["story_day"]) == (1, "final", "2026-11-02")
    assert one["age_at_last_look"] == 23.5 * 3600
    assert (one["replies"], one["tap_exit"], one["story_completion"]) == (0, 0, 1)
    assert (two["slide"], two["state"], two["reach"], two["tap_exit"]) == (2, "lost", None, None)


async def test_days_go_on_where_nobody_looked(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        day = date(2026, 10, 28)
        totals = AccountTotals(
            START,
            {"reach": 70, "replies": 3},
            {"reach": {"follower": 40}, "follows_and_unfollows": {"follower": 5}},
        )
        one_day = Period(day, day, account.zone)
        await work.account_numbers.save_totals(account.id, one_day, totals)
        week = Period(date(2026, 10, 26), date(2026, 11, 1), account.zone)
        await work.account_numbers.save_totals(account.id, week, totals)
        await work.account_numbers.save_followers(account.id, date(2026, 10, 30), 1_200)
    known, gap, followers = await rows_of(export, ExportKind.DAYS, ExportSpan.WEEK)
    assert (known["day"], known["reach"], known["replies"]) == ("2026-10-28", 70, 3)
    assert (known["came"], known["left"], known["reach_of_others"]) == (5, None, None)
    assert {value for name, value in gap.items() if name != "day"} == {None}
    assert followers["followers"] == 1_200


async def test_nothing_of_anybody_else_is_in_it(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    zoe, eve = somebody(1), somebody(2)
    await live(database, zoe)
    await live(database, eve)
    for kind in set(ExportKind) - {ExportKind.REELS}:
        result = await export(zoe.telegram_user_id, kind, ExportSpan.EVERYTHING, ExportFormat.JSON)
        assert result.file is not None
        with result.file.content:
            text = result.file.content.read().decode()
        assert zoe.instagram_username in text
        assert [mark for mark in eve.of_the_account + eve.of_the_person if mark in text] == []
        assert zoe.token not in text


async def test_each_export_is_noted_and_an_empty_one_makes_no_file(
    database: SqlDatabase, clock: FrozenClock, export: ExportNumbers
) -> None:
    async with database.transaction() as work:
        account = await linked_account(work)
        await work.media.save_page(account.id, [listed("post", timestamp=START - DAY)], START)
    empty = await export(7, ExportKind.STORIES, ExportSpan.WEEK, ExportFormat.CSV)
    assert empty.file is None
    made = await export(7, ExportKind.POSTS, ExportSpan.WEEK, ExportFormat.CSV)
    assert made.file is not None
    made.file.content.close()
    assert made.file.name == "ana-posts-2026-10-26_2026-11-01.csv"
    async with database.reading() as stored:
        events = [entry.event for entry in await stored.audit.of_person(7, 0, 10)]
    assert events == [SecurityEvent.EXPORTED]


async def test_without_an_account_there_is_nothing_to_take(
    database: SqlDatabase, export: ExportNumbers
) -> None:
    async with database.transaction() as work:
        await work.people.seen(7, "Ana", "ana", "en")
    with pytest.raises(NotLinked):
        await export(7, ExportKind.POSTS, ExportSpan.WEEK, ExportFormat.CSV)
