"""The metric registry: what Instagram offers, for which kind of media, and in which call.

Meta's tables as data (instagram-media/insights and instagram-user/insights, September 2026, with
what field reports correct). Everything that asks, stores or shows a metric reads it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.media import MediaKind

IMAGE, CAROUSEL, LEGACY_VIDEO = MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.LEGACY_VIDEO
REELS, STORY = MediaKind.REELS, MediaKind.STORY


class CallGroup(StrEnum):
    """Metrics of one group go into one call.

    Meta fails a whole call for one metric that does not fit, and mixed breakdowns too: so the
    sure ones go together (CORE), those that only a media's own call brings apart (EXTRA), each
    breakdown by itself. ON_REQUEST is never asked unless somebody names it.
    """

    CORE = "core"
    EXTRA = "extra"
    NAVIGATION = "navigation"
    PROFILE_ACTIVITY = "profile_activity"
    ON_REQUEST = "on_request"


class Unit(StrEnum):
    COUNT = "count"
    MILLISECONDS = "milliseconds"
    PERCENT = "percent"


class Login(StrEnum):
    """With which login of Meta a metric can be read. Ours is INSTAGRAM."""

    INSTAGRAM = "instagram"
    """Facebook Login has it too."""
    FACEBOOK = "facebook"
    """Facebook Login only: refused to us, and never asked."""


@dataclass(frozen=True)
class MediaMetric:
    """One metric of a media; ``groups`` by kind says where it is offered and how it is asked."""

    name: str
    groups: Mapping[MediaKind, CallGroup]
    unit: Unit = Unit.COUNT
    breakdown: str | None = None
    login: Login = Login.INSTAGRAM
    since: date | None = None
    """When Meta brought it; None: it was there from the beginning of Instagram Login."""
    until: date | None = None
    """Offered only for media that were published before."""


CORE, EXTRA, ON_REQUEST = CallGroup.CORE, CallGroup.EXTRA, CallGroup.ON_REQUEST


def _of_kinds(group: CallGroup, *kinds: MediaKind) -> dict[MediaKind, CallGroup]:
    return dict.fromkeys(kinds, group)


FEED = (IMAGE, CAROUSEL, LEGACY_VIDEO)
POSTS_CORE = {**_of_kinds(CORE, IMAGE, CAROUSEL, REELS), LEGACY_VIDEO: EXTRA}
"""Field reports: feed videos from before all videos were reels often refuse these."""
LEGACY = {LEGACY_VIDEO: ON_REQUEST}
"""In Meta's table they have what all feed posts have; nobody was seen to get it."""

INSTAGRAM_LOGIN = date(2025, 1, 21)
REPOSTS_CAME = date(2025, 12, 3)
FACEBOOK_TOTALS_CAME = date(2026, 4, 22)

MEDIA_METRICS = (
    MediaMetric("reach", _of_kinds(CORE, *MediaKind)),
    MediaMetric("views", {**POSTS_CORE, STORY: CORE}, since=INSTAGRAM_LOGIN),
    MediaMetric("likes", POSTS_CORE),
    MediaMetric("comments", POSTS_CORE),
    MediaMetric("saved", _of_kinds(CORE, *FEED, REELS)),
    MediaMetric("shares", {**POSTS_CORE, STORY: CORE}),
    MediaMetric("total_interactions", {**_of_kinds(CORE, IMAGE, CAROUSEL, REELS, STORY), **LEGACY}),
    MediaMetric("replies", {STORY: CORE}),
    MediaMetric("follows", {IMAGE: EXTRA, CAROUSEL: EXTRA, STORY: CORE, **LEGACY}),
    MediaMetric("profile_visits", {IMAGE: EXTRA, CAROUSEL: EXTRA, STORY: CORE, **LEGACY}),
    MediaMetric(
        "reposts",
        {**_of_kinds(EXTRA, IMAGE, CAROUSEL, REELS, STORY), **LEGACY},
        since=REPOSTS_CAME,
    ),
    MediaMetric("ig_reels_avg_watch_time", {REELS: EXTRA}, Unit.MILLISECONDS),
    MediaMetric("ig_reels_video_view_total_time", {REELS: EXTRA}, Unit.MILLISECONDS),
    MediaMetric("reels_skip_rate", {REELS: EXTRA}, Unit.PERCENT, since=REPOSTS_CAME),
    MediaMetric(
        "navigation",
        {STORY: CallGroup.NAVIGATION},
        breakdown="story_navigation_action_type",
    ),
    MediaMetric(
        "profile_activity",
        {**_of_kinds(CallGroup.PROFILE_ACTIVITY, IMAGE, CAROUSEL, STORY), **LEGACY},
        breakdown="action_type",
    ),
    # Refused for every media that was not shared to Facebook, which most are not.
    MediaMetric("crossposted_views", {REELS: ON_REQUEST}, since=REPOSTS_CAME),
    MediaMetric("facebook_views", _of_kinds(ON_REQUEST, *MediaKind), since=REPOSTS_CAME),
    MediaMetric("impressions", _of_kinds(ON_REQUEST, *FEED, STORY), until=date(2024, 7, 2)),
    MediaMetric("link_clicks", {STORY: ON_REQUEST}, login=Login.FACEBOOK, since=date(2026, 6, 22)),
    *(
        MediaMetric(
            name, _of_kinds(ON_REQUEST, *kinds), login=Login.FACEBOOK, since=FACEBOOK_TOTALS_CAME
        )
        for name, kinds in (
            ("total_likes", (*FEED, REELS)),
            ("total_comments", (*FEED, REELS)),
            ("total_views", tuple(MediaKind)),
        )
    ),
)


