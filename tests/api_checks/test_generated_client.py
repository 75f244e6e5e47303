"""A program whose client was made by others' hands from what we serve reads an overview."""

import asyncio
import importlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.api_checks.world import World, api_world

PACKAGE = "made_client"
CONFIG = "post_hooks: []\n"
"""Nobody reads it: it needs no formatting."""


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with api_world(sqlite_url) as started:
        yield started


@pytest.fixture
async def client(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Any]:
    """The package that openapi-python-client makes; a warning of its own fails."""
    config = tmp_path / "config.yaml"
    config.write_text(CONFIG)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"),
        *("--url", f"{world.origin}/api/openapi.json", "--meta", "none"),
        *("--config", str(config), "--output-path", str(tmp_path / PACKAGE)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module(f"{PACKAGE}.client")
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def operation(name: str) -> Any:
    return importlib.import_module(f"{PACKAGE}.api.default.{name}").asyncio_detailed


async def test_it_reads_the_overview_of_an_account(world: World, client: Any) -> None:
    async with client.AuthenticatedClient(world.origin, token=world.ana.key) as asking:
        (account,) = (await operation("list_accounts")(client=asking)).parsed.accounts
        assert (account.user_id, account.username) == (world.user_ids[0], "tea.shop")
        reply = await operation("read_account_insights")(account.user_id, client=asking)
    overview = reply.parsed
    assert (reply.status_code, overview.status) == (200, "complete")
    assert overview.last > overview.first
    totals = {total.name: total.value for total in overview.totals}
    assert totals["reach"] > 0
    assert overview.as_of <= overview.timestamp
    # It understands refusals, too.
    async with client.AuthenticatedClient(world.origin, token="farolero_wrong") as asking:
        refused = await operation("list_accounts")(client=asking)
    assert (refused.status_code, refused.parsed.error) == (401, "invalid_key")
    async with client.AuthenticatedClient(world.origin, token=world.boris.key) as asking:
        foreign = await operation("read_account_insights")(world.user_ids[0], client=asking)
    assert (foreign.status_code, foreign.parsed.error) == (404, "not_found")
