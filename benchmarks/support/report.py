"""What every benchmark prints: a table for people, or one JSON object for programs."""

import argparse
import json
import os
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Spread:
    """One figure measured in several rounds of one run: the median, and the machine's noise."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, measured: Sequence[float]) -> "Spread":
        return cls(statistics.median(measured), min(measured), max(measured))


Row = Mapping[str, str | int | float | None]


def wants_json(description: str) -> bool:
    """Reads the command line, which knows ``--json`` only."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return bool(parser.parse_args().json)


def publish(
    name: str, conditions: Mapping[str, Any], rows: Sequence[Row], *, as_json: bool
) -> None:
    """Rows have the same columns each. ``None`` is what could not be had, and shown as —."""
    columns = list(rows[0])
    widths = {
        column: max(len(column), *(len(_cell(row[column])) for row in rows)) for column in columns
    }
    publish_one_by_one(name, conditions, rows, widths, as_json=as_json)


def publish_one_by_one(
    name: str,
    conditions: Mapping[str, Any],
    rows: Iterable[Row],
    widths: Mapping[str, int],
    *,
    as_json: bool,
) -> None:
    """Each row as soon as it comes, for what takes long; ``widths`` by column."""
    conditions = {**machine(), **conditions}
    if as_json:
        print(json.dumps({"benchmark": name, "conditions": conditions, "rows": list(rows)}))
        return
    print(f"\n{name}")
    print("; ".join(f"{key}: {value}" for key, value in conditions.items()))
    print(_line(widths.keys(), widths))
    print("  ".join("-" * width for width in widths.values()))
    for row in rows:
        print(_line((_cell(row[column]) for column in widths), widths), flush=True)


def _line(cells: Iterable[str], widths: Mapping[str, int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths.values(), strict=True))
    return "  ".join(padded).rstrip()


def machine() -> dict[str, Any]:
    """What a figure depends on, without a word of whose machine it is."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
    }


def _cell(value: str | int | float | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    return str(value)
