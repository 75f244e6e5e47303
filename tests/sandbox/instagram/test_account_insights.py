"""Insights of the whole account: shapes, ranges, thresholds, and refusals word for word."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.instagram.conftest import START, Sandbox

Account = dict[str, str]


def window(days: float, until: datetime = START) -> dict[str, str]:
    since = until - timedelta(days=days)
    return {"since": str(int(since.timestamp())), "until": str(int(until.timestamp()))}


async def insights(sandbox: Sandbox, account: Account, **params: str) -> list[dict[str, Any]]:
    params = {"period": "day", "metric_type": "total_value", **params}
    reply = await sandbox.ok("/me/insights", account["access_token"], **params)
    found: list[dict[str, Any]] = reply["data"]
    return found


async def total(sandbox: Sandbox, account: Account, metric: str, **params: str) -> int:
    (entry,) = await insights(sandbox, account, metric=metric, **params)
    return int(entry["total_value"]["value"])


async def parts(
    sandbox: Sandbox, account: Account, metric: str, breakdown: str, **params: str
) -> dict[tuple[str, ...], int]:
    (entry,) = await insights(sandbox, account, metric=metric, breakdown=breakdown, **params)
    (found,) = entry["total_value"]["breakdowns"]
    return {tuple(part["dimension_values"]): part["value"] for part in found["results"]}


async def refusal(sandbox: Sandbox, account: Account, **params: str) -> dict[str, Any]:
    reply = await sandbox.get("/me/insights", account["access_token"], **params)
    assert reply.status in (400, 500), reply.body
    return reply.error


# Refusals


async def test_more_than_thirty_days(sandbox: Sandbox, shop: Account) -> None:
    error = await refusal(
        sandbox, shop, metric="views", period="day", metric_type="total_value", **window(30.01)
    )
    assert error == {
        "message": "(#100) There cannot be more than 30 days (2592000 s) between since and until",
        "type": "OAuthException",
        "code": 100,
    }
    await insights(sandbox, shop, metric="views", **window(30))


async def test_follower_count_only_of_the_last_thirty_days(sandbox: Sandbox, shop: Account) -> None:
    long_ago = window(10, until=START - timedelta(days=21))
    error = await refusal(sandbox, shop, metric="follower_count", period="day", **long_ago)
    assert error["message"] == (
        "(#100) (follower_count) metric only supports querying data for the last 30 days "
        "excluding the current day"
    )


async def test_missing_metric_type_names_the_metrics(sandbox: Sandbox, shop: Account) -> None:
    error = await refusal(sandbox, shop, metric="reach,views,likes", period="day")
    assert error == {
        "message": "(#100) The following metrics (views,likes) should be specified with "
        "parameter metric_type=total_value",
        "type": "OAuthException",
        "code": 100,
    }


async def test_impressions_of_the_account(sandbox: Sandbox, shop: Account) -> None:
    error = await refusal(sandbox, shop, metric="impressions", period="day")
    assert error["message"].startswith(
        "(#100) Starting from version 22 and above, the impressions metric is no longer "
        "supported for the queried user. "
    )


@pytest.mark.parametrize(
    ("params", "start"),
    [
        ({"period": "day"}, "(#100) The parameter metric is required"),
        ({"metric": "reach"}, "(#100) The parameter period is required"),
        ({"metric": "reach,saved", "period": "day"}, "(#100) metric[1] must be one of the follow"),
        ({"metric": "reach", "period": "year"}, "(#100) period[0] must be one of the following"),
        (
            {"metric": "follower_demographics", "period": "day", "metric_type": "total_value"},
            "(#100) Incompatible metrics (follower_demographics) with period (day)",
        ),
        ({"metric": "reach", "period": "day", "metric_type": "sum"}, "(#100) metric_type must be"),
        (
            {
                "metric": "follower_demographics",
                "period": "lifetime",
                "metric_type": "total_value",
                "timeframe": "last_90_days",
            },
            "(#100) Starting from version v20.0 and above, the timeframe last_90_days",
        ),
        (
            {"metric": "replies", "period": "day", "metric_type": "total_value"}
            | {"breakdown": "follow_type"},
            "An unknown error has occurred.",
        ),
        ({"metric": "reach", "period": "day", "since": "20", "until": "10"}, "(#100) The since"),
    ],
)
async def test_other_refusals(
    sandbox: Sandbox, shop: Account, params: dict[str, str], start: str
) -> None:
    assert (await refusal(sandbox, shop, **params))["message"].startswith(start)


# Shapes


async def test_reach_as_a_series_ends_its_days_at_midnight_pacific(
    sandbox: Sandbox, shop: Account
) -> None:
    await sandbox.advance(hours=24)
    reply = await sandbox.ok(
        "/me/insights",
        shop["access_token"],
        metric="reach",
        period="day",
        **window(5, until=sandbox.clock.now()),
    )
    (entry,) = reply["data"]
    assert entry["id"] == f"{shop['user_id']}/insights/reach/day"
    assert [value["end_time"] for value in entry["values"]] == [
        "2026-10-30T07:00:00+0000",
        "2026-10-31T07:00:00+0000",
        "2026-11-01T07:00:00+0000",
        "2026-11-02T08:00:00+0000",
        "2026-11-03T08:00:00+0000",
    ]
    assert all(value["value"] >= 0 for value in entry["values"])
    assert set(reply["paging"]) == {"previous", "next"}
    assert "total_value" not in entry


async def test_reach_of_a_window_is_less_than_its_days_and_more_than_each(
    sandbox: Sandbox,
) -> None:
    account = await sandbox.account(followers=5000, posts=200, stories_per_day=3)
    reply = await sandbox.ok(
        "/me/insights", account["access_token"], metric="reach", period="day", **window(28)
    )
    days = [value["value"] for value in reply["data"][0]["values"]]
    reached = await total(sandbox, account, "reach", **window(28))
    assert len(days) == 28
    assert max(days) < reached < sum(days)
    assert reached < await total(sandbox, account, "views", **window(28))
    assert await total(sandbox, account, "accounts_engaged", **window(28)) < reached


async def test_reach_by_week_is_wider_than_by_day(sandbox: Sandbox) -> None:
    account = await sandbox.account(followers=5000, stories_per_day=3)
    reply = await sandbox.ok(
        "/me/insights", account["access_token"], metric="reach", period="day,week,days_28"
    )
    day, week, days_28 = (entry["values"][0]["value"] for entry in reply["data"])
    assert day < week < days_28


async def test_breakdowns_add_up(sandbox: Sandbox) -> None:
    account = await sandbox.account(followers=9000, posts=300, reels=90, carousels=90)
    views = await total(sandbox, account, "views", **window(28))
    by_product = await parts(sandbox, account, "views", "media_product_type", **window(28))
    assert set(by_product) == {("POST",), ("CAROUSEL_CONTAINER",), ("REEL",), ("STORY",), ("AD",)}
    assert sum(by_product.values()) == views
    by_follow = await parts(sandbox, account, "views", "follow_type", **window(28))
    assert set(by_follow) == {("FOLLOWER",), ("NON_FOLLOWER",)}
    assert sum(by_follow.values()) == views
    taps = await total(sandbox, account, "profile_links_taps", **window(28))
    by_button = await parts(
        sandbox, account, "profile_links_taps", "contact_button_type", **window(28)
    )
    assert sum(by_button.values()) == taps > 0


async def test_every_total_of_the_table_can_be_asked_in_one_call(
    sandbox: Sandbox, shop: Account
) -> None:
    metrics = (
        "reach,views,accounts_engaged,total_interactions,likes,comments,saves,shares,replies,"
        "reposts,profile_links_taps,profile_views,website_clicks"
    )
    found = await insights(sandbox, shop, metric=metrics, **window(30))
    assert [entry["name"] for entry in found] == metrics.split(",")
    assert all("values" not in entry for entry in found)


async def test_follows_and_unfollows_is_a_shell_without_its_breakdown(
    sandbox: Sandbox, shop: Account
) -> None:
    (shell,) = await insights(sandbox, shop, metric="follows_and_unfollows", **window(7))
    assert shell["total_value"] == {}
    found = await parts(sandbox, shop, "follows_and_unfollows", "follow_type", **window(7))
    assert found[("FOLLOWER",)] > found[("NON_FOLLOWER",)] > 0
    just_ended = window(0.4, until=START)
    missing = await parts(sandbox, shop, "follows_and_unfollows", "follow_type", **just_ended)
    assert missing == {}


async def test_followers_change_by_those_who_came_and_left(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    before = (await sandbox.ok("/me", token, fields="followers_count"))["followers_count"]
    await sandbox.advance(days=10)
    after = (await sandbox.ok("/me", token, fields="followers_count"))["followers_count"]
    await sandbox.advance(days=2)
    span = window(10, until=START + timedelta(days=10))
    found = await parts(sandbox, shop, "follows_and_unfollows", "follow_type", **span)
    assert after - before == found[("FOLLOWER",)] - found[("NON_FOLLOWER",)]


async def test_demographics(sandbox: Sandbox, shop: Account) -> None:
    lifetime = {"period": "lifetime"}
    ages = await parts(sandbox, shop, "follower_demographics", "age", **lifetime)
    assert sum(ages.values()) <= 5000
    assert ("25-34",) in ages
    cities = await parts(sandbox, shop, "follower_demographics", "city", **lifetime)
    assert len(cities) == 45
    assert list(cities.values()) == sorted(cities.values(), reverse=True)
    both = await parts(sandbox, shop, "follower_demographics", "age,gender", **lifetime)
    assert {len(values) for values in both} == {2}
    timed = await parts(
        sandbox, shop, "follower_demographics", "country", timeframe="this_week", **lifetime
    )
    assert {values[0] for values in timed} == {"THIS_WEEK"}


async def test_online_followers_by_hour(sandbox: Sandbox, shop: Account) -> None:
    days = await online(sandbox, shop, **window(10))
    assert len(days) == 10
    assert days[-1]["value"] == {}, "the newest day has not been counted yet"
    counted = [day["value"] for day in days if day["value"]]
    assert len(counted) >= 5
    assert all(list(hours) == [str(hour) for hour in range(24)] for hours in counted)
    # In Madrid they are online most at 20: at 11 on the Pacific coast, at 12 in the week in which
    # only Madrid has changed its clock.
    assert {max(hours, key=hours.__getitem__) for hours in counted} <= {"10", "11", "12", "13"}
    old = await online(sandbox, shop, **window(10, START - timedelta(days=31)))
    assert {str(day["value"]) for day in old} == {"{}"}, "Meta keeps 30 days"


async def online(sandbox: Sandbox, account: Account, **asked: str) -> list[dict[str, Any]]:
    asked = {"metric": "online_followers", "period": "lifetime", **asked}
    reply = await sandbox.ok("/me/insights", account["access_token"], **asked)
    days: list[dict[str, Any]] = reply["data"][0]["values"]
    return days


async def test_small_accounts_get_empty_lists_not_zeros(sandbox: Sandbox) -> None:
    tiny = await sandbox.account(followers=60)
    demographics = {"metric": "follower_demographics", "breakdown": "age", "period": "lifetime"}
    follows = {"metric": "follows_and_unfollows", "breakdown": "follow_type"}
    for params in (demographics, follows):
        assert await insights(sandbox, tiny, **params) == []
    reply = await sandbox.ok(
        "/me/insights", tiny["access_token"], metric="follower_count", period="day"
    )
    assert reply["data"] == []


async def test_accounts_engaged_may_come_back_empty(sandbox: Sandbox) -> None:
    idle = await sandbox.account(posts=0, reels=0, carousels=0, stories_per_day=0)
    (entry,) = await insights(sandbox, idle, metric="accounts_engaged")
    assert entry["total_value"] == {}
