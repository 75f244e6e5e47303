"""The columns and rows of exported tables: metrics under their own names, formulas from domain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain import formulas
from bot.domain.exports import Cell, Column, Unit
from bot.domain.media import Insights, Media, Number
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.story_life import Story, sequence_date
from bot.services.ports import AccountTotals, AudienceParts

Row = Sequence[Cell]

_HEAD = (
    Column("media_id", Unit.TEXT),
    Column("published_at", Unit.INSTANT),
    Column("format", Unit.TEXT),
)
_TAIL = (Column("permalink", Unit.TEXT), Column("as_of", Unit.INSTANT))
_REACTIONS = ("reach", "views", "likes", "comments", "saved", "shares", "reposts")
_COUNTS = (*_REACTIONS, "total_interactions")
_RATES = ("engagement_rate_by_reach", "save_rate", "share_rate")
_OF_POSTS = ("profile_visits", "follows")
_WATCHED = ("ig_reels_avg_watch_time", "ig_reels_video_view_total_time")
_OF_STORIES = (
    "reach",
    "views",
    "replies",
    "shares",
    "total_interactions",
    "profile_visits",
    "follows",
    "reposts",
)
_TAPS = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")
_STORY_RATES = ("story_completion", "story_exit_rate", "reply_rate")

_FORMULAS: Mapping[str, Callable[[Insights], float | None]] = {
    "engagement_rate_by_reach": formulas.engagement_rate_by_reach,
    "save_rate": formulas.save_rate,
    "share_rate": formulas.share_rate,
    "frequency": formulas.frequency,
    "story_completion": formulas.story_completion,
    "story_exit_rate": formulas.story_exit_rate,
    "reply_rate": formulas.reply_rate,
    "reel_kept_rate": formulas.reel_kept_rate,
}


def _counts(names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _shares(names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(name, Unit.SHARE) for name in names)


_FREQUENCY = Column("frequency", Unit.DECIMAL)
_COUNTING = Column("still_counting", Unit.FLAG)
_FOLLOWERS = Column("followers_then")
_CAPTION = Column("caption", Unit.TEXT)

POST_COLUMNS = (
    *_HEAD,
    _CAPTION,
    *_counts((*_COUNTS, *_OF_POSTS)),
    *_shares(_RATES),
    _FREQUENCY,
    _FOLLOWERS,
    _COUNTING,
    *_TAIL,
)
REEL_COLUMNS = (
    *_HEAD,
    _CAPTION,
    *_counts(_COUNTS),
    *(Column(name, Unit.SECONDS) for name in _WATCHED),
    *_shares(("reel_kept_rate", *_RATES)),
    _FREQUENCY,
    _FOLLOWERS,
    _COUNTING,
    *_TAIL,
)
STORY_COLUMNS = (
    *_HEAD,
    Column("story_day", Unit.DAY),
    Column("slide"),
    Column("state", Unit.TEXT),
    Column("age_at_last_look", Unit.SECONDS),
    *_counts((*_OF_STORIES, *_TAPS)),
    *_shares(_STORY_RATES),
    *_TAIL,
)
DAY_COLUMNS = (
    Column("day", Unit.DAY),
    Column("followers"),
    *_counts(ACCOUNT_TOTALS),
    Column("reach_of_followers"),
    Column("reach_of_others"),
    Column("reach_by_instagram_day"),
    Column("came"),
    Column("left"),
    Column("as_of", Unit.INSTANT),
)
AUDIENCE_COLUMNS = (
    Column("day", Unit.DAY),
    Column("audience", Unit.TEXT),
    Column("breakdown", Unit.TEXT),
    Column("part", Unit.TEXT),
    Column("people"),
    Column("share", Unit.SHARE),
    Column("as_of", Unit.INSTANT),
)


def media_rows(
    media: Iterable[Media],
    columns: Sequence[Column],
    followers: Mapping[date, int],
    zone: ZoneInfo,
    now: datetime,
) -> list[Row]:
    """``followers`` by day in ``zone``, the account's: as read on the day of publishing."""
    rows: list[Row] = []
    for one in media:
        details, insights = one.details, one.insights
        cells: dict[str, Cell] = {
            "media_id": details.media_id,
            "published_at": details.timestamp,
            "format": details.kind.value.lower(),
            "caption": details.caption,
            "likes": one.like_count,
            "comments": one.comments_count,
            "followers_then": followers.get(details.timestamp.astimezone(zone).date()),
            "still_counting": one.still_counting(now),
            "permalink": details.permalink,
            **_numbers(insights, columns),
        }
        rows.append([cells.get(column.name) for column in columns])
    return rows


def story_rows(stories: Sequence[Story], zone: ZoneInfo, now: datetime) -> list[Row]:
    """``stories`` oldest first and whole days of ``zone``, the account's: slides are counted."""
    rows: list[Row] = []
    slides: dict[date, int] = {}
    for story in stories:
        day = sequence_date(story.posted_at, zone)
        slides[day] = slides.get(day, 0) + 1
        age = story.age_at_last_numbers
        insights = story.insights
        cells: dict[str, Cell] = {
            "media_id": story.details.media_id,
            "published_at": story.posted_at,
            "format": story.details.media_type.lower(),
            "story_day": day,
            "slide": slides[day],
            "state": story.state(now).value,
            "age_at_last_look": None if age is None else int(age.total_seconds()),
            "permalink": story.details.permalink,
            **_numbers(insights, STORY_COLUMNS),
            **({part: insights.part("navigation", part) for part in _TAPS} if insights else {}),
        }
        rows.append([cells.get(column.name) for column in STORY_COLUMNS])
    return rows


def day_rows(
    days: Iterable[date],
    totals: Mapping[date, AccountTotals],
    followers: Mapping[date, int],
    reach_by_instagram_day: Mapping[date, Number],
) -> list[Row]:
    """A day that nobody read has empty cells."""
    rows: list[Row] = []
    for day in days:
        known = totals.get(day)
        values = known.values if known else {}
        reach = known.breakdowns.get("reach", {}) if known else {}
        moved = known.breakdowns.get("follows_and_unfollows", {}) if known else {}
        rows.append(
            [
                day,
                followers.get(day),
                *(values.get(name) for name in ACCOUNT_TOTALS),
                reach.get("follower"),
                reach.get("non_follower"),
                reach_by_instagram_day.get(day),
                # Implementers read them so; Meta does not say.
                moved.get("follower"),
                moved.get("non_follower"),
                known.numbers_as_of if known else None,
            ]
        )
    return rows


def audience_rows(audiences: Iterable[AudienceParts], zone: ZoneInfo) -> list[Row]:
    """The largest part first; its share is of all parts that Instagram named."""
    rows: list[Row] = []
    for one in audiences:
        whole = sum(one.parts.values())
        for part, people in sorted(one.parts.items(), key=lambda item: (-item[1], item[0])):
            share = formulas.share(people, whole)
            day = one.as_of.astimezone(zone).date()
            rows.append([day, one.metric, one.breakdown, part, people, share, one.as_of])
    return rows


def _numbers(insights: Insights | None, columns: Sequence[Column]) -> dict[str, Cell]:
    """Only what is known: so what the caller knows otherwise stands where it is not."""
    if insights is None:
        return {}
    cells: dict[str, Cell] = {"as_of": insights.as_of}
    for column in columns:
        formula = _FORMULAS.get(column.name)
        value = formula(insights) if formula else insights.get(column.name)
        if value is not None:
            cells[column.name] = _in_seconds(value) if column.unit is Unit.SECONDS else value
    return cells


def _in_seconds(milliseconds: Number) -> float:
    return milliseconds / 1000
