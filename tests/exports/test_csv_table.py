"""CSV: read back it is what it was, and no spreadsheet finds a formula in it."""

import csv
import io
import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.csv_table import CsvTable, safe

TRIGGERS = "=+-@\t\r\n\0＝＋－＠"

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.builds(
    "".join,
    st.tuples(
        st.text("'", max_size=3), st.sampled_from(TRIGGERS), st.text("=A1'\",\n", max_size=9)
    ),
)


def as_before(cell: str) -> str:
    """What a reader does who wants the text as it was."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in {*TRIGGERS} - {""} else cell


def written(rows: list[dict[str, object]], numbers: tuple[str, ...] = ()) -> bytes:
    target = io.BytesIO()
    CsvTable(target, list(rows[0]), numbers).write(rows)
    return target.getvalue()


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.proves("S10")
@given(texts, texts)
def test_no_text_begins_a_formula_and_each_comes_back(one: str, other: str) -> None:
    content = written([{"one": one, "other": other}])
    header, cells = read(content)
    assert header == ["one", "other"]
    assert all(cell[:1] not in set(TRIGGERS) for cell in cells)
    assert [as_before(cell) for cell in cells] == [one, other]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (0, "0"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (True, "true"),
        ("-5", "'-5"),
        ("+1 (2)", "'+1 (2)"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
        (datetime(2026, 11, 28, 9, 5, tzinfo=UTC), "2026-11-28T09:05:00Z"),
        (date(2026, 11, 28), "2026-11-28"),
        (time(9), "09:00:00"),
        (["=1"], '["=1"]'),
        ({"a": {"b": None}}, '{"a": {"b": null}}'),
    ],
)
def test_values_are_plain(value: object, cell: str) -> None:
    assert read(written([{"value": value}]))[1] == [cell]


def test_metrics_have_columns_and_what_is_unknown_is_not_lost() -> None:
    values = {"reach": 0, "brand_new": 3}
    content = written(
        [{"id": "1", "values": values}, {"id": "2", "values": None}], ("reach", "likes")
    )
    assert read(content) == [
        ["id", "reach", "likes", "other_values"],
        ["1", "0", "", json.dumps({"brand_new": 3})],
        ["2", "", "", ""],
    ]


def test_lines_end_as_the_standard_says_and_the_encoding_is_marked() -> None:
    content = written([{"text": 'a "b", c\nd'}])
    assert content == b'\xef\xbb\xbftext\r\n"a ""b"", c\nd"\r\n'


def test_what_has_no_text_form_is_an_error_and_not_a_guess() -> None:
    odd: Any = {"value": object()}
    with pytest.raises(TypeError, match="object"):
        written([odd])


def test_an_apostrophe_is_added_once() -> None:
    assert safe("=1") == "'=1"
    assert safe(safe("=1")) == "''=1"
