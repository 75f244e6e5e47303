"""Bars from left to right, one below the other: whose people there are how many."""

from matplotlib.patches import Rectangle

from bot.charts.card import (
    LABEL,
    MARGIN,
    TITLE,
    WIDTH,
    Card,
    shortened,
    width_of,
    write,
)
from bot.charts.glyphs import drawable
from bot.presenters.screen import ChartSpec

FEWEST_ROWS = 3
"""Fewer bars do not become thicker."""
NAME_ROOM = 0.42 * WIDTH
GAP = 28
THICKNESS = 0.56


def draw_ranking(figure: Card, spec: ChartSpec, bottom: float, top: float) -> None:
    """The first series, from the top down; the longest bar reaches as far as there is room."""
    theme = figure.theme
    values = spec.series[0].values if spec.series else ()
    known = [value for value in values if value is not None]
    if not known:
        write(figure, WIDTH / 2, (bottom + top) / 2, "—", size=2 * TITLE, ha="center", va="center")
        return
    words = [drawable(word) for word in spec.series[0].words]
    names = [shortened(figure, drawable(name), LABEL, room=NAME_ROOM) for name in spec.labels]
    left = MARGIN + max(width_of(figure, name, LABEL) for name in names) + GAP
    right = WIDTH - MARGIN - max(width_of(figure, word, LABEL, bold=True) for word in words) - GAP
    height = (top - bottom) / max(FEWEST_ROWS, len(values))
    for row, (name, value, word) in enumerate(zip(names, values, words, strict=True)):
        middle = top - (row + 0.5) * height
        write(figure, MARGIN, middle, name, size=LABEL, color=theme.text, va="center_baseline")
        length = (value or 0) / max(*known, 1e-9) * (right - left)
        _bar(figure, left, middle, right - left, height, theme.grid, 0.35)
        _bar(figure, left, middle, length, height, theme.colours[0], 1)
        write(
            figure, WIDTH - MARGIN, middle, word, size=LABEL, weight="bold",
            color=theme.quiet if value is None else theme.text, ha="right", va="center_baseline",
        )  # fmt: skip


def _bar(
    figure: Card, left: float, middle: float, length: float, row: float, colour: str, alpha: float
) -> None:
    """In pixels; a value too small for it is still seen as a line."""
    height = row * THICKNESS
    figure.add_artist(
        Rectangle(
            (left, middle - height / 2), max(length, 3), height,
            transform=None, facecolor=colour, edgecolor="none", alpha=alpha,
        )
    )  # fmt: skip
