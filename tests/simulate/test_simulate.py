"""Two days of a few accounts, with faults, on both databases; and a defect that is found."""

import re

import pytest

from bot.simulate.command import Simulation, simulate

SEED = 11

pytestmark = pytest.mark.timeout(1800)
"""A guard against hanging, on a machine that is busy with other things."""


@pytest.mark.proves("F6")
async def test_two_days_with_faults_keep_every_promise(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await simulate(Simulation(2, 2, SEED, 0.05, database_url))

    printed = capsys.readouterr().out
    assert code == 0, printed
    assert "BROKEN" not in printed
    assert number_of(printed, "stories judged") > 0
    assert number_of(printed, "calls met by a fault of their own") > 0
    assert number_of(printed, "answered 503") > 0


async def test_without_finals_the_promise_is_broken(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    defect = "tests.simulate.without_finals"
    code = await simulate(Simulation(2, 2, SEED, 0.0, sqlite_url, defect))

    printed = capsys.readouterr().out
    assert code == 1, printed
    assert number_of(printed, "final (last numbers at 23 h or later)") == 0
    assert re.search(r"looked at in the last 3 h.* BROKEN", printed)


def number_of(printed: str, what: str) -> int:
    found = re.search(rf"{re.escape(what)} +(\d+)", printed)
    assert found is not None, printed
    return int(found[1])