def metrics_of(kind: MediaKind, *groups: CallGroup) -> tuple[MediaMetric, ...]:
    """What is offered for a kind of media in any of the groups, in the registry's order."""
    return tuple(metric for metric in MEDIA_METRICS if metric.groups.get(kind) in groups)


def listed_metrics() -> tuple[MediaMetric, ...]:
    """What all posts and reels of today share: a list asks it of all of them in one call."""
    listed = (IMAGE, CAROUSEL, REELS)
    return tuple(
        metric
        for metric in MEDIA_METRICS
        if all(metric.groups.get(kind) is CORE for kind in listed)
    )


# The account ----------------------------------------------------------------------------------


class AccountCall(StrEnum):
    """How a metric of an account is asked."""

    TOTALS = "totals"
    """Totals of a window, all of them in one call: ``metric_type=total_value``."""
    SERIES = "series"
    """A value a day, by itself."""
    AUDIENCE = "audience"
    """Who people are: by ``timeframe`` and breakdown, each by itself."""
    ON_REQUEST = "on_request"


PEOPLE = ("age", "gender", "city", "country")


@dataclass(frozen=True)
class AccountMetric:
    """One metric of an account. ``breakdowns`` are asked one a call."""

    name: str
    call: AccountCall = AccountCall.TOTALS
    breakdowns: tuple[str, ...] = ()
    unique: bool = False
    """De-duplicated per window by Instagram: sums of windows or days count people twice."""
    followers_at_least: int = 0
    """Meta: empty for smaller accounts."""
    unit: Unit = Unit.COUNT
    login: Login = Login.INSTAGRAM
    since: date | None = None
    until: date | None = None
    """When Meta took it out of its tables."""


BY_PRODUCT = ("media_product_type",)
THRESHOLD = 100

ACCOUNT_METRICS = (
    AccountMetric("reach", breakdowns=("follow_type", "media_product_type"), unique=True),
    AccountMetric("views", breakdowns=("follow_type", "media_product_type")),
    AccountMetric("accounts_engaged", unique=True),
    AccountMetric("total_interactions", breakdowns=BY_PRODUCT),
    AccountMetric("profile_links_taps", breakdowns=("contact_button_type",)),
    AccountMetric("likes", breakdowns=BY_PRODUCT),
    AccountMetric("comments", breakdowns=BY_PRODUCT),
    AccountMetric("saves", breakdowns=BY_PRODUCT),
    AccountMetric("shares", breakdowns=BY_PRODUCT),
    AccountMetric("replies"),
    AccountMetric("reposts", since=REPOSTS_CAME),
    AccountMetric(
        # Without the breakdown it comes back as a shell, so it is no part of the totals' call.
        "follows_and_unfollows",
        AccountCall.ON_REQUEST,
        ("follow_type",),
        followers_at_least=THRESHOLD,
    ),
    AccountMetric("follower_count", AccountCall.SERIES, followers_at_least=THRESHOLD),
    AccountMetric("online_followers", AccountCall.SERIES, followers_at_least=THRESHOLD),
    AccountMetric(
        "follower_demographics", AccountCall.AUDIENCE, PEOPLE, followers_at_least=THRESHOLD
    ),
    AccountMetric("engaged_audience_demographics", AccountCall.AUDIENCE, PEOPLE),
    AccountMetric("profile_views", AccountCall.ON_REQUEST, until=date(2025, 1, 8)),
    AccountMetric("website_clicks", AccountCall.ON_REQUEST, until=date(2025, 1, 8)),
)

