"""Finding secrets in what was written: whole or cut short, as they are or encoded.

Texts are taken apart into runs of word characters, each kept once: signs between them may be
escaped in any way, the runs stay. A secret is known by its longest run and, for base64, by the
longest run of each of the three ways in which it may be aligned. Standard library only.
"""

import base64
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

SHORTEST = 8
RUN = re.compile(rb"[\w-]{%d,}" % SHORTEST)

KEY = 12
"""Characters by which a secret is looked up; shorter runs prove nothing."""
ENOUGH = 16
"""So much of a secret is a leak, even when the rest was cut off."""
FEWEST_SIGNS = 7
"""Different characters without which something is a word or a filler, and no secret."""

TYPED_CODE = re.compile(rb"(?=.*\d)(?=.*[A-Z])[0-9A-Z]{8}")
"""What people type into the chat. It is found as a run of its own only."""

PAGE = 4096
WAL_HEADER, FRAME_HEADER = 32, 24
"""SQLite's file formats."""


def runs(content: str | bytes) -> set[bytes]:
    """What a secret could hide in. Of an archive (XLSX) what its members hold."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"\n".join(archive.read(name) for name in archive.namelist())
    return set(RUN.findall(raw))


def is_findable(secret: str) -> bool:
    raw = secret.encode()
    return TYPED_CODE.fullmatch(raw) is not None or _core(raw) is not None


def pages(database: Path) -> Iterator[bytes]:
    """The pages of a SQLite file and of its write-ahead log."""
    raw = database.read_bytes() if database.exists() else b""
    yield from (raw[start : start + PAGE] for start in range(0, len(raw), PAGE))
    wal = database.with_name(f"{database.name}-wal")
    if wal.exists():
        raw = wal.read_bytes()
        frame = FRAME_HEADER + PAGE
        for start in range(WAL_HEADER + FRAME_HEADER, len(raw), frame):
            yield raw[start : start + PAGE]


class Search:
    """Looks for many secrets at once. ``secrets`` have their kinds; so do the findings."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._typed: dict[bytes, str] = {}
        self._cores: dict[bytes, list[tuple[bytes, str]]] = {}
        for secret, kind in secrets.items():
            raw = secret.encode()
            if TYPED_CODE.fullmatch(raw):
                self._typed[raw] = kind
            for form in _forms(raw):
                core = _core(form)
                if core is None:
                    continue
                alike = self._cores.setdefault(core[:KEY], [])
                # What tests make of a secret (a forged one) begins as the genuine one does.
                if core[:ENOUGH] not in [known for known, _ in alike]:
                    alike.append((core[:ENOUGH], kind))

    def kinds_in(self, run: bytes) -> set[str]:
        """The kinds of the secrets that the run gives away."""
        found = {self._typed[run]} if run in self._typed else set()
        for start in range(len(run) - KEY + 1):
            for core, kind in self._cores.get(run[start : start + KEY], ()):
                if run.startswith(core, start):
                    found.add(kind)
        return found


def _forms(raw: bytes) -> Iterator[bytes]:
    yield raw
    for before in range(3):
        # Characters that depend on what stands before or behind are cut off.
        encoded = base64.b64encode(bytes(before) + raw)[(0, 2, 3)[before] :]
        encoded = encoded.rstrip(b"=")[:-1]
        yield encoded
        yield encoded.replace(b"+", b"-").replace(b"/", b"_")


def _core(raw: bytes) -> bytes | None:
    longest = max(RUN.findall(raw), key=len, default=b"")
    usable = len(longest) >= KEY and len(set(longest[:ENOUGH])) >= FEWEST_SIGNS
    return longest if usable else None
