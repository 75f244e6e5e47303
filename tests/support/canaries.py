"""A plugin of pytest: the normal run is the canary run.

Every secret that is made while tests run is a canary: tokens and codes of the sandboxes, bot
tokens, app secrets, keys, tickets, states, return codes. At the end all that left us is searched
for them: log lines at DEBUG, messages, HTTP answers, databases with their write-ahead logs, files
and the output of processes. One that is found fails the run; so does a run that looked at nothing.
"""

import json
import logging
import os
import re
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.log import SafeFormatter, quieten_libraries
from tests.support.canary_hooks import NOTES, install
from tests.support.canary_search import Search, is_findable, pages, runs

ROOT = Path(__file__).parents[2]

ALLOWED = frozenset(
    {
        # The button in the private chat of the person who asked to link, and its address.
        ("ticket", "Telegram calls"),
        # A tap brings along the message that was tapped; it is wiped when the tap is done.
        ("ticket", "SQLite and its WAL"),
        ("ticket", "PostgreSQL tables"),
        # Shown once in the private chat of the person who made it.
        ("API key", "Telegram calls"),
        # Instagram must be told the state; the redirect there carries it.
        ("state", "HTTP answers"),
        # Shown to, and kept in a cookie of, the one browser that came back from Instagram.
        ("return code", "HTTP answers"),
        # An update is stored before it is acknowledged, and what it said is wiped when it is
        # done. Without the Telegram account that began, the code in it opens nothing.
        ("return code", "SQLite and its WAL"),
        ("return code", "PostgreSQL tables"),
    }
)
"""Where a kind of secret belongs."""

WHOLE_RUN = 40
"""So many test files are no selection any more: such a run must have seen enough."""
FEWEST_CANARIES = 500
FEWEST_FAULTS = 40
SINKS = (
    "log lines",
    "Telegram calls",
    "files sent",
    "HTTP answers",
    "SQLite and its WAL",
    "PostgreSQL tables",
    "output of processes",
    "files of tests",
)

OUTPUT = frozenset({"stdout", "stderr"})
FAR_END_OR_KEY = ("sandbox.sqlite3", "encryption_key", ".env", "secret")
"""How the names of files begin that are Instagram's and Telegram's own, or hold a secret."""
PICTURES = frozenset({".png", ".jpg"})


