"""When something is worth an alert. The rules are told in ``docs/alerts.md``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alerts import AlertKind
from bot.domain.formulas import drop, own_median, take_off
from bot.domain.media import Insights, Media, MediaProductType, Number
from bot.domain.same_age import COMPARED, DAY, Measure, SeenMedia, age_stood_for, beside_usual
from bot.domain.story_life import LAST_HOURS, Story, Trouble

# Stories --------------------------------------------------------------------------------------

WARNED_BEFORE = timedelta(hours=2)
"""So long before its end people are told of a story that cannot be read: something can be done."""

FAILING_FOR = timedelta(minutes=15)
"""A look that failed once is no news: the next try comes within minutes."""


def ends_unseen(story: Story, now: datetime) -> bool:
    """Whether a story soon ends, its looks fail, and there was none in its last three hours."""
    trouble = story.trouble
    if trouble is None or trouble.cause is Trouble.UNLINKED:
        return False
    ends_soon = timedelta() < story.ends_at - now <= WARNED_BEFORE
    seen = any(look.at >= story.ends_at - LAST_HOURS for look in story.looks)
    return ends_soon and now - trouble.since >= FAILING_FOR and not seen


# Posts and reels ------------------------------------------------------------------------------

YOUNG = timedelta(days=7)
"""What takes off later is no news any more."""


def age_of_news(published_at: datetime, looked_at: datetime) -> timedelta | None:
    """The age that a look stands for, while it may still be news."""
    age = age_stood_for(looked_at - published_at)
    return None if age is None or age > YOUNG else age


def news_of(
    media: Media, insights: Insights, age: timedelta, others: Sequence[SeenMedia]
) -> list[AlertKind]:
    """What a look tells that people want to hear.

    ``age`` is the one that it stands for; ``others``: the newest of the account, newest first.
    """
    news = []
    if takes_off(media, insights, age, others):
        news.append(AlertKind.TAKE_OFF)
    is_reel = media.details.media_product_type is MediaProductType.REELS
    if is_reel and age == DAY and insights.as_of - media.details.timestamp >= DAY:
        news.append(AlertKind.NEW_REEL)
    return news


def takes_off(
    media: Media, insights: Insights, age: timedelta, others: Sequence[SeenMedia]
) -> bool:
    """Three times the usual at its age, and at least what the last 20 of its format have by now."""
    beside = beside_usual(SeenMedia(media, {age: insights}), others, Measure.REACH)
    alike = [
        other.media.insights.get("reach")
        for other in others
        if other.media.details.kind is media.details.kind
        and other.media.id != media.id
        and other.media.insights is not None
    ]
    known = [reach for reach in alike if reach is not None][:COMPARED]
    times = None if beside is None else beside.times
    return take_off(times, insights.get("reach"), own_median(known)) is True


# The account ----------------------------------------------------------------------------------

SETTLED = timedelta(hours=48)
"""Meta may correct the reach of a day for so long."""

WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)
FEWEST_OF_THE_WEEK, FEWEST_BEFORE = 6, 24
"""So many of the days must be known. An account just linked has fewer: it is told of no drop."""

TOLD_AGAIN_AFTER = timedelta(days=28)
"""By then the lower reach is the usual one, or it was a drop of its own."""


@dataclass(frozen=True)
class Drop:
    """Median reach of a day in the seven days to ``until``, and in the four weeks before."""

    until: datetime
    reach: Number
    usual: Number

    @property
    def since(self) -> datetime:
        return self.until - WEEK


def reach_dropped(reach: Mapping[datetime, Number], now: datetime) -> Drop | None:
    """``reach``: that of each day, by the instant at which the day ended."""
    until = max((ended for ended in reach if ended <= now - SETTLED), default=None)
    if until is None or now - until > SETTLED + WEEK:
        return None
    week = [value for ended, value in reach.items() if until - WEEK < ended <= until]
    before = [
        value for ended, value in reach.items() if until - WEEK - FOUR_WEEKS < ended <= until - WEEK
    ]
    if len(week) < FEWEST_OF_THE_WEEK or len(before) < FEWEST_BEFORE:
        return None
    lately, usual = own_median(week), own_median(before)
    if lately is None or usual is None or not drop(lately, usual):
        return None
    return Drop(until, lately, usual)


FIRST_MILESTONES = (100, 250, 500)


def milestone(followers: int) -> int:
    """The greatest round number that is reached (100, 250, 500, 1k, 2.5k, 5k, 10k …), or 0."""
    reached = 0
    for number in _milestones():
        if number > followers:
            return reached
        reached = number
    return reached


def _milestones() -> Iterable[int]:
    scale = 1
    while True:
        for number in FIRST_MILESTONES:
            yield number * scale
        scale *= 10
