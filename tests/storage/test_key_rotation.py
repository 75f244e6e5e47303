"""Rotation: every value readable whatever happens, and what a running bot stores meanwhile wins."""

import asyncio
import base64
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Column, Connection, Table, event, select, text, update

from bot.domain.secret import Secret
from bot.domain.tokens import RENEW_AFTER
from bot.services.ports import IssuedToken, Repositories
from bot.storage import keys
from bot.storage.crypto import Keyring, Place
from bot.storage.engine import open_beside
from bot.storage.errors import BadEncryptionKeys
from bot.storage.keys import ENCRYPTED_COLUMNS, Rotation, check_keys, key_states, rotate
from bot.storage.tables import Base, LinkRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support import background as background_support
from tests.support.background import start_background
from tests.support.clock import START, FrozenClock
from tests.support.databases import KEY
from tests.support.people import linked_account

OLD_KEY, NEW_KEY = (base64.b64encode(bytes(range(first, first + 32))).decode() for first in (1, 2))
OLD = f"old:{OLD_KEY}"
OLD_FIRST = f"old:{OLD_KEY},new:{NEW_KEY}"
NEW_FIRST = f"new:{NEW_KEY},old:{OLD_KEY}"
PEOPLE = (11, 12, 13)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "BATCH", 2)
    monkeypatch.setattr(keys, "PAUSE", 0.0)


@asynccontextmanager
async def opened(url: str, given: str) -> AsyncIterator[SqlDatabase]:
    """As the command opens it: also while a bot has the file."""
    database = open_beside(url, FrozenClock(), Keyring.parse(Secret(given)))
    try:
        yield database
    finally:
        await database.close()


async def filled(url: str) -> None:
    """Three tokens, a code and a short-lived token under the old key; the new key is registered."""
    async with opened(url, OLD_FIRST) as database:
        await check_keys(database)
        async with database.transaction() as work:
            for person in PEOPLE:
                await linked_account(work, person, f"178414{person:010}", token=f"IGAA-{person}")
            await half_linked(work, PEOPLE[0])
            attempt_id = await half_linked(work, PEOPLE[1])
            await work.link_attempts.take_up(attempt_id, PEOPLE[1], START + HOUR)
            await work.link_attempts.keep_short_lived(
                attempt_id, IssuedToken(Secret("IGAA-short"), None, START, START + HOUR)
            )


async def half_linked(work: Repositories, person: int) -> int:
    """An attempt whose code is kept."""
    attempts = work.link_attempts
    ticket, state = Secret(f"ticket-{person}"), Secret(f"state-{person}")
    await attempts.offer(person, person, ticket, START + HOUR)
    await attempts.issue(ticket, state)
    attempt = await attempts.take_state(state)
    assert attempt is not None
    await attempts.keep_code(
        attempt.id, Secret(f"code-{person}"), Secret(f"return-{person}"), Secret("5HJZ9QND")
    )
    return attempt.id


VALUES = {*(f"IGAA-{person}" for person in PEOPLE), f"code-{PEOPLE[0]}", "IGAA-short"}


async def values(database: SqlDatabase) -> dict[str, str]:
    """Everything that is stored encrypted, opened, and the name of the key of each."""
    found = {}
    async with database.session() as session:
        for table, column in ENCRYPTED_COLUMNS:
            rows = await session.execute(
                select(table.c.id, table.c.telegram_user_id, column).where(column.is_not(None))
            )
            for row_id, owner, sealed in rows:
                place = Place(table.name, column.name, row_id, owner)
                found[database.keyring.decrypt(sealed, place).reveal()] = sealed.split(".")[1]
    return found


def nobody_listens(_: Rotation) -> None:
    pass


async def test_the_columns_that_are_rotated_are_all_that_hold_encrypted_values(
    database_url: str,
) -> None:
    await filled(database_url)
    holding = set()
    async with opened(database_url, OLD_FIRST) as database, database.session() as session:
        for table in Base.metadata.sorted_tables:
            for row in (await session.execute(select(table))).mappings():
                holding |= {
                    f"{table.name}.{name}" for name, value in row.items() if "v1.old." in str(value)
                }
    named = {f"{table.name}.{column.name}" for table, column in ENCRYPTED_COLUMNS}
    assert named == {*holding, "link_attempt.long_lived_token"} - {"encryption_keys.check_value"}


async def test_everything_is_rewritten_the_old_key_retired_and_a_second_run_finds_nothing(
    database_url: str,
) -> None:
    await filled(database_url)
    heard: list[int] = []
    async with opened(database_url, NEW_FIRST) as database:
        first = await rotate(database, lambda so_far: heard.append(so_far.rewritten.total()))
        second = await rotate(database, nobody_listens)
        kept = await values(database)
        async with database.session() as session:
            noted = (await session.execute(text("SELECT who, what, result FROM audit"))).all()
            states = await key_states(await session.connection(), database.keyring)

    assert first.rewritten == {"link": 3, "link_attempt": 2}
    assert (first.overtaken, first.unreadable, first.left) == (0, [], {})
    assert first.retired == ["old"]
    assert heard[:2] == [2, 3], "it is told batch by batch"
    assert (second.rewritten.total(), second.retired) == (0, [])
    assert kept == dict.fromkeys(VALUES, "new")
    assert noted == [("-", "key_rotation", "done")], "the second run had nothing to tell"
    new, old = states
    assert (new.rows, new.retired_at) == ({"link": 3, "link_attempt": 2}, None)
    assert (old.removable, old.retired_at) == (True, START)


