"""The fonts of the report: Noto for what names and captions bring, DejaVu for signs.

All come as files of packages in the lock, so that a page is the same on every machine. Importing
this module imports typst, which takes a moment.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont

FIRST = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC")
LAST = ("DejaVu Sans", "Noto Sans Symbols", "Noto Emoji")
"""What letters are searched for first, and signs last."""

_PACKAGES = {"manimgx_fonts": ".", "manimgx_fonts_cjk": ".", "matplotlib": "mpl-data/fonts/ttf"}
"""Where they lie."""
_DEJAVU = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
"""Of matplotlib's fonts; the others are for formulas."""


@cache
def fonts() -> typst.Fonts:
    """None of the machine's, and none that typst brings."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in _folders()],
    )


@cache
def families() -> Sequence[str]:
    """In the order in which a character is searched for.

    Raises LookupError where one is missing: a page without words is worse than none.
    """
    known = set(fonts().families())
    missing = {*FIRST, *LAST} - known
    if missing:
        raise LookupError(f"fonts that are not there: {sorted(missing)}")
    noto = {name for name in known if name.startswith("Noto ")}
    return [*FIRST, *sorted(noto.difference(FIRST, LAST)), *LAST]


def _folders() -> list[Path]:
    return [_folder_of(package) / folder for package, folder in _PACKAGES.items()]


def files() -> list[Path]:
    """Those that characters are taken from."""
    return [
        path
        for folder in _folders()
        for path in sorted(folder.iterdir())
        if path.suffix in {".ttf", ".ttc"}
        and (path.name.startswith("Noto") or path.name in _DEJAVU)
    ]


@cache
def glyphs() -> frozenset[int]:
    """The characters that any of the fonts has."""
    known: set[int] = set()
    for path in files():
        if path.suffix == ".ttc":
            # All fonts of the collection have the same characters.
            with TTCollection(str(path), lazy=True) as collection:
                known |= collection.fonts[0].getBestCmap().keys()
        else:
            with TTFont(str(path), lazy=True) as font:
                known |= font.getBestCmap().keys()
    return frozenset(known)


def _folder_of(package: str) -> Path:
    """Where its files lie, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))
