"""What is free goes back to the machine."""

import subprocess
import sys

import pytest

from bot.memory import _C_LIBRARY

LIVED = """
import ctypes, os, sys
from bot.memory import give_back_memory
def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
# Below the size for which the C library asks the machine each time, and the last one stays, so that
# the heap cannot shrink from its end.
pieces = [bytearray(100_000) for _ in range(1000)]
last = bytearray(100_000)
del pieces
kept = resident()
give_back_memory()
print(kept - resident())
"""


@pytest.mark.skipif(not hasattr(_C_LIBRARY, "malloc_trim"), reason="another C library")
def test_what_is_free_goes_back_to_the_machine() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIVED], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(said.stdout) > 50, "MiB of a hundred that were freed"
