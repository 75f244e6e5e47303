"""One ZIP, or several when one would be too large."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.services.ports import ExportedFile

IN_MEMORY = 1024 * 1024
"""Bytes; what is larger goes to a file without a name, which goes when it is closed."""

OVERHEAD = 1024
"""Bytes of an entry's headers at the most: our names are short."""


def temporary() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(IN_MEMORY)


class ZipParts:
    """Each part is a ZIP of its own of at most ``most_bytes``.

    An entry must be smaller than that uncompressed: then the sum stays below, however little it
    can be compressed.
    """

    def __init__(self, name: str, made_at: datetime, most_bytes: int) -> None:
        self._name = name
        self._made_at = made_at
        self._most_bytes = most_bytes
        self._contents: list[IO[bytes]] = []
        self._open: ZipFile | None = None

    def add(self, entries: Sequence[tuple[str, IO[bytes]]]) -> None:
        """Files that belong together go into the same part."""
        sizes = sum(content.tell() + OVERHEAD for _, content in entries)
        zip_file = self._with_room_for(sizes)
        for path, content in entries:
            content.seek(0)
            info = ZipInfo(path, self._made_at.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with zip_file.open(info, "w") as entry:
                shutil.copyfileobj(content, entry)

    def end(self) -> list[ExportedFile]:
        if self._open is not None:
            self._open.close()
        several = len(self._contents) > 1
        files = []
        for number, content in enumerate(self._contents, start=1):
            size = content.tell()
            content.seek(0)
            part = f"-part-{number}" if several else ""
            files.append(ExportedFile(f"{self._name}{part}.zip", size, content))
        return files

    def close(self) -> None:
        """Let go of everything: nothing is left on the disk."""
        if self._open is not None:
            self._open.close()
        for content in self._contents:
            content.close()

    def _with_room_for(self, size: int) -> ZipFile:
        if self._open is not None:
            if self._contents[-1].tell() + size <= self._most_bytes:
                return self._open
            self._open.close()
        self._contents.append(temporary())
        self._open = ZipFile(self._contents[-1], "w")
        return self._open
