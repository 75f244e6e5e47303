"""The canary run finds what is leaked, says where, and fails when it looked at nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.canaries import may_be_known
from tests.support.canary_hooks import NOTES

ROOT = Path(__file__).parents[2]

PLANTED = """
import base64, logging, pathlib, secrets, sqlite3, subprocess, sys
from urllib.parse import quote

from bot.domain.secret import Secret

def new():
    return Secret(secrets.token_urlsafe(32)).reveal()

def test_log():
    logging.getLogger("bot.storage").debug("it is %s", new())

def test_log_base64():
    logging.getLogger("bot.storage").debug("Basic %s", base64.b64encode(b"bot:" + new().encode()))

def test_log_cut_short():
    logging.getLogger("bot.storage").debug("it begins with %s", new()[:20])

def test_traceback():
    try:
        raise RuntimeError(new())
    except RuntimeError:
        logging.getLogger("bot.storage").exception("failed")

def test_address(tmp_path):
    token = "7123456789:AA" + secrets.token_hex(17)[:33]
    (tmp_path / "export.csv").write_text("a," + quote(Secret(token).reveal(), safe=""))

def test_database(tmp_path):
    with sqlite3.connect(tmp_path / "farolero.db") as database:
        database.execute("CREATE TABLE link (token TEXT)")
        database.execute("INSERT INTO link VALUES (?)", (new(),))
    database.close()

def test_process(tmp_path):
    program = "from bot.domain.secret import Secret; print(Secret('%s').reveal())"
    with (tmp_path / "stderr").open("wb") as stderr:
        code = program % secrets.token_urlsafe(32)
        subprocess.run([sys.executable, "-c", code], stdout=stderr, check=True)
"""

CLEAN = """
import logging, secrets

from bot.domain.secret import Secret

def test_clean():
    logging.getLogger("bot.storage").debug("it is %s", Secret(secrets.token_urlsafe(32)))
"""


def run(directory: Path) -> tuple[int, list[str]]:
    """A run of its own, that leaves no notes for the one that this test is in."""
    plugin = ("-p", "tests.support.canaries", "-p", "no:cacheprovider", "-p", "no:asyncio")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", *plugin, "-q", "-c", os.devnull),
            *("--rootdir", directory, "--basetemp", directory / "files", directory),
        ],
        cwd=ROOT,
        env={
            name: value
            for name, value in os.environ.items()
            if name not in {NOTES, "PYTHONPATH", "PYTEST_ADDOPTS"}
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


@pytest.mark.proves("S18")
def test_every_planted_leak_is_found_and_named_without_its_value(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(PLANTED)

    exit_code, lines = run(tmp_path)

    assert exit_code == pytest.ExitCode.TESTS_FAILED
    assert "canaries: 7 secrets" in lines[-2]
    assert "7 leaks" in lines[-2]
    assert "7 passed" in lines[-1]
    start = next(at for at, line in enumerate(lines) if "canaries: leaked" in line)
    found = sorted(line.rpartition(" in ")[2] for line in lines[start + 1 : -2])
    assert [line.partition(":")[0] for line in found] == (
        ["SQLite and its WAL", "files of tests"] + 4 * ["log lines"] + ["output of processes"]
    )
    for name in ("test_log", "test_log_base64", "test_log_cut_short", "test_traceback"):
        assert any(line.endswith(f"test_planted.py::{name}") for line in found)
    assert "test_database0/farolero.db" in found[0]


def test_a_run_without_a_leak_passes_and_says_what_it_saw(tmp_path: Path) -> None:
    (tmp_path / "test_clean.py").write_text(CLEAN)

    exit_code, lines = run(tmp_path)

    assert exit_code == pytest.ExitCode.OK
    assert "canaries: 1 secrets, 1 sinks, 0 leaks" in lines[-2]


@pytest.mark.proves("S18")
def test_a_whole_run_that_saw_nothing_fails(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"test_{number}.py").write_text("def test_fine():\n    pass\n")

    exit_code, lines = run(tmp_path)

    assert exit_code == pytest.ExitCode.TESTS_FAILED
    assert "nothing was seen in log lines" in lines
    assert "nothing was seen in HTTP answers" in lines
    assert "only 0 secrets were made" in lines
    assert "only 0 kinds of faults struck" in lines


@pytest.mark.parametrize(
    ("kind", "where", "may_know"),
    [
        ("Instagram token", "tests/web/test_linking.py::test_one", True),
        ("secret made in tests.support.people", "tests/web/test_linking.py::test_one", True),
        ("secret made in tests.web.test_linking", "tests/web/test_linking.py::test_one", True),
        ("secret made in tests.web.test_linking", "a_folder_of_a_test0/farolero.db", False),
        ("ticket", "a_folder_of_a_test0/farolero.db", True),
        (
            "secret made in tests.web.test_linking",
            "tests/telegram/test_updates.py::test_one",
            False,
        ),
    ],
)
def test_what_one_test_makes_up_is_a_coincidence_in_another(
    kind: str, where: str, may_know: bool
) -> None:
    assert may_be_known(where, kind) is may_know