async def test_a_dry_run_tells_the_same_and_writes_nothing(database_url: str) -> None:
    await filled(database_url)
    async with opened(database_url, NEW_FIRST) as database:
        before = await everything(database)
        told = await rotate(database, nobody_listens, dry_run=True)
        assert await everything(database) == before
    assert told.rewritten == {"link": 3, "link_attempt": 2}
    assert told.retired == []


async def test_a_value_that_no_key_opens_stays_is_named_and_stops_nothing(
    database_url: str,
) -> None:
    await filled(database_url)
    async with opened(database_url, NEW_FIRST) as database:
        async with database.session() as session:
            first = (await session.scalars(select(LinkRow).order_by(LinkRow.id))).first()
            assert first is not None
            broken = first.token[:-4] + "AAAA"
            await session.execute(
                update(LinkRow).where(LinkRow.id == first.id).values(token=broken)
            )
        rotation = await rotate(database, nobody_listens)
        async with database.session() as session:
            kept = await session.scalar(select(LinkRow.token).where(LinkRow.id == first.id))
    assert kept == broken
    assert rotation.unreadable == [f"link {first.id}"]
    assert rotation.rewritten == {"link": 2, "link_attempt": 2}
    assert rotation.left == {"old": {"link": 1}}
    assert rotation.retired == []


async def test_a_key_that_no_bot_was_started_with_is_not_rotated_to(database_url: str) -> None:
    """A running bot could not read the rows, and would ask people to link again."""
    await filled(database_url)
    newest = base64.b64encode(bytes(range(3, 35))).decode()
    async with opened(database_url, f"newest:{newest},{OLD_FIRST}") as database:
        before = await everything(database)
        with pytest.raises(BadEncryptionKeys, match="newest is unknown to the running bot"):
            await rotate(database, nobody_listens)
        assert await everything(database) == before


async def test_wrong_keys_are_refused_as_at_the_start(database_url: str) -> None:
    await filled(database_url)
    async with opened(database_url, f"new:{OLD_KEY},old:{NEW_KEY}") as database:
        before = await everything(database)
        with pytest.raises(BadEncryptionKeys, match="is not the key that had this name"):
            await rotate(database, nobody_listens)
        assert await everything(database) == before


async def test_a_key_that_becomes_active_again_is_retired_no_more(database_url: str) -> None:
    await filled(database_url)
    async with opened(database_url, NEW_FIRST) as database:
        await rotate(database, nobody_listens)
    async with opened(database_url, OLD_FIRST) as database:
        await check_keys(database)
        async with database.session() as session:
            old, _ = await key_states(await session.connection(), database.keyring)
    assert (old.active, old.retired_at) == (True, None)


async def everything(database: SqlDatabase) -> list[str]:
    async with database.session() as session:
        return [
            str(row)
            for name in ("link", "link_attempt", "encryption_keys", "audit")
            for row in await session.execute(text(f"SELECT * FROM {name}"))
        ]


# E4: killed at every point --------------------------------------------------------------------


def test_killed_at_every_point_every_value_is_readable_and_the_next_run_completes(
    database_url: str,
) -> None:
    """E4."""
    asyncio.run(filled(database_url))
    before = asyncio.run(sealed(database_url))
    point = 0
    while killed_at(point := point + 1, database_url):
        asyncio.run(readable_and_completed(database_url))
        asyncio.run(put_back(database_url, before))
    assert point > 20, "so many statements and commits there are at least"


