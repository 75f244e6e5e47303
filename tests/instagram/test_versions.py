"""Which Graph version answers, and what the operator hears of it."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.domain.secret import Secret
from bot.instagram import InstagramEndpoints
from bot.sandbox.credentials import Credentials
from bot.services.ports import InstagramApi, ServedVersion
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import (
    START,
    Account,
    FrozenClock,
    OddInstagram,
    Sandbox,
    http_over,
    json_reply,
    wire,
)
from tests.support.people import access


@asynccontextmanager
async def asking_for(
    version: str, sandbox: Sandbox, database: SqlDatabase
) -> AsyncIterator[InstagramApi]:
    base = f"{sandbox.origin}/instagram"
    endpoints = InstagramEndpoints(f"{base}/oauth/authorize", base, base, version)
    async with http_over(database, version=version) as http:
        yield wire(http, endpoints, sandbox.clock, sandbox.credentials, database)[0]


async def served(database: SqlDatabase) -> Sequence[ServedVersion]:
    async with database.reading() as stored:
        return await stored.instagram_facts.served_versions()


def said_of_versions(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    logger = "bot.instagram.versions"
    return [(one.levelname, one.getMessage()) for one in caplog.records if one.name == logger]


@pytest.mark.parametrize("version", ["v26.0", "v23.0"])
async def test_a_living_version_answers_as_asked(
    sandbox: Sandbox,
    sandbox_database: SqlDatabase,
    shop: Account,
    version: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with asking_for(version, sandbox, sandbox_database) as api:
        assert (await api.profile(shop.access)).username == "tea.shop"
        assert len((await api.media_page(shop.access, None, 5)).media) == 5
    assert await served(sandbox_database) == [ServedVersion(version, version, START)]
    assert said_of_versions(caplog) == []


async def test_an_expired_version_is_served_by_the_oldest_and_reported_once(
    sandbox: Sandbox,
    sandbox_database: SqlDatabase,
    shop: Account,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(2):  # the second time after a restart
        async with asking_for("v19.0", sandbox, sandbox_database) as api:
            for _ in range(3):
                assert (await api.profile(shop.access)).username == "tea.shop"
    assert await served(sandbox_database) == [ServedVersion("v19.0", "v21.0", START)]
    ((level, words),) = said_of_versions(caplog)
    assert level == "WARNING"
    assert "v21.0 where v19.0 is asked for" in words
    assert "set INSTAGRAM_API_VERSION to v21.0" in words


async def test_each_change_is_told_and_so_is_its_end(
    sandbox: Sandbox,
    sandbox_database: SqlDatabase,
    shop: Account,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with asking_for("v26.0", sandbox, sandbox_database) as api:
        for switched in ("v25.0", "v27.0"):
            await sandbox.switch("version_served", 2, version=switched)
            await api.profile(shop.access)
            await api.profile(shop.access)
        await api.profile(shop.access)
    said = said_of_versions(caplog)
    assert [level for level, _ in said] == ["WARNING", "WARNING", "INFO"]
    assert "v27.0 where v26.0" in said[1][1]
    assert "v26.0 again" in said[2][1]
    assert await served(sandbox_database) == [ServedVersion("v26.0", "v26.0", START)]


@pytest.mark.parametrize("header", ["", "26", "v26", "v9.0 <b>", "v" + "9" * 5000 + ".0"])
async def test_a_header_that_names_no_version_changes_nothing(
    odd: OddInstagram, clock: FrozenClock, sqlite_database: SqlDatabase, header: str
) -> None:
    odd.answers(json_reply('{"id": "27", "username": "demo"}', Facebook_Api_Version=header))
    async with http_over(sqlite_database) as http:
        endpoints = InstagramEndpoints.at(odd.origin)
        api, _ = wire(http, endpoints, clock, Credentials.for_seed(1), sqlite_database)
        await api.profile(access(Secret("IGAAsecrettoken")))
    assert await served(sqlite_database) == []
