"""A plugin of pytest: what the tests of attacks tried and found, in figures, at the end."""

from collections.abc import Mapping

import pytest


class SecurityReport:
    """Figures under a name; each test of attacks adds its own."""

    def __init__(self) -> None:
        self._figures: dict[str, Mapping[str, int]] = {}

    def add(self, name: str, figures: Mapping[str, int]) -> None:
        self._figures[name] = figures

    def lines(self) -> list[str]:
        return [
            f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in figures.items())
            for name, figures in self._figures.items()
        ]


KEY = pytest.StashKey[SecurityReport]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[KEY] = SecurityReport()


@pytest.fixture
def security_report(pytestconfig: pytest.Config) -> SecurityReport:
    return pytestconfig.stash[KEY]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash[KEY].lines()
    if lines:
        terminalreporter.section("attacks")
        for line in lines:
            terminalreporter.line(line)
