"""What the HTTP API answers of digests."""

from datetime import date
from typing import Literal

from pydantic import Field

from bot.web.api.answers import Answer, Insight, Instant, MediaTypeName, Partial, Success, Total
from bot.web.api.answers import Value as Number


class DigestSettings(Answer):
    """A digest as it is set up in the chat."""

    digest_id: int
    user_id: str | None = Field(description="The account; null for all of the person in one.")
    accounts: list[str] = Field(
        description="Instagram's ids of those it tells of now, as far as the key opens them."
    )
    cadence: Literal["daily", "weekly", "monthly"]
    at: str = Field(description="By the wall clock of time_zone.", examples=["09:00"])
    weekday: int | None = Field(description="Of a weekly one: 0 is Monday.")
    time_zone: str
    enabled: bool
    muted_until: Instant | None
    pause: Literal["not_shown", "silenced"] | None = Field(
        description="Why nothing comes for now, where it goes to a group or channel."
    )
    chat: str | None = Field(
        description="The group or channel that it goes to; null for the private chat."
    )
    next_at: Instant | None = Field(description="null when it is off or paused.")
    next_at_local: str | None = Field(
        description="The same by the wall clock of time_zone, with its offset.",
        examples=["2026-11-23T09:00:00+01:00"],
    )


class DigestsAnswer(Success):
    digests: list[DigestSettings]
    timestamp: Instant


class Days(Answer):
    first: date
    last: date
    time_zone: str


class BesideUsual(Answer):
    """A value at an age, beside the median of others of the format at that age."""

    age_seconds: int
    value: int | float
    usual: float
    times: float = Field(description="value / usual")
    compared: int = Field(description="So many others the usual rests on.")


class Picked(Answer):
    media_id: str
    media_type: MediaTypeName
    published_at: Instant
    caption: str | None
    permalink: str | None
    measure: Literal["reach", "save_rate"] = Field(description="By what it was picked.")
    beside_usual: BesideUsual | None = Field(
        description="null where too little is known to say what is usual."
    )
    insights: list[Insight]
    as_of: Instant | None


class MostReplies(Answer):
    day: date
    slide: int = Field(description="Of that day's stories, counted from 1.")
    replies: Number


class StoriesOfDigest(Answer):
    seen: int
    ended: int
    captured: int = Field(description="Of those ended: with a last look at 23 hours or later.")
    lost: int
    median_completion: float | None = Field(description="0 to 1; null under five final ones.")
    most_replies: MostReplies | None


class Sentence(Answer):
    """The one useful sentence, in words and as what it says."""

    about: Literal[
        "above_usual",
        "below_usual",
        "saves",
        "shares",
        "engagement",
        "short_stories",
        "long_stories",
    ]
    text: str = Field(description="In the language of the digest.")
    count: int = Field(description="Rests on so many.")
    other_count: int = Field(description="Compared with, or out of, so many.")
    times: float | None
    more: str | None = Field(description="The format that did more.", examples=["carousel"])
    less: str | None


class AccountDigest(Answer):
    """``quiet``: nothing was published. With Instagram away the period may be an older one."""

    user_id: str
    username: str
    status: Literal["complete", "partial"]
    reason: str | None
    period: Days
    against: Days | None = Field(
        description="What it is compared with, where that is not as many days just before."
    )
    quiet: bool
    followers_count: int | None
    followers_as_of: Instant
    followers_came: Number
    followers_left: Number
    totals: list[Total]
    published: dict[MediaTypeName, int]
    best_post: Picked | None
    best_reel: Picked | None
    worst: Picked | None
    immature: int = Field(description="Not ranked, because they are younger than 48 hours.")
    stories: StoriesOfDigest
    sentence: Sentence | None
    not_offered: list[str] = Field(description="Metrics that Instagram refuses at present.")
    without_link_seconds: int = Field(description="So long of the period nothing could be read.")
    as_of: Instant | None


class DigestAnswer(Partial):
    digest: DigestSettings
    language: str
    accounts: list[AccountDigest] = Field(description="What reached most comes first.")
    timestamp: Instant
