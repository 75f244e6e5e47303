"""``farolero keys``, and a start with wrong keys: exit codes, words, and not a byte changed."""

import asyncio
import base64
import hashlib
import sqlite3
from pathlib import Path

import pytest

from bot.config import SECRETS
from bot.domain.secret import Secret
from bot.storage.crypto import Keyring
from bot.storage.engine import FileLock, open_beside, parse_url
from bot.storage.keys import check_keys
from tests.commands.conftest import Operator, started
from tests.support.clock import FrozenClock
from tests.support.databases import SqliteDatabases
from tests.support.people import linked_account

OLD, NEW = (base64.b64encode(bytes(range(first, first + 32))).decode() for first in (1, 2))
SHORT, LONG = (base64.b64encode(bytes(range(length))).decode() for length in (31, 33))
PEOPLE = (11, 12, 13)


@pytest.fixture
def keeper(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Operator:
    """Somebody with three tokens under one key. Telegram and Instagram are never asked."""
    url = sqlite_databases.copy_to(tmp_path / "farolero.db")
    asyncio.run(fill(url, f"2025a:{OLD}"))
    return Operator(
        tmp_path,
        {
            "TELEGRAM_BOT_TOKEN": "123456789:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "INSTAGRAM_APP_ID": "123456789012345",
            "INSTAGRAM_APP_SECRET": "8f14e45fceea167a5a36dedd4bea2543",
            "PUBLIC_URL": "https://bot.example.test",
            "TELEGRAM_API_BASE": "http://127.0.0.1:9",
            "DATABASE_URL": url,
            "ENCRYPTION_KEYS": f"2025a:{OLD}",
        },
    )


async def fill(url: str, keys: str) -> None:
    """As bots that were started with ``keys``."""
    database = open_beside(url, FrozenClock(), Keyring.parse(Secret(keys)))
    await check_keys(database)
    async with database.transaction() as work:
        for person in PEOPLE:
            await linked_account(work, person, f"178414{person:010}", token=f"IGAA-{person}")
    await database.close()


def bytes_of(operator: Operator) -> str:
    """Of the database and of all that SQLite has not moved into it yet."""
    parts = sorted(operator.folder.glob("farolero.db*"))
    kept = [part.read_bytes() for part in parts if not part.name.endswith(("-shm", ".lock"))]
    return hashlib.sha256(b"".join(kept)).hexdigest()


# E1: a start with wrong keys ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(f"2025a:{NEW}", "key 2025a is not the key that had this name", id="wrong key"),
        pytest.param(f"2026b:{NEW}", "key 2025a is missing", id="missing kid"),
        pytest.param(f"2026b:{OLD}", "key 2025a is missing", id="another label"),
        pytest.param(f"2026b:{OLD},2025a:{NEW}", "key 2025a is not the key", id="swapped labels"),
        pytest.param(f"2025a:{OLD[:-3]}", "key 2025a is not base64", id="truncated base64"),
        pytest.param(f"2025a:{SHORT}", "key 2025a is 31 bytes long", id="31 bytes"),
        pytest.param(f"2025a:{LONG}", "key 2025a is 33 bytes long", id="33 bytes"),
        pytest.param("", "key 2025a is needed by 3 of link", id="empty"),
        pytest.param("2025a:CHANGE_ME", "key 2025a is needed by 3 of link", id="placeholder"),
    ],
)
def test_a_start_with_a_wrong_key_names_it_and_changes_no_byte(
    keeper: Operator, given: str, said: str
) -> None:
    """E1."""
    before = bytes_of(keeper)

    finished = keeper.runs("run", ENCRYPTION_KEYS=given)

    assert finished.code == 78
    assert said in finished.errors
    assert "Traceback" not in finished.errors
    assert finished.output == ""
    for key in (OLD, NEW, SHORT, LONG):
        assert key not in finished.errors
    if "key 2025a is missing" in said or "is not the key" in said:
        assert "Rows that need it: 3 of link." in finished.errors
        given_labels = [entry.partition(":")[0] for entry in given.split(",")]
        assert f"Keys given: {', '.join(given_labels)}. Nothing was changed." in finished.errors
    assert bytes_of(keeper) == before


