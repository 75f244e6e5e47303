"""A plugin of pytest: where everything is there that tests need, a skip fails the run."""

import os

import pytest

NO_SKIPS = "FAROLERO_NO_SKIPS"
"""Set to 1 to have that."""


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if _forbidden_skips(session.config) and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skips = _forbidden_skips(terminalreporter.config)
    if skips:
        terminalreporter.section(f"skipped, and {NO_SKIPS} is set: failed")
        for skip in skips:
            terminalreporter.line(skip)


def _forbidden_skips(config: pytest.Config) -> list[str]:
    """Which test or module was skipped, and why; none where skipping is allowed."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(NO_SKIPS) != "1" or reporter is None:
        return []
    return [
        f"{report.nodeid}: {report.longrepr[2]}" for report in reporter.stats.get("skipped", [])
    ]
