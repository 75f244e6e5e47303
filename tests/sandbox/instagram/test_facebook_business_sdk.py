"""Meta's own SDK, pointed at the sandbox, reads what it reads on graph.instagram.com."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from facebook_business.adobjects.igaccesstokenforigonlyapi import IGAccessTokenForIGOnlyAPI
from facebook_business.adobjects.igmediaforigonlyapi import IGMediaForIGOnlyAPI
from facebook_business.adobjects.igrefreshaccesstokenforigonlyapi import (
    IGRefreshAccessTokenForIGOnlyAPI,
)
from facebook_business.adobjects.iguserforigonlyapi import IGUserForIGOnlyAPI
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from tests.sandbox.instagram.conftest import Sandbox

# The SDK never closes its requests.Session, whose idle sockets are collected with the test.
# It also warns of correct account metrics: its user edge checks them by the enum of media.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
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
