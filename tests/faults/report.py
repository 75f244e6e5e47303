"""What was struck so far in this process, as a table and as one line."""

from tests.faults.loop import Totals
from tests.faults.points import Mode

FEWEST_POINTS = 1000
"""So many a whole run strikes at least."""

COLUMNS = ("points", "kills", "errors once", "errors for good", "violations")


class Report:
    """Totals by database and life."""

    def __init__(self) -> None:
        self._totals: dict[tuple[str, str], Totals] = {}

    def add(self, home: str, life: str, totals: Totals) -> None:
        self._totals.setdefault((home, life), Totals()).add(totals)

    @property
    def rows(self) -> int:
        return len(self._totals)

    @property
    def all(self) -> Totals:
        together = Totals()
        for totals in self._totals.values():
            together.add(totals)
        return together

    def table(self) -> str:
        lines = [_line("", "", COLUMNS)]
        lines += [
            _line(home, life, _figures(totals)) for (home, life), totals in self._totals.items()
        ]
        return "\n".join([*lines, _line("all", "", _figures(self.all))])

    def one_line(self) -> str:
        points, kills, once, for_good, violations = _figures(self.all)
        return (
            f"faults: {points} points, {kills} kills, {once} errors once,"
            f" {for_good} errors for good, {violations} violations"
        )


def _figures(totals: Totals) -> tuple[str, ...]:
    struck = totals.struck
    figures = (
        totals.points,
        struck[Mode.KILL],
        struck[Mode.ONCE],
        struck[Mode.FOR_GOOD],
        len(totals.violations),
    )
    return tuple(f"{figure:,}" for figure in figures)


def _line(home: str, life: str, cells: tuple[str, ...]) -> str:
    return f"{home:<12}{life:<11}" + "".join(f"{cell:>17}" for cell in cells)


REPORT = Report()
