"""Lists with nested insights: what a page costs, and what one odd media does to it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import MediaKind
from bot.domain.metrics import CallGroup
from bot.instagram import InstagramClient, InstagramEndpoints
from bot.services.ports import InstagramApi, ListedMedia
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import (
    Account,
    OddInstagram,
    Room,
    Sandbox,
    http_over,
    json_reply,
)

SHARED = {"reach", "views", "likes", "comments", "saved", "shares", "total_interactions"}
WEEK = timedelta(days=7)


async def whole_list(
    api: InstagramApi,
    account: Account,
    limit: int = 50,
    refusing: Sequence[datetime] = (),
    before_conversion: datetime | None = None,
) -> list[ListedMedia]:
    """Page by page; what is learned of the conversion is handed on."""
    media: list[ListedMedia] = []
    after: str | None = None
    while True:
        page = await api.media_page(account.access, after, limit, refusing, before_conversion)
        media += page.media
        after = page.after
        converted = [one.details.timestamp for one in media if one.before_conversion]
        before_conversion = max(converted, default=before_conversion)
        if after is None:
            return media


def lists(requests: Sequence[dict[str, Any]]) -> list[str]:
    """What each request for a list asked and how it was answered, in short."""
    return [
        f"{'nested' if 'insights' in request['params']['fields'] else 'plain'}"
        f" {request['params']['limit']}: {request['status']}"
        for request in requests
        if request["endpoint"].endswith("/media")
    ]


def names(media: ListedMedia) -> set[str]:
    assert media.insights is not None
    return set(media.insights.values)


# What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize(("posts", "requests"), [(60, 3), (250, 6)])
async def test_the_first_sync_of_profile_and_list_with_numbers(
    sandbox: Sandbox, room: Room, posts: int, requests: int
) -> None:
    """The targets are 12 and 25 requests."""
    mixed = await sandbox.account(
        username="mixed", posts=posts - posts // 3 - 10, reels=posts // 3, carousels=10
    )
    await sandbox.requests()
    await room.api.profile(mixed.access)
    media = await whole_list(room.api, mixed)
    assert len(media) == posts
    assert all(names(one) == SHARED for one in media)
    assert len(await sandbox.requests()) == requests


@pytest.mark.parametrize("position", [0, 1, 17, 31, 48, 49])
async def test_one_media_that_refuses_a_metric_costs_a_search_and_nobody_the_numbers(
    sandbox: Sandbox, room: Room, position: int
) -> None:
    account = await sandbox.account(username="odd.one", posts=40, reels=10, carousels=10)
    before = await whole_list(room.api, account)
    odd_one = before[position].details
    await sandbox.switch("metric_refused", media_id=odd_one.media_id, metric="views")
    await sandbox.requests()

    page = await room.api.media_page(account.access, None, 50)

    requests = await sandbox.requests()
    assert len(requests) <= 1 + 6 + 1 + 1 + 1
    assert [one.details for one in page.media] == [one.details for one in before[:50]]
    for place, media in enumerate(page.media):
        is_odd = place == position
        assert names(media) == SHARED - ({"views"} if is_odd else set())
        assert media.insights is not None
        assert media.insights.refused == ({"views"} if is_odd else set())
    assert page.after is not None
    rest = await room.api.media_page(account.access, page.after, 50)
    assert [one.details for one in rest.media] == [one.details for one in before[50:]]


async def test_what_is_known_to_refuse_is_listed_around(sandbox: Sandbox, room: Room) -> None:
    account = await sandbox.account(username="known", posts=40, reels=10, carousels=10)
    media = await whole_list(room.api, account)
    for position in (3, 20, 55):
        media_id = media[position].details.media_id
        await sandbox.switch("metric_refused", media_id=media_id, metric="views")
    found = await whole_list(room.api, account)
    refusing = [one.details.timestamp for one in found if one.insights and one.insights.refused]
    assert len(refusing) == 3
    await sandbox.requests()

    page = await room.api.media_page(account.access, None, 50, refusing)
    requests = await sandbox.requests()
    assert [request["status"] for request in requests] == [200] * len(requests)
    assert lists(requests) == [
        "nested 50: 200",
        "plain 50: 200",
        "nested 16: 200",
        "nested 29: 200",
    ]
    assert [one.details for one in page.media] == [one.details for one in media[:50]]
    assert [place for place, one in enumerate(page.media) if one.insights is None] == [3, 20]
    second = await room.api.media_page(account.access, page.after, 50, refusing)
    assert [one.details for one in second.media] == [one.details for one in media[50:]]
    assert [place for place, one in enumerate(second.media) if one.insights is None] == [5]
    assert lists(await sandbox.requests()) == ["plain 50: 200", "nested 5: 200", "nested 4: 200"]


async def test_a_first_page_that_reaches_nothing_known_costs_one_request(
    sandbox: Sandbox, room: Room
) -> None:
    account = await sandbox.account(username="far", posts=30, reels=0, carousels=0)
    media = await whole_list(room.api, account)
    await sandbox.requests()
    far = [media[25].details.timestamp]
    page = await room.api.media_page(account.access, None, 10, far)
    assert [one.details for one in page.media] == [one.details for one in media[:10]]
    assert all(names(one) == SHARED for one in page.media)
    assert lists(await sandbox.requests()) == ["nested 10: 200"]


async def test_where_many_refuse_the_search_ends_and_the_list_still_comes(
    sandbox: Sandbox, room: Room
) -> None:
    account = await sandbox.account(username="many", posts=50, reels=0, carousels=0)
    media = await whole_list(room.api, account)
    for one in media[5:25]:
        media_id = one.details.media_id
        await sandbox.switch("metric_refused", media_id=media_id, metric="views")
    await sandbox.requests()
    page = await room.api.media_page(account.access, None, 50)
    assert [one.details for one in page.media] == [one.details for one in media]
    assert len(await sandbox.requests()) <= 100
    refused = [one.insights.refused if one.insights else None for one in page.media]
    assert refused == [frozenset()] * 5 + [{"views"}] * 3 + [None] * 42


async def test_one_media_that_refuses_everything_still_comes_and_the_others_with_numbers(
    sandbox: Sandbox, room: Room
) -> None:
    account = await sandbox.account(username="mute", posts=50, reels=0, carousels=0)
    media = await whole_list(room.api, account)
    mute = media[33].details.media_id
    for metric in SHARED:
        await sandbox.switch("metric_refused", media_id=mute, metric=metric)
    await sandbox.requests()
    page = await room.api.media_page(account.access, None, 50)
    assert len(await sandbox.requests()) <= 1 + 2 * 6 + 3
    assert [names(one) for one in page.media] == [
        SHARED if place != 33 else set() for place in range(50)
    ]
    assert page.media[33].insights is not None
    assert page.media[33].insights.refused == SHARED


# From before the conversion -------------------------------------------------------------------


async def test_after_the_first_media_from_before_the_conversion_nothing_is_asked_in_vain(
    sandbox: Sandbox, room: Room
) -> None:
    account = await sandbox.account(
        username="converted", posts=60, reels=0, carousels=0, pre_conversion=30
    )
    await sandbox.requests()
    media = await whole_list(room.api, account, limit=25)
    assert [one.before_conversion for one in media] == [place >= 60 for place in range(90)]
    assert [one.insights is None for one in media] == [place >= 60 for place in range(90)]
    requests = await sandbox.requests()
    assert lists(requests)[:3] == ["nested 25: 200", "nested 25: 200", "nested 25: 400"]
    assert lists(requests)[-2:] == ["plain 15: 200", "plain 25: 200"]
    assert len(requests) <= 3 + 5 + 1 + 1

    newest = max(one.details.timestamp for one in media if one.before_conversion)
    again = await whole_list(room.api, account, limit=25, before_conversion=newest)
    assert [one.before_conversion for one in again] == [place >= 60 for place in range(90)]
    assert [one.insights is None for one in again] == [place >= 60 for place in range(90)]
    assert {request["status"] for request in await sandbox.requests()} == {200}


async def test_what_refuses_and_what_is_from_before_the_conversion_in_one_page(
    sandbox: Sandbox, room: Room
) -> None:
    account = await sandbox.account(
        username="both", posts=20, reels=0, carousels=0, legacy_videos=2, pre_conversion=5
    )
    media = await whole_list(room.api, account)
    legacy = media[20:22]
    assert [one.details.kind for one in legacy] == [MediaKind.LEGACY_VIDEO] * 2
    for one in legacy:
        assert {"reach", "saved", "likes", "comments"} == names(one)
        assert one.insights is not None
        assert "views" in one.insights.refused
    assert [one.before_conversion for one in media] == [place >= 22 for place in range(27)]
    refusing = [one.details.timestamp for one in legacy]
    await sandbox.requests()
    again = await whole_list(room.api, account, 50, refusing, media[22].details.timestamp)
    assert [one.before_conversion for one in again] == [place >= 22 for place in range(27)]
    assert [one.insights is None for one in again] == [place >= 20 for place in range(27)]
    requests = await sandbox.requests()
    assert {request["status"] for request in requests} == {200}
    assert len(requests) == 2


async def test_the_media_that_is_found_counts_and_not_the_one_that_the_page_was_refused_for(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    converted = json_reply(
        '{"error": {"message": "Invalid parameter", "code": 100, "error_subcode": 2108006}}', 400
    )
    no_views = json_reply(
        '{"error": {"message": "(#100) The Media Insights API does not support the views metric'
        ' for this media product type.", "code": 100}}',
        400,
    )
    node = '{"id": "1", "timestamp": "2026-10-01T10:00:00+0000", "media_type": "IMAGE"}'
    more = '"paging": {"cursors": {"after": "A"}, "next": "https://next"}'
    reach = '{"data": [{"name": "reach", "values": [{"value": 5}]}]}'
    found = f'{{"data": [{node}], {more}}}'
    # 50, 25, 12, 6, 3 and 1 nested; the one plain; the other 49 nested; the numbers of the one.
    odd.answers(converted, *[no_views] * 5, found, '{"data": []}', reach)
    (media,) = (await odd_room.api.media_page(shop.access, None, 50)).media
    assert not media.before_conversion
    assert media.insights is not None
    assert media.insights.refused == {"views"}
    assert media.insights.values == {"reach": 5}


# Other refusals -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es", "ru"])
async def test_a_post_with_too_few_viewers_costs_the_others_nothing(
    sandbox: Sandbox, room: Room, shop: Account, language: str
) -> None:
    await sandbox.switch("locale", language=language)
    media = await whole_list(room.api, shop)
    await sandbox.switch("few_viewers", media_id=media[14].details.media_id)
    again = await whole_list(room.api, shop)
    assert [names(one) for one in again] == [
        SHARED if place != 14 else set() for place in range(36)
    ]
    assert not any(one.before_conversion for one in again)
    refusing = [one.details.timestamp for one in again if one.insights and one.insights.refused]
    assert refusing == [media[14].details.timestamp]
    await sandbox.requests()
    await whole_list(room.api, shop, 50, refusing)
    assert {request["status"] for request in await sandbox.requests()} == {200}


async def test_a_missing_permission_is_raised(sandbox: Sandbox, room: Room, shop: Account) -> None:
    await sandbox.switch("missing_permission")
    await sandbox.requests()
    with pytest.raises(InstagramRefused) as raised:
        await room.api.media_page(shop.access, None, 50)
    assert raised.value.refusal is Refusal.PERMISSION
    assert len(await sandbox.requests()) == 2


async def test_a_page_that_is_too_much_for_instagram_is_asked_in_smaller_ones(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    too_much = '{"error": {"message": "Please reduce the amount of data", "code": 1}}'
    node = '{"id": "1", "timestamp": "2026-10-01T10:00:00+0000", "media_type": "IMAGE"}'
    more = '"paging": {"cursors": {"after": "A"}, "next": "https://next"}'
    odd.answers(
        *[json_reply(too_much, 500)] * 3,
        f'{{"data": [{node}], {more}}}',
        f'{{"data": [{node}]}}',
    )
    page = await odd_room.api.media_page(shop.access, None, 50)
    assert len(page.media) == 2
    assert [asked.params["limit"] for asked in odd.asked] == ["50", "50", "50", "25", "25"]
    assert all("insights" in asked.params["fields"] for asked in odd.asked)


async def test_where_every_nested_list_is_too_much_the_list_comes_plain(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    too_much = '{"error": {"message": "Please reduce the amount of data", "code": 1}}'
    odd.answers(*[json_reply(too_much, 500)] * 9, '{"data": []}')
    page = await odd_room.api.media_page(shop.access, None, 50)
    assert page.media == []
    limits = [asked.params["limit"] for asked in odd.asked]
    assert limits == ["50"] * 3 + ["25"] * 3 + ["12"] * 3 + ["50"]
    assert "insights" not in odd.asked[-1].params["fields"]


async def test_a_refusal_that_concerns_no_media_ends_the_search_at_once(
    odd: OddInstagram, odd_room: Room, shop: Account
) -> None:
    invalid = '{"error": {"message": "(#100) Invalid cursor", "code": 100}}'
    odd.answers(json_reply(invalid, 400))
    with pytest.raises(InstagramRefused) as raised:
        await odd_room.api.media_page(shop.access, "A", 50)
    assert raised.value.refusal is Refusal.PERMANENT
    assert len(odd.asked) == 2


# Publish times ----------------------------------------------------------------------------------


@asynccontextmanager
async def behind(
    sandbox: Sandbox, database: SqlDatabase, change: Callable[[dict[str, str]], dict[str, str]]
) -> AsyncIterator[InstagramApi]:
    """The sandbox behind somebody who changes the parameters of every call."""

    async def forward(request: web.Request) -> web.Response:
        headers = {"Authorization": request.headers["Authorization"]}
        params = change(dict(request.query))
        async with sandbox.session.get(
            sandbox.origin + request.path, params=params, headers=headers
        ) as reply:
            return web.Response(status=reply.status, body=await reply.read())

    app = web.Application()
    app.router.add_get("/{path:.*}", forward)
    async with TestServer(app) as server, http_over(database) as http:
        endpoints = InstagramEndpoints.at(str(server.make_url("/instagram")))
        yield InstagramClient(http, endpoints, sandbox.clock, database)


def without_times(params: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in params.items() if name not in ("since", "until")}


def between_times(params: dict[str, str]) -> dict[str, str]:
    """The times themselves do not belong to the list."""
    changed = {"since": 1, "until": -1}
    return {
        name: str(int(value) + changed[name]) if name in changed else value
        for name, value in params.items()
    }


@pytest.mark.parametrize("limit", [10, 50])
async def test_where_publish_times_are_ignored_the_page_is_searched(
    sandbox: Sandbox, sandbox_database: SqlDatabase, shop: Account, limit: int
) -> None:
    async with behind(sandbox, sandbox_database, without_times) as timeless:
        media = await whole_list(timeless, shop)
        odd_one = media[14].details
        await sandbox.switch("metric_refused", media_id=odd_one.media_id, metric="views")
        again = await whole_list(timeless, shop, limit, [odd_one.timestamp])
    assert [one.details for one in again] == [one.details for one in media]
    for place, one in enumerate(again):
        if place != 14 or one.insights is not None:
            assert names(one) == SHARED - ({"views"} if place == 14 else set())


async def test_publish_times_may_count_as_in_the_list_or_not(
    sandbox: Sandbox, sandbox_database: SqlDatabase, shop: Account
) -> None:
    async with behind(sandbox, sandbox_database, between_times) as exclusive:
        media = await whole_list(exclusive, shop)
        odd_one = media[14].details
        await sandbox.switch("metric_refused", media_id=odd_one.media_id, metric="views")
        await sandbox.requests()
        again = await whole_list(exclusive, shop, 50, [odd_one.timestamp])
    assert [one.insights is None for one in again] == [place == 14 for place in range(36)]
    assert {request["status"] for request in await sandbox.requests()} == {200}


# Albums ---------------------------------------------------------------------------------------


async def test_the_pictures_of_an_album_come_in_order_and_without_numbers(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    album = next(
        one.details
        for one in await whole_list(room.api, shop)
        if one.details.kind is MediaKind.CAROUSEL
    )
    insights = await room.api.media_insights(
        shop.access, album.media_id, album.kind, (CallGroup.CORE,)
    )
    assert set(insights.values) == SHARED
    await sandbox.requests()
    children = await room.api.children(shop.access, album.media_id)
    (request,) = await sandbox.requests()
    assert "insights" not in request["params"]["fields"]
    assert len({child.media_id for child in children}) == len(children) == 3
    again = await room.api.children(shop.access, album.media_id)
    assert [child.media_id for child in again] == [child.media_id for child in children]
    assert all(child.media_url for child in children)


async def test_the_newest_media_are_one_call_that_nothing_can_fail(
    sandbox: Sandbox, room: Room, shop: Account
) -> None:
    await sandbox.switch("pre_conversion")
    await sandbox.requests()
    newest = await room.api.newest_media(shop.access, 5)
    assert len(newest) == 5
    assert all(one.insights is None for one in newest)
    assert lists(await sandbox.requests()) == ["plain 5: 200"]
