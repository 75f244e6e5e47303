"""The Big List of Naughty Strings, as ``blns`` 2.0.4 has it: texts that have broken something."""

import json
from pathlib import Path

NAUGHTY_STRINGS: tuple[str, ...] = tuple(
    json.loads((Path(__file__).parent / "naughty_strings" / "blns.json").read_text("utf-8"))
)
