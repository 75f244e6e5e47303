"""Keys of the values at rest: the start-up rule, what each key is still needed for, rotation."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot.domain.errors import StoreAway
from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.storage.crypto import VERSION, Keyring, Place, Undecryptable
from bot.storage.engine import looking_into
from bot.storage.errors import BadEncryptionKeys, DatabaseBusy
from bot.storage.repositories.audit import SqlAudit
from bot.storage.repositories.base import insert_into
from bot.storage.tables import Base, EncryptionKeyRow
from bot.storage.unit_of_work import SqlDatabase

CHECK = Secret("farolero")
BATCH = 100
"""Rows rewritten in one transaction."""
PAUSE = 0.05
"""Seconds between two of them: a running bot on the same SQLite file gets its turn."""

ENCRYPTED_COLUMNS = tuple(
    (table, column)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if column.info.get("encrypted")
)
KEYS = Base.metadata.tables[EncryptionKeyRow.__tablename__]


@dataclass(frozen=True)
class KeyState:
    """A key that was given, is registered, or is named by a stored value.

    ``right`` is None where that cannot be told: the key was not given, or never before.
    ``rows`` counts the rows that need it, by table.
    """

    kid: str
    given: bool
    active: bool
    right: bool | None
    created_at: datetime | None
    retired_at: datetime | None
    rows: Mapping[str, int]

    @property
    def needed(self) -> bool:
        return bool(self.rows)

    @property
    def removable(self) -> bool:
        """Whether no row needs it any more; a backup may."""
        return self.given and not self.active and not self.needed


# The start-up rule ----------------------------------------------------------------------------


async def check_keys(database: SqlDatabase) -> None:
    """Register new keys; refuse a key that is missing, or that is not what its name stood for.

    Raises BadEncryptionKeys, which names the key and how many rows need it, and changes nothing.
    """
    keyring = database.keyring
    async with database.session() as session:
        connection = await session.connection()
        states = await key_states(connection, keyring)
        refuse_wrong(states)
        for state in states:
            if state.given and state.created_at is None:
                check_value = keyring.encrypt_with(state.kid, CHECK, _place(state.kid))
                # Another process that starts now may be first, perhaps with another key.
                await session.execute(
                    insert_into(connection.dialect.name, EncryptionKeyRow)
                    .values(kid=state.kid, check_value=check_value, created_at=database.clock.now())
                    .on_conflict_do_nothing()
                )
            if state.active and state.retired_at is not None:
                await _set_retired(session, state.kid, None)
        refuse_wrong(await key_states(connection, keyring))


async def look_at_keys(url: str, keyring: Keyring | None) -> list[KeyState]:
    """What each key is needed for, in a database of any schema; nothing is written.

    Without a ``keyring`` no key counts as given. Empty where there is no database yet.
    """
    async with looking_into(url) as connection:
        return [] if connection is None else await key_states(connection, keyring)


async def key_states(connection: AsyncConnection, keyring: Keyring | None) -> list[KeyState]:
    """The given keys in their order, then the others that are registered or named by a row."""
    columns = await connection.run_sync(_existing_columns)
    registered = {}
    if KEYS in columns:
        rows = await connection.execute(select(KEYS))
        registered = {row.kid: row for row in rows}
    needed = await _rows_by_key(connection, columns)
    given = keyring.kids if keyring is not None else ()
    states = []
    for kid in dict.fromkeys([*given, *sorted(registered), *sorted(needed)]):
        known = registered.get(kid)
        states.append(
            KeyState(
                kid=kid,
                given=kid in given,
                active=keyring is not None and kid == keyring.active_kid,
                right=_opens(keyring, kid, known.check_value) if known and keyring else None,
                created_at=known.created_at if known else None,
                retired_at=known.retired_at if known else None,
                rows=needed.get(kid, {}),
            )
        )
    return states


def refuse_wrong(states: Collection[KeyState]) -> None:
    """Raises BadEncryptionKeys for the first key that is missing or another one."""
    given = [state.kid for state in states if state.given]
    for state in states:
        if state.right is False:
            raise _refusal(state, "is not the key that had this name before", given)
        if state.needed and not state.given:
            raise _refusal(state, "is missing", given)


def _refusal(state: KeyState, fault: str, given: Collection[str]) -> BadEncryptionKeys:
    return BadEncryptionKeys(
        f"encryption key {state.kid} {fault}. Rows that need it: {rows_text(state.rows)}."
        f" Keys given: {', '.join(given) or 'none'}. Nothing was changed."
    )


def rows_text(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{count} of {table}" for table, count in rows.items()) or "none"


def _place(kid: str) -> Place:
    return Place("encryption_keys", "check_value", kid, owner="")


def _opens(keyring: Keyring, kid: str, check_value: str) -> bool | None:
    """Whether our key of that name is the one that was registered; None when we have none."""
    if kid not in keyring.kids:
        return None
    try:
        return keyring.decrypt(check_value, _place(kid)) == CHECK
    except Undecryptable:
        return False


Columns = Mapping[Table, Collection[str]]


def _existing_columns(connection: Connection) -> Columns:
    """Ours that the database has: an older version's has fewer."""
    inspector = inspect(connection)
    existing = set(inspector.get_table_names())
    wanted = {table for table, _ in ENCRYPTED_COLUMNS} | {KEYS}
    return {
        table: {column["name"] for column in inspector.get_columns(table.name)}
        for table in wanted
        if table.name in existing
    }


