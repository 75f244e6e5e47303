"""The public word lists of wfuzz, where Debian's package of it puts them."""

from pathlib import Path

import pytest

WORDLISTS = Path("/usr/share/wfuzz/wordlist")


def wordlists() -> list[bytes]:
    """Each word once, in the order of the lists. Skips, by name, where there are none."""
    if not WORDLISTS.is_dir():
        pytest.skip("no word lists: apt install wfuzz")
    found: dict[bytes, None] = {}
    for path in sorted(WORDLISTS.rglob("*.txt")):
        found.update(dict.fromkeys(path.read_bytes().splitlines()))
    return list(found)
