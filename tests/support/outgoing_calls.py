"""A plugin of pytest: two outside judges see every call to Telegram that leaves a run, whole.

One is teremok's validator (its known mistakes stand in ``bot_api/known_wrong.py``), the other the
Bot API as @grammyjs/types declares it. They look in every process that a test starts, too. A call
that one of them refuses fails the run.
"""

import json
import os
from pathlib import Path

import pytest

from tests.support.canary_hooks import NOTES
from tests.support.outgoing_hooks import ENDING, install

SENT_ON_PURPOSE = frozenset(
    {
        "tests/sandbox/telegram/test_aiogram.py::test_refusals_become_aiograms_own_errors",
        "tests/telegram/test_sending.py::test_wrong_markup_goes_out_as_plain_words",
    }
)
"""Tests that send what Telegram must refuse, to see what becomes of it."""


class Calls:
    """What was seen, in this process and in others."""

    def __init__(self) -> None:
        self.count = 0
        self.findings: dict[str, str] = {}
        self.test = ""

    def note(self, problem: str) -> None:
        """An empty one is a call that is well."""
        self.count += 1
        if problem and self.test.partition("[")[0] not in SENT_ON_PURPOSE:
            self.findings.setdefault(problem, self.test)

    def read(self, folder: Path) -> None:
        for path in sorted(folder.glob(f"*{ENDING}")):
            for line in path.read_text().splitlines():
                # A process that was killed may have left half a line.
                if line.endswith('"'):
                    self.test = "a process that a test started"
                    self.note(json.loads(line))


CALLS = Calls()


def pytest_configure() -> None:
    install(CALLS.note)


def pytest_runtest_logstart(nodeid: str) -> None:
    CALLS.test = nodeid


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    CALLS.read(Path(os.environ[NOTES]))
    if CALLS.findings and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CALLS.findings:
        terminalreporter.section("calls to Telegram: refused by an outside judge")
        for problem, test in CALLS.findings.items():
            terminalreporter.line(f"{problem} ({test})")
    terminalreporter.line(
        f"calls to Telegram: {CALLS.count:,} judged, {len(CALLS.findings)} kinds of problems"
    )
