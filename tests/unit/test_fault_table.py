"""docs/faults.md says what the tests prove, and nothing else."""

import pytest

from tests.support.fault_list import ENGINE, FAULTS, THREATS
from tests.support.fault_table import TABLE, BadMark, all_marks, marks_in, table

PLANTED = """
@pytest.mark.parametrize("one", [1])
@pytest.mark.proves({rows})
async def test_planted() -> None: ...
"""


def test_the_table_is_what_the_marks_say() -> None:
    assert TABLE.read_text() == table(all_marks()), "make faults"


def test_every_fault_and_every_threat_has_its_row() -> None:
    assert list(FAULTS) == [f"F{number}" for number in range(1, 43)]
    assert list(THREATS) == [f"S{number}" for number in range(1, 37)]
    assert list(ENGINE) == [f"E{number}" for number in range(1, 18)]


def test_a_planted_mark_is_found_and_its_row_no_longer_open() -> None:
    marks = list(marks_in(PLANTED.format(rows='"F14", "S12"'), "tests/test_x.py"))
    assert marks == [("F14", "tests/test_x.py::test_planted"), ("S12", marks[0][1])]
    assert "- `tests/test_x.py::test_planted`" in table(marks)
    assert table(marks).count("not yet") == len({**FAULTS, **THREATS, **ENGINE}) - 2 + 1


@pytest.mark.parametrize("rows", ['"F99"', '"s1"', "F14", '"F1, F2"'])
def test_a_mark_that_names_no_row_is_refused(rows: str) -> None:
    with pytest.raises(BadMark, match="test_planted"):
        list(marks_in(PLANTED.format(rows=rows), "tests/test_x.py"))
