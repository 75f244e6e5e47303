"""What keeps ``farolero run`` from starting is told in one line each, with exit code 78."""

import base64
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import SETTINGS
from bot.sandbox.credentials import Credentials
from bot.storage.engine import FileLock, parse_url
from tests.commands.conftest import Finished, Operator, free_port, link_somebody

MALFORMED = {
    "TELEGRAM_BOT_TOKEN": "hunter2-token",
    "TELEGRAM_WEBHOOK_SECRET": "hunter2!",
    "INSTAGRAM_APP_ID": "my app",
    "INSTAGRAM_APP_SECRET": "hunter2",
    "PUBLIC_URL": "http://bot.example.com",
    "ENCRYPTION_KEYS": "hunter2",
    "DATABASE_URL": "mysql://anna:hunter2@host/base",
    "QUEUE_URL": "kafka://x:hunter2@host",
    "WORKERS": "none",
    "HTTP_PORT": "70000",
    "TELEGRAM_MODE": "carrier pigeon",
    "TELEGRAM_API_BASE": "ftp://x",
    "TELEGRAM_LINK_BASE": "t.me",
    "INSTAGRAM_SCOPES": "business_basic",
    "INSTAGRAM_API_VERSION": "26",
    "INSTAGRAM_AUTHORIZE_URL": "instagram",
    "INSTAGRAM_TOKEN_BASE": "instagram",
    "INSTAGRAM_GRAPH_BASE": "instagram",
    "MEDIA_HOSTS": "https://cdn.example/",
    "LOG_LEVEL": "LOUD",
}


def refused_in_one_line(finished: Finished) -> str:
    """The line. Nothing else was said, and no traceback."""
    assert finished.code == 78, finished
    assert finished.output == ""
    (line,) = [one for one in finished.lines if not one.startswith("{")]
    assert "Traceback" not in finished.errors
    return line


def test_with_nothing_set_every_needed_setting_is_named_with_how_to_get_it(
    tmp_path: Path,
) -> None:
    finished = Operator(tmp_path, {}).runs("run")

    needed = [one for one in SETTINGS if one.default is None and not one.optional]
    assert finished.code == 78
    assert [line.split()[0] for line in finished.lines] == [one.name for one in needed]
    for line, setting in zip(finished.lines, needed, strict=True):
        assert line.endswith(f"-> {setting.how}")


def test_every_malformed_setting_is_named_and_its_value_is_not_repeated(tmp_path: Path) -> None:
    finished = Operator(tmp_path, MALFORMED).runs("run")

    assert finished.code == 78
    assert {line.split()[0] for line in finished.lines} == set(MALFORMED)
    assert len(finished.lines) == len(MALFORMED)
    assert all(" -> " in line for line in finished.lines)
    assert "hunter2" not in finished.errors
    assert "Traceback" not in finished.errors
    assert list(tmp_path.iterdir()) == []


def test_settings_of_a_dotenv_file_are_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("INSTAGRAM_APP_ID=123456789012345\nHTTP_PORT=eighty\n")

    finished = Operator(tmp_path, {}).runs("migrate")

    named = [line.split()[0] for line in finished.lines]
    assert "INSTAGRAM_APP_ID" not in named
    assert "HTTP_PORT" in named


async def test_another_key_under_the_same_name_is_refused_and_changes_nothing(
    operator: Operator,
) -> None:
    kid, _, _ = operator.settings["ENCRYPTION_KEYS"].partition(":")
    await link_somebody(operator)
    before = operator.database.read_bytes()
    other = base64.b64encode(bytes(range(32))).decode()

    line = refused_in_one_line(operator.runs("run", ENCRYPTION_KEYS=f"{kid}:{other}"))

    assert f"encryption key {kid}" in line
    assert "1 of link" in line
    assert other not in line
    assert operator.database.read_bytes() == before
    assert not wal_of(operator)


