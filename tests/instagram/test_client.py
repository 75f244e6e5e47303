"""Reading against the sandbox, every switch that matters in both positions."""

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import MediaKind
from bot.domain.metrics import ACCOUNT_TOTALS, CallGroup, metrics_of
from bot.domain.periods import Period, last_days
from bot.services.ports import ListedMedia
from tests.instagram.conftest import START, Account, OddInstagram, Room, Sandbox, json_reply

FEED, REELS, STORY = MediaKind.IMAGE, MediaKind.REELS, MediaKind.STORY
EVERY_GROUP = tuple(group for group in CallGroup if group is not CallGroup.ON_REQUEST)
STORY_GROUPS = (CallGroup.CORE, CallGroup.EXTRA, CallGroup.NAVIGATION)
UTC_ZONE = ZoneInfo("UTC")
WEEK = last_days(7, START, UTC_ZONE)
SHARED = ("reach", "views", "likes", "comments", "saved", "shares", "total_interactions")


async def listed(room: Room, account: Account) -> list[ListedMedia]:
    """All posts and reels, page by page."""
    media: list[ListedMedia] = []
    after: str | None = None
    while True:
        page = await room.api.media_page(account.access, after, 10)
        media += page.media
        after = page.after
        if after is None:
            return media


async def first(room: Room, account: Account, kind: MediaKind) -> str:
    return next(
        media.details.media_id
        for media in await listed(room, account)
        if media.details.kind is kind
    )


async def told_story(sandbox: Sandbox, account: Account, hours: float = 12) -> str:
    """A story that enough people have seen."""
    story = await sandbox.story(account)
    sandbox.clock.jump(timedelta(hours=hours))
    await sandbox.requests()
    return story


async def refused_with(call: object) -> InstagramRefused:
    with pytest.raises(InstagramRefused) as raised:
        await call  # type: ignore[misc]  # any of the client's calls
    return raised.value


# Profile --------------------------------------------------------------------------------------


@pytest.mark.parametrize("envelope", ["flat", "data"])
@pytest.mark.parametrize("case", ["upper", "mixed"])
async def test_the_profile(
    sandbox: Sandbox, room: Room, shop: Account, envelope: str, case: str
) -> None:
    await sandbox.switch("me_envelope", shape=envelope)
    await sandbox.switch("casing", account_type=case)
    profile = await room.api.profile(shop.access)
    assert (profile.user_id, profile.app_scoped_id) == (shop.user_id, shop.app_scoped_id)
    assert profile.account_type == {"upper": "BUSINESS", "mixed": "Business"}[case]
    assert profile.media_count == 36


