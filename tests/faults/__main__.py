"""Every point in every mode, on both databases: ``make fault-loop``. 1 when something broke."""

import logging
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.faults.homes import Home, SqliteHome, postgres_home
from tests.faults.lives import LIVES
from tests.faults.loop import FaultLoop
from tests.faults.report import REPORT
from tests.support.databases import PostgresServer, SqliteDatabases


def main() -> int:
    # What is struck is logged, thousands of times.
    logging.disable(logging.CRITICAL)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="farolero-faults-")))
        server = PostgresServer()
        stack.callback(server.stop)
        postgres = stack.enter_context(postgres_home(server))
        homes: list[Home] = [SqliteHome(folder, SqliteDatabases(folder)), postgres]
        for home in homes:
            with FaultLoop(home, folder).ready() as loop:
                for life in LIVES:
                    loop.begin(life)
                    REPORT.add(home.name, life.name, loop.run())
    sys.stdout.write(f"{REPORT.table()}\n")
    for violation in REPORT.all.violations:
        sys.stdout.write(f"{violation}\n")
    return 1 if REPORT.all.violations else 0


if __name__ == "__main__":
    sys.exit(main())
