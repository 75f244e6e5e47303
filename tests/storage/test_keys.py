"""The start-up rule: never open a database with keys that do not fit it."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.domain.secret import Secret
from bot.services.ports import TokenUnreadable
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.errors import BadEncryptionKeys
from bot.storage.keys import check_keys
from bot.storage.tables import EncryptionKeyRow, LinkRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock
from tests.support.people import linked_account

ONE, OTHER = (base64.b64encode(bytes(range(first, first + 32))).decode() for first in (1, 2))


@asynccontextmanager
async def opened(url: str, keys: str) -> AsyncIterator[SqlDatabase]:
    database = open_database(url, FrozenClock(), Keyring.parse(Secret(keys)))
    try:
        yield database
    finally:
        await database.close()


async def written_with(url: str, keys: str) -> None:
    """A database with two tokens under the first of ``keys``."""
    async with opened(url, keys) as database:
        await check_keys(database)
        async with database.transaction() as work:
            await linked_account(work, 7, "1784140000000001")
            await linked_account(work, 8, "1784140000000002")


async def registered(url: str, keys: str) -> int | None:
    async with opened(url, keys) as database, database.session() as session:
        return await session.scalar(select(func.count()).select_from(EncryptionKeyRow))


async def test_the_same_keys_are_welcome_again_and_new_ones_are_registered(
    database_url: str,
) -> None:
    await written_with(database_url, f"a:{ONE}")
    for keys, count in ((f"a:{ONE}", 1), (f"a:{ONE},b:{OTHER}", 2), (f"b:{OTHER},a:{ONE}", 2)):
        async with opened(database_url, keys) as database:
            await check_keys(database)
        assert await registered(database_url, keys) == count


async def test_processes_that_start_at_once_register_a_new_key_together(postgres_url: str) -> None:
    async with AsyncExitStack() as stack:
        opening = [stack.enter_async_context(opened(postgres_url, f"a:{ONE}")) for _ in range(8)]
        databases = [await one for one in opening]
        await asyncio.gather(*(check_keys(database) for database in databases))
    assert await registered(postgres_url, f"a:{ONE}") == 1


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        pytest.param(f"b:{OTHER}", "key a is missing", id="the key is missing"),
        pytest.param(f"a:{OTHER}", "key a is not the key that had this name", id="another key"),
        pytest.param(f"b:{ONE}", "key a is missing", id="the key has another name"),
        pytest.param(f"b:{ONE},a:{OTHER}", "key a is not the key", id="names swapped"),
    ],
)
async def test_wrong_keys_are_refused_naming_the_key_and_the_rows(
    database_url: str, keys: str, complaint: str
) -> None:
    await written_with(database_url, f"a:{ONE}")
    async with opened(database_url, keys) as database:
        with pytest.raises(BadEncryptionKeys, match=complaint) as refusal:
            await check_keys(database)
    assert "Rows that need it: 2 of link." in str(refusal.value)
    assert f"Keys given: {', '.join(database.keyring.kids)}." in str(refusal.value)
    assert await registered(database_url, keys) == 1


async def test_a_refused_start_leaves_every_byte_of_the_file(sqlite_url: str) -> None:
    await written_with(sqlite_url, f"a:{ONE}")
    path = Path(sqlite_url.partition("///")[2])
    before = digest(path)
    async with opened(sqlite_url, f"b:{OTHER}") as database:
        with pytest.raises(BadEncryptionKeys):
            await check_keys(database)
    assert digest(path) == before


def digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


async def test_a_key_that_no_row_needs_any_more_may_go(database_url: str) -> None:
    async with opened(database_url, f"a:{ONE}") as database:
        await check_keys(database)
    async with opened(database_url, f"b:{OTHER}") as database:
        await check_keys(database)


@pytest.mark.proves("S12")
async def test_tokens_of_two_rows_that_were_swapped_are_refused_by_the_link_they_hurt(
    database_url: str,
) -> None:
    await written_with(database_url, f"a:{ONE}")
    async with opened(database_url, f"a:{ONE}") as database:
        async with database.session() as session:
            mine, other = await session.scalars(select(LinkRow).order_by(LinkRow.id))
            mine.token, other.token = other.token, mine.token
            await session.flush()
        async with database.reading() as work:
            with pytest.raises(TokenUnreadable) as refusal:
                await work.links.healthy_token(mine.account_id)
    assert refusal.value.link_id == mine.id


@pytest.mark.proves("S17")
async def test_neither_token_nor_deleted_ciphertext_is_in_the_file(sqlite_url: str) -> None:
    path = Path(sqlite_url.partition("///")[2])
    async with opened(sqlite_url, f"a:{ONE}") as database:
        async with database.transaction() as work:
            account = await linked_account(work, token="IGAA-canary-in-the-mine")
        async with database.session() as session:
            ciphertext = (await session.scalars(select(LinkRow.token))).one()
        assert ciphertext.encode() in everything(path)
        async with database.transaction() as work:
            await work.links.remove(7, account.id)
    assert b"canary" not in everything(path)
    assert ciphertext.encode() not in everything(path)


def everything(path: Path) -> bytes:
    """The file with its journals."""
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*")))
