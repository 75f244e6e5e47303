"""Every switch of the sandbox's Instagram in every position, and what the bot shows then."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.errors import Refusal
from bot.domain.story_life import StoryState
from tests.services.switched.life import (
    DENIED,
    FOLLOWS,
    NOT_LET_BACK,
    POST,
    REEL,
    STORY,
    TAPS,
    Life,
    Published,
)
from tests.services.switched.positions import EVERYTHING, Position, all_screens

NO_ENDPOINT = "it shapes what Instagram posts to the app, and the bot has no such endpoint yet"
WEBHOOKS = "tests/services/test_webhooks.py tries it, where Instagram posts to the bot"
NOT_HEARD_YET = {
    "webhook_signature": WEBHOOKS,
    "webhook_shape": WEBHOOKS,
    "webhook_time": WEBHOOKS,
    "webhook_duplicates": WEBHOOKS,
    "webhook_batch": WEBHOOKS,
    "webhook_unsubscribed": WEBHOOKS,
    "signed_request_user_id": NO_ENDPOINT,
    "picture": "tests/services/test_keep_story_pictures.py tries it, where pictures are kept",
    "story_insights_subscription": WEBHOOKS,
}
"""Switches that are not tried, each with its reason."""

PERSONAL = {"account_type": "PERSONAL"}
MEDIA_NUMBERS = ("post", "reel", "story")

LINKING = (
    Position("registered_redirect_uri", {"uri": "https://x.example/"}, link=NOT_LET_BACK),
    Position("personal_account", {"answer": "allow"}, link="NotProfessional", account=PERSONAL),
    Position(
        "personal_account",
        {"answer": "redirect"},
        link=DENIED,
        told=("link_denied",),
        account=PERSONAL,
    ),
    Position("personal_account", {"answer": "page"}, link=NOT_LET_BACK, account=PERSONAL),
    Position("exchange_envelope", {"shape": "data"}),
    Position("exchange_user_id", {"type": "string"}),
    Position("exchange_permissions", {"shape": "string"}),
    Position("exchange_permissions", {"shape": "absent"}),
    Position("refresh_permissions", {"shape": "absent"}),
    Position("refresh_token_string", {"token": "same"}),
    Position("young_token_refresh", {"answer": "accepted"}),
    *(
        Position("refresh_refused", {"code": code}, told=("link_ends",), is_renewed=False)
        for code in (10, 100)
    ),
    Position(
        "refresh_refused",
        {"code": 190},
        told=("link_broken",),
        is_broken=True,
        is_renewed=False,
    ),
    Position("token_life", {"seconds": 5110824}),
    Position("token_life", {"seconds": 5184000}),
    Position("me_envelope", {"shape": "data"}),
)


def _dead_token(switch: str, mark: Refusal = Refusal.TOKEN, /, **params: object) -> Position:
    """The link breaks, its owner is told once, and what was known stays to be seen."""
    return Position(
        switch,
        params,
        once_linked=True,
        told=("link_broken",),
        is_broken=True,
        last_known=EVERYTHING,
        marks=all_screens(mark),
        story=StoryState.PARTIAL,
        is_renewed=False,
    )


TOKENS = (
    Position("token_state", {"state": "expired"}, link="LinkInterrupted"),
    *(
        _dead_token("token_state", state=state)
        for state in (
            "expired",
            "removed_app",
            "checkpoint",
            "password",
            "unconfirmed",
            "invalid",
            "role",
            "unreadable",
        )
    ),
    Position("token_needs_refresh", once_linked=True),
    Position("missing_permission", link="LinkInterrupted"),
    _dead_token("missing_permission", Refusal.PERMISSION),
)


async def _another_version_is_in_the_status(life: Life, _: Published) -> None:
    (version,) = (await life.status()).versions
    assert (version.asked, version.served) == ("v26.0", "v25.0")


def _absent(*fields: str) -> list[tuple[str, Mapping[str, str]]]:
    return [("field_absent", {"field": name}) for name in fields]


SHAPES = (
    Position("nested_insights", {"mode": "refused"}),
    Position("nested_insights", {"mode": "absent"}),
    Position("nested_breakdown", {"mode": "refused"}),
    Position("page_limit", {"default": 1, "most": 2}),
    Position("last_page_cursors", {"mode": "absent"}),
    Position("empty_nested_edges", {"edges": "present"}),
    Position("ids_parameter", {"mode": "supported"}),
    Position("batch", {"mode": "supported"}),
    Position("casing", {"dimension_values": "upper", "account_type": "upper"}),
    Position("casing", {"dimension_values": "lower", "account_type": "mixed"}),
    Position("locale", {"language": "es"}),
    Position("locale", {"language": "ru"}),
    Position("metric_order", {"order": "reversed"}),
    Position(
        "reels_skip_rate_scale",
        {"scale": "fraction"},
        given={"reel.reels_skip_rate": lambda percent: round(percent / 100, 4)},
    ),
    Position("field_absent", {"field": "user_id"}, link="NotProfessional"),
    Position("field_absent", {"field": "username"}, link="LinkPending"),
    Position("field_absent", {"field": "account_type"}),
    Position(
        "field_absent",
        {"field": "name"},
        beside=_absent("followers_count", "follows_count", "media_count"),
        unknown=("profile",),
    ),
    Position(
        "field_absent",
        {"field": "caption"},
        beside=_absent("permalink", "like_count", "comments_count", "media_url", "thumbnail_url"),
        unknown=("details",),
    ),
    Position("field_absent", {"field": "media_type"}, once_linked=True),
    Position("field_absent", {"field": "media_product_type"}),
    Position("field_absent", {"field": "timestamp"}, link="LinkPending"),
    Position("media_audio_type", {"mode": "supported"}),
    Position(
        "caption_at_signs", {"mode": "dropped"}, given={"details.caption": "Tea for everybody"}
    ),
    Position(
        "media_count_differs", {"by": 3}, given={"profile.media_count": lambda count: count + 3}
    ),
    Position("hidden_likes", unknown=("details.like_count",)),
    Position("version_served", {"version": "v25.0"}, also=_another_version_is_in_the_status),
    Position("etag", {"mode": "present"}),
    Position("series_paging", {"links": "absent"}),
)

ZEROS = {
    f"{aspect}.{name}": 0
    for aspect, names in (("post", POST), ("reel", REEL), ("story", STORY))
    for name in names
    if name != "reels_skip_rate"
}

INSIGHTS = (
    Position(
        "insight_latency",
        {"hours": 30, "before": "empty"},
        unknown=MEDIA_NUMBERS,
        story=StoryState.LOST,
    ),
    Position(
        "insight_latency",
        {"hours": 30, "before": "zeros"},
        given=ZEROS,
        # A breakdown of nothing comes without any part, which is no zero.
        unknown=tuple(f"story.{tap}" for tap in TAPS),
    ),
    Position("insight_latency", {"hours": 1, "final_after_hours": 2}, truth_is_switched=True),
    Position(
        "insights_retention",
        {"years": 0.0001},
        once_linked=True,
        last_known=MEDIA_NUMBERS,
        story=StoryState.PARTIAL,
    ),
    Position(
        "insights_empty",
        unknown=("overview", "audience", *MEDIA_NUMBERS),
        story=StoryState.LOST,
    ),
    Position(
        "insights_empty",
        once_linked=True,
        last_known=("profile", "overview", "audience", *MEDIA_NUMBERS),
        story=StoryState.PARTIAL,
    ),
    Position(
        "insights_empty",
        {"metric": "views"},
        unknown=("overview.views", "post.views", "reel.views", "story.views"),
    ),
    Position(
        "insights_empty", {"metric": "navigation"}, unknown=tuple(f"story.{tap}" for tap in TAPS)
    ),
    Position(
        "metric_refused",
        {"metric": "views"},
        unknown=("post.views", "reel.views", "story.views"),
    ),
    Position("metric_refused", {"metric": "follows"}, unknown=("post.follows", "story.follows")),
    Position(
        "metric_refused", {"metric": "navigation"}, unknown=tuple(f"story.{tap}" for tap in TAPS)
    ),
    Position("image_shares", {"mode": "refused"}, unknown=("post.shares",)),
    Position("legacy_video_metrics", {"metrics": "all"}, account={"legacy_videos": 2}),
    Position("child_insights", {"answer": "refused"}),
    Position("story_views_metric_type", {"mode": "refused"}),
    Position("facebook_login_metrics", {"answer": "permission"}),
    Position("media_follow_type", {"mode": "supported"}),
    Position(
        "pre_conversion",
        unknown=MEDIA_NUMBERS,
        marks=dict.fromkeys(("post", "reel"), Refusal.BEFORE_CONVERSION),
        story=StoryState.LOST,
    ),
    Position(
        "few_viewers",
        unknown=MEDIA_NUMBERS,
        marks=dict.fromkeys(("post", "reel"), Refusal.HIDDEN),
        story=StoryState.HIDDEN,
    ),
    Position("shared_to_facebook"),
    Position("expired_story_answers"),
    Position("replies_zero", truth_is_switched=True, given={"story.replies": 0}),
    Position("empty_total_value", {"metric": "reach"}, unknown=("overview.reach",)),
    Position(
        "empty_total_value",
        {"metric": "follows_and_unfollows"},
        unknown=tuple(f"overview.{name}" for name in FOLLOWS),
    ),
    Position("empty_total_value", {"metric": "follower_demographics"}, unknown=("audience",)),
    Position("timeframe_required"),
    Position("timeframe_in_keys", {"mode": "absent"}),
    Position("few_followers", unknown=("audience", *(f"overview.{name}" for name in FOLLOWS))),
    Position("follows_and_unfollows_keys", {"follower": "unfollowed"}, truth_is_switched=True),
)


def _away(
    switch: str,
    refusal: Refusal,
    *,
    is_renewed: bool = False,
    story: StoryState = StoryState.PARTIAL,
    seconds_of_patience: float | None = None,
    **params: object,
) -> Position:
    """Nothing is read; what was known stays to be seen, and is said to be old."""
    return Position(
        switch,
        params,
        once_linked=True,
        last_known=EVERYTHING,
        marks=all_screens(refusal),
        story=story,
        is_renewed=is_renewed,
        seconds_of_patience=seconds_of_patience,
    )


FULL: Mapping[str, Any] = {"call_count": 100, "total_cputime": 100, "total_time": 100}

LIMITS = (
    Position("usage_headers", {"call_count": 80}, once_linked=True),
    _away(
        "usage_headers",
        Refusal.THROTTLED,
        is_renewed=True,
        **FULL,
        estimated_time_to_regain_access=30,
    ),
    Position("throttle", {"minutes": 5, "endpoint": "/{user}"}, link="LinkPending"),
    *(
        _away("throttle", Refusal.THROTTLED, is_renewed=True, code=code, minutes=30)
        for code in (80002, 17, 32, 613)
    ),
    *(
        _away("throttle", Refusal.THROTTLED, code=code, minutes=30, subcode=1504022)
        for code in (4, 341)
    ),
    _away("throttle", Refusal.THROTTLED, is_renewed=True, code=100, minutes=30),
    _away("call_budget", Refusal.THROTTLED, is_renewed=True, calls=1),
    *(
        Position(
            "usage_header_form",
            {"form": form, "entries": entries},
            once_linked=True,
            beside=[("usage_headers", {"call_count": 40})],
        )
        for form, entries in (("app", 1), ("business", 32), ("absent", 1))
    ),
    Position("too_much_data", {"above": 2}),
)

OUTAGES = (
    # Tries use up our own budget: what is asked last is not asked any more.
    replace(
        _away("error", Refusal.TRANSIENT, is_renewed=True, code=1),
        marks={
            "album": Refusal.TRANSIENT,
            **dict.fromkeys(("overview", "post", "reel"), Refusal.THROTTLED),
        },
    ),
    _away("error", Refusal.TRANSIENT, is_renewed=True, code=2, transient=True, status=503),
    # Nothing is asked for a day after it.
    _away("error", Refusal.THROTTLED, is_renewed=True, code=368),
    _away("error", Refusal.PERMANENT, is_renewed=True, code=100, message="Invalid parameter"),
    _away("error", Refusal.GONE, is_renewed=True, code=100, subcode=33),
    _dead_token("error", code=190, subcode=463),
    _dead_token("error", Refusal.PERMISSION, code=200),
    _away(
        "error",
        Refusal.PERMANENT,
        is_renewed=True,
        code=9999,
        status=418,
        type="Tea",
        message="Short and stout",
        user_title="Tea",
        user_msg="Here is my handle",
    ),
    Position(
        "error_status",
        {"token": "401"},
        once_linked=True,
        told=("link_broken",),
        is_broken=True,
        last_known=EVERYTHING,
        marks=all_screens(Refusal.TOKEN),
        story=StoryState.PARTIAL,
        is_renewed=False,
        beside=[("token_state", {"state": "unreadable"})],
    ),
    Position(
        "error_status",
        {"throttle": "429"},
        once_linked=True,
        last_known=EVERYTHING,
        marks=all_screens(Refusal.THROTTLED),
        story=StoryState.PARTIAL,
        beside=[("throttle", {})],
    ),
    Position("error_type", {"type": "IGApiException"}),
    Position("error_type", {"type": "Tea"}),
    *(
        _away(switch, Refusal.TRANSIENT, **params)
        for switch, params in (
            ("server_error", {"status": 502}),
            ("server_error", {"status": 500}),
            ("garbage", {}),
            ("reset", {"when": "before"}),
            ("reset", {"when": "after"}),
        )
    ),
    *(
        Position(switch, {"endpoint": "/{user}", **params}, link="LinkPending")
        for switch, params in (
            ("server_error", {"status": 502}),
            ("garbage", {}),
            ("reset", {"when": "before"}),
            ("reset", {"when": "after"}),
        )
    ),
    Position("slow", {"seconds": 0.01}),
    Position(
        "slow",
        {"seconds": 3, "endpoint": "/{user}"},
        link="LinkPending",
        seconds_of_patience=1.0,
    ),
)

POSITIONS = (*LINKING, *TOKENS, *SHAPES, *INSIGHTS, *LIMITS, *OUTAGES)