class Canaries:
    """What this run knows and saw. One for the process: tests add to it, too."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.shown: set[str] = set()
        self.sinks: dict[str, dict[bytes, str]] = {}
        self.test = "before the first test"
        self.test_files: set[str] = set()
        self.redacted = 0
        self.seconds = 0.0
        self.faults: set[str] = set()
        self.findings: list[str] = []

    def canary(self, secret: str, kind: str) -> None:
        if secret not in self.secrets and secret not in self.shown and is_findable(secret):
            self.secrets[secret] = kind

    def shown_on_purpose(self, secret: str) -> None:
        """What a test asks the product to show, and then uses: ``keys generate`` prints a key."""
        self.shown.add(secret)
        self.secrets.pop(secret, None)

    def seen(self, sink: str, content: str | bytes) -> None:
        """Something left us by ``sink``."""
        self.seen_runs(sink, runs(content))

    def seen_runs(self, sink: str, found: set[bytes], where: str | None = None) -> None:
        known = self.sinks.setdefault(sink, {})
        for run in found - known.keys():
            known[run] = where or self.test

    def struck(self, fault: str) -> None:
        """Something was made to fail, with secrets in play."""
        self.faults.add(fault)

    def read_notes(self, folder: Path) -> None:
        """What other processes saw."""
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text().splitlines():
                # A process that was killed may have left half a line.
                if not line.endswith("}"):
                    continue
                note = json.loads(line)
                if "secret" in note:
                    self.canary(note["secret"], note["kind"])
                elif "fault" in note:
                    self.struck(note["fault"])
                else:
                    found = {run.encode() for run in note["runs"]}
                    self.seen_runs(note["sink"], found, "a process that a test started")

    def read_files(self, folder: Path) -> None:
        """All that tests have left in their folders."""
        seen_pages: set[int] = set()
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            where = str(path.relative_to(folder))
            if path.name.startswith(FAR_END_OR_KEY) or path.suffix in PICTURES:
                continue
            if path.name in OUTPUT:
                self.seen_runs("output of processes", runs(path.read_bytes()), where)
            elif _is_database(path):
                for page in pages(path):
                    if hash(page) not in seen_pages:
                        seen_pages.add(hash(page))
                        self.seen_runs("SQLite and its WAL", runs(page), where)
            elif not path.name.endswith("-wal"):
                self.seen_runs("files of tests", runs(path.read_bytes()), where)

    def search(self) -> None:
        search = Search(self.secrets)
        leaks = Counter(
            (kind, sink, where)
            for sink, found in sorted(self.sinks.items())
            for run, where in found.items()
            for kind in search.kinds_in(run)
            if (kind, sink) not in ALLOWED and may_be_known(where, kind)
        )
        self.findings = [
            f"{kind} in {sink}: {where}" for kind, sink, where in sorted(leaks)
        ] + self._what_a_whole_run_lacks()

    def _what_a_whole_run_lacks(self) -> list[str]:
        if len(self.test_files) < WHOLE_RUN:
            return []
        lacking = [f"nothing was seen in {sink}" for sink in SINKS if sink not in self.sinks]
        if len(self.secrets) < FEWEST_CANARIES:
            lacking.append(f"only {len(self.secrets)} secrets were made")
        if len(self.faults) < FEWEST_FAULTS:
            lacking.append(f"only {len(self.faults)} kinds of faults struck")
        return lacking


CANARIES = Canaries()
_notes = tempfile.TemporaryDirectory(prefix="farolero-canaries-")


class _RealTime:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - as the log has it


class _Formatter(SafeFormatter):
    """The product's own, told of no secret: it has to know them by their shape."""

    def scrub(self, text: str) -> str:
        scrubbed = super().scrub(text)
        CANARIES.redacted += scrubbed != text
        return scrubbed


class _LogSink(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        CANARIES.seen("log lines", self.format(record))


def pytest_configure(config: pytest.Config) -> None:
    install(CANARIES)
    handler = _LogSink()
    handler.setFormatter(_Formatter(_RealTime(), []))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quieten_libraries("DEBUG")
    os.environ["LOG_LEVEL"] = "DEBUG"
    os.environ[NOTES] = _notes.name
    in_every_process = ROOT / "tests" / "support" / "in_every_process"
    paths = [str(in_every_process), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)


def pytest_runtest_logstart(nodeid: str) -> None:
    CANARIES.test = nodeid
    CANARIES.test_files.add(nodeid.partition("::")[0])


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    began = time.perf_counter()
    CANARIES.read_notes(Path(_notes.name))
    factory: pytest.TempPathFactory = session.config._tmp_path_factory  # type: ignore[attr-defined]
    if factory._basetemp is not None:
        CANARIES.read_files(factory._basetemp)
    CANARIES.search()
    CANARIES.seconds = time.perf_counter() - began
    if CANARIES.findings and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CANARIES.findings:
        terminalreporter.section("canaries: leaked")
        for finding in CANARIES.findings:
            terminalreporter.line(finding)
    pieces = sum(map(len, CANARIES.sinks.values()))
    terminalreporter.line(
        f"canaries: {len(CANARIES.secrets):,} secrets, {len(CANARIES.sinks)} sinks,"
        f" {len(CANARIES.findings)} leaks ({len(CANARIES.faults)} kinds of faults,"
        f" {pieces:,} pieces searched in {CANARIES.seconds:.1f} s,"
        f" {CANARIES.redacted} log lines redacted)"
    )


def may_be_known(where: str, kind: str) -> bool:
    """What one test file makes up is a secret there: elsewhere the same word is a coincidence."""
    made_up = re.fullmatch(r"secret made in (tests\.[\w.]*\btest_\w+)", kind)
    return made_up is None or where.startswith(f"{made_up[1].replace('.', '/')}.py")


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