def test_a_refused_start_leaves_the_journal_of_a_killed_bot_alone(keeper: Operator) -> None:
    """E1: what SQLite has not moved into the file yet stays where it is."""
    with sqlite3.connect(keeper.database, isolation_level=None) as open_journal:
        open_journal.execute("UPDATE person SET first_name = 'Vera'")
        before = bytes_of(keeper)
        finished = keeper.runs("run", ENCRYPTION_KEYS=f"2026b:{NEW}")
        assert keeper.database.with_name("farolero.db-wal").stat().st_size > 0
        assert bytes_of(keeper) == before
    open_journal.close()
    assert finished.code == 78


def test_a_database_of_an_older_version_is_not_migrated_with_a_wrong_key(keeper: Operator) -> None:
    """E1: the key is looked at first, and the check reads what an older schema has."""
    with sqlite3.connect(keeper.database) as connection:
        connection.execute("ALTER TABLE link_attempt DROP COLUMN long_lived_token")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    before = bytes_of(keeper)
    finished = keeper.runs("run", ENCRYPTION_KEYS=f"2026b:{NEW}")
    assert (finished.code, bytes_of(keeper)) == (78, before)
    assert "key 2025a is missing. Rows that need it: 3 of link." in finished.errors


def test_without_a_key_and_without_a_database_the_command_that_makes_one_is_named(
    keeper: Operator,
) -> None:
    nowhere = keeper.folder / "new" / "farolero.db"
    finished = keeper.runs("run", ENCRYPTION_KEYS="", DATABASE_URL=f"sqlite+aiosqlite:///{nowhere}")
    assert finished.code == 78
    (line,) = finished.lines
    assert line.startswith("ENCRYPTION_KEYS is missing")
    assert line.endswith("-> run: farolero keys generate")
    assert not nowhere.parent.exists()


def test_no_wrong_key_waits_for_telegram_or_for_its_library(keeper: Operator) -> None:
    """What takes seconds to load is not loaded. How long it takes: benchmarks/startup.py."""
    program = (
        "import sys, bot.__main__\n"
        "code = bot.__main__.main(['run'])\n"
        "sys.exit(code if not {'aiogram', 'aiohttp'} & set(sys.modules) else 1)"
    )
    assert keeper.python(program, ENCRYPTION_KEYS=f"2026b:{NEW}").code == 78


# status and rotate ----------------------------------------------------------------------------


BOTH = f"2026b:{NEW},2025a:{OLD}"


def test_the_six_steps_of_a_rotation_as_an_operator_takes_them(keeper: Operator) -> None:
    """From one key to the next, beside a bot that has the file."""
    only_old = keeper.runs("keys", "status")
    assert "2025a: active, known since 2026-11-02, rows: 3 of link" in only_old.output

    # The new key before any bot knows it: told, and not rotated to.
    before = bytes_of(keeper)
    unknown = keeper.runs("keys", "rotate", ENCRYPTION_KEYS=BOTH)
    assert (unknown.code, bytes_of(keeper)) == (78, before)
    assert "2026b is unknown to the running bot" in unknown.errors

    with FileLock.of(parse_url(keeper.settings["DATABASE_URL"])):
        asyncio.run(restart(keeper, f"2025a:{OLD},2026b:{NEW}"))
        second = keeper.runs("keys", "status", ENCRYPTION_KEYS=f"2025a:{OLD},2026b:{NEW}")
        asyncio.run(restart(keeper, BOTH))
        before = bytes_of(keeper)
        dry = keeper.runs("keys", "rotate", "--dry-run", ENCRYPTION_KEYS=BOTH)
        assert bytes_of(keeper) == before
        rotated = keeper.runs("keys", "rotate", ENCRYPTION_KEYS=BOTH)
        again = keeper.runs("keys", "rotate", ENCRYPTION_KEYS=BOTH)
        after = keeper.runs("keys", "status", ENCRYPTION_KEYS=BOTH)

    assert "2026b: given, opens older rows, known since" in second.output
    assert "rows: none, may be removed, once no backup is kept that was made" in second.output
    assert (dry.code, dry.output) == (0, "would be rewritten with 2026b: 3 of link\n")
    assert rotated.code == 0
    assert rotated.output.splitlines() == [
        "rewritten with 2026b: 3 of link",
        "2025a is retired: no row needs it any more",
    ]
    assert (again.code, again.output) == (0, "rewritten with 2026b: none\n")
    new, old = after.output.splitlines()
    assert new.startswith("2026b: active,")
    assert new.endswith("rows: 3 of link")
    assert old.startswith("2025a: given, opens older rows, known since")
    assert "retired 20" in old
    assert old.endswith("may be removed, once no backup is kept that was made with it")
    # The old key is gone, and everything goes on.
    alone = keeper.runs("keys", "status", ENCRYPTION_KEYS=f"2026b:{NEW}")
    assert alone.code == 0
    assert "2025a: not given" in alone.output
    for secret in (OLD, NEW, "IGAA"):
        for finished in (only_old, unknown, second, dry, rotated, again, after, alone):
            assert secret not in finished.output + finished.errors


