"""The loop on both databases, and its totals at the end of the run."""

from collections.abc import Iterator

import pytest

from tests.faults.homes import SqliteHome, postgres_home
from tests.faults.lives import LIVES
from tests.faults.loop import FaultLoop
from tests.faults.report import FEWEST_POINTS, REPORT
from tests.support.databases import SqliteDatabases

HOMES = ("sqlite", "postgres")


@pytest.fixture(scope="module", params=HOMES)
def fault_loop(
    request: pytest.FixtureRequest,
    sqlite_databases: SqliteDatabases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[FaultLoop]:
    folder = tmp_path_factory.mktemp("faults")
    if request.param == "sqlite":
        with FaultLoop(SqliteHome(folder, sqlite_databases), folder).ready() as ready:
            yield ready
        return
    server = request.getfixturevalue("postgres_server")
    with postgres_home(server) as home, FaultLoop(home, folder).ready() as ready:
        yield ready


@pytest.fixture(scope="module")
def sqlite_loop(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FaultLoop]:
    folder = tmp_path_factory.mktemp("faults")
    with FaultLoop(SqliteHome(folder, sqlite_databases), folder).ready() as ready:
        yield ready


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A whole run that struck too little has shown nothing."""
    whole = REPORT.rows == len(HOMES) * len(LIVES)
    if whole and REPORT.all.points < FEWEST_POINTS and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if REPORT.rows:
        terminalreporter.line(REPORT.one_line())
