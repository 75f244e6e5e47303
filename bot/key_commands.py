"""``farolero keys status`` and ``farolero keys rotate``: what they say, and their exit codes."""

import sys

from bot.clock import SystemClock
from bot.config import StorageSettings
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside
from bot.storage.errors import BadEncryptionKeys, DatabaseBusy
from bot.storage.integrity import refuse_damaged
from bot.storage.keys import (
    KeyState,
    Rotation,
    look_at_keys,
    refuse_wrong,
    rotate,
    rows_text,
)

UNFINISHED = 1
"""Rows are left that need another key than the active one."""
TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h."""


async def check_before_start(settings: StorageSettings) -> None:
    """Refuse a damaged file and wrong keys before anything else is loaded, migrated or asked.

    Writes nothing. Raises DatabaseDamaged, DatabaseMissing and BadEncryptionKeys.
    """
    await refuse_damaged(settings.database_url)
    keyring = Keyring.parse(settings.encryption_keys)
    refuse_wrong(await look_at_keys(settings.database_url, keyring))


async def needed_keys(database_url: str) -> list[str]:
    """What somebody who gave no usable key must know: a line for each that stored rows need."""
    return [
        f"ENCRYPTION_KEYS: key {state.kid} is needed by {rows_text(state.rows)}; a new one does"
        " not open them. Nothing was changed."
        for state in await look_at_keys(database_url, None)
        if state.needed
    ]


async def show_status(settings: StorageSettings) -> int:
    """``farolero keys status``: one line a key, and what may be done; 78 for a wrong key."""
    states = await look_at_keys(settings.database_url, Keyring.parse(settings.encryption_keys))
    for state in states:
        _say(describe(state))
    refuse_wrong(states)
    return 0


def describe(state: KeyState) -> str:
    """One line: the key, how it stands, since when, which rows need it, and what to do."""
    told = [f"{state.kid}: {_standing(state)}"]
    if state.created_at is not None:
        told.append(f"known since {state.created_at:%Y-%m-%d}")
    if state.retired_at is not None:
        told.append(f"retired {state.retired_at:%Y-%m-%d}")
    told.append(f"rows: {rows_text(state.rows)}")
    if state.removable:
        told.append("may be removed, once no backup is kept that was made with it")
    elif state.given and state.needed and not state.active:
        told.append("run: farolero keys rotate")
    return ", ".join(told)


def _standing(state: KeyState) -> str:
    if not state.given:
        return "MISSING" if state.needed else "not given"
    if state.right is False:
        return "WRONG, not the key that had this name before"
    if state.created_at is None:
        return "given, and new: no bot was started with it yet"
    return "active" if state.active else "given, opens older rows"


async def rotate_keys(settings: StorageSettings, *, dry_run: bool) -> int:
    """``farolero keys rotate``: 0 when every row has the active key, else 1; 75 to try again."""
    if not await look_at_keys(settings.database_url, None):
        raise BadEncryptionKeys("there is no database with keys yet: nothing to rotate")
    keyring = Keyring.parse(settings.encryption_keys)
    database = open_beside(settings.database_url, SystemClock(), keyring)
    try:
        rotation = await rotate(database, _progress, dry_run=dry_run)
    except DatabaseBusy as busy:
        sys.stderr.write(f"{busy.detail}\n")
        return TRY_AGAIN
    finally:
        await database.close()
    for line in report(rotation, dry_run=dry_run):
        _say(line)
    return 0 if dry_run or not rotation.left else UNFINISHED


def _progress(rotation: Rotation) -> None:
    sys.stderr.write(f"{rows_text(rotation.rewritten)}\n")
    sys.stderr.flush()


def report(rotation: Rotation, *, dry_run: bool) -> list[str]:
    """What was done and what is left, a line each."""
    done = "would be rewritten" if dry_run else "rewritten"
    lines = [f"{done} with {rotation.active}: {rows_text(rotation.rewritten)}"]
    if rotation.overtaken:
        lines.append(f"replaced by the running bot meanwhile, and left: {rotation.overtaken}")
    if rotation.unreadable:
        lines.append(
            f"opened by no key, and left as they are: {', '.join(rotation.unreadable)}. These"
            " accounts must be linked again."
        )
    lines += [f"{kid} is retired: no row needs it any more" for kid in rotation.retired]
    if not dry_run:
        lines += [
            f"{kid} is still needed by {rows_text(rows)}" for kid, rows in rotation.left.items()
        ]
    return lines


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