def killed_at(point: int, url: str) -> bool:
    """Rotate in a process that is killed at its ``point``-th step; False when it came to its end.

    A step is: about to send a statement, about to commit, committed.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            asyncio.run(rotated_until(point, url))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


async def rotated_until(point: int, url: str) -> None:
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(_: Connection, __: object, sql: str, *___: object) -> None:
        # What the tables look like is asked at the beginning, and writes nothing.
        if "link" in sql or "encryption_keys" in sql or sql.startswith(("UPDATE", "INSERT")):
            step()

    async with opened(url, NEW_FIRST) as database:
        engine = database._writing.sync_engine
        event.listen(engine, "before_cursor_execute", statement)
        event.listen(engine, "commit", step)
        event.listen(engine.pool, "checkin", step)
        await rotate(database, nobody_listens)


async def readable_and_completed(url: str) -> None:
    async with opened(url, NEW_FIRST) as database:
        assert (await values(database)).keys() == VALUES
        rotation = await rotate(database, nobody_listens)
        assert (rotation.left, rotation.unreadable) == ({}, [])
        assert await values(database) == dict.fromkeys(VALUES, "new")


Sealed = list[tuple[Table, Column[str], int, str]]


async def sealed(url: str) -> Sealed:
    async with opened(url, NEW_FIRST) as database, database.session() as session:
        return [
            (table, column, row_id, value)
            for table, column in ENCRYPTED_COLUMNS
            for row_id, value in await session.execute(
                select(table.c.id, column).where(column.is_not(None))
            )
        ]


async def put_back(url: str, before: Sealed) -> None:
    async with opened(url, NEW_FIRST) as database, database.session() as session:
        for table, column, row_id, value in before:
            await session.execute(update(table).where(table.c.id == row_id).values({column: value}))


# E5: beside a running bot ---------------------------------------------------------------------


async def test_twenty_refreshes_during_a_rotation_are_all_kept(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E5: the bot renews over HTTP while another connection rotates to and fro without a pause."""
    both = f"test:{KEY},new:{NEW_KEY}", f"new:{NEW_KEY},test:{KEY}"
    monkeypatch.setattr(background_support, "KEYRING", Keyring.parse(Secret(both[0])))
    async with start_background(database_url) as bot:
        await check_keys(bot.database)
        shops = [await bot.link(f"shop.{number}", person=number) for number in range(1, 21)]
        bot.clock.jump(RENEW_AFTER)
        async with bot.database.transaction() as work:
            refs = await work.token_renewals.claim(100, HOUR)
        assert len(refs) == 20
        over, there_and_back = asyncio.Event(), asyncio.Event()
        rewritten = 0

        async def rotate_to_and_fro() -> None:
            nonlocal rewritten
            while not over.is_set():
                for given in reversed(both):
                    async with opened(database_url, given) as beside:
                        done = await rotate(beside, nobody_listens)
                        rewritten += done.rewritten.total()
                there_and_back.set()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(rotate_to_and_fro())
            for some in (refs[:10], refs[10:]):
                there_and_back.clear()
                await asyncio.gather(*(bot.lanes["token"].work([ref]) for ref in some))
                await there_and_back.wait()
            over.set()
        async with opened(database_url, both[1]) as beside:
            await rotate(beside, nobody_listens)
        async with bot.database.reading() as work:
            kept = [await work.links.token_of(shop.link_id) for shop in shops]
        for shop, token in zip(shops, kept, strict=True):
            assert token is not None
            assert token.token != shop.token
            assert token.issued_at == START + RENEW_AFTER
        assert rewritten > 20
        async with bot.database.session() as session:
            (new, test) = await key_states(
                await session.connection(), Keyring.parse(Secret(both[1]))
            )
        assert (new.rows, test.rows) == ({"link": 20}, {})


async def renewed(database: SqlDatabase, link_id: int) -> bool:
    async with database.transaction() as work:
        return await renew(work, link_id)


async def renew(work: Repositories, link_id: int) -> bool:
    old, new = Secret(f"IGAA-{PEOPLE[0]}"), Secret("IGAA-renewed")
    return await work.links.renew(link_id, old, new, START + HOUR, START + 2 * HOUR)


async def test_a_renewal_that_is_not_committed_yet_wins_over_the_rotation(
    database_url: str,
) -> None:
    """E5, in slow motion: the rotation has read, or is about to read, the token of before."""
    await filled(database_url)
    async with opened(database_url, OLD_FIRST) as bot, opened(database_url, NEW_FIRST) as beside:
        link_id = await first_link(bot)
        async with bot.transaction() as work:
            assert await renew(work, link_id)
            rotating = asyncio.ensure_future(rotate(beside, nobody_listens))  # noqa: TID251
            await asyncio.sleep(0.3)
        await rotating
        kept = await values(bot)
    assert "IGAA-renewed" in kept
    assert f"IGAA-{PEOPLE[0]}" not in kept


async def test_a_renewal_waits_for_a_batch_that_is_not_committed_yet_and_is_kept(
    database_url: str,
) -> None:
    """E5, the other way round: the token is there, but its ciphertext is about to change."""
    await filled(database_url)
    async with opened(database_url, OLD_FIRST) as bot, opened(database_url, NEW_FIRST) as beside:
        link_id = await first_link(bot)
        async with beside.session() as session:
            ((table, column),) = [one for one in ENCRYPTED_COLUMNS if one[0].name == "link"]
            rotation = Rotation("new")
            await keys._rewrite_some(session, table, column, 0, beside.keyring, rotation, False)
            assert rotation.rewritten.total() == 2
            renewing = asyncio.ensure_future(renewed(bot, link_id))  # noqa: TID251
            await asyncio.sleep(0.3)
        assert await renewing
        assert "IGAA-renewed" in await values(bot)


async def first_link(database: SqlDatabase) -> int:
    async with database.session() as session:
        link_id = await session.scalar(
            select(LinkRow.id).where(LinkRow.telegram_user_id == PEOPLE[0])
        )
    assert link_id is not None
    return link_id
