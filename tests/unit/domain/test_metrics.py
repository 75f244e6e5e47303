"""The registry against Meta's tables, the seeds' lists, and the names that Meta has retired."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.media import MediaKind
from bot.domain.metrics import (
    ACCOUNT_METRICS,
    ACCOUNT_TOTALS,
    MEDIA_METRICS,
    RETIRED,
    AccountCall,
    AccountMetric,
    CallGroup,
    Login,
    MediaMetric,
    Replacement,
    Unit,
    UnknownMetric,
    listed_metrics,
    metrics_of,
    understand_metric,
)

IMAGE, CAROUSEL, LEGACY_VIDEO = MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.LEGACY_VIDEO
FEED = {IMAGE, CAROUSEL, LEGACY_VIDEO}
REELS, STORY = {MediaKind.REELS}, {MediaKind.STORY}
EVERYWHERE = FEED | REELS | STORY

# instagram-media/insights, September 2026: kinds, breakdown, login.
MEDIA_TABLE: dict[str, tuple[set[MediaKind], str | None, Login]] = {
    "reach": (EVERYWHERE, None, Login.INSTAGRAM),
    "views": (EVERYWHERE, None, Login.INSTAGRAM),
    "likes": (FEED | REELS, None, Login.INSTAGRAM),
    "comments": (FEED | REELS, None, Login.INSTAGRAM),
    "saved": (FEED | REELS, None, Login.INSTAGRAM),
    "shares": (EVERYWHERE, None, Login.INSTAGRAM),
    "reposts": (EVERYWHERE, None, Login.INSTAGRAM),
    "total_interactions": (EVERYWHERE, None, Login.INSTAGRAM),
    "follows": (FEED | STORY, None, Login.INSTAGRAM),
    "profile_visits": (FEED | STORY, None, Login.INSTAGRAM),
    "profile_activity": (FEED | STORY, "action_type", Login.INSTAGRAM),
    "replies": (STORY, None, Login.INSTAGRAM),
    "navigation": (STORY, "story_navigation_action_type", Login.INSTAGRAM),
    "link_clicks": (STORY, None, Login.FACEBOOK),
    "ig_reels_avg_watch_time": (REELS, None, Login.INSTAGRAM),
    "ig_reels_video_view_total_time": (REELS, None, Login.INSTAGRAM),
    "reels_skip_rate": (REELS, None, Login.INSTAGRAM),
    "crossposted_views": (REELS, None, Login.INSTAGRAM),
    "facebook_views": (EVERYWHERE, None, Login.INSTAGRAM),
    "total_likes": (FEED | REELS, None, Login.FACEBOOK),
    "total_comments": (FEED | REELS, None, Login.FACEBOOK),
    "total_views": (EVERYWHERE, None, Login.FACEBOOK),
    "impressions": (FEED | STORY, None, Login.INSTAGRAM),
}

PEOPLE = {"age", "gender", "city", "country"}

# instagram-user/insights, September 2026: breakdowns, and the followers it takes.
ACCOUNT_TABLE: dict[str, tuple[set[str], int]] = {
    "reach": ({"follow_type", "media_product_type"}, 0),
    "views": ({"follow_type", "media_product_type"}, 0),
    "accounts_engaged": (set(), 0),
    "total_interactions": ({"media_product_type"}, 0),
    "likes": ({"media_product_type"}, 0),
    "comments": ({"media_product_type"}, 0),
    "saves": ({"media_product_type"}, 0),
    "shares": ({"media_product_type"}, 0),
    "replies": (set(), 0),
    "reposts": (set(), 0),
    "profile_links_taps": ({"contact_button_type"}, 0),
    "follows_and_unfollows": ({"follow_type"}, 100),
    "follower_demographics": (PEOPLE, 100),
    # 100 engagements in the timeframe, whatever the number of followers.
    "engaged_audience_demographics": (PEOPLE, 0),
    "follower_count": (set(), 100),
    "online_followers": (set(), 100),
    "profile_views": (set(), 0),
    "website_clicks": (set(), 0),
}

SEEDS = {
    IMAGE: "views likes comments shares saved reach profile_visits profile_activity"
    " total_interactions",
    MediaKind.STORY: "views reach replies navigation profile_visits shares",
    MediaKind.REELS: "views likes comments shares saved reach ig_reels_avg_watch_time"
    " ig_reels_video_view_total_time total_interactions",
}
"""What the seeds list per kind; their FEED is every kind of feed post."""

MEDIA_NAMES = tuple(metric.name for metric in MEDIA_METRICS)
ACCOUNT_NAMES = tuple(metric.name for metric in ACCOUNT_METRICS)


def test_the_registry_has_every_metric_of_metas_tables_once_and_no_other() -> None:
    assert sorted(MEDIA_NAMES) == sorted(MEDIA_TABLE)
    assert sorted(ACCOUNT_NAMES) == sorted(ACCOUNT_TABLE)


@pytest.mark.parametrize("metric", MEDIA_METRICS, ids=lambda metric: metric.name)
def test_a_media_metric_is_as_in_metas_table(metric: MediaMetric) -> None:
    assert (set(metric.groups), metric.breakdown, metric.login) == MEDIA_TABLE[metric.name]


@pytest.mark.parametrize("metric", ACCOUNT_METRICS, ids=lambda metric: metric.name)
def test_an_account_metric_is_as_in_metas_table(metric: AccountMetric) -> None:
    assert (set(metric.breakdowns), metric.followers_at_least) == ACCOUNT_TABLE[metric.name]
    assert metric.login is Login.INSTAGRAM


@pytest.mark.parametrize("kind", MediaKind)
def test_every_metric_that_the_seeds_list_can_be_had_with_our_login(kind: MediaKind) -> None:
    wanted = SEEDS[IMAGE if kind in FEED else kind].split()
    offered = {
        metric.name: metric.login for metric in MEDIA_METRICS if metric.groups.get(kind) is not None
    }
    assert {name: offered.get(name) for name in wanted} == dict.fromkeys(wanted, Login.INSTAGRAM)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("ig_reels_avg_watch_time", Unit.MILLISECONDS),
        ("ig_reels_video_view_total_time", Unit.MILLISECONDS),
        ("reels_skip_rate", Unit.PERCENT),
    ],
)
def test_only_watch_times_and_the_skip_rate_are_no_counts(name: str, unit: Unit) -> None:
    other = {metric.name: metric.unit for metric in MEDIA_METRICS if metric.unit is not Unit.COUNT}
    assert other[name] is unit
    assert len(other) == 3


@pytest.mark.parametrize("kind", MediaKind)
def test_what_fails_most_media_or_is_for_facebook_login_is_never_asked_by_itself(
    kind: MediaKind,
) -> None:
    asked = metrics_of(kind, *(group for group in CallGroup if group is not CallGroup.ON_REQUEST))
    names = {metric.name for metric in asked}
    assert all(metric.login is Login.INSTAGRAM for metric in asked)
    assert not names & {"facebook_views", "crossposted_views", "impressions"}


@pytest.mark.parametrize("kind", MediaKind)
def test_a_breakdown_never_shares_a_call_with_anything_else(kind: MediaKind) -> None:
    for group in CallGroup:
        together = metrics_of(kind, group)
        if group is not CallGroup.ON_REQUEST and any(metric.breakdown for metric in together):
            assert len(together) == 1


def test_feed_videos_from_before_reels_are_asked_for_the_sure_two_first() -> None:
    core = metrics_of(LEGACY_VIDEO, CallGroup.CORE)
    extra = metrics_of(LEGACY_VIDEO, CallGroup.EXTRA)
    assert {metric.name for metric in core} == {"reach", "saved"}
    assert {metric.name for metric in extra} == {"views", "likes", "comments", "shares"}


def test_a_list_asks_only_what_posts_and_reels_of_today_share() -> None:
    assert {metric.name for metric in listed_metrics()} == {
        "reach", "views", "likes", "comments", "saved", "shares", "total_interactions",
    }  # fmt: skip


def test_a_shell_without_its_breakdown_is_no_part_of_the_totals() -> None:
    assert "follows_and_unfollows" not in ACCOUNT_TOTALS
    calls = {metric.name: metric.call for metric in ACCOUNT_METRICS}
    assert calls["follower_count"] is AccountCall.SERIES
    assert calls["follower_demographics"] is AccountCall.AUDIENCE


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("views", date(2025, 1, 21), None),
        ("reposts", date(2025, 12, 3), None),
        ("reels_skip_rate", date(2025, 12, 3), None),
        ("crossposted_views", date(2025, 12, 3), None),
        ("facebook_views", date(2025, 12, 3), None),
        ("link_clicks", date(2026, 6, 22), None),
        ("total_views", date(2026, 4, 22), None),
        ("impressions", None, date(2024, 7, 2)),
        ("reach", None, None),
    ],
)
def test_dates_are_those_of_metas_changelog(
    name: str, since: date | None, until: date | None
) -> None:
    (metric,) = [one for one in MEDIA_METRICS if one.name == name]
    assert (metric.since, metric.until) == (since, until)


# Retired names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "replacement"),
    [
        ("impressions", Replacement("views")),
        ("plays", Replacement("views")),
        ("clips_replays_count", Replacement("ig_reels_video_view_total_time", unit_changes=True)),
        ("ig_reels_aggregated_all_plays_count", Replacement("views")),
        ("video_views", Replacement("views")),
        ("engagement", Replacement("total_interactions")),
        ("taps_forward", Replacement("navigation", "tap_forward")),
        ("taps_back", Replacement("navigation", "tap_back")),
        ("exits", Replacement("navigation", "tap_exit")),
    ],
)
def test_a_retired_name_is_translated_as_the_seeds_and_meta_say(
    old: str, replacement: Replacement
) -> None:
    understood = understand_metric(old, MEDIA_NAMES)
    assert (understood.metric, understood.replacement) == (replacement.metric, replacement)


def test_every_replacement_can_be_had_with_our_login() -> None:
    ours = {metric.name for metric in MEDIA_METRICS if metric.login is Login.INSTAGRAM}
    assert {new.metric for new in RETIRED.values()} <= ours | set(ACCOUNT_NAMES)


def test_a_part_of_a_breakdown_stands_only_for_a_metric_that_has_one() -> None:
    broken_down = {metric.name for metric in MEDIA_METRICS if metric.breakdown} | {
        metric.name for metric in ACCOUNT_METRICS if metric.breakdowns
    }
    assert {new.metric for new in RETIRED.values() if new.part} <= broken_down


@pytest.mark.parametrize("old", RETIRED)
def test_no_retired_name_is_asked_of_an_account(old: str) -> None:
    assert old not in ACCOUNT_NAMES


@pytest.mark.parametrize("written", ["reach", " Reach ", "REACH\n"])
def test_case_and_surrounding_space_do_not_matter(written: str) -> None:
    understood = understand_metric(written, MEDIA_NAMES)
    assert (understood.asked, understood.metric) == ("reach", "reach")
    assert understood.replacement is None


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [("saves", MEDIA_NAMES, "saved"), ("saved", ACCOUNT_NAMES, "saves")],
)
def test_saves_are_called_otherwise_on_a_post_than_on_an_account(
    written: str, known: tuple[str, ...], meant: str
) -> None:
    understood = understand_metric(written, known)
    assert understood.metric == meant
    assert understood.replacement is None


@pytest.mark.parametrize(
    ("written", "known"),
    [("", MEDIA_NAMES), ("health_score", MEDIA_NAMES), ("exits", ACCOUNT_NAMES)],
)
def test_what_no_metric_was_ever_called_is_refused_with_what_could_be_meant(
    written: str, known: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownMetric) as refused:
        understand_metric(written, known)
    assert (refused.value.name, refused.value.known) == (written, known)


@given(st.text(max_size=60), st.sampled_from([MEDIA_NAMES, ACCOUNT_NAMES]))
def test_whatever_is_written_the_answer_is_a_known_metric_or_a_refusal(
    written: str, known: tuple[str, ...]
) -> None:
    try:
        understood = understand_metric(written, known)
    except UnknownMetric:
        return
    assert understood.metric in known