async def test_profile_fields_that_are_left_out_are_unknown(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("field_absent", field="followers_count")
    await sandbox.switch("field_absent", field="user_id")
    profile = await room.api.profile(shop.access)
    assert profile.followers_count is None
    assert profile.user_id is None


# Lists ----------------------------------------------------------------------------------------


async def test_all_media_come_once_newest_first_with_their_numbers(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.requests()
    media = await listed(room, shop)
    assert len({one.details.media_id for one in media}) == len(media) == 36
    published = [one.details.timestamp for one in media]
    assert published == sorted(published, reverse=True)
    assert all(one.insights and set(one.insights.values) == set(SHARED) for one in media)
    assert len(await sandbox.requests()) == 4


@pytest.mark.parametrize("field", ["media_product_type", "caption", "media_url", "like_count"])
async def test_lists_do_without_fields_that_may_be_absent(
    sandbox: Sandbox, room: Room, shop: Account, field: str
) -> None:
    before = await listed(room, shop)
    await sandbox.switch("field_absent", field=field)
    after = await listed(room, shop)
    kinds = [one.details.media_product_type for one in before]
    assert [one.details.media_product_type for one in after] == kinds
    if field == "like_count":
        assert all(one.like_count is None for one in after)


async def test_hidden_likes_are_unknown(sandbox: Sandbox, room: Room, shop: Account) -> None:
    await sandbox.switch("hidden_likes")
    page = await room.api.media_page(shop.access, None, 5)
    assert [one.like_count for one in page.media] == [None] * 5


async def test_where_nesting_is_refused_it_is_asked_once(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("nested_insights", mode="refused")
    await sandbox.requests()
    media = await listed(room, shop)
    assert len(media) == 36
    assert all(one.insights is None for one in media)
    requests = await sandbox.requests()
    nested = ["insights" in request["params"]["fields"] for request in requests]
    assert nested == [True, False, False, False, False]


async def test_nodes_without_insights_are_listed_all_the_same(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("nested_insights", mode="absent")
    page = await room.api.media_page(shop.access, None, 5)
    assert [one.insights for one in page.media] == [None] * 5


async def test_a_page_that_leads_to_itself_is_no_answer(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    odd.answers('{"data": [], "paging": {"cursors": {"after": "B"}, "next": "https://x"}}')
    assert (await odd_room.api.media_page(shop.access, "A", 5)).after == "B"
    error = await refused_with(odd_room.api.media_page(shop.access, "B", 5))
    assert error.refusal is Refusal.TRANSIENT


async def test_live_stories_are_those_of_the_last_day(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    assert await room.api.live_stories(shop.access) == []
    first_story = await sandbox.story(shop, caption="Morning")
    sandbox.clock.jump(timedelta(hours=23))
    second_story = await sandbox.story(shop)
    stories = await room.api.live_stories(shop.access)
    assert {one.details.media_id for one in stories} == {first_story, second_story}
    assert all(one.details.kind is STORY for one in stories)
    sandbox.clock.jump(timedelta(hours=2))
    stories = await room.api.live_stories(shop.access)
    assert [one.details.media_id for one in stories] == [second_story]


async def test_a_listed_story_is_a_story_also_when_instagram_does_not_say(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("field_absent", field="media_product_type")
    await sandbox.story(shop)
    (story,) = await room.api.live_stories(shop.access)
    assert story.details.kind is STORY


async def test_more_stories_than_one_page_are_all_found(sandbox: Sandbox, room: Room) -> None:
    busy = await sandbox.account(username="busy", stories_per_day=0, posts=0, reels=0, carousels=0)
    made = {await sandbox.story(busy) for _ in range(101)}
    stories = await room.api.live_stories(busy.access)
    assert {one.details.media_id for one in stories} == made


# Insights of a media --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "calls"),
    [(FEED, 2), (MediaKind.CAROUSEL, 2), (REELS, 1)],
)
async def test_every_number_of_a_post_and_a_reel_in_one_call_and_one_a_breakdown(
    sandbox: Sandbox, room: Room, shop: Account, kind: MediaKind, calls: int
) -> None:
    media = await first(room, shop, kind)
    await sandbox.requests()
    insights = await room.api.media_insights(shop.access, media, kind, EVERY_GROUP)
    asked = {metric.name for group in EVERY_GROUP for metric in metrics_of(kind, group)}
    assert set(insights.values) == asked
    assert insights.as_of == START
    assert len(await sandbox.requests()) == calls


@pytest.mark.parametrize(("case", "language"), [("upper", "en"), ("lower", "es"), ("lower", "ru")])
@pytest.mark.parametrize("order", ["asked", "reversed"])
async def test_every_number_of_a_story_with_its_navigation(
    sandbox: Sandbox, room: Room, shop: Account, case: str, language: str, order: str
) -> None:
    await sandbox.switch("casing", dimension_values=case)
    await sandbox.switch("metric_order", order=order)
    await sandbox.switch("locale", language=language)
    story = await told_story(sandbox, shop)
    insights = await room.api.media_insights(shop.access, story, STORY, STORY_GROUPS)
    assert insights.get("reach") is not None
    forward = insights.part("navigation", "tap_forward")
    assert forward is not None
    assert forward > 0
    assert set(insights.breakdowns["navigation"]) <= {
        "tap_forward", "tap_back", "tap_exit", "swipe_forward",
    }  # fmt: skip
    assert len(await sandbox.requests()) == 2


async def test_a_refused_metric_is_named_and_the_others_still_come(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    story = await told_story(sandbox, shop, hours=1)
    await sandbox.switch("metric_refused", metric="reposts")
    await sandbox.switch("metric_refused", metric="profile_visits")
    sandbox.clock.jump(timedelta(hours=10))

    insights = await room.api.media_insights(shop.access, story, STORY, STORY_GROUPS)
    assert insights.refused == {"reposts", "profile_visits"}
    core = "reach,views,shares,total_interactions,replies,follows"
    assert {*insights.values} == {*core.split(","), "navigation"}
    asked = [request["params"]["metric"] for request in await sandbox.requests()]
    assert asked == [
        f"{core},profile_visits,reposts",
        f"{core},reposts",
        core,
        "navigation",
    ]

    again = await room.api.media_insights(
        shop.access, story, STORY, STORY_GROUPS, without=insights.refused
    )
    assert again.values == insights.values
    assert again.refused == frozenset()
    asked = [request["params"]["metric"] for request in await sandbox.requests()]
    assert asked == [core, "navigation"]


async def test_a_metric_that_one_media_refuses_is_still_asked_of_the_others(
    sandbox: Sandbox, room: Room
) -> None:
    account = await sandbox.account(username="old", posts=5, reels=0, carousels=0, legacy_videos=1)
    media = await listed(room, account)
    video = next(one.details.media_id for one in media if one.details.media_type == "VIDEO")
    other = next(one.details.media_id for one in media if one.details.media_type == "IMAGE")
    core = (CallGroup.CORE,)
    newest = await room.api.media_insights(account.access, other, FEED, core)
    of_video = await room.api.media_insights(account.access, video, FEED, core)
    assert "views" not in of_video.values
    assert {"reach", "saved"} <= set(of_video.values)
    again = await room.api.media_insights(account.access, other, FEED, core)
    assert again.values == newest.values
    assert "views" in again.values


async def test_a_refusal_that_names_nothing_is_narrowed_down_by_halves(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    refusal = json_reply(
        '{"error": {"message": "Invalid parameter", "code": 100, "error_subcode": 2207086}}', 400
    )
    reach = '{"data": [{"name": "reach", "values": [{"value": 5}]}]}'
    likes = '{"data": [{"name": "likes", "values": [{"value": 2}]}]}'
    # All seven; reach, views, likes; reach (so the fault is in the others); views; likes; the rest.
    odd.answers(refusal, refusal, reach, refusal, likes, '{"data": []}')
    insights = await odd_room.api.media_insights(shop.access, "1801", FEED, (CallGroup.CORE,))
    assert insights.values == {"reach": 5, "likes": 2}
    assert insights.refused == {"views"}
    assert [asked.params["metric"] for asked in odd.asked] == [
        "reach,views,likes,comments,saved,shares,total_interactions",
        "reach,views,likes",
        "reach",
        "views",
        "likes",
        "comments,saved,shares,total_interactions",
    ]


async def test_one_refused_metric_without_a_name_is_found_in_few_calls(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    refusal = json_reply(
        '{"error": {"message": "Invalid parameter", "code": 100, "error_subcode": 2207086}}', 400
    )
    fine = '{"data": [{"name": "reach", "values": [{"value": 5}]}]}'
    # Eleven metrics of a reel, the last of them refused: the first half of each half is fine.
    odd.answers(refusal, fine, fine, fine, fine)
    groups = (CallGroup.CORE, CallGroup.EXTRA)
    insights = await odd_room.api.media_insights(shop.access, "1801", REELS, groups)
    assert insights.refused == {"reels_skip_rate"}
    assert [asked.params["metric"].count(",") + 1 for asked in odd.asked] == [11, 5, 3, 1, 1]


async def test_where_all_together_is_an_unknown_error_the_core_comes_alone(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    unknown = json_reply('{"error": {"message": "An unknown error has occurred.", "code": 1}}', 500)
    reach = '{"data": [{"name": "reach", "values": [{"value": 5}]}]}'
    odd.answers(unknown, unknown, unknown, reach, unknown)
    groups = (CallGroup.CORE, CallGroup.EXTRA)
    insights = await odd_room.api.media_insights(shop.access, "1801", REELS, groups)
    assert insights.values == {"reach": 5}
    core = ",".join(metric.name for metric in metrics_of(REELS, CallGroup.CORE))
    extra = ",".join(metric.name for metric in metrics_of(REELS, CallGroup.EXTRA))
    asked = [asked.params["metric"] for asked in odd.asked]
    assert asked[3:] == [core, extra, extra, extra]


async def test_metrics_that_only_facebook_login_has_are_never_asked(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    media = await first(room, shop, REELS)
    await sandbox.requests()
    insights = await room.api.media_insights(shop.access, media, REELS, (CallGroup.ON_REQUEST,))
    assert insights.refused == {"crossposted_views", "facebook_views"}
    asked = {request["params"]["metric"] for request in await sandbox.requests()}
    assert asked == {"crossposted_views,facebook_views", "crossposted_views", "facebook_views"}


async def test_a_breakdown_that_instagram_cannot_answer_does_not_cost_the_core(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    unknown = '{"error": {"message": "An unknown error has occurred.", "code": 1}}'
    reach = '{"data": [{"name": "reach", "values": [{"value": 5}]}]}'
    odd.answers(reach, json_reply(unknown, 500))
    groups = (CallGroup.CORE, CallGroup.NAVIGATION)
    insights = await odd_room.api.media_insights(shop.access, "1801", STORY, groups)
    assert insights.values == {"reach": 5}
    assert len(odd.asked) == 4


async def test_an_outage_between_groups_is_no_answer(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    reach = '{"data": [{"name": "reach", "values": [{"value": 5}]}]}'
    odd.answers(reach, json_reply("<html>", 502))
    call = odd_room.api.media_insights(shop.access, "1801", STORY, STORY_GROUPS)
    assert (await refused_with(call)).refusal is Refusal.TRANSIENT


@pytest.mark.proves("F13")
@pytest.mark.parametrize("language", ["en", "es", "ru"])
async def test_a_story_with_too_few_viewers_is_hidden_in_every_language(
    sandbox: Sandbox, room: Room, shop: Account, language: str
) -> None:
    await sandbox.switch("locale", language=language)
    story = await sandbox.story(shop, viewers=2)
    sandbox.clock.jump(timedelta(hours=3))
    error = await refused_with(room.api.media_insights(shop.access, story, STORY, STORY_GROUPS))
    assert error.refusal is Refusal.HIDDEN


@pytest.mark.proves("F13")
async def test_a_missing_permission_is_not_taken_for_a_hidden_story(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    story = await told_story(sandbox, shop)
    await sandbox.switch("missing_permission")
    error = await refused_with(room.api.media_insights(shop.access, story, STORY, STORY_GROUPS))
    assert error.refusal is Refusal.PERMISSION


async def test_a_story_is_gone_after_its_day(sandbox: Sandbox, room: Room, shop: Account) -> None:
    story = await told_story(sandbox, shop, hours=23.9)
    await room.api.media_insights(shop.access, story, STORY, STORY_GROUPS)
    sandbox.clock.jump(timedelta(hours=0.2))
    await sandbox.requests()
    error = await refused_with(room.api.media_insights(shop.access, story, STORY, STORY_GROUPS))
    assert error.refusal is Refusal.GONE
    assert len(await sandbox.requests()) == 1


async def test_a_media_from_before_the_conversion_says_so(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    media = await first(room, shop, FEED)
    await sandbox.switch("pre_conversion", media_id=media)
    error = await refused_with(room.api.media_insights(shop.access, media, FEED, (CallGroup.CORE,)))
    assert error.refusal is Refusal.BEFORE_CONVERSION


@pytest.mark.parametrize("switch", ["insights_empty", "insight_latency"])
async def test_numbers_that_are_not_there_yet_are_absent(
    sandbox: Sandbox, room: Room, shop: Account, switch: str
) -> None:
    story = await told_story(sandbox, shop)
    await sandbox.switch(switch, hours=48)
    insights = await room.api.media_insights(shop.access, story, STORY, STORY_GROUPS)
    assert insights.values == {}
    assert insights.breakdowns == {}


async def test_one_metric_that_is_not_there_leaves_the_others(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    story = await told_story(sandbox, shop)
    await sandbox.switch("insights_empty", metric="reach")
    insights = await room.api.media_insights(shop.access, story, STORY, (CallGroup.CORE,))
    assert insights.get("reach") is None
    assert insights.get("views") is not None


@pytest.mark.proves("F18")
@pytest.mark.parametrize("metric", [one.name for one in metrics_of(STORY, *STORY_GROUPS)])
async def test_a_metric_that_is_answered_with_nothing_is_absent_and_never_zero(
    sandbox: Sandbox, room: Room, shop: Account, metric: str
) -> None:
    story = await told_story(sandbox, shop)
    whole = await room.api.media_insights(shop.access, story, STORY, STORY_GROUPS)
    await sandbox.switch("insights_empty", metric=metric)
    insights = await room.api.media_insights(shop.access, story, STORY, STORY_GROUPS)
    assert insights.get(metric) is None
    assert metric not in insights.breakdowns
    others = {name: value for name, value in whole.values.items() if name != metric}
    assert insights.values == others


# The account ----------------------------------------------------------------------------------


async def test_totals_of_a_window_in_one_call(sandbox: Sandbox, room: Room, shop: Account) -> None:
    await sandbox.publish(shop)
    sandbox.clock.jump(timedelta(days=7))
    await sandbox.requests()
    week = last_days(7, sandbox.clock.now(), UTC_ZONE)
    totals = await room.api.account_totals(shop.access, shop.user_id, ACCOUNT_TOTALS, week)
    assert set(totals.values) == set(ACCOUNT_TOTALS)
    assert totals.as_of == START + timedelta(days=7)
    (request,) = await sandbox.requests()
    assert request["params"] == {
        "metric": ",".join(ACCOUNT_TOTALS),
        "metric_type": "total_value",
        "period": "day",
        "since": str(int(datetime(2026, 11, 2, tzinfo=UTC).timestamp())),
        "until": str(int(datetime(2026, 11, 9, tzinfo=UTC).timestamp())),
    }


async def test_an_account_metric_that_does_not_exist_is_dropped(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.requests()
    asked = ("impressions", "reach", "no_such_metric", "views")
    totals = await room.api.account_totals(shop.access, shop.user_id, asked, WEEK)
    assert set(totals.values) == {"reach", "views"}
    assert len(await sandbox.requests()) == 3


@pytest.mark.parametrize("switch", ["empty_total_value", "insights_empty"])
async def test_a_total_without_a_value_is_absent(
    sandbox: Sandbox, room: Room, shop: Account, switch: str
) -> None:
    await sandbox.switch(switch, metric="reach")
    totals = await room.api.account_totals(shop.access, shop.user_id, ("reach", "views"), WEEK)
    assert set(totals.values) == {"views"}


@pytest.mark.parametrize("case", ["upper", "lower"])
async def test_parts_of_a_metric(sandbox: Sandbox, room: Room, shop: Account, case: str) -> None:
    await sandbox.switch("casing", dimension_values=case)
    reach = await room.api.account_breakdown(
        shop.access, shop.user_id, "reach", "follow_type", WEEK
    )
    assert set(reach) == {"follower", "non_follower"}
    came_and_left = await room.api.account_breakdown(
        shop.access, shop.user_id, "follows_and_unfollows", "follow_type", WEEK
    )
    assert set(came_and_left) == {"follower", "non_follower"}


@pytest.mark.parametrize("case", ["upper", "lower"])
@pytest.mark.parametrize(
    ("metric", "breakdown", "parts"),
    [
        ("reach", "follow_type", {"follower", "non_follower"}),
        ("reach", "media_product_type", {"post", "reel", "story", "carousel_container", "ad"}),
        ("views", "follow_type", {"follower", "non_follower"}),
        ("views", "media_product_type", {"post", "reel", "story", "carousel_container", "ad"}),
        ("follows_and_unfollows", "follow_type", {"follower", "non_follower"}),
        ("profile_links_taps", "contact_button_type", {"call", "direction", "email", "text"}),
    ],
)
async def test_each_breakdown_of_an_account_in_a_call_of_its_own(
    sandbox: Sandbox,
    room: Room,
    case: str,
    metric: str,
    breakdown: str,
    parts: set[str],
) -> None:
    busy = await sandbox.account(username="busy", followers=900_000, posts=200)
    await sandbox.switch("casing", dimension_values=case)
    await sandbox.requests()
    found = await room.api.account_breakdown(busy.access, busy.user_id, metric, breakdown, WEEK)
    assert found
    assert set(found) <= parts
    (request,) = await sandbox.requests()
    assert (request["params"]["metric"], request["params"]["breakdown"]) == (metric, breakdown)


@pytest.mark.parametrize("breakdown", ["age", "gender", "city", "country"])
@pytest.mark.parametrize("metric", ["follower_demographics", "engaged_audience_demographics"])
async def test_who_the_audience_is_in_a_call_for_each_breakdown(
    sandbox: Sandbox, room: Room, shop: Account, metric: str, breakdown: str
) -> None:
    await sandbox.requests()
    parts = await room.api.audience(shop.access, shop.user_id, metric, breakdown)
    example = {"age": "25-34", "gender": "F", "city": ", ", "country": "ES"}[breakdown]
    assert any(example in part for part in parts)
    assert all(value >= 0 for value in parts.values())
    (request,) = await sandbox.requests()
    assert (request["params"]["metric"], request["params"]["breakdown"]) == (metric, breakdown)


async def test_a_small_account_has_no_parts_and_no_series(sandbox: Sandbox, room: Room) -> None:
    small = await sandbox.account(username="small", followers=40)
    parts = await room.api.account_breakdown(
        small.access, small.user_id, "follows_and_unfollows", "follow_type", WEEK
    )
    assert parts == {}
    series = await room.api.account_series(small.access, small.user_id, "follower_count", WEEK)
    assert series == []


async def test_a_series_ends_each_day_at_midnight_pacific_time(room: Room, shop: Account) -> None:
    series = await room.api.account_series(shop.access, shop.user_id, "reach", WEEK)
    hours = [(day.ends_at.day, day.ends_at.hour) for day in series]
    assert hours == [(26, 7), (27, 7), (28, 7), (29, 7), (30, 7), (31, 7), (1, 7)]
    assert all(day.ends_at.tzinfo is UTC and math.isfinite(day.value) for day in series)


async def test_a_metric_that_does_not_exist_has_no_parts_and_no_series(
    room: Room, shop: Account
) -> None:
    assert (
        await room.api.account_breakdown(
            shop.access, shop.user_id, "impressions", "follow_type", WEEK
        )
        == {}
    )
    assert await room.api.account_series(shop.access, shop.user_id, "impressions", WEEK) == []


async def test_thirty_local_days_fit_also_when_the_clocks_go_back(
    room: Room, shop: Account
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    month = last_days(30, START, berlin)
    assert month.until - month.since > timedelta(days=30)
    totals = await room.api.account_totals(shop.access, shop.user_id, ("reach",), month)
    assert "reach" in totals.values


async def test_more_than_thirty_days_are_not_asked(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    long = Period(date(2026, 10, 1), date(2026, 10, 31), UTC_ZONE)
    await sandbox.requests()
    with pytest.raises(ValueError, match="30 days, not 31"):
        await room.api.account_totals(shop.access, shop.user_id, ("reach",), long)
    with pytest.raises(ValueError, match="30 days, not 31"):
        await room.api.account_series(shop.access, shop.user_id, "reach", long)
    assert await sandbox.requests() == []


# Limits and outages ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", [80002, 4, 17, 32, 613])
async def test_a_throttled_account_is_left_alone_until_instagram_says(
    sandbox: Sandbox, room: Room, shop: Account, code: int
) -> None:
    await sandbox.switch("throttle", code=code, minutes=17)
    await sandbox.requests()
    error = await refused_with(room.api.profile(shop.access))
    assert error.refusal is Refusal.THROTTLED
    assert error.retry_at == START + timedelta(minutes=17)
    assert len(await sandbox.requests()) == 1


@pytest.mark.parametrize("outage", ["server_error", "garbage", "reset"])
async def test_an_outage_that_ends_is_not_noticed(
    sandbox: Sandbox, room: Room, shop: Account, outage: str
) -> None:
    await sandbox.switch(outage, times=2)
    assert (await room.api.profile(shop.access)).username == "tea.shop"
    assert room.pauses


@pytest.mark.parametrize("outage", ["server_error", "garbage", "reset"])
async def test_an_outage_that_lasts_is_transient(
    sandbox: Sandbox, room: Room, shop: Account, outage: str
) -> None:
    await sandbox.switch(outage)
    error = await refused_with(room.api.profile(shop.access))
    assert error.refusal is Refusal.TRANSIENT


async def test_what_is_cut_off_is_sent_as_often_as_the_budget_knows(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("reset")
    await sandbox.requests()
    await refused_with(room.api.profile(shop.access))
    assert len(await sandbox.requests()) == len(room.pauses) + 1


async def test_a_newer_or_older_version_makes_no_difference(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("version_served", version="v25.0")
    assert len(await listed(room, shop)) == 36
