"""What the HTTP API answers: the types that its specification is made from.

The shapes of the seeds' guide, as Meta has them; what goes beyond is added, never changed.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


def written(instant: datetime) -> str:
    """ISO 8601 with milliseconds and Z, as the seeds write it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Instant = Annotated[
    datetime,
    PlainSerializer(written, return_type=str),
    Field(description="UTC, ISO 8601.", examples=["2026-11-22T08:00:00.000Z"]),
]

Value = Annotated[
    int | float | None, Field(description="null where Instagram gave no number: never 0 instead.")
]

MediaTypeName = Literal["FEED", "STORY", "REELS"]


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class MetricValue(Answer):
    value: Value


class BreakdownResult(Answer):
    dimension_values: list[str] = Field(description="In lower case.", examples=[["email"]])
    value: int | float


class Breakdown(Answer):
    dimension_keys: list[str] = Field(examples=[["action_type"]])
    results: list[BreakdownResult]


class TotalValue(Answer):
    value: Value
    breakdowns: list[Breakdown]


class Insight(Answer):
    """One metric, as Instagram's own interface gives it."""

    name: str = Field(examples=["views"])
    period: Literal["lifetime"] = "lifetime"
    values: list[MetricValue]
    title: str
    description: str
    total_value: TotalValue | None = Field(
        None, description="Of a metric that Instagram gives by parts."
    )


class Success(Answer):
    success: Literal[True] = True


class Partial(Success):
    """``status`` is ``partial`` where the newest numbers could not be read: these are the last."""

    status: Literal["complete", "partial"] = "complete"
    reason: str | None = Field(
        None, description="Why it is partial.", examples=["throttled", "token_expired"]
    )
    retry_after: int | None = Field(
        None, description="Seconds until Instagram is asked again, where waiting helps."
    )


class MediaInsightsAnswer(Partial):
    media_id: str
    media_type: MediaTypeName
    insights: list[Insight]
    translated: dict[str, str] = Field(
        default_factory=dict,
        description="Retired names that were asked for, and what answers in their stead.",
        examples=[{"plays": "views"}],
    )
    archived: bool = Field(description="The story has ended; these are the last numbers seen.")
    as_of: Instant | None = Field(description="When Instagram gave the numbers.")
    timestamp: Instant


class BreakdownAnswer(Partial):
    """``data`` is the metric as a whole, ``breakdown`` its parts."""

    media_id: str
    media_type: MediaTypeName
    data: Insight
    breakdown: list[Breakdown]
    archived: bool
    as_of: Instant | None
    timestamp: Instant


class OfferedMetric(Answer):
    name: str
    title: str
    description: str
    unit: Literal["count", "milliseconds", "percent"]
    breakdown: str | None


class MetricsAnswer(Success):
    media_type: MediaTypeName
    metrics: list[str] = Field(description="The names that are worth asking for.")
    offered: list[OfferedMetric]
    retired: dict[str, str] = Field(description="Old names, and what answers in their stead.")


class Account(Answer):
    user_id: str = Field(description="Instagram's id of the professional account.")
    username: str
    name: str | None
    followers_count: int | None
    follows_count: int | None
    media_count: int | None
    time_zone: str = Field(description="IANA name; days of the account are counted in it.")
    link: Literal["active", "needs_relink", "unlinked"]
    as_of: Instant = Field(description="When Instagram told the counts.")


class AccountsAnswer(Success):
    accounts: list[Account]
    timestamp: Instant


class Total(Answer):
    name: str = Field(examples=["reach"])
    title: str
    value: Value
    before: Value = Field(description="In as many days just before.")
    change: float | None = Field(
        description="value / before - 1; null on an unknown base or one under 20."
    )


class Day(Answer):
    day: date
    value: Value


class AccountInsightsAnswer(Partial):
    """Whole local days. Totals are Instagram's own for the window: days are never summed."""

    user_id: str
    first: date
    last: date
    time_zone: str
    totals: list[Total]
    reach_not_followers: float | None = Field(
        description="Share of the reached accounts that do not follow, 0 to 1."
    )
    followers_came: Value
    followers_left: Value
    reach_by_day: list[Day] = Field(description="Of each day by itself: people come again.")
    followers_by_day: list[Day]
    stories_seen: int
    stories_captured: int = Field(description="With a last look at 23 hours or later.")
    as_of: Instant | None
    timestamp: Instant


class ListedMedia(Answer):
    media_id: str
    media_type: MediaTypeName
    published_at: Instant
    caption: str | None
    permalink: str | None
    insights: list[Insight] = Field(description="The newest that are known.")
    as_of: Instant | None


class MediaListAnswer(Success):
    media: list[ListedMedia] = Field(description="Newest first.")
    total: int
    next_cursor: str | None = Field(
        description="For the next part, as cursor; null on the last one."
    )
    timestamp: Instant


class Snapshot(Answer):
    age_seconds: int = Field(description="How old it was.")
    as_of: Instant
    insights: list[Insight]


class HistoryAnswer(Success):
    media_id: str
    media_type: MediaTypeName
    published_at: Instant
    snapshots: list[Snapshot] = Field(description="What every look gave, oldest first.")
    timestamp: Instant


class ArchivedStory(Answer):
    media_id: str
    published_at: Instant
    ends_at: Instant
    state: Literal["live", "final", "partial", "hidden", "lost"]
    reason: str | None = Field(description="Why there was no last look, where one was to come.")
    insights: list[Insight]
    as_of: Instant | None


class CoverageOfMonth(Answer):
    """What became of all stories that are known."""

    final: int
    partial: int
    hidden: int
    lost: int
    live: int


class StoriesAnswer(Success):
    user_id: str
    month: date = Field(description="Its first day.")
    coverage: CoverageOfMonth
    stories: list[ArchivedStory] = Field(description="Oldest first.")
    timestamp: Instant


class Problem(Answer):
    """RFC 9457, with the seeds' ``success`` and ``error`` beside it."""

    type: str
    title: str
    status: int
    detail: str
    success: Literal[False] = False
    error: str = Field(examples=["insufficient_viewers"])
    retry_after: int | None = Field(None, description="Seconds.")
