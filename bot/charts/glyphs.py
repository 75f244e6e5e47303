"""Words reduced to what the font of the charts can draw."""

import unicodedata
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font

FONT = "DejaVu Sans"
"""Ships with matplotlib, so that a picture is the same on every machine."""
PAPER_FONT = "Noto Sans"
"""Of a report, which brings it."""


@cache
def _charmap() -> frozenset[int]:
    """The characters that both weights have."""
    regular, bold = (
        get_font(findfont(FontProperties(family=FONT, weight=weight))).get_charmap()
        for weight in ("regular", "bold")
    )
    return frozenset(regular.keys() & bold.keys())


def drawable(text: str) -> str:
    """``text`` on one line, without emoji and whatever else would be drawn as an empty box."""
    kept = "".join(
        " " if character.isspace() else character if _is_drawable(character) else ""
        for character in text
    )
    return " ".join(kept.split())


def _is_drawable(character: str) -> bool:
    # The font has joiners and variation selectors, but they belong to emoji that it lacks.
    return (
        ord(character) in _charmap()
        and unicodedata.category(character) not in {"Cc", "Cf"}
        and character not in "\ufe0e\ufe0f"
    )
