"""One array of objects: every value as it is kept."""

import json
from collections.abc import Mapping, Sequence
from typing import IO

from bot.exports.values import as_text


class JsonTable:
    """Writes rows to ``target``, one object a line; :meth:`end` closes the array."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._separator = b"[\n"

    def write(self, rows: Sequence[Mapping[str, object]]) -> None:
        for row in rows:
            self._target.write(self._separator + _as_json(row))
            self._separator = b",\n"

    def end(self) -> None:
        self._target.write(b"[]\n" if self._separator == b"[\n" else b"\n]\n")


def _as_json(row: Mapping[str, object]) -> bytes:
    return json.dumps(row, ensure_ascii=False, allow_nan=False, default=as_text).encode()
