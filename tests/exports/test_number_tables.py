"""Tables of numbers, read from outside: by csv, json and openpyxl."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bot.domain.accounts import LANGUAGES
from bot.domain.exports import NOTES, Cell, Column, ExportFormat, ExportKind, Unit
from bot.domain.periods import Period
from bot.exports.csv_table import FORMULA
from bot.exports.file_names import clean, file_name
from bot.exports.number_tables import MakeNumbersTable
from bot.presenters.layout import printable
from bot.services.export_numbers import COLUMNS
from bot.services.results import NumbersTable
from tests.support.naughty import NAUGHTY_STRINGS
from tests.unit.presenters import results

MADRID, TASHKENT = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tashkent")
MADE_AT = datetime(2026, 11, 28, 11, 7, tzinfo=UTC)
PERIOD = Period(date(2026, 11, 1), date(2026, 11, 28), MADRID)

PLAIN = (
    Column("caption", Unit.TEXT),
    Column("reach"),
    Column("frequency", Unit.DECIMAL),
    Column("save_rate", Unit.SHARE),
    Column("still_counting", Unit.FLAG),
    Column("day", Unit.DAY),
    Column("published_at", Unit.INSTANT),
)


def table(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Column] = PLAIN,
    kind: ExportKind = ExportKind.POSTS,
    language: str = "en",
) -> NumbersTable:
    return NumbersTable(
        account=results.account("casa.verde"),
        kind=kind,
        period=PERIOD,
        zone=TASHKENT,
        language=language,
        made_at=MADE_AT,
        columns=columns,
        rows=rows,
        notes=NOTES[kind],
    )


async def made(what: NumbersTable, form: ExportFormat) -> bytes:
    file = await MakeNumbersTable()(what, form)
    with file.content:
        content = file.content.read()
    assert len(content) == file.size
    return content


async def workbook(what: NumbersTable) -> Workbook:
    return load_workbook(io.BytesIO(await made(what, ExportFormat.XLSX)))


async def csv_rows(what: NumbersTable) -> list[list[str]]:
    text = (await made(what, ExportFormat.CSV)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


ROW: Sequence[Cell] = (
    "A caption",
    -12_345,
    1.65,
    0.0217,
    True,
    date(2026, 11, 19),
    datetime(2026, 11, 19, 17, 5, 59, tzinfo=UTC),
)
NOTHING: Sequence[Cell] = (None,) * len(PLAIN)


async def test_a_workbook_has_every_type_as_itself() -> None:
    sheet = (await workbook(table([NOTHING, ROW]))).worksheets[0]
    header, nothing, row = (list(cells) for cells in sheet.iter_rows(values_only=True))
    assert header[1] == "Reach"
    assert header[-1] == "Published (Asia/Tashkent)"
    assert row == [
        "A caption",
        -12_345,
        1.65,
        0.0217,
        True,
        datetime.fromisoformat("2026-11-19"),
        # By the person's clock, to the second.
        datetime.fromisoformat("2026-11-19T22:05:59"),
    ]
    assert nothing == [None] * len(PLAIN)
    first, last = sheet["F3"], sheet["G3"]
    assert first.is_date
    assert last.is_date
    assert last.number_format == "yyyy-mm-dd hh:mm"
    assert sheet["D3"].number_format == "0.0%"
    assert sheet["B3"].number_format == "#,##0"


async def test_csv_has_machine_names_numbers_and_instants_with_their_offset() -> None:
    header, row, nothing = await csv_rows(table([ROW, NOTHING]))
    assert header == [column.name for column in PLAIN]
    assert row == [
        *("A caption", "-12345", "1.65", "0.0217", "true", "2026-11-19"),
        "2026-11-19T22:05:59+05:00",
    ]
    assert nothing == [""] * len(PLAIN)


async def test_json_has_what_it_is_the_notes_and_null_for_what_nobody_knows() -> None:
    read = json.loads(await made(table([ROW, NOTHING]), ExportFormat.JSON))
    row, nothing = read.pop("rows")
    notes = read.pop("notes")
    assert read == {
        "title": "@casa.verde · Posts · 1–28\u00a0Nov\u00a02026",
        "account": "casa.verde",
        "user_id": results.account().user_id,
        "kind": "posts",
        "first_day": "2026-11-01",
        "last_day": "2026-11-28",
        "days_in_zone": "Europe/Madrid",
        "times_in_zone": "Asia/Tashkent",
        "made_at": "2026-11-28T16:07:00+05:00",
    }
    assert row["reach"] == -12_345
    assert row["published_at"] == "2026-11-19T22:05:59+05:00"
    assert set(nothing.values()) == {None}
    assert any("48 hours" in note for note in notes)
    assert any("ads" in note for note in notes)
    assert any("two years" in note for note in notes)
    assert any("album" in note for note in notes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ExportKind)
async def test_every_kind_has_its_notes_in_a_sheet_of_their_own(
    kind: ExportKind, language: str
) -> None:
    columns = COLUMNS[kind]
    book = await workbook(table([[None] * len(columns)], columns, kind, language))
    numbers, notes = book.worksheets
    assert numbers.max_column == len(columns)
    header = next(numbers.iter_rows(values_only=True))
    assert len(set(header)) == len(columns), "no two columns are called the same"
    text = "\n".join(str(cell) for row in notes.iter_rows(values_only=True) for cell in row)
    assert "48" in text
    assert "Europe/Madrid" in text
    assert {"en": "Notes", "ru": "Примечания", "es": "Notas"}[language] == notes.title
    if kind in {ExportKind.STORIES, ExportKind.DAYS}:
        assert {"en": "Japan", "ru": "Япони", "es": "Japón"}[language] in text
    if kind is ExportKind.POSTS:
        assert "(likes + comments + saved + shares) / reach" in text


async def test_no_naughty_text_is_a_formula_a_link_or_lost() -> None:
    rows = [(text, 1, None, None, False, None, None) for text in NAUGHTY_STRINGS]
    content = await made(table(rows), ExportFormat.XLSX)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert {cell.hyperlink for cell in cells} == {None}
    read = ["" if cell.value is None else str(cell.value) for cell in cells]
    # XML takes every way to end a line for one.
    wanted = [printable(text).replace("\r", "\n") for text in NAUGHTY_STRINGS]
    assert read == wanted
    with ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")

    _, *texts = [row[0] for row in await csv_rows(table(rows))]
    assert [text for text in texts if FORMULA.match(text) and not text.startswith("'")] == []
    assert [text.removeprefix("'") for text in texts] == [
        text.removeprefix("'") for text in NAUGHTY_STRINGS
    ]
    read_json = json.loads(await made(table(rows), ExportFormat.JSON))
    assert [row["caption"] for row in read_json["rows"]] == list(NAUGHTY_STRINGS)


async def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    rows = [(text, None, None, None, None, None, None) for text in ("007", "1e5", "https://x.y")]
    sheet = (await workbook(table(rows))).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        "007",
        "1e5",
        "https://x.y",
    ]


@pytest.mark.parametrize("name", [*NAUGHTY_STRINGS, "../../etc/passwd", "-rf", ".bashrc"])
def test_a_file_is_called_by_us(name: str) -> None:
    cleaned = clean(name)
    assert cleaned
    assert len(cleaned) <= 30
    assert set(cleaned) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert cleaned[0] not in "-."


def test_the_name_says_whose_what_and_when() -> None:
    assert (
        file_name("casa.verde", "posts", PERIOD, "xlsx")
        == "casa.verde-posts-2026-11-01_2026-11-28.xlsx"
    )
