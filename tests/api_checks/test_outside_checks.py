"""A small share of ``make api-checks``: schemathesis, naughty strings, and some of the words."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from tests.api_checks.judge import judge
from tests.api_checks.words import naughty, send_all
from tests.api_checks.world import Identity, World, api_world, listening, specification
from tests.support.wordlists import wordlists

EXAMPLES = 5
EVERY = 400
"""One of so many words of the lists."""


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with api_world(sqlite_url) as started:
        yield started


@pytest.mark.proves("S21", "S22")
async def test_schemathesis_finds_nothing(world: World, tmp_path: Path) -> None:
    with listening() as heard:
        for identity in world.identities:
            verdict = await judge(world, identity, 1, EXAMPLES, tmp_path / identity.name)
            assert verdict.failures == []
            described = set((await specification(world))["paths"])
            assert set(verdict.examples) == described
    assert heard.errors == []
    reached = {route for route, status in heard.requests if status == 200}
    assert described <= reached, "some operations were never answered"


@pytest.mark.proves("S22")
async def test_nothing_of_anas_is_there_for_boris(world: World) -> None:
    """Every operation that the specification has, those to come as well."""
    described = (await specification(world))["paths"]

    async def status(path: str, needed: Mapping[str, str], identity: Identity) -> int:
        session = world.product.browser.session
        address = f"{world.origin}{path}"
        async with session.get(address, params=needed, headers=identity.headers) as reply:
            return reply.status

    asked = 0
    for template, item in described.items():
        names = {one["name"]: one for one in item["get"]["parameters"] if one["required"]}
        if not names.keys() & {"user_id", "media_id", "story_id", "digest_id"}:
            continue
        good = {name: world.good_value(one) for name, one in names.items()}
        query = {name: good[name] for name, one in names.items() if one["in"] == "query"}
        path = template.format(**good)
        assert await status(path, query, world.ana) == 200, path
        assert await status(path, query, world.boris) in {403, 404}, path
        assert await status(path, query, world.nobody) == 401, path
        asked += 1
    assert asked >= 8


@pytest.mark.proves("S8", "S21")
async def test_no_text_however_naughty_breaks_anything(world: World) -> None:
    words = [*naughty(), *wordlists()[::EVERY]]
    with listening() as heard:
        sent = await send_all(world, await specification(world), words)
    assert sent.failures == []
    assert heard.errors == []
    assert sent.answers.total() > 10 * len(words)
