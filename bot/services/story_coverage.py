"""What became of stories, and why: from what was noted while they lived."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.periods import Period
from bot.domain.story_coverage import Coverage, Why, coverage, why_not_final
from bot.domain.story_life import LIFE, Story
from bot.services.ports import Repositories


async def whys(
    stored: Repositories, account_id: int, stories: Sequence[Story], now: datetime
) -> Mapping[int, Why]:
    """By story id, for those without a last look that was to come."""
    if not stories:
        return {}
    posted = [story.posted_at for story in stories]
    outages = await stored.outages.between(account_id, min(posted), max(posted) + LIFE)
    found = {story.id: why_not_final(story, outages, now) for story in stories}
    return {story_id: why for story_id, why in found.items() if why is not None}


async def coverage_of(
    stored: Repositories, account: InstagramAccount, day: date, now: datetime
) -> Coverage:
    """Of the account's local month that ``day`` lies in."""
    month = month_of(day, account)
    stories = await stored.stories.in_period(account.id, month)
    outages = await stored.outages.between(account.id, month.since, min(month.until, now))
    return coverage(month.first, stories, outages, now)


def month_of(day: date, account: InstagramAccount) -> Period:
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first, following - timedelta(days=1), account.zone)
