"""Keys to the HTTP API: their limits, and that only a fingerprint of them is kept."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from bot.chance import new_secret
from bot.domain.api_keys import ALL_RIGHTS, MOST_KEYS, PREFIX, TooManyKeys
from bot.domain.errors import NotFound
from bot.domain.secret import Secret
from bot.services.manage_api_keys import ApiKeyChoice, ListApiKeys, MakeApiKey, RevokeApiKey
from bot.services.open_api import OpenApi
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock
from tests.support.people import linked_account

EVERYTHING = ApiKeyChoice(None, int(ALL_RIGHTS), 90)
ANA, BORIS = 7, 8


@pytest.fixture
async def account_id(database: SqlDatabase) -> int:
    async with database.transaction() as stored:
        return (await linked_account(stored, ANA)).id


@pytest.fixture
def make(database: SqlDatabase, clock: FrozenClock) -> MakeApiKey:
    return MakeApiKey(database, clock, new_secret)


async def test_of_a_key_only_its_fingerprint_is_kept(
    database: SqlDatabase, make: MakeApiKey, account_id: int
) -> None:
    made = await make(ANA, EVERYTHING)
    key = made.secret.reveal()
    assert key.startswith(PREFIX)
    assert key.endswith(made.key.ending)
    async with database.session() as session:
        (row,) = (await session.execute(text("SELECT * FROM api_key"))).all()
    assert key not in str(row)
    assert key.removeprefix(PREFIX) not in str(row)
    assert key not in repr(made)


async def test_the_last_use_is_noted_once_a_minute(
    database: SqlDatabase, clock: FrozenClock, make: MakeApiKey, account_id: int
) -> None:
    made = await make(ANA, EVERYTHING)
    used_at = clock.now()
    open_api = OpenApi(database, clock)
    assert await open_api(made.secret) is not None
    clock.advance(timedelta(seconds=59))
    assert await open_api(made.secret) is not None
    (key,) = (await ListApiKeys(database, clock)(ANA)).keys
    assert key.last_used_at == used_at
    clock.advance(timedelta(seconds=1))
    assert await open_api(made.secret) is not None
    (key,) = (await ListApiKeys(database, clock)(ANA)).keys
    assert key.last_used_at == clock.now()


@pytest.mark.proves("S22")
async def test_what_another_process_revokes_opens_nothing_from_then_on(
    database: SqlDatabase, clock: FrozenClock, make: MakeApiKey, account_id: int
) -> None:
    """Also for those who ask at the same time as others, and share a look."""
    made, other = await make(ANA, EVERYTHING), await make(ANA, EVERYTHING)
    open_api = OpenApi(database, clock)
    shown = [made.secret, other.secret] * 10
    found = await asyncio.gather(*map(open_api, shown))
    assert [one is not None and one.key.id for one in found] == [made.key.id, other.key.id] * 10
    await RevokeApiKey(database, clock)(ANA, made.key.id)
    found = await asyncio.gather(*map(open_api, shown))
    assert [one is not None and one.key.id for one in found] == [False, other.key.id] * 10


@pytest.mark.proves("S22")
async def test_who_has_the_database_alone_looks_again_only_after_something_was_written(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    async with sqlite_database.transaction() as stored:
        await linked_account(stored, ANA)
    make = MakeApiKey(sqlite_database, clock, new_secret)
    made, other = await make(ANA, EVERYTHING), await make(ANA, EVERYTHING)
    open_api = OpenApi(sqlite_database, clock)
    asked: list[str] = []
    engine = sqlite_database._looking.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    async def opens(key: Secret) -> bool:
        return await open_api(key) is not None

    assert [await opens(made.secret) for _ in range(9)] == [True] * 9
    # One before its first use was noted, and one after.
    assert sum("api_key" in statement for statement in asked) == 2
    # Another key, first looked for while the known one is revoked.
    revoke = RevokeApiKey(sqlite_database, clock)
    found, _ = await asyncio.gather(opens(other.secret), revoke(ANA, made.key.id))
    assert (found, await opens(made.secret)) == (True, False)


async def test_a_key_tells_which_accounts_it_opens_at_this_moment(
    database: SqlDatabase, clock: FrozenClock, make: MakeApiKey, account_id: int
) -> None:
    everything = await make(ANA, EVERYTHING)
    one = await make(ANA, ApiKeyChoice(account_id, int(ALL_RIGHTS), 90))
    open_api = OpenApi(database, clock)

    async def opens(key: Secret) -> set[int] | None:
        opened = await open_api(key)
        return None if opened is None else set(opened.account_ids)

    assert await opens(everything.secret) == await opens(one.secret) == {account_id}
    async with database.transaction() as stored:
        another = await linked_account(stored, ANA, "17841400000000002")
    assert await opens(everything.secret) == {account_id, another.id}
    assert await opens(one.secret) == {account_id}
    async with database.session() as session:
        await session.execute(text("DELETE FROM link"))
    assert await opens(everything.secret) == set()
    assert await opens(one.secret) is None


@pytest.mark.parametrize(("rights", "days"), [(0, 90), (32, 90), (-1, 90), (31, 7), (31, -1)])
async def test_what_no_button_offers_makes_no_key(
    database: SqlDatabase, make: MakeApiKey, account_id: int, rights: int, days: int
) -> None:
    with pytest.raises(NotFound):
        await make(ANA, ApiKeyChoice(None, rights, days))


async def test_nobody_makes_or_revokes_a_key_to_what_is_not_theirs(
    database: SqlDatabase, clock: FrozenClock, make: MakeApiKey, account_id: int
) -> None:
    async with database.transaction() as stored:
        await stored.people.seen(BORIS, "Boris", None, "en")
    with pytest.raises(NotFound):
        await make(BORIS, ApiKeyChoice(account_id, int(ALL_RIGHTS), 90))
    made = await make(ANA, EVERYTHING)
    with pytest.raises(NotFound):
        await RevokeApiKey(database, clock)(BORIS, made.key.id)
    assert await OpenApi(database, clock)(made.secret) is not None


async def test_there_are_never_more_than_so_many(make: MakeApiKey, account_id: int) -> None:
    tried = await asyncio.gather(
        *(make(ANA, EVERYTHING) for _ in range(MOST_KEYS + 3)), return_exceptions=True
    )
    assert sum(isinstance(one, TooManyKeys) for one in tried) == 3