ACCOUNT_TOTALS = tuple(
    metric.name for metric in ACCOUNT_METRICS if metric.call is AccountCall.TOTALS
)
"""Window totals of an account. Meta: ``period=day``, ``metric_type=total_value``."""

UNIQUE_ACCOUNT_METRICS = frozenset(metric.name for metric in ACCOUNT_METRICS if metric.unique)


# Names that Meta has retired ------------------------------------------------------------------


@dataclass(frozen=True)
class Replacement:
    """What stands in for a retired name."""

    metric: str
    part: str | None = None
    """The dimension value of the metric's breakdown that the old name meant."""
    unit_changes: bool = False
    """The new metric measures something else: watch time instead of replays, say."""


VIEWS_INSTEAD = Replacement("views")
CONTACT_INSTEAD = "profile_links_taps"

RETIRED: Mapping[str, Replacement] = {
    "impressions": VIEWS_INSTEAD,
    "plays": VIEWS_INSTEAD,
    "video_views": VIEWS_INSTEAD,
    "content_views": VIEWS_INSTEAD,
    "ig_reels_aggregated_all_plays_count": VIEWS_INSTEAD,
    "clips_replays_count": Replacement("ig_reels_video_view_total_time", unit_changes=True),
    "engagement": Replacement("total_interactions"),
    "carousel_album_engagement": Replacement("total_interactions"),
    "carousel_album_impressions": VIEWS_INSTEAD,
    "carousel_album_reach": Replacement("reach"),
    "carousel_album_saved": Replacement("saved"),
    "carousel_album_video_views": VIEWS_INSTEAD,
    "taps_forward": Replacement("navigation", "tap_forward"),
    "taps_back": Replacement("navigation", "tap_back"),
    "exits": Replacement("navigation", "tap_exit"),
    "audience_gender_age": Replacement("follower_demographics"),
    "audience_city": Replacement("follower_demographics"),
    "audience_country": Replacement("follower_demographics"),
    "email_contacts": Replacement(CONTACT_INSTEAD, "email"),
    "get_directions_clicks": Replacement(CONTACT_INSTEAD, "direction"),
    "phone_call_clicks": Replacement(CONTACT_INSTEAD, "call"),
    "text_message_clicks": Replacement(CONTACT_INSTEAD, "text"),
}
"""The seeds' table, and what Meta's changelog retired besides."""

SAME_BY_ANOTHER_NAME = {"saves": "saved", "saved": "saves"}
"""Meta says ``saved`` of a media and ``saves`` of an account."""


class UnknownMetric(ValueError):
    """No metric has this name, and none ever had. ``known`` are those that could be meant."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown metric {name!r}")
        self.name = name
        self.known = known


@dataclass(frozen=True)
class UnderstoodMetric:
    """What somebody meant who wrote ``asked``; ``replacement`` is there where that is retired."""

    asked: str
    metric: str
    replacement: Replacement | None = None


def understand_metric(name: str, known: tuple[str, ...]) -> UnderstoodMetric:
    """A metric's name as people and programs write it, today's or a retired one.

    ``known`` are the names to choose from: those of a kind of media, or of accounts. Case and
    surrounding space do not matter. Raises UnknownMetric.
    """
    asked = name.strip().lower()
    if asked in known and asked not in RETIRED:
        return UnderstoodMetric(asked, asked)
    replacement = RETIRED.get(asked)
    if replacement is not None and replacement.metric in known:
        return UnderstoodMetric(asked, replacement.metric, replacement)
    other = SAME_BY_ANOTHER_NAME.get(asked)
    if other is not None and other in known:
        return UnderstoodMetric(asked, other)
    raise UnknownMetric(name, known)
