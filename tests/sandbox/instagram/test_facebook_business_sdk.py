"""Meta's own SDK, pointed at the sandbox, reads what it reads on graph.instagram.com."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from facebook_business.adobjects.igaccesstokenforigonlyapi import IGAccessTokenForIGOnlyAPI
from facebook_business.adobjects.igmediaforigonlyapi import IGMediaForIGOnlyAPI
from facebook_business.adobjects.igrefreshaccesstokenforigonlyapi import (
    IGRefreshAccessTokenForIGOnlyAPI,
)
from facebook_business.adobjects.iguserforigonlyapi import IGUserForIGOnlyAPI
from facebook_business.api import FacebookAdsApi, FacebookResponse
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from tests.sandbox.instagram.conftest import START, Sandbox

# The SDK never closes its requests.Session, whose idle sockets are collected with the test.
# It also warns of correct account metrics, since its user edge checks them by the enum of media,
# and of every field of the lists of media and stories, for which it has no class.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.* does not allow field .*:UserWarning"),
    pytest.mark.filterwarnings("ignore:value of .* might not be compatible:UserWarning"),
]

Answer = TypeVar("Answer")


class SandboxSession(FacebookSession):  # type: ignore[misc]  # the SDK carries no types
    pass


@pytest.fixture
def api(sandbox: Sandbox, shop: dict[str, str]) -> FacebookAdsApi:
    SandboxSession.GRAPH = f"{sandbox.origin}/instagram"
    session = SandboxSession(
        app_id=sandbox.credentials.instagram_app_id,
        app_secret=sandbox.credentials.instagram_app_secret,
        access_token=shop["access_token"],
    )
    return FacebookAdsApi(session, api_version="v26.0")


async def blocking(call: Callable[[], Answer]) -> Answer:
    """The SDK is synchronous; the sandbox answers in this very loop."""
    return await asyncio.to_thread(call)


async def test_reads_the_user(api: FacebookAdsApi, shop: dict[str, str]) -> None:
    fields = ["id", "user_id", "username", "name", "account_type", "followers_count"]
    me = await blocking(lambda: IGUserForIGOnlyAPI("me", api=api).api_get(fields=fields))
    assert me["id"] == shop["id"]
    assert me["user_id"] == shop["user_id"]
    assert me["username"] == "tea.shop"
    assert me["account_type"] == "BUSINESS"
    assert me["followers_count"] == 5000


async def test_pages_through_all_media(api: FacebookAdsApi) -> None:
    def read() -> list[str]:
        media = IGUserForIGOnlyAPI("me", api=api).get_media(params={"limit": 10})
        return [item["id"] for item in media]

    ids = await blocking(read)
    assert len(ids) == len(set(ids)) == 36


async def test_reads_one_media_with_its_children(api: FacebookAdsApi) -> None:
    def read() -> tuple[Any, list[str]]:
        listed = IGUserForIGOnlyAPI("me", api=api).get_media(
            params={"limit": 50, "fields": "id,media_type"}
        )
        album = next(item for item in listed if item["media_type"] == "CAROUSEL_ALBUM")
        media = IGMediaForIGOnlyAPI(album["id"], api=api)
        fields = ["caption", "media_product_type", "permalink", "timestamp", "like_count"]
        return media.api_get(fields=fields), [child["id"] for child in media.get_children()]

    media, children = await blocking(read)
    assert media["media_product_type"] == "FEED"
    assert media["timestamp"].endswith("+0000")
    assert media["like_count"] >= 0
    assert len(children) == 3


async def test_reads_stories_and_their_navigation(
    api: FacebookAdsApi, sandbox: Sandbox, shop: dict[str, str]
) -> None:
    story = await sandbox.story(shop)
    await sandbox.advance(hours=6)

    def read() -> tuple[list[str], Any]:
        stories = IGUserForIGOnlyAPI("me", api=api).get_stories()
        insights = IGMediaForIGOnlyAPI(story, api=api).get_insights(
            params={"metric": ["navigation"], "breakdown": ["story_navigation_action_type"]}
        )
        return [item["id"] for item in stories], insights[0]

    listed, navigation = await blocking(read)
    assert listed == [story]
    parts = navigation["total_value"]["breakdowns"][0]["results"]
    assert navigation["values"][0]["value"] == sum(part["value"] for part in parts) > 0


async def test_reads_account_insights_with_a_breakdown(api: FacebookAdsApi) -> None:
    def read() -> Any:
        return IGUserForIGOnlyAPI("me", api=api).get_insights(
            params={
                "metric": ["follower_demographics"],
                "period": ["lifetime"],
                "metric_type": "total_value",
                "breakdown": ["age", "gender"],
                "timeframe": "this_month",
            }
        )[0]

    demographics = await blocking(read)
    breakdown = demographics["total_value"]["breakdowns"][0]
    assert breakdown["dimension_keys"] == ["timeframe", "age", "gender"]
    assert 0 < sum(part["value"] for part in breakdown["results"]) <= 5000


async def test_understands_the_errors(
    api: FacebookAdsApi, sandbox: Sandbox, shop: dict[str, str]
) -> None:
    story = await sandbox.story(shop)
    await sandbox.advance(hours=25)

    def read_story() -> None:
        IGMediaForIGOnlyAPI(story, api=api).api_get(fields=["id"])

    with pytest.raises(FacebookRequestError) as gone:
        await blocking(read_story)
    assert (gone.value.http_status(), gone.value.api_error_code()) == (400, 100)
    assert gone.value.api_error_subcode() == 33

    await sandbox.control(
        f"/instagram/accounts/{shop['user_id']}/revoke", {"reason": "removed_app"}
    )
    with pytest.raises(FacebookRequestError) as revoked:
        await blocking(lambda: IGUserForIGOnlyAPI("me", api=api).api_get())
    assert (revoked.value.api_error_code(), revoked.value.api_error_subcode()) == (190, 458)


async def test_subscribes_to_webhooks(api: FacebookAdsApi) -> None:
    def subscribe() -> list[Any]:
        user = IGUserForIGOnlyAPI("me", api=api)
        user.create_subscribed_app(params={"subscribed_fields": ["comments"]})
        return [dict(item) for item in user.get_subscribed_apps()]

    assert [item["subscribed_fields"] for item in await blocking(subscribe)] == [["comments"]]


async def test_refreshes_a_token(api: FacebookAdsApi, sandbox: Sandbox) -> None:
    await sandbox.advance(hours=25)
    node = IGRefreshAccessTokenForIGOnlyAPI("refresh_access_token", api=api)
    refreshed = await blocking(lambda: node.api_get(params={"grant_type": "ig_refresh_token"}))
    assert refreshed["token_type"] == "bearer"
    assert refreshed["expires_in"] > 50 * 86400


async def test_reports_a_wrong_kind_of_token_in_the_exchange(
    api: FacebookAdsApi, sandbox: Sandbox
) -> None:
    node = IGAccessTokenForIGOnlyAPI("access_token", api=api)
    params = {
        "grant_type": "ig_exchange_token",
        "client_secret": sandbox.credentials.instagram_app_secret,
    }
    with pytest.raises(FacebookRequestError) as refused:
        await blocking(lambda: node.api_get(params=params))
    assert refused.value.api_error_message() == "Unsupported request - method type: get"


async def test_pages_through_all_media_with_children_and_insights(api: FacebookAdsApi) -> None:
    fields = ["media_type", "children{id,media_type}", "insights.metric(reach,likes)"]

    def read() -> list[Any]:
        cursor = IGUserForIGOnlyAPI("me", api=api).get_media(fields=fields, params={"limit": 15})
        return [item.export_all_data() for item in cursor]

    media = await blocking(read)
    assert len({item["id"] for item in media}) == 36
    albums = [item for item in media if item["media_type"] == "CAROUSEL_ALBUM"]
    assert len(albums) == 6
    assert all(len(album["children"]["data"]) == 3 for album in albums)
    assert all(len(item["insights"]["data"]) == 2 for item in media)


async def test_reads_one_page_at_a_time(api: FacebookAdsApi) -> None:
    def read() -> list[int]:
        cursor = IGUserForIGOnlyAPI("me", api=api).get_media(params={"limit": 15})
        sizes = [len(cursor)]
        while cursor.load_next_page():
            sizes.append(len(cursor))
        return sizes

    assert await blocking(read) == [15, 15, 6]


async def test_reads_media_of_a_span_of_time(api: FacebookAdsApi) -> None:
    since, until = START - timedelta(days=400), START - timedelta(days=100)
    params = {"since": since.isoformat(), "until": int(until.timestamp()), "limit": 100}

    def read() -> list[datetime]:
        cursor = IGUserForIGOnlyAPI("me", api=api).get_media(fields=["timestamp"], params=params)
        return [datetime.fromisoformat(item["timestamp"]) for item in cursor]

    times = await blocking(read)
    assert 5 < len(times) < 36
    assert since <= min(times) <= max(times) <= until


@pytest.mark.parametrize(
    ("kind", "metric", "breakdown"),
    [
        ("FEED", ["profile_activity"], ["action_type"]),
        ("FEED", ["reach", "views", "likes", "comments", "saved", "shares"], []),
        ("REELS", ["ig_reels_avg_watch_time", "reels_skip_rate", "reposts"], []),
    ],
)
async def test_reads_insights_of_media(
    api: FacebookAdsApi, kind: str, metric: list[str], breakdown: list[str]
) -> None:
    def read() -> tuple[str, list[Any]]:
        listed = IGUserForIGOnlyAPI("me", api=api).get_media(fields=["media_product_type"])
        media_id = next(item["id"] for item in listed if item["media_product_type"] == kind)
        params = {"metric": metric, "breakdown": breakdown}
        return media_id, list(IGMediaForIGOnlyAPI(media_id, api=api).get_insights(params=params))

    media_id, entries = await blocking(read)
    assert [entry["name"] for entry in entries] == metric
    for entry in entries:
        assert entry["id"] == f"{media_id}/insights/{entry['name']}/lifetime"
        assert entry["values"][0]["value"] >= 0
        parts = entry["total_value"]["breakdowns"] if breakdown else []
        assert [part["dimension_keys"] for part in parts] == ([breakdown] if breakdown else [])


async def test_reads_only_the_asked_fields_of_insights(api: FacebookAdsApi) -> None:
    def read() -> Any:
        media = IGUserForIGOnlyAPI("me", api=api).get_media().get_one()
        node = IGMediaForIGOnlyAPI(media["id"], api=api)
        return node.get_insights(fields=["name", "values"], params={"metric": ["reach"]})[0]

    entry = await blocking(read)
    assert set(entry.export_all_data()) == {"id", "name", "values"}


async def test_reads_stories_with_their_insights_in_one_call(
    api: FacebookAdsApi, sandbox: Sandbox, shop: dict[str, str]
) -> None:
    stories = {await sandbox.story(shop, viewers=200) for _ in range(3)}
    await sandbox.advance(hours=20)
    fields = ["timestamp", "insights.metric(reach,views,replies)"]

    def read() -> list[Any]:
        cursor = IGUserForIGOnlyAPI("me", api=api).get_stories(fields=fields, params={"limit": 2})
        return [item.export_all_data() for item in cursor]

    found = await blocking(read)
    assert {item["id"] for item in found} == stories
    reached = [item["insights"]["data"][0]["values"][0]["value"] for item in found]
    assert reached == [200, 200, 200]


async def test_reads_a_series_of_the_account(api: FacebookAdsApi) -> None:
    params = {
        "metric": ["reach"],
        "period": ["day"],
        "since": int((START - timedelta(days=20)).timestamp()),
        "until": int(START.timestamp()),
    }

    def read() -> tuple[list[Any], str | None]:
        cursor = IGUserForIGOnlyAPI("me", api=api).get_insights(params=params)
        return [item.export_all_data() for item in cursor], cursor.headers()["x-fb-trace-id"]

    (entry,), trace_id = await blocking(read)
    assert trace_id
    ends = [datetime.fromisoformat(value["end_time"]) for value in entry["values"]]
    assert len(ends) == 20
    assert {end.hour for end in ends} <= {7, 8}


@pytest.mark.parametrize(
    ("metric", "breakdown", "keys"),
    [
        (["reach", "views"], ["follow_type"], {"FOLLOWER", "NON_FOLLOWER"}),
        (["likes", "saves"], ["media_product_type"], {"POST", "REEL", "CAROUSEL_CONTAINER", "AD"}),
        (["profile_links_taps"], ["contact_button_type"], {"CALL", "DIRECTION", "EMAIL", "TEXT"}),
    ],
)
async def test_reads_totals_of_the_account_by_part(
    api: FacebookAdsApi, metric: list[str], breakdown: list[str], keys: set[str]
) -> None:
    params = {
        "metric": metric,
        "period": ["day"],
        "metric_type": "total_value",
        "breakdown": breakdown,
        "since": int((START - timedelta(days=30)).timestamp()),
        "until": int(START.timestamp()),
    }

    def read() -> list[Any]:
        return list(IGUserForIGOnlyAPI("me", api=api).get_insights(params=params))

    entries = await blocking(read)
    assert [entry["name"] for entry in entries] == metric
    for entry in entries:
        (parts,) = entry["total_value"]["breakdowns"]
        assert parts["dimension_keys"] == breakdown
        assert {value for part in parts["results"] for value in part["dimension_values"]} <= keys
        if breakdown == ["follow_type"]:
            total = entry["total_value"]["value"]
            assert sum(part["value"] for part in parts["results"]) == total > 0


@pytest.mark.parametrize("breakdown", ["age", "gender", "city", "country"])
async def test_reads_demographics(api: FacebookAdsApi, breakdown: str) -> None:
    params = {
        "metric": ["follower_demographics", "engaged_audience_demographics"],
        "period": ["lifetime"],
        "metric_type": "total_value",
        "breakdown": [breakdown],
        "timeframe": "this_month",
    }

    def read() -> list[Any]:
        return list(IGUserForIGOnlyAPI("me", api=api).get_insights(params=params))

    for entry in await blocking(read):
        (parts,) = entry["total_value"]["breakdowns"]
        assert parts["dimension_keys"] == ["timeframe", breakdown]
        assert 1 < len(parts["results"]) <= 45


async def test_asks_several_things_in_one_batch(
    api: FacebookAdsApi, sandbox: Sandbox, shop: dict[str, str]
) -> None:
    await sandbox.fault("batch", mode="supported")
    answered: list[FacebookResponse] = []
    refused: list[FacebookResponse] = []

    def read() -> None:
        batch = api.new_batch()
        for node in ("me", "18099999999999999"):
            user = IGUserForIGOnlyAPI(node, api=api)
            user.api_get(
                fields=["username"], batch=batch, success=answered.append, failure=refused.append
            )
        assert batch.execute() is None

    await blocking(read)
    assert [response.json()["username"] for response in answered] == ["tea.shop"]
    assert [response.error().api_error_subcode() for response in refused] == [33]


@pytest.mark.parametrize(
    ("fault", "params", "expected"),
    [
        ("throttle", {"code": 4}, (400, 4, None, True)),
        ("throttle", {"code": 80002, "minutes": 9}, (400, 80002, None, False)),
        ("token_state", {"state": "password"}, (400, 190, 460, False)),
        ("token_state", {"state": "expired"}, (400, 190, 463, False)),
        ("missing_permission", {}, (400, 10, None, False)),
        ("error", {"code": 2, "transient": True}, (500, 2, None, True)),
        ("error", {"code": 200, "status": 403}, (403, 200, None, False)),
    ],
)
async def test_tells_the_errors_apart(
    api: FacebookAdsApi,
    sandbox: Sandbox,
    fault: str,
    params: dict[str, Any],
    expected: tuple[int, int, int | None, bool],
) -> None:
    await sandbox.fault(fault, **params)

    def read() -> None:
        IGUserForIGOnlyAPI("me", api=api).get_media()

    with pytest.raises(FacebookRequestError) as refused:
        await blocking(read)
    error = refused.value
    assert expected == (
        error.http_status(),
        error.api_error_code(),
        error.api_error_subcode(),
        error.api_transient_error(),
    )
    assert error.api_error_type() == "OAuthException"
    assert error.http_headers()["facebook-api-version"] == "v26.0"
    if fault == "throttle":
        usage = json.loads(error.http_headers()["x-business-use-case-usage"])
        assert [entry["call_count"] for entries in usage.values() for entry in entries] == [100]


async def test_understands_media_from_before_the_conversion(
    api: FacebookAdsApi, sandbox: Sandbox
) -> None:
    await sandbox.fault("pre_conversion")

    def read() -> None:
        media = IGUserForIGOnlyAPI("me", api=api).get_media().get_one()
        IGMediaForIGOnlyAPI(media["id"], api=api).get_insights(params={"metric": ["reach"]})

    with pytest.raises(FacebookRequestError) as refused:
        await blocking(read)
    assert refused.value.api_error_subcode() == 2108006
    assert refused.value.api_blame_field_specs() == [[""]]
    assert refused.value.body()["error"]["error_user_title"]
