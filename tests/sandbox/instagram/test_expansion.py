"""Edges and insights expanded in fields=, as Graph's nested syntax has it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox.instagram.conftest import Sandbox

Account = dict[str, str]


async def albums(sandbox: Sandbox, account: Account, fields: str) -> list[dict[str, Any]]:
    reply = await sandbox.ok(
        "/me/media", account["access_token"], fields=f"media_type,{fields}", limit=100
    )
    return [one for one in reply["data"] if one["media_type"] == "CAROUSEL_ALBUM"]


async def test_children_have_the_asked_fields_and_no_words_of_their_own(
    sandbox: Sandbox, shop: Account
) -> None:
    asked = "children{id,media_type,media_url,thumbnail_url,permalink,caption,timestamp}"
    children = [
        child for album in await albums(sandbox, shop, asked) for child in album["children"]["data"]
    ]
    assert len(children) == 18
    for child in children:
        plain = {"id", "media_type", "media_url", "timestamp"}
        expected = plain | {"thumbnail_url"} if child["media_type"] == "VIDEO" else plain
        assert set(child) == expected
    others = await sandbox.ok("/me/media", shop["access_token"], fields="media_type,children{id}")
    for media in others["data"]:
        assert ("children" in media) == (media["media_type"] == "CAROUSEL_ALBUM")


async def test_a_list_inside_the_user_has_pages_of_its_own(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    fields = "username,media.limit(5){id,insights.metric(reach,likes),children{id}}"
    me = await sandbox.ok("/me", token, fields=fields)
    assert set(me) == {"id", "username", "media"}
    listed = await sandbox.ok("/me/media", token, limit=36)
    found = [media["id"] for media in me["media"]["data"]]
    page = me["media"]
    while url := page["paging"].get("next"):
        query = parse_qs(urlsplit(url).query)
        assert query["fields"] == ["id,insights.metric(reach,likes),children{id}"]
        page = (await sandbox.call("GET", url.removeprefix(sandbox.origin))).body
        found += [media["id"] for media in page["data"]]
        assert all(len(media["insights"]["data"]) == 2 for media in page["data"])
    assert found == [media["id"] for media in listed["data"]]


async def test_stories_inside_the_user_are_left_out_when_there_are_none(
    sandbox: Sandbox, shop: Account
) -> None:
    token, fields = shop["access_token"], "stories.limit(1){id,insights.metric(reach)},tags{id}"
    assert await sandbox.ok("/me", token, fields=fields) == {"id": shop["id"]}
    story = await sandbox.story(shop, viewers=60)
    await sandbox.story(shop, viewers=60)
    await sandbox.advance(hours=9)
    stories = (await sandbox.ok("/me", token, fields=fields))["stories"]
    assert [one["insights"]["data"][0]["name"] for one in stories["data"]] == ["reach"]
    following = stories["paging"]["next"].removeprefix(sandbox.origin)
    assert [one["id"] for one in (await sandbox.call("GET", following)).body["data"]] == [story]


async def test_breakdown_and_period_chain_with_dots(sandbox: Sandbox, shop: Account) -> None:
    await sandbox.story(shop, viewers=300)
    await sandbox.advance(hours=9)
    expanded = "insights.metric(navigation).breakdown(story_navigation_action_type).period(day)"
    reply = await sandbox.ok("/me/stories", shop["access_token"], fields=f"id,{expanded}")
    (entry,) = reply["data"][0]["insights"]["data"]
    assert entry["period"] == "lifetime"
    assert entry["total_value"]["value"] == entry["values"][0]["value"] > 0
    account = await sandbox.ok(
        "/me",
        shop["access_token"],
        fields="insights.metric(reach,views).period(day).metric_type(total_value)",
    )
    assert [entry["name"] for entry in account["insights"]["data"]] == ["reach", "views"]


async def test_fields_of_the_insights_themselves(sandbox: Sandbox, shop: Account) -> None:
    token = shop["access_token"]
    listed = await sandbox.ok(
        "/me/media", token, fields="insights.metric(reach){name,values}", limit=1
    )
    (media,) = listed["data"]
    assert set(media["insights"]["data"][0]) == {"id", "name", "values"}
    direct = await sandbox.ok(f"/{media['id']}/insights", token, metric="reach", fields="name")
    assert direct == {"data": [{"name": "reach", "id": f"{media['id']}/insights/reach/lifetime"}]}


async def test_an_expansion_under_another_name(sandbox: Sandbox, shop: Account) -> None:
    fields = "id,insights.metric(reach).as(seen),owner{username}"
    (media,) = (await sandbox.ok("/me/media", shop["access_token"], fields=fields, limit=1))["data"]
    assert set(media) == {"id", "seen", "owner"}
    assert media["owner"] == {"id": shop["user_id"], "username": "tea.shop"}


@pytest.mark.parametrize(
    ("path", "fields", "node_type"),
    [
        ("/me", "xyz", "IGUser"),
        ("/me", "media{xyz}", "IGMedia"),
        ("/me", "stories{id,xyz}", "IGMedia"),
        ("/me", "insights.metric(reach).period(day){xyz}", "InsightsResult"),
        ("/me/stories", "id,xyz", "IGMedia"),
        ("/me/stories", "insights.metric(reach){xyz}", "InsightsResult"),
        ("/me/media", "children{owner{id},xyz}", "IGMedia"),
        ("/me/tags", "xyz", "IGMedia"),
    ],
)
async def test_a_field_that_does_not_exist_is_told_even_where_there_is_nothing(
    sandbox: Sandbox, shop: Account, path: str, fields: str, node_type: str
) -> None:
    reply = await sandbox.get(path, shop["access_token"], fields=fields)
    assert (reply.status, reply.error) == (
        400,
        {
            "message": f"Tried accessing nonexisting field (xyz) on node type ({node_type})",
            "type": "OAuthException",
            "code": 100,
        },
    )


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ("pre_conversion", (100, 2108006)),
        ("few_viewers", (10, None)),
        ("metric_refused", (100, None)),
    ],
)
@pytest.mark.parametrize("path", ["/me/media", "/me/stories", "/me"])
async def test_one_refusing_media_fails_the_whole_page_and_is_not_named(
    sandbox: Sandbox, shop: Account, path: str, fault: str, refusal: tuple[int, int | None]
) -> None:
    await sandbox.story(shop, viewers=400)
    await sandbox.story(shop, viewers=400)
    await sandbox.advance(hours=9)
    token = shop["access_token"]
    edge = "/me/stories" if path == "/me/stories" else "/me/media"
    culprit = (await sandbox.ok(edge, token))["data"][1]["id"]
    await sandbox.fault(fault, media_id=culprit)
    expanded = "id,insights.metric(reach,views)"
    fields = f"media{{{expanded}}}" if path == "/me" else expanded
    reply = await sandbox.get(path, token, fields=fields)
    error = reply.error
    assert (reply.status, error["code"], error.get("error_subcode")) == (400, *refusal)
    assert culprit not in str(reply.body)
    await sandbox.ok(edge, token, fields=expanded, limit=1)


async def test_insights_of_children_fail_the_page_too(sandbox: Sandbox, shop: Account) -> None:
    fields = "id,children{id,insights.metric(reach)}"
    reply = await sandbox.get("/me/media", shop["access_token"], fields=fields)
    assert reply.error["message"] == (
        "(#100) The Media Insights API does not support the reach metric for this media product "
        "type."
    )


async def test_a_personal_account_cannot_expand_edges(sandbox: Sandbox) -> None:
    account = await sandbox.account(account_type="PERSONAL")
    token = account["access_token"]
    assert (await sandbox.ok("/me", token, fields="username"))["username"]
    reply = await sandbox.get("/me", token, fields="username,media{id}")
    assert reply.error["code"] == 10
