"""Which metric exists where: the table of Meta's documentation (2026-09-11) as data."""

from dataclasses import dataclass, field

FEED, REELS, STORY = "FEED", "REELS", "STORY"
ALL = frozenset({FEED, REELS, STORY})
POSTS = frozenset({FEED, REELS})
FACEBOOK_LOGIN_ONLY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MediaMetric:
    """``kinds``: the media product types that have it with Instagram Login."""

    kinds: frozenset[str]
    breakdown: str | None = None
    facebook: bool = False
    """Exists only for media that was also shared to Facebook."""


MEDIA_METRICS = {
    "comments": MediaMetric(POSTS),
    "crossposted_views": MediaMetric(frozenset({REELS}), facebook=True),
    "facebook_views": MediaMetric(ALL, facebook=True),
    "follows": MediaMetric(frozenset({FEED, STORY})),
    "ig_reels_avg_watch_time": MediaMetric(frozenset({REELS})),
    "ig_reels_video_view_total_time": MediaMetric(frozenset({REELS})),
    "impressions": MediaMetric(frozenset({FEED, STORY})),
    "likes": MediaMetric(POSTS),
    "link_clicks": MediaMetric(FACEBOOK_LOGIN_ONLY),
    "navigation": MediaMetric(frozenset({STORY}), "story_navigation_action_type"),
    "profile_activity": MediaMetric(frozenset({FEED, STORY}), "action_type"),
    "profile_visits": MediaMetric(frozenset({FEED, STORY})),
    "reach": MediaMetric(ALL),
    "reels_skip_rate": MediaMetric(frozenset({REELS})),
    "replies": MediaMetric(frozenset({STORY})),
    "reposts": MediaMetric(ALL),
    "saved": MediaMetric(POSTS),
    "shares": MediaMetric(ALL),
    "total_comments": MediaMetric(FACEBOOK_LOGIN_ONLY),
    "total_interactions": MediaMetric(ALL),
    "total_likes": MediaMetric(FACEBOOK_LOGIN_ONLY),
    "total_views": MediaMetric(FACEBOOK_LOGIN_ONLY),
    "views": MediaMetric(ALL),
}

LEGACY_FEED_VIDEO_METRICS = frozenset({"reach", "saved", "likes", "comments", "impressions"})
"""Feed videos from before all videos became reels refuse the rest (field reports)."""

MEDIA_BREAKDOWNS = ("action_type", "follow_type", "story_navigation_action_type", "surface_type")
PERIODS = ("day", "days_28", "lifetime", "month", "total_over_range", "week")

NAVIGATION_PARTS = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")
PROFILE_ACTIVITY_PARTS = ("bio_link_clicked", "call", "direction", "email", "other", "text")

SERIES, TOTAL = "series", "total"


@dataclass(frozen=True)
class AccountMetric:
    """``shapes``: as a daily series, as a total, or both."""

    periods: frozenset[str] = frozenset({"day"})
    shapes: frozenset[str] = frozenset({TOTAL})
    breakdowns: frozenset[str] = field(default_factory=frozenset)
    followers_at_least: int = 0


DAY = frozenset({"day"})
LIFETIME = frozenset({"lifetime"})
BY_PRODUCT = frozenset({"media_product_type"})
BY_PRODUCT_AND_FOLLOW = frozenset({"media_product_type", "follow_type"})
BY_PEOPLE = frozenset({"age", "city", "country", "gender"})

ACCOUNT_METRICS = {
    "accounts_engaged": AccountMetric(),
    "comments": AccountMetric(breakdowns=BY_PRODUCT),
    "content_views": AccountMetric(),
    "engaged_audience_demographics": AccountMetric(LIFETIME, breakdowns=BY_PEOPLE),
    "follower_count": AccountMetric(shapes=frozenset({SERIES}), followers_at_least=100),
    "follower_demographics": AccountMetric(LIFETIME, breakdowns=BY_PEOPLE, followers_at_least=100),
    "follows_and_unfollows": AccountMetric(
        breakdowns=frozenset({"follow_type"}), followers_at_least=100
    ),
    "likes": AccountMetric(breakdowns=BY_PRODUCT),
    "online_followers": AccountMetric(LIFETIME, shapes=frozenset({SERIES}), followers_at_least=100),
    "profile_links_taps": AccountMetric(breakdowns=frozenset({"contact_button_type"})),
    "profile_views": AccountMetric(),
    "reach": AccountMetric(
        frozenset({"day", "week", "days_28"}),
        shapes=frozenset({SERIES, TOTAL}),
        breakdowns=BY_PRODUCT_AND_FOLLOW,
    ),
    "reached_audience_demographics": AccountMetric(LIFETIME, breakdowns=BY_PEOPLE),
    "replies": AccountMetric(),
    "reposts": AccountMetric(),
    "saves": AccountMetric(breakdowns=BY_PRODUCT),
    "shares": AccountMetric(breakdowns=BY_PRODUCT),
    "total_interactions": AccountMetric(breakdowns=BY_PRODUCT),
    "views": AccountMetric(breakdowns=BY_PRODUCT_AND_FOLLOW),
    "website_clicks": AccountMetric(),
}

ACCOUNT_BREAKDOWNS = (
    "age",
    "city",
    "contact_button_type",
    "country",
    "follow_type",
    "gender",
    "media_product_type",
)
METRIC_TYPES = ("default", "time_series", "total_value")
TIMEFRAMES = {"this_week": 7, "this_month": 30}
"""Days; the other four of the enum ended with v20."""
RETIRED_TIMEFRAMES = ("last_14_days", "last_30_days", "last_90_days", "prev_month")
