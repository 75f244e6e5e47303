"""Writes ``docs/faults.md``: which test proves what, read from the marks in the tests.

``@pytest.mark.proves("F14", "S12")`` over a test says that it proves these rows.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.support.fault_list import ENGINE, FAULTS, THREATS

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "faults.md"
MARK = "proves"

HEAD = """\
# What goes wrong, and which test proves that it does no harm

Made by `make faults` from the marks in the tests (`@pytest.mark.proves("F14")`); a test fails when
this file is out of date. A row is listed with the tests that prove it; "not yet" means that
none does. Tests of databases run on SQLite and on PostgreSQL.
"""

Marked = tuple[str, str]
"""A row's name and the id of a test that proves it."""


class BadMark(Exception):
    """A mark that names no row, or names it in another way than by a plain string."""


def marks_in(source: str, path: str) -> Iterator[Marked]:
    """Every mark of a test file, without importing it. Raises BadMark."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for decorator in node.decorator_list:
            if not _is_mark(decorator):
                continue
            assert isinstance(decorator, ast.Call)
            for argument in decorator.args:
                row = argument.value if isinstance(argument, ast.Constant) else None
                if row not in {**FAULTS, **THREATS, **ENGINE}:
                    raise BadMark(f"{path}::{node.name} proves {row!r}, which is no row")
                yield str(row), f"{path}::{node.name}"


def _is_mark(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{MARK}"


def all_marks() -> Iterator[Marked]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        yield from marks_in(path.read_text(), path.relative_to(ROOT).as_posix())


def table(marks: Iterable[Marked]) -> str:
    """The whole file."""
    proofs: dict[str, set[str]] = defaultdict(set)
    for row, test in marks:
        proofs[row].add(test)
    sections = {"Faults": FAULTS, "Threats": THREATS, "Engine": ENGINE}
    parts = [line for title, rows in sections.items() for line in _section(title, rows, proofs)]
    return "\n".join([HEAD, *parts])


def _section(title: str, rows: Mapping[str, str], proofs: Mapping[str, set[str]]) -> Iterator[str]:
    proved = sum(bool(proofs.get(row)) for row in rows)
    yield f"## {title}: {proved} of {len(rows)} proved\n"
    for row, what in rows.items():
        yield f"**{row}** {what}"
        yield from [f"- `{test}`" for test in sorted(proofs.get(row, ()))] or ["- not yet"]
        yield ""


def main() -> None:
    TABLE.write_text(table(all_marks()))


if __name__ == "__main__":
    main()
