"""``/archive``: the days of a month that have stories, and one of them by its date."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.errors import NotLinked
from bot.services.results import SequenceCard, StoryMonth
from bot.services.show_archive import ShowStoryDay, ShowStoryMonth
from bot.services.show_stories import ShowSequence
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import linked_account, live_story

ANA, EVE = 7, 9
DAY = timedelta(days=1)


@pytest.fixture
def show_month(database: SqlDatabase, clock: FrozenClock) -> ShowStoryMonth:
    return ShowStoryMonth(database, clock)


@pytest.fixture
def show_day(database: SqlDatabase, clock: FrozenClock, show_month: ShowStoryMonth) -> ShowStoryDay:
    return ShowStoryDay(database, show_month, ShowSequence(database, clock))


async def publish(database: SqlDatabase, *days: date, person: int = ANA) -> None:
    """Two slides on each."""
    async with database.transaction() as work:
        account = await linked_account(work, person, f"1784140000000000{person}", f"IGAA-{person}")
        for day in days:
            for hour in (9, 10):
                at = datetime(day.year, day.month, day.day, hour, tzinfo=START.tzinfo)
                await live_story(work, account.id, f"{person}-{at}", at)


async def test_the_month_of_the_newest_stories_comes_first(
    database: SqlDatabase, show_month: ShowStoryMonth
) -> None:
    await publish(
        database, date(2026, 7, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 8, 15)
    )
    month = await show_month(ANA)
    assert month.month == date(2026, 9, 1)
    assert [(one.day, one.stories) for one in month.days] == [
        (date(2026, 9, 1), 2),
        (date(2026, 9, 30), 2),
    ]
    assert (month.older, month.newer, month.asked) == (date(2026, 8, 15), None, None)
    july = await show_month(ANA, date(2026, 7, 1))
    assert [one.day for one in july.days] == [date(2026, 7, 31)]
    assert (july.older, july.newer) == (None, date(2026, 8, 15))


async def test_without_any_story_it_is_this_month(
    database: SqlDatabase, show_month: ShowStoryMonth
) -> None:
    await publish(database)
    month = await show_month(ANA)
    assert (month.month, month.days, month.older, month.newer) == (
        date(2026, 11, 1),
        [],
        None,
        None,
    )


@pytest.mark.parametrize("month", [date.min, date.max, date(2024, 2, 29)])
async def test_every_month_can_be_asked_for(
    database: SqlDatabase, show_month: ShowStoryMonth, month: date
) -> None:
    await publish(database, date(2024, 2, 29))
    assert (await show_month(ANA, month)).month == month.replace(day=1)


async def test_a_day_opens_its_sequence_and_one_without_stories_its_month(
    database: SqlDatabase, show_day: ShowStoryDay
) -> None:
    await publish(database, date(2026, 10, 20))
    found = await show_day(ANA, date(2026, 10, 20))
    assert isinstance(found, SequenceCard)
    assert len(found.sequence.stories) == 2
    nothing = await show_day(ANA, date(2026, 10, 21))
    assert isinstance(nothing, StoryMonth)
    assert nothing.asked == date(2026, 10, 21)
    assert [one.day for one in nothing.days] == [date(2026, 10, 20)]


async def test_the_stories_of_others_are_not_there(
    database: SqlDatabase, show_day: ShowStoryDay, show_month: ShowStoryMonth
) -> None:
    await publish(database, date(2026, 10, 20))
    await publish(database, date(2026, 9, 3), person=EVE)
    assert isinstance(await show_day(EVE, date(2026, 10, 20)), StoryMonth)
    month = await show_month(EVE, date(2026, 10, 1))
    assert (month.days, month.older, month.newer) == ([], date(2026, 9, 3), None)
    async with database.transaction() as work:
        await work.people.seen(11, "Nobody", None, "en")
    with pytest.raises(NotLinked):
        await show_day(11, date(2026, 10, 20))
