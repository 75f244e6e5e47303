"""Every shape of a reply that is on record, and many that are not."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import MediaProductType
from bot.domain.secret import Secret
from bot.instagram import parsing
from bot.strict_json import NotJson, read_object
from tests.instagram.conftest import START

BASIC, INSIGHTS = "instagram_business_basic", "instagram_business_manage_insights"


def assert_malformed(error: InstagramRefused) -> None:
    assert error.refusal is Refusal.TRANSIENT
    assert error.retryable


# Tokens ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("user_id", [27100000000000123, "27100000000000123"])
@pytest.mark.parametrize("in_data", [False, True])
@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        ({"permissions": [BASIC, INSIGHTS]}, {BASIC, INSIGHTS}),
        ({"permissions": f"{BASIC},{INSIGHTS}"}, {BASIC, INSIGHTS}),
        ({"permissions": f"{BASIC} {INSIGHTS}"}, {BASIC, INSIGHTS}),
        ({"permissions": f"{BASIC}%2C{INSIGHTS}"}, {BASIC, INSIGHTS}),
        ({"permissions": f"{BASIC}%20{INSIGHTS}"}, {BASIC, INSIGHTS}),
        ({"permissions": f"{BASIC}+{INSIGHTS}"}, {BASIC, INSIGHTS}),
        ({"permissions": []}, set()),
        ({"permissions": ""}, set()),
        ({"permissions": None}, None),
        ({}, None),
    ],
)
def test_the_exchange_reply_in_every_shape(
    user_id: int | str, in_data: bool, permissions: dict[str, Any], expected: set[str] | None
) -> None:
    node = {"access_token": "IGAAabc", "user_id": user_id} | permissions
    token = parsing.short_lived_token({"data": [node]} if in_data else node)
    assert token.token == Secret("IGAAabc")
    assert token.app_scoped_id == "27100000000000123"
    assert token.permissions == (None if expected is None else frozenset(expected))


def test_the_exchange_reply_of_the_seeds() -> None:
    token = parsing.short_lived_token(
        {"access_token": "IGQVJx", "token_type": "bearer", "expires_in": 3600, "scope": BASIC}
    )
    assert token.permissions == frozenset({BASIC})


def test_a_long_lived_token_lives_as_long_as_instagram_says() -> None:
    token = parsing.long_lived_token(
        {"access_token": "IGAAlong", "token_type": "bearer", "expires_in": 5183944}
    )
    assert token.token == Secret("IGAAlong")
    assert token.expires_in == timedelta(seconds=5183944)


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"access_token": "", "expires_in": 5},
        {"access_token": 7, "expires_in": 5},
        {"access_token": "a\r\nHost: evil", "expires_in": 5},
        {"access_token": "IGAA", "expires_in": "5183944"},
        {"access_token": "IGAA", "expires_in": 0},
        {"access_token": "IGAA", "expires_in": True},
        {"access_token": "IGAA", "expires_in": 1e30},
        {"access_token": "IGAA", "expires_in": -5183944},
        {"access_token": "IGAA", "expires_in": 10**15},
        {"access_token": "IGAA"},
        {"data": []},
        {"data": {}},
        {"data": [{"access_token": "IGAA", "expires_in": 5}] * 2},
    ],
)
def test_a_token_reply_that_is_none_is_refused(reply: dict[str, Any]) -> None:
    with pytest.raises(InstagramRefused) as raised:
        parsing.long_lived_token(reply)
    assert_malformed(raised.value)
    assert "IGAA" not in str(raised.value)


# Profile --------------------------------------------------------------------------------------

ME = {
    "id": "27100000000000123",
    "user_id": "17841400000000777",
    "username": "demo.shop",
    "name": "Demo Shop",
    "account_type": "BUSINESS",
    "followers_count": 1204,
    "follows_count": 80,
    "media_count": 229,
    "profile_picture_url": "https://scontent.example/pp.jpg",
    "biography": "Tea & tools",
}


@pytest.mark.parametrize("reply", [ME, {"data": [ME]}, ME | {"user_id": 17841400000000777}])
def test_the_profile_flat_or_wrapped(reply: dict[str, Any]) -> None:
    profile = parsing.profile(reply)
    assert profile.user_id == "17841400000000777"
    assert profile.app_scoped_id == "27100000000000123"
    assert (profile.username, profile.account_type) == ("demo.shop", "BUSINESS")
    assert profile.followers_count == 1204


def test_absent_profile_fields_are_unknown_not_zero() -> None:
    profile = parsing.profile({"id": "27", "username": "me"})
    assert profile.user_id is None
    assert profile.name is None
    assert profile.followers_count is None
    assert profile.media_count is None


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "../me"},
        {"id": 1.5},
        {"followers_count": "12"},
        {"followers_count": -1},
        {"name": 5},
        {"username": None},
        {"username": ""},
    ],
)
def test_a_profile_field_of_another_type_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InstagramRefused) as raised:
        parsing.profile(ME | changed)
    assert_malformed(raised.value)


# Media ----------------------------------------------------------------------------------------

POST = {
    "id": "18010000000000001",
    "media_type": "IMAGE",
    "media_product_type": "FEED",
    "timestamp": "2026-06-22T10:45:00+0000",
}


def page_of(*nodes: dict[str, Any], **paging: Any) -> dict[str, Any]:
    return {"data": list(nodes), "paging": paging}


def one_media(**changed: Any) -> Any:
    return parsing.media_page(page_of(POST | changed), START).media[0]


def test_a_media_with_only_what_is_always_there() -> None:
    media = one_media()
    assert media.details.media_id == "18010000000000001"
    assert media.details.timestamp == datetime(2026, 6, 22, 10, 45, tzinfo=UTC)
    assert media.details.caption is None
    assert media.like_count is None
    assert media.insights is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"media_product_type": "REELS"}, MediaProductType.REELS),
        ({"media_product_type": "story"}, MediaProductType.STORY),
        ({"media_product_type": "", "media_type": "VIDEO"}, MediaProductType.REELS),
        ({"permalink": "https://www.instagram.com/reel/x/"}, MediaProductType.REELS),
        (
            {"permalink": "https://www.instagram.com/p/x/", "media_type": "VIDEO"},
            MediaProductType.FEED,
        ),
        ({"permalink": "https://www.instagram.com/stories/me/1/"}, MediaProductType.STORY),
        ({"media_type": "VIDEO"}, MediaProductType.REELS),
        ({"media_type": "CAROUSEL_ALBUM"}, MediaProductType.FEED),
        ({}, MediaProductType.FEED),
    ],
)
def test_what_kind_a_media_is_also_when_instagram_does_not_say(
    fields: dict[str, str], expected: MediaProductType
) -> None:
    node = {name: POST[name] for name in ("id", "timestamp")} | fields
    listed = parsing.media_page(page_of(node), START).media
    assert [media.details.media_product_type for media in listed] == [expected]


def test_a_media_of_an_unknown_kind_does_not_stop_the_page() -> None:
    ad = POST | {"id": "2", "media_product_type": "AD"}
    assert len(parsing.media_page(page_of(ad, POST), START).media) == 1


@pytest.mark.parametrize(
    ("paging", "after"),
    [
        ({"cursors": {"before": "A", "after": "B"}, "next": "https://graph…&access_token=T"}, "B"),
        ({"cursors": {"before": "A", "after": "B"}}, None),
        ({"cursors": {"before": "A", "after": "B"}, "next": ""}, None),
        ({}, None),
    ],
)
def test_the_last_page_has_no_next(paging: dict[str, Any], after: str | None) -> None:
    assert parsing.media_page(page_of(POST, **paging), START).after == after


@pytest.mark.parametrize("after", [None, "", 7, "A\x00", "A B", "\ud83c"])
def test_a_next_page_that_cannot_be_asked_for_is_refused(after: object) -> None:
    with pytest.raises(InstagramRefused) as raised:
        parsing.media_page(page_of(POST, cursors={"after": after}, next="https://…"), START)
    assert_malformed(raised.value)


def test_a_media_that_is_listed_twice_counts_once() -> None:
    page = parsing.media_page(page_of(POST, POST | {"id": "2"}, POST), START)
    assert [media.details.media_id for media in page.media] == [POST["id"], "2"]


def test_an_empty_list_needs_no_paging() -> None:
    page = parsing.media_page({"data": []}, START)
    assert (page.media, page.after) == ([], None)


def test_nested_insights_come_along() -> None:
    nested = {"data": [{"name": "reach", "period": "lifetime", "values": [{"value": 812}]}]}
    media = one_media(insights=nested)
    assert media.insights.as_of == START
    assert media.insights.values == {"reach": 812}


def test_text_is_storable() -> None:
    caption = json.loads('"tea \\ud83c\\u0000 \\ud83c\\udf75"')
    assert one_media(caption=caption).details.caption == "tea \ufffd 🍵"


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None},
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"timestamp": "0001-01-01T00:00:00+2359"},
        {"caption": ["?"]},
        {"like_count": "5"},
        {"like_count": -1},
        {"comments_count": True},
        {"insights": []},
    ],
)
def test_a_media_of_another_shape_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(InstagramRefused) as raised:
        one_media(**changed)
    assert_malformed(raised.value)


# Insights -------------------------------------------------------------------------------------

NAVIGATION = {
    "name": "navigation",
    "period": "lifetime",
    "values": [{"value": 31}],
    "title": "Navegación",
    "total_value": {
        "value": 31,
        "breakdowns": [
            {
                "dimension_keys": ["story_navigation_action_type"],
                "results": [
                    {"dimension_values": ["tap_forward"], "value": 22},
                    {"dimension_values": ["TAP_BACK"], "value": 5},
                ],
            }
        ],
    },
    "id": "18010000000000009/insights/navigation/lifetime",
}


def test_values_and_breakdowns_of_a_media() -> None:
    reach = {"name": "reach", "period": "lifetime", "values": [{"value": 812}]}
    insights = parsing.insights({"data": [NAVIGATION, reach]}, START)
    assert insights.values == {"reach": 812, "navigation": 31}
    assert insights.breakdowns == {"navigation": {"tap_forward": 22, "tap_back": 5}}
    assert insights.part("navigation", "tap_exit") == 0


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "reach", "values": []},
        {"name": "reach", "values": [{}]},
        {"name": "reach", "values": [{"value": None}]},
        {"name": "reach", "total_value": {}},
        {"name": "reach"},
    ],
)
def test_a_metric_without_a_value_is_absent(entry: dict[str, Any]) -> None:
    assert parsing.insights({"data": [entry]}, START).get("reach") is None
    assert parsing.account_totals({"data": [entry]}) == {}


def test_an_empty_list_is_no_zeros() -> None:
    assert parsing.insights({"data": []}, START).values == {}


def test_only_what_measures_something_may_be_a_fraction() -> None:
    skip_rate = {"name": "reels_skip_rate", "values": [{"value": 0.27}]}
    assert parsing.insights({"data": [skip_rate]}, START).values == {"reels_skip_rate": 0.27}
    for value in (-0.27, 1e400, float("nan")):
        with pytest.raises(InstagramRefused):
            parsing.insights({"data": [skip_rate | {"values": [{"value": value}]}]}, START)


@pytest.mark.parametrize("results", [None, []])
def test_a_breakdown_without_results_is_absent_not_all_zeros(results: object) -> None:
    breakdown = {"dimension_keys": ["story_navigation_action_type"], "results": results}
    entry = {"name": "navigation", "total_value": {"value": 31, "breakdowns": [breakdown]}}
    insights = parsing.insights({"data": [entry]}, START)
    assert insights.values == {"navigation": 31}
    assert insights.part("navigation", "tap_forward") is None


@pytest.mark.parametrize(
    "result",
    [
        {"dimension_values": ["tap_exit"]},
        {"dimension_values": ["tap_exit"], "value": None},
        {"dimension_values": ["tap_exit"], "value": -3},
        {"dimension_values": ["tap_exit"], "value": 1.5},
        {"dimension_values": ["tap_exit", "?"], "value": 3},
        {"dimension_values": [""], "value": 3},
        {"dimension_values": [7], "value": 3},
        {"dimension_values": ["TAP_FORWARD"], "value": 3},
        {"value": 3},
    ],
)
def test_a_part_that_says_nothing_clear_is_refused(result: dict[str, Any]) -> None:
    breakdown = {
        "dimension_keys": ["story_navigation_action_type"],
        "results": [{"dimension_values": ["tap_forward"], "value": 22}, result],
    }
    entry = {"name": "navigation", "total_value": {"value": 31, "breakdowns": [breakdown]}}
    with pytest.raises(InstagramRefused) as raised:
        parsing.insights({"data": [entry]}, START)
    assert_malformed(raised.value)


@pytest.mark.parametrize("name", [None, "", 7, "re\x00ach", "../reach"])
def test_an_entry_without_the_name_of_a_metric_is_refused(name: object) -> None:
    with pytest.raises(InstagramRefused) as raised:
        parsing.account_totals({"data": [{"name": name, "total_value": {"value": 5}}]})
    assert_malformed(raised.value)


def test_a_metric_that_comes_twice_is_refused() -> None:
    entries = [{"name": "reach", "total_value": {"value": value}} for value in (5, 6)]
    with pytest.raises(InstagramRefused) as raised:
        parsing.account_totals({"data": entries})
    assert_malformed(raised.value)


@pytest.mark.parametrize("total", [0, False, "", {"value": 5, "breakdowns": {}}])
def test_a_total_of_another_shape_is_refused(total: object) -> None:
    with pytest.raises(InstagramRefused) as raised:
        parsing.account_totals({"data": [{"name": "reach", "total_value": total}]})
    assert_malformed(raised.value)


@pytest.mark.parametrize("value", ["12", True, {"0": 1}, [1], -1, 12.5, 1e400, float("nan"), 2**63])
def test_a_value_that_is_no_number_is_refused(value: object) -> None:
    for entry in (
        {"name": "reach", "values": [{"value": value}]},
        {"name": "reach", "total_value": {"value": value}},
    ):
        with pytest.raises(InstagramRefused) as raised:
            parsing.insights({"data": [entry]}, START)
        assert_malformed(raised.value)


def test_totals_of_an_account() -> None:
    reply = {
        "data": [
            {"name": "views", "period": "day", "total_value": {"value": 1234}},
            {"name": "accounts_engaged", "period": "day", "total_value": {}},
            {"name": "reach", "period": "day", "total_value": {"value": 0}},
        ]
    }
    assert parsing.account_totals(reply) == {"views": 1234, "reach": 0}


def test_parts_of_an_account_metric_with_the_timeframe_in_front() -> None:
    breakdown = {
        "dimension_keys": ["timeframe", "follow_type"],
        "results": [
            {"dimension_values": ["THIS_WEEK", "FOLLOWER"], "value": 12},
            {"dimension_values": ["THIS_WEEK", "NON_FOLLOWER"], "value": 3},
        ],
    }
    reply = {"data": [{"name": "reach", "total_value": {"breakdowns": [breakdown]}}]}
    assert parsing.account_breakdown(reply, "reach") == {"follower": 12, "non_follower": 3}


def test_parts_by_two_dimensions_do_not_overwrite_each_other() -> None:
    breakdown = {
        "dimension_keys": ["age", "gender"],
        "results": [
            {"dimension_values": ["25-34", "F"], "value": 120},
            {"dimension_values": ["35-44", "F"], "value": 64},
        ],
    }
    reply = {"data": [{"name": "x", "total_value": {"breakdowns": [breakdown]}}]}
    assert parsing.account_breakdown(reply, "x") == {"25-34,f": 120, "35-44,f": 64}


@pytest.mark.parametrize("reply", [{"data": []}, {"data": [{"name": "x", "total_value": {}}]}])
def test_no_parts_are_an_empty_answer(reply: dict[str, Any]) -> None:
    assert parsing.account_breakdown(reply, "x") == {}


def test_a_series_is_oldest_first_and_has_no_invented_days() -> None:
    values = [
        {"value": 611, "end_time": "2026-11-19T08:00:00+0000"},
        {"end_time": "2026-11-20T08:00:00+0000"},
        {"value": 540, "end_time": "2026-11-18T08:00:00+0000"},
    ]
    reply = {"data": [{"name": "reach", "period": "day", "values": values}]}
    days = [(day.ends_at, day.value) for day in parsing.account_series(reply, "reach")]
    assert days == [
        (datetime(2026, 11, 18, 8, tzinfo=UTC), 540),
        (datetime(2026, 11, 19, 8, tzinfo=UTC), 611),
    ]


def test_a_day_that_comes_twice_is_refused() -> None:
    values = [{"value": value, "end_time": "2026-11-18T08:00:00+0000"} for value in (540, 541)]
    with pytest.raises(InstagramRefused) as raised:
        parsing.account_series({"data": [{"name": "reach", "values": values}]}, "reach")
    assert_malformed(raised.value)


def online(*values: object) -> list[Mapping[int, int]]:
    days = [
        {"value": value, "end_time": f"2026-11-{day}T08:00:00+0000"}
        for day, value in enumerate(values, start=10)
    ]
    reply = {"data": [{"name": "online_followers", "values": days}]}
    return [day.hours for day in parsing.online_followers(reply, "online_followers")]


def test_of_online_followers_only_the_hours_of_a_day_are_read_and_what_is_missing_is_absent() -> (
    None
):
    assert online({"0": 0, "23": 7}, {}, [], None) == [{0: 0, 23: 7}, {}, {}, {}]
    assert online({"9": 5, "24": 1, "-1": 1, "09": 1, "noon": 1, "10": None}) == [{9: 5}]


@pytest.mark.parametrize("value", [5, "9", [5], {"9": -1}, {"9": 0.5}, {"9": True}, {"9": "5"}])
def test_online_followers_that_are_no_counts_by_hour_are_refused(value: object) -> None:
    with pytest.raises(InstagramRefused) as raised:
        online(value)
    assert_malformed(raised.value)


# Anything -------------------------------------------------------------------------------------

FIELDS = st.sampled_from(
    ["data", "name", "values", "value", "total_value", "breakdowns", "results", "id", "timestamp",
     "dimension_values", "end_time", "paging", "next", "cursors", "insights", "permalink"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "1", "x"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(FIELDS, inner, max_size=3),
    max_leaves=8,
)
REPLIES = st.dictionaries(FIELDS, VALUES, max_size=3)


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(REPLIES)
def test_whatever_comes_is_read_or_refused(reply: dict[str, Any]) -> None:
    for read in (
        parsing.profile,
        parsing.short_lived_token,
        parsing.long_lived_token,
        parsing.account_totals,
        lambda body: parsing.account_breakdown(body, "reach"),
        lambda body: parsing.account_series(body, "reach"),
        lambda body: parsing.online_followers(body, "reach"),
        lambda body: parsing.insights(body, START),
        lambda body: parsing.media_page(body, START),
    ):
        try:
            read(reply)
        except InstagramRefused as error:
            assert_malformed(error)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><h1>Sorry</h1></html>",
        b'{"data":[{"id":"1801',
        b'{"value": NaN}',
        b'{"value": -Infinity}',
        b'{"value": ' + b"9" * 5000 + b"}",
        b'{"value": 99999999999999999999}',
        b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b'{"id": "27", "id": "28"}',
        b"[]",
        b'"text"',
        b"null",
        '{"name": "señora"}'.encode("latin-1"),
    ],
)
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson) as raised:
        read_object(body)
    assert len(str(raised.value)) < 60


def test_json_with_a_byte_order_mark_is_read() -> None:
    assert read_object(b'\xef\xbb\xbf{"id": 27100000000000123}') == {"id": 27100000000000123}