@pytest.mark.proves("F24", "F37")
def test_a_database_of_a_newer_version_is_refused_and_left_alone(operator: Operator) -> None:
    with sqlite3.connect(operator.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = operator.database.read_bytes()

    line = refused_in_one_line(operator.runs("run"))

    assert "9999" in line
    assert "newer version" in line
    assert operator.database.read_bytes() == before


HEADER, FIRST_PAGES, EVERY_PAGE = 16, 4096 * 3, 4096


def flipped(content: bytes, *places: int) -> bytes:
    spoiled = bytearray(content)
    for place in places:
        spoiled[place] ^= 0xFF
    return bytes(spoiled)


@pytest.mark.proves("F24")
@pytest.mark.parametrize("command", ["run", "migrate"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: flipped(content, *range(HEADER)),
        lambda content: flipped(content, *range(100, 120)),
        lambda content: flipped(content, *range(FIRST_PAGES, len(content), EVERY_PAGE)),
        lambda content: content[: len(content) // 2],
        lambda content: b"<html>" + content,
        lambda content: b"a note that somebody saved over it\n" * 200,
    ],
    ids=["header", "schema", "pages", "cut off", "shifted", "something else"],
)
def test_a_damaged_database_is_refused_and_left_alone(
    operator: Operator, spoil: Callable[[bytes], bytes], command: str
) -> None:
    operator.database.write_bytes(spoil(operator.database.read_bytes()))
    before = operator.database.read_bytes()

    line = refused_in_one_line(operator.runs(command))

    assert f"{operator.database} is damaged" in line
    assert "put a backup in its place" in line
    assert operator.database.read_bytes() == before
    assert not wal_of(operator)


@pytest.mark.proves("F24")
def test_a_database_that_was_here_and_is_gone_is_not_begun_anew(operator: Operator) -> None:
    assert operator.runs("migrate").code == 0
    operator.database.unlink()

    line = refused_in_one_line(operator.runs("run"))

    assert f"{operator.database} was here and is gone" in line
    assert not operator.database.exists()
    operator.database.with_name(f"{operator.database.name}.lock").unlink()
    assert operator.runs("migrate").code == 0


@pytest.mark.proves("F35")
def test_a_sqlite_file_that_another_process_has_is_named(operator: Operator) -> None:
    with FileLock.of(parse_url(operator.settings["DATABASE_URL"])):
        line = refused_in_one_line(operator.runs("run"))

    assert f"{operator.database} is in use by another process" in line


@pytest.mark.parametrize("role", ["web", "clock", "worker"])
def test_a_role_without_what_several_processes_need_is_refused(
    operator: Operator, role: str
) -> None:
    finished = operator.runs("run", "--role", role)

    assert finished.code == 78
    assert [line.split()[0] for line in finished.lines] == ["DATABASE_URL", "QUEUE_URL"]
    assert all(f"--role {role}" in line and " -> " in line for line in finished.lines)
    assert "Traceback" not in finished.errors


def test_a_port_in_use_is_told(operator: Operator) -> None:
    with socket.create_server(("127.0.0.1", int(operator.settings["HTTP_PORT"]))):
        line = refused_in_one_line(operator.runs("run"))

    assert line.startswith("HTTP_PORT")
    assert "in use" in line


def test_a_token_that_telegram_refuses_is_told_and_not_repeated(operator: Operator) -> None:
    token = Credentials.for_seed(2).bot_token

    finished = operator.runs("run", TELEGRAM_BOT_TOKEN=token)

    line = refused_in_one_line(finished)
    assert line.startswith("TELEGRAM_BOT_TOKEN: Telegram refuses the bot token")
    assert "@BotFather" in line
    assert token.partition(":")[2] not in finished.errors


def test_a_telegram_that_cannot_be_reached_is_told_with_its_address(operator: Operator) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/telegram"

    finished = operator.runs("run", TELEGRAM_API_BASE=nobody)

    line = refused_in_one_line(finished)
    assert line.startswith("TELEGRAM_API_BASE")
    assert nobody in line
    assert operator.settings["TELEGRAM_BOT_TOKEN"].partition(":")[2] not in finished.errors


def wal_of(operator: Operator) -> bytes:
    """Writes that SQLite has not moved into the file yet."""
    wal = operator.database.with_name(f"{operator.database.name}-wal")
    return wal.read_bytes() if wal.exists() else b""
