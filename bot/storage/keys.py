"""The start-up rule: a database is only opened with the keys that its rows need."""

from sqlalchemy import func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.secret import Secret
from bot.storage.crypto import VERSION, Keyring, Place, Undecryptable
from bot.storage.errors import BadEncryptionKeys
from bot.storage.tables import EncryptionKeyRow, LinkAttemptRow, LinkRow
from bot.storage.unit_of_work import SqlDatabase

CHECK = Secret("farolero")
ENCRYPTED_COLUMNS = {
    "link": (LinkRow.token,),
    "link_attempt": (
        LinkAttemptRow.code,
        LinkAttemptRow.short_lived_token,
        LinkAttemptRow.long_lived_token,
    ),
}


async def check_keys(database: SqlDatabase) -> None:
    """Register new keys; refuse a key that is missing, or that is not what its name stood for.

    Raises BadEncryptionKeys, which names the key and how many rows need it, and changes nothing.
    """
    keyring = database.keyring
    async with database.session() as session:
        registered = {row.kid: row for row in await session.scalars(select(EncryptionKeyRow))}
        for kid, row in registered.items():
            needed = await _rows_that_need(session, kid)
            if kid not in keyring.kids:
                if needed:
                    raise _refusal(kid, "is missing", needed, keyring)
            elif not _is_the_same(keyring, row):
                raise _refusal(kid, "is not the key that had this name before", needed, keyring)
        for kid in keyring.kids:
            if kid not in registered:
                await session.execute(
                    insert(EncryptionKeyRow).values(
                        kid=kid,
                        check_value=keyring.encrypt_with(kid, CHECK, _place(kid)),
                        created_at=database.clock.now(),
                    )
                )


def _place(kid: str) -> Place:
    return Place("encryption_keys", "check_value", kid, owner="")


def _is_the_same(keyring: Keyring, row: EncryptionKeyRow) -> bool:
    try:
        return keyring.decrypt(row.check_value, _place(row.kid)) == CHECK
    except Undecryptable:
        return False


async def _rows_that_need(session: AsyncSession, kid: str) -> dict[str, int]:
    """How many rows of which tables are encrypted with the key; tables without any are absent."""
    counts = {}
    for table, columns in ENCRYPTED_COLUMNS.items():
        statement = select(func.count()).where(
            or_(*(column.startswith(f"{VERSION}.{kid}.", autoescape=True) for column in columns))
        )
        if counted := await session.scalar(statement):
            counts[table] = counted
    return counts


def _refusal(kid: str, fault: str, needed: dict[str, int], keyring: Keyring) -> BadEncryptionKeys:
    rows = ", ".join(f"{count} of {table}" for table, count in needed.items()) or "none"
    return BadEncryptionKeys(
        f"encryption key {kid} {fault}. Rows that need it: {rows}."
        f" Keys given: {', '.join(keyring.kids)}. Nothing was changed."
    )
