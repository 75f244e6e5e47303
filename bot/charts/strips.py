"""Rows of coloured cells: how many times the usual each hour or weekday brought."""

import math

from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import FancyBboxPatch

from bot.charts.card import (
    LABEL,
    MARGIN,
    NOTE,
    VALUE,
    WIDTH,
    Card,
    Theme,
    width_of,
    write,
)
from bot.charts.glyphs import drawable
from bot.presenters.screen import ChartSpec, Series

STRONGEST = 2.0
"""Twice the usual, or half of it, has the full colour."""
GAP, ROUND, FRAME = 14, 18, 9
HEAD, FOOT = LABEL + 30, LABEL + 22
BETWEEN = 34
INK = "#16202e"
SMALLEST = 40


def draw_strips(figure: Card, spec: ChartSpec, bottom: float, top: float) -> None:
    """One row of cells for each series, between the two heights."""
    rows = max(1, len(spec.series))
    height = (top - bottom - BETWEEN * (rows - 1)) / rows
    for row, series in enumerate(spec.series):
        _draw_strip(figure, series, top - row * (height + BETWEEN), height)


def _draw_strip(figure: Card, series: Series, top: float, height: float) -> None:
    theme = figure.theme
    write(figure, MARGIN, top, drawable(series.label), size=LABEL, color=theme.text, va="top")
    width = (WIDTH - 2 * MARGIN + GAP) / max(1, len(series.values)) - GAP
    floor, ceiling = top - height + FOOT, top - HEAD
    names = [drawable(label) for label in series.labels]
    size = _that_fits(figure, names, width, LABEL)
    words = [drawable(word) for word in series.words]
    big = _that_fits(figure, words, width - 2 * ROUND, VALUE, bold=True)
    notes = [drawable(note) for note in series.notes]
    small = _that_fits(figure, notes, width - ROUND, NOTE)
    for place, value in enumerate(series.values):
        left = MARGIN + place * (width + GAP)
        colour = _colour(value, theme, muted=series.muted)
        _cell(figure, left, floor, width, ceiling - floor, colour, place == series.marked)
        middle, centre = left + width / 2, (floor + ceiling) / 2
        ink = theme.quiet if value is None else _ink(colour, theme)
        write(
            figure, middle, centre + NOTE / 2 + 6, words[place], size=big, color=ink,
            weight="bold", ha="center", va="center",
        )  # fmt: skip
        write(
            figure, middle, centre - VALUE / 2 - 12, notes[place], size=small,
            color=ink, ha="center", va="center",
        )  # fmt: skip
        write(figure, middle, floor - 18, names[place], size=size, ha="center", va="top")


def _cell(
    figure: Card, x: float, y: float, width: float, height: float, colour: str, marked: bool
) -> None:
    """In pixels. The frame of the marked one lies inside, so that all are of one size."""
    inset = FRAME / 2 if marked else 0
    figure.add_artist(
        FancyBboxPatch(
            (x + inset + ROUND, y + inset + ROUND),
            width - 2 * (inset + ROUND),
            height - 2 * (inset + ROUND),
            boxstyle=f"round,pad={ROUND}",
            transform=None,
            facecolor=colour,
            edgecolor=figure.theme.text if marked else "none",
            linewidth=FRAME if marked else 0,
        )
    )


def _colour(value: float | None, theme: Theme, *, muted: bool) -> str:
    """From the card's own grey to the full colour, by the logarithm; without a value hardly any."""
    if value is None or value <= 0:
        return _mixed(theme.ground, theme.grid, 0.55)
    lift = math.log(value) / math.log(STRONGEST)
    strength = min(1.0, abs(lift))
    if muted:
        return _mixed(theme.grid, theme.muted, 0.5 * strength)
    warm, cold, *_ = theme.colours
    return _mixed(theme.grid, warm if lift > 0 else cold, strength)


def _mixed(low: str, high: str, share: float) -> str:
    red, green, blue = (a + (b - a) * share for a, b in zip(to_rgb(low), to_rgb(high), strict=True))
    return to_hex((red, green, blue))


def _ink(colour: str, theme: Theme) -> str:
    """Light or dark, whichever is read better on the colour (WCAG's contrast)."""
    ground = _luminance(colour) + 0.05
    light, dark = (_luminance(theme.text) + 0.05) / ground, ground / (_luminance(INK) + 0.05)
    return theme.text if light >= dark else INK


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _that_fits(
    figure: Card, words: list[str], room: float, size: float, *, bold: bool = False
) -> float:
    """The size at which the widest fits, all of one row in the same."""
    widest = max((width_of(figure, word, size, bold=bold) for word in words), default=0)
    return max(SMALLEST, min(size, size * room / max(1, widest)))
