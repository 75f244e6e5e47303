"""What holds for every route, taken from the specification: none can be added without it."""

from collections.abc import AsyncIterator, Mapping
from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.digests import Cadence
from bot.domain.media import Insights, MediaProductType
from bot.domain.story_life import Look
from bot.services.ports import MadeLook, NewDigest
from tests.support.people import listed
from tests.support.product import ANA, BORIS, Product, start_product
from tests.web.api.conftest import FEED, Api, user_id

Ids = Mapping[str, str]

OTHER_WORDS = {
    "metric": {"insights": "views", "audience": "follower_demographics"},
    "breakdown": {"insights": "follow_type", "audience": "age"},
    "kind": {"metrics": "reels", "exports": "posts"},
}
"""By the word before: what stands in a path besides ids."""
NEEDED = {"/api/instagram/insights/test": "media_id={media_id}"}
"""What has to be in the query."""
OF_NOBODY = {
    "/api/instagram/accounts",
    "/api/instagram/digests",
    "/api/instagram/insights/metrics/{kind}",
}
"""Paths without an id: what is somebody else's cannot be asked for."""


@pytest.fixture
async def product(database_url: str) -> AsyncIterator[Product]:
    """On SQLite and on PostgreSQL."""
    async with start_product(database_url) as started:
        yield started


async def ids_of(api: Api, person: int, account_id: int) -> Ids:
    """One of each that is the person's: an account, a post, a story, a digest."""
    product = api.product
    now = product.clock.now()
    story = listed(f"1790000000000000{person}", MediaProductType.STORY, now)
    navigation = {"navigation": {"tap_forward": 9}}
    numbers = Insights(now, {"views": 21, "reach": 20, "navigation": 9}, navigation)
    new = NewDigest(person, account_id, person, Cadence.WEEKLY, time(9), 0, "UTC")
    async with product.database.transaction() as stored:
        ends_at = now + timedelta(hours=24)
        story_id = await stored.stories.add(account_id, story, now.date(), ends_at)
        assert story_id is not None
        await stored.stories.save_looks([MadeLook(story_id, 1, 1, Look(now, numbers))])
        digest = await stored.digests.subscribe(new, now + timedelta(days=7))
    return {
        "user_id": await user_id(product, account_id),
        "media_id": await api.media_id(account_id, FEED),
        "story_id": story.details.media_id,
        "digest_id": str(digest.id),
    }


async def operations(api: Api) -> list[tuple[str, Mapping[str, Any]]]:
    paths = (await api.get("/api/openapi.json", None)).body["paths"]
    assert len(paths) > 12
    return [(path, operations["get"]) for path, operations in paths.items()]


def address(path: str, ids: Ids, *more: str) -> str:
    parts = path.split("/")
    for at, part in enumerate(parts):
        name = part.strip("{}")
        if name == part:
            continue
        before = next(one for one in reversed(parts[:at]) if one in _WORDS or name in ids)
        parts[at] = ids[name] if name in ids else OTHER_WORDS[name][before]
    query = "&".join([NEEDED[path].format(**ids)] if path in NEEDED else [])
    return f"{'/'.join(parts)}?{'&'.join(filter(None, [query, *more]))}"


_WORDS = {word for words in OTHER_WORDS.values() for word in words}


@pytest.mark.proves("S7", "S22")
async def test_what_is_somebody_elses_does_not_exist(api: Api, shop_id: int, other_id: int) -> None:
    mine = await ids_of(api, ANA, shop_id)
    others = await ids_of(api, BORIS, other_id)
    key, bound = await api.key(), await api.key(ANA, shop_id)
    without_id = set()
    for path, _ in await operations(api):
        own = await api.get(address(path, mine), key)
        assert own.status == 200, (path, own.body)
        assert not [one for one in others.values() if len(one) > 4 and one in str(own.body)]
        if address(path, others) == address(path, mine):
            without_id.add(path)
            continue
        for shown in (key, bound):
            got = await api.get(address(path, others), shown)
            assert (got.status, got.body["error"]) == (404, "not_found"), path
    assert without_id == OF_NOBODY


@pytest.mark.proves("S22")
async def test_every_answer_follows_the_same_rules(api: Api, shop_id: int) -> None:
    mine = await ids_of(api, ANA, shop_id)
    key = await api.key()
    for path, operation in await operations(api):
        asked = address(path, mine)
        got = await api.get(asked, key, Origin="https://evil.example")
        assert got.status == 200, (path, got.body)
        assert got.headers["Cache-Control"] == "private, no-cache"
        assert got.headers["Vary"] == "Authorization"
        assert not [name for name in got.headers if name.lower().startswith("access-control")]
        assert all(name in got.headers for name in ("RateLimit", "RateLimit-Policy", "ETag"))
        assert got.headers["Content-Type"].split(";")[0] in operation["responses"]["200"]["content"]
        again = await api.get(asked, key, If_None_Match=got.headers["ETag"])
        assert (again.status, again.body) == (304, None), path
        assert all(name in again.headers for name in ("RateLimit", "ETag"))
        head = await api.ask("HEAD", asked, key)
        assert (head.status, head.body) == (200, ""), path
        assert head.headers["ETag"] == got.headers["ETag"]
        for wrong in ("nobody_knows=1", "nobody_knows=1&nobody_knows=1"):
            refused = await api.get(address(path, mine, wrong), key)
            assert (refused.status, refused.body["error"]) == (422, "invalid_parameters"), path
            assert "RateLimit" in refused.headers
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            refused = await api.ask(method, asked, key)
            assert (refused.status, refused.body["error"]) == (405, "method_not_allowed"), path
        assert (await api.get(asked, None)).status == 401
        in_query = await api.get(address(path, mine, f"key={key}"), None)
        assert in_query.status == 401
        assert key not in str(in_query.body)


async def test_the_specification_refers_to_nothing_that_is_not_in_it(api: Api) -> None:
    described = (await api.get("/api/openapi.json", None)).body
    names = described["components"]["schemas"]
    for reference in _references(described):
        assert reference.removeprefix("#/components/schemas/") in names


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [one for each in part for one in _references(each)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
    return own + [one for each in part.values() for one in _references(each)]
