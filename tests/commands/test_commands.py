"""The other commands: help, keys, migrate, sandbox."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from bot.config import read_settings
from bot.storage.crypto import Keyring
from tests.commands.conftest import (
    ROOT,
    Operator,
    SandboxProcess,
    environment,
    fetch,
)
from tests.support.canaries import CANARIES
from tests.support.databases import sqlite_url


def test_help_names_every_command_without_waiting_for_aiogram(tmp_path: Path) -> None:
    helped = Operator(tmp_path, {}).runs("--help")

    assert helped.code == 0
    for name in ("demo", "sandbox", "run", "migrate", "doctor", "keys"):
        assert f"\n    {name} " in helped.output
    program = (
        "import sys, bot.__main__\n"
        "try: bot.__main__.main(['--help'])\n"
        "except SystemExit: sys.exit('aiogram' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(),
        check=True,
        capture_output=True,
    )


def test_a_generated_key_is_one_that_the_settings_take(operator: Operator) -> None:
    generated = operator.runs("keys", "generate")

    assert generated.code == 0
    (line,) = generated.output.splitlines()
    CANARIES.shown_on_purpose(line)
    settings = read_settings({**operator.settings, "ENCRYPTION_KEYS": line})
    assert Keyring.parse(settings.encryption_keys).kids == (line.partition(":")[0],)


def test_migrating_makes_the_database_and_once_more_changes_nothing(operator: Operator) -> None:
    path = operator.folder / "new" / "farolero.sqlite3"

    first = operator.runs("migrate", DATABASE_URL=sqlite_url(path))
    made = path.read_bytes()
    second = operator.runs("migrate", DATABASE_URL=sqlite_url(path))

    assert (first.code, second.code) == (0, 0)
    assert path.read_bytes() == made
    with sqlite3.connect(path) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"person", "link", "story"} <= tables


def test_alembic_at_the_command_line_makes_the_same_database(tmp_path: Path) -> None:
    path = tmp_path / "by-alembic.sqlite3"

    for arguments in (["upgrade", "head"], ["check"]):
        subprocess.run(
            [sys.executable, "-m", "alembic", *arguments],
            cwd=ROOT,
            env=environment(DATABASE_URL=sqlite_url(path)),
            check=True,
            capture_output=True,
        )


def test_the_sandbox_prints_the_credentials_of_its_seed_and_takes_them(
    sandbox: SandboxProcess,
) -> None:
    address, token, app_id, app_secret = sandbox.printed

    assert address == f"{sandbox.url}/chat"
    # Worked out here from the seed alone: they are the same in every process.
    assert token.split()[-1] == sandbox.credentials.bot_token
    assert app_id.split()[-1] == sandbox.credentials.instagram_app_id
    assert app_secret.split()[-1] == sandbox.credentials.instagram_app_secret
    me = fetch(f"{sandbox.url}/telegram/bot{token.split()[-1]}/getMe")
    assert me["result"]["is_bot"] is True