def _kid_of(column: Column[str], dialect: str) -> ColumnElement[str]:
    """The key's name inside a value; the empty text where a value is none of ours."""
    if dialect == "postgresql":
        return func.split_part(column, ".", 2)
    rest = func.substr(column, len(VERSION) + 2)
    return func.substr(rest, 1, func.instr(rest, ".") - 1)


async def _rows_by_key(connection: AsyncConnection, columns: Columns) -> dict[str, Counter[str]]:
    """For each key, how many rows of which tables need it."""
    needed: dict[str, Counter[str]] = {}
    for table, column in ENCRYPTED_COLUMNS:
        if column.name not in columns.get(table, ()):
            continue
        kid = _kid_of(column, connection.dialect.name).label("kid")
        # A row has one encrypted value at a time, so that values are rows.
        counted = await connection.execute(
            select(kid, func.count()).where(column.is_not(None)).group_by(kid)
        )
        for name, count in counted:
            if name:
                needed.setdefault(name, Counter())[table.name] += count
    return needed


# Rotation -------------------------------------------------------------------------------------


@dataclass
class Rotation:
    """What a rotation did, or would do. Values are named by table and row, never shown."""

    active: str
    rewritten: Counter[str] = field(default_factory=Counter)
    """By table."""
    overtaken: int = 0
    """Values that somebody else replaced meanwhile: theirs stay."""
    unreadable: list[str] = field(default_factory=list)
    """Rows whose value no key opens; they stay as they are."""
    left: dict[str, Mapping[str, int]] = field(default_factory=dict)
    """Rows that other keys than the active one are needed for afterwards, by key."""
    retired: list[str] = field(default_factory=list)
    """Keys that no row needs from now on."""


async def rotate(
    database: SqlDatabase, progress: Callable[[Rotation], None], *, dry_run: bool = False
) -> Rotation:
    """Rewrite every value of another key with the active one; ``progress`` hears of each batch.

    Beside running bots: a value is replaced only while it is the one that was read, so what they
    store meanwhile wins. Killed anywhere it loses nothing, and the next run goes on. A dry run
    opens every value and writes none.

    Raises BadEncryptionKeys as the start does, and for an active key that no bot was started with;
    DatabaseBusy.
    """
    keyring = database.keyring
    rotation = Rotation(keyring.active_kid)
    try:
        async with database.session() as session:
            states = await key_states(await session.connection(), keyring)
        refuse_wrong(states)
        _refuse_unknown(states, rotation.active)
        for table, column in ENCRYPTED_COLUMNS:
            last: int | None = 0
            while last is not None:
                async with database.session() as session:
                    last = await _rewrite_some(
                        session, table, column, last, keyring, rotation, dry_run
                    )
                progress(rotation)
                await asyncio.sleep(PAUSE)
        async with database.session() as session:
            await _retire(session, database, rotation, dry_run)
    except StoreAway:
        raise DatabaseBusy(
            "somebody else held the database too long. Nothing is lost: run it again, it goes on"
        ) from None
    return rotation


def _refuse_unknown(states: Collection[KeyState], active: str) -> None:
    if any(state.active and state.created_at is None for state in states):
        raise BadEncryptionKeys(
            f"encryption key {active} is unknown to the running bot: rows of it could not be read"
            " there. Restart `farolero run` with it in ENCRYPTION_KEYS, on every machine, and then"
            " rotate. Nothing was changed."
        )


async def _rewrite_some(
    session: AsyncSession,
    table: Table,
    column: Column[str],
    after: int,
    keyring: Keyring,
    rotation: Rotation,
    dry_run: bool,
) -> int | None:
    """Up to ``BATCH`` rows behind the row ``after``; the last one, or None when no more can be."""
    dialect = session.get_bind().dialect.name
    rows = await session.execute(
        select(table.c.id, table.c.telegram_user_id, column)
        .where(
            table.c.id > after,
            column.is_not(None),
            _kid_of(column, dialect) != keyring.active_kid,
        )
        .order_by(table.c.id)
        .limit(BATCH)
    )
    found = rows.all()
    for row_id, owner, old in found:
        place = Place(table.name, column.name, row_id, owner)
        try:
            new = keyring.encrypt(keyring.decrypt(old, place), place)
        except Undecryptable:
            rotation.unreadable.append(f"{table.name} {row_id}")
            continue
        # What is no longer ``old`` was replaced meanwhile, and wins.
        replaced = dry_run or await session.scalar(
            update(table)
            .where(table.c.id == row_id, column == old)
            .values({column: new})
            .returning(table.c.id)
        )
        if replaced:
            rotation.rewritten[table.name] += 1
        else:
            rotation.overtaken += 1
    return found[-1].id if len(found) == BATCH else None


async def _retire(
    session: AsyncSession, database: SqlDatabase, rotation: Rotation, dry_run: bool
) -> None:
    """Note which keys no row needs any more, and what is left of the others."""
    for state in await key_states(await session.connection(), database.keyring):
        if state.active:
            continue
        if state.needed:
            rotation.left[state.kid] = state.rows
        elif state.created_at is not None and state.retired_at is None and not dry_run:
            await _set_retired(session, state.kid, database.clock.now())
            rotation.retired.append(state.kid)
    if not dry_run and (rotation.rewritten or rotation.retired):
        await SqlAudit(session, database.clock).note(
            SecurityEvent.KEYS_ROTATED, active=rotation.active, rows=rotation.rewritten.total()
        )


async def _set_retired(session: AsyncSession, kid: str, at: datetime | None) -> None:
    await session.execute(
        update(EncryptionKeyRow).where(EncryptionKeyRow.kid == kid).values(retired_at=at)
    )