async def restart(operator: Operator, keys: str) -> None:
    """What a bot does with its keys at the start."""
    url = operator.settings["DATABASE_URL"]
    database = open_beside(url, FrozenClock(), Keyring.parse(Secret(keys)))
    await check_keys(database)
    await database.close()


def test_a_row_that_no_key_opens_is_named_and_the_exit_code_says_so(keeper: Operator) -> None:
    asyncio.run(restart(keeper, BOTH))
    with sqlite3.connect(keeper.database) as connection:
        connection.execute("UPDATE link SET token = substr(token, 1, 30) WHERE id = 2")
    connection.close()
    finished = keeper.runs("keys", "rotate", ENCRYPTION_KEYS=BOTH)
    assert finished.code == 1
    assert finished.output.splitlines() == [
        "rewritten with 2026b: 2 of link",
        "opened by no key, and left as they are: link 2. These accounts must be linked again.",
        "2025a is still needed by 1 of link",
    ]


def test_a_status_with_a_wrong_key_tells_how_it_stands_and_ends_with_78(keeper: Operator) -> None:
    wrong = keeper.runs("keys", "status", ENCRYPTION_KEYS=f"2025a:{NEW}")
    missing = keeper.runs("keys", "status", ENCRYPTION_KEYS=f"2026b:{NEW}")
    assert (wrong.code, missing.code) == (78, 78)
    assert "2025a: WRONG, not the key that had this name before" in wrong.output
    assert "2026b: given, and new: no bot was started with it yet" in missing.output
    assert "2025a: MISSING, known since 2026-11-02, rows: 3 of link" in missing.output


def test_keys_need_no_setting_of_telegram_or_instagram(keeper: Operator) -> None:
    alone = Operator(
        keeper.folder,
        {name: keeper.settings[name] for name in ("DATABASE_URL", "ENCRYPTION_KEYS")},
    )
    assert alone.runs("keys", "status").code == 0
    assert alone.runs("keys", "rotate", "--dry-run").code == 0


# Secrets of the environment -------------------------------------------------------------------


@pytest.mark.proves("S34")
def test_secrets_from_files_are_in_no_environment_that_somebody_could_read(
    keeper: Operator,
) -> None:
    """What the system shows of a process is how its environment began: with files, no secret."""
    settings = dict(keeper.settings)
    for name in SECRETS & settings.keys():
        (keeper.folder / name).write_text(f"{settings[name]}\n")
        settings[f"{name}_FILE"] = str(keeper.folder / name)
        del settings[name]
    program = (
        "import bot.commands, sys\n"
        "async def wait(settings):\n"
        "    print(settings.telegram_bot_token, flush=True)\n"
        "    import asyncio; await asyncio.sleep(60)\n"
        "bot.commands.doctor = wait\n"
        "import bot.__main__; bot.__main__.main(['doctor'])"
    )
    with started(["-c", program], keeper.folder, settings, module=False) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "***\n"
        shown = Path(f"/proc/{process.pid}/environ").read_bytes()
    for name in SECRETS & keeper.settings.keys():
        (keeper.folder / name).unlink()
    assert b"TELEGRAM_BOT_TOKEN_FILE=" in shown
    for name in SECRETS & keeper.settings.keys():
        assert keeper.settings[name].encode() not in shown


@pytest.mark.proves("S34")
def test_secrets_of_the_environment_are_wiped_once_they_are_read(keeper: Operator) -> None:
    """No child process gets them, and no dump of ``os.environ`` holds them."""
    program = (
        "import bot.commands, os, sys\n"
        "async def look(settings):\n"
        "    print(*sorted(os.environ)); return 0\n"
        "bot.commands.doctor = look\n"
        "import bot.__main__; sys.exit(bot.__main__.main(['doctor']))"
    )
    finished = keeper.python(program)
    assert finished.code == 0
    names = finished.output.split()
    assert "INSTAGRAM_APP_ID" in names
    assert not SECRETS & set(names)
