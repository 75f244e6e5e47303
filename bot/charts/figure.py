"""A chart specification drawn with matplotlib: one card, 1600 × 1000 pixels.

Importing this module imports matplotlib. Nothing here is thread-safe.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from PIL import Image

from bot.charts.axis import Axis, NumberStyle, axis_for
from bot.charts.glyphs import FONT, drawable
from bot.presenters.screen import ChartKind, ChartSpec, Series

# A matplotlibrc of the machine must not change the pictures.
mpl.rcdefaults()
mpl.rcParams.update({"font.family": FONT, "text.parse_math": False})

# All sizes are pixels: at 72 dpi a point is one. Telegram shows the card 400 wide: a quarter.
WIDTH, HEIGHT, DPI = 1600, 1000, 72
# In a chat on a small phone it is 335 wide, where the smallest words are still 9 pixels.
MARGIN = 48
TITLE, VALUE, LABEL, NOTE = 64, 64, 54, 44
SMALLEST_TITLE, SMALLEST_LEGEND = 48, 44
MOST_LABELS = 7
MOST_POINTS_APART = 45
"""More points of one line run into each other: thinner strokes, the muted one faint and whole."""
MOST_WRITTEN_BARS = 8
LABEL_GAP = 28
LOWEST_PLOT = 500
"""The plot is at least this high, with everything around it."""

# Night blue and lamp light: looks right on Telegram's white and dark chats, and the colours of
# the series stay apart in every kind of colour blindness.
CARD, GRID, QUIET, TEXT = "#1c2838", "#33435a", "#a9b8cc", "#f4f7fb"
COLOURS = ("#ffb84d", "#56b4e9", "#e58fc0", "#3fc79a")
MUTED = "#8496ae"
GLOW = 0.4

_Pattern = Literal["solid"] | tuple[float, tuple[float, ...]]
"""Of a line, as matplotlib takes it."""


def draw_png(spec: ChartSpec) -> bytes:
    """PNG, under 100 kB: 256 colours are all that a chart of few colours has."""
    figure = build_figure(spec)
    raw = BytesIO()
    figure.savefig(raw, format="rgba")
    image = Image.frombytes("RGBA", (WIDTH, HEIGHT), raw.getvalue())
    png = BytesIO()
    palette = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    palette.save(png, "png", optimize=True)
    return png.getvalue()


def build_figure(spec: ChartSpec) -> Figure:
    """The chart before it is drawn: one axes, each series an artist labelled with its name."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=CARD)
    FigureCanvasAgg(figure)  # measures the texts below
    top: float = HEIGHT - MARGIN
    top -= _write_title(figure, drawable(spec.title), top)
    if len(spec.series) > 1:
        top -= _write_legend(figure, spec, top)
    bottom = MARGIN + LABEL + LABEL_GAP
    if spec.note:
        _write(
            figure, MARGIN, MARGIN - 12, _shortened(figure, drawable(spec.note), NOTE), size=NOTE
        )
        bottom += NOTE + 24
    axes = figure.add_axes((0, 0, 1, 1), facecolor=CARD)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, pad=18, colors=QUIET, labelsize=LABEL)
    left, right = _draw_values(figure, axes, spec)
    axes.set_position(
        (left / WIDTH, bottom / HEIGHT, (right - left) / WIDTH, (top - bottom) / HEIGHT)
    )
    _write_labels(figure, axes, spec, right - left)
    return figure


def _draw_values(figure: Figure, axes: Axes, spec: ChartSpec) -> tuple[float, float]:
    """Draws all series; answers where the plot begins and ends, beside its numbers."""
    known = [value for series in spec.series for value in series.values if value is not None]
    axes.set_xlim(*_horizontal_limits(spec))
    axes.set_yticks([])
    axes.autoscale(enable=False)
    if not known:
        axes.axhline(0, color=GRID, linewidth=3)
        axes.set_ylim(0, 1)
        axes.text(
            0.5, 0.5, "—", transform=axes.transAxes, color=QUIET, size=2 * TITLE,
            ha="center", va="center",
        )  # fmt: skip
        return MARGIN, WIDTH - MARGIN
    axis = axis_for(known, from_zero=spec.kind is not ChartKind.LINE)
    style = NumberStyle.of(axis, spec.decimal_sign, spec.group_sign)
    axes.set_ylim(axis.bottom, axis.top)
    ticks = [style.tick(value) for value in axis.ticks]
    axes.set_yticks(axis.ticks, ticks)
    axes.grid(axis="y", color=GRID, linewidth=2)
    axes.set_axisbelow(True)
    if axis.bottom <= 0:
        axes.axhline(0, color=MUTED, linewidth=3, zorder=1)
    if spec.kind is ChartKind.BARS:
        # Room for the numbers on top and below.
        span = axis.top - axis.bottom
        axes.set_ylim(axis.bottom - (0.09 * span if axis.bottom < 0 else 0), axis.top + 0.09 * span)
        written = _draw_bars(axes, spec.series, style)
    else:
        written = _draw_lines(axes, spec, axis, style)
    left = MARGIN + 18 + max(_width(figure, text, LABEL) for text in ticks)
    beside = max((_width(figure, text, VALUE, bold=True) for text in written), default=0)
    return left, WIDTH - MARGIN - (28 + beside if beside else 0)


def _horizontal_limits(spec: ChartSpec) -> tuple[float, float]:
    """Lines reach both sides of the plot; bars and single points stand in their slots."""
    slots = len(spec.labels)
    lone = spec.kind is ChartKind.LIFE_CURVE and all(
        sum(value is not None for value in series.values) < 2 for series in spec.series
    )
    if spec.kind is ChartKind.BARS or slots < 2 or lone:
        return -0.5, max(slots, 1) - 0.5
    return 0, slots - 1


@dataclass(frozen=True)
class _Stroke:
    width: float
    alpha: float = 1
    pattern: _Pattern = "solid"


def _stroke_of(series: Series) -> _Stroke:
    crowded = len(series.values) > MOST_POINTS_APART
    if series.muted:
        return _Stroke(4, 0.6) if crowded else _Stroke(7, 0.85, (0, (2.2, 1.6)))
    return _Stroke(8) if crowded else _Stroke(12)


def _draw_lines(axes: Axes, spec: ChartSpec, axis: Axis, style: NumberStyle) -> list[str]:
    """Answers the numbers that were written to the right of the plot."""
    ends: list[tuple[float, int, str]] = []
    for series, colour in _coloured(spec.series):
        points = [
            (at, math.nan if value is None else value) for at, value in enumerate(series.values)
        ]
        known = [point for point in points if not math.isnan(point[1])]
        if spec.kind is ChartKind.LIFE_CURVE:
            # Looks are far apart and numbers of a story only grow: the curve joins the looks.
            points = known
        if not known:
            continue
        front = 2 if series.muted else 3
        stroke = _stroke_of(series)
        axes.plot(
            *zip(*points, strict=True),
            label=series.label,
            color=colour,
            linewidth=stroke.width,
            alpha=stroke.alpha,
            linestyle=stroke.pattern,
            dash_capstyle="butt",
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=front,
            clip_on=False,
        )
        if spec.kind is ChartKind.LIFE_CURVE and len(known) == 1:
            # A lone dot on an empty plot looks like a mistake: it stands on a stem.
            axes.vlines(*known[0], axis.bottom, color=colour, linewidth=stroke.width, alpha=GLOW)
        dots = known if spec.kind is ChartKind.LIFE_CURVE else _alone(series.values)
        if not series.muted:
            if axis.bottom == 0:
                _fill_below(axes, points, axis, colour)
            dots = [*dots, known[-1]]
            ends.append((known[-1][1], known[-1][0], colour))
        if dots:
            axes.plot(
                *zip(*dots, strict=True),
                linestyle="none",
                marker="o",
                markersize=2 * stroke.width if series.muted else 28,
                markerfacecolor=colour,
                markeredgecolor=CARD,
                markeredgewidth=4,
                zorder=front + 1,
                clip_on=False,
            )
    return _write_ends(axes, ends, axis, style)


def _write_ends(
    axes: Axes, ends: Sequence[tuple[float, int, str]], axis: Axis, style: NumberStyle
) -> list[str]:
    """The last value of each line, beside it in its colour; close ones are pushed apart."""
    written = []
    free = -math.inf
    for value, at, colour in sorted(ends):
        height = (value - axis.bottom) / (axis.top - axis.bottom) * LOWEST_PLOT
        lift = max(0, free - height)
        free = height + lift + VALUE
        written.append(style.value(value))
        axes.annotate(
            written[-1], (at, value), (28, lift), textcoords="offset points",
            color=colour, size=VALUE, weight="bold", va="center", annotation_clip=False,
            path_effects=[withStroke(linewidth=10, foreground=CARD)], zorder=5,
        )  # fmt: skip
    return written


def _fill_below(axes: Axes, points: Sequence[tuple[float, float]], axis: Axis, colour: str) -> None:
    """A glow that fades towards 0."""
    ats, values = zip(*points, strict=True)
    area = axes.fill_between(ats, values, color="none")
    glow = axes.imshow(
        [[(*to_rgb(colour), GLOW * step / 255)] for step in range(256)],
        extent=(*axes.get_xlim(), axis.bottom, axis.top),
        aspect="auto", origin="lower", interpolation="bilinear",
    )  # fmt: skip
    glow.set_clip_path(Path.make_compound_path(*area.get_paths()), axes.transData)


def _alone(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Points without a neighbour: no line would show them."""
    padded = [None, *values, None]
    return [
        (at, value)
        for at, value in enumerate(values)
        if value is not None and padded[at] is None and padded[at + 2] is None
    ]


def _draw_bars(axes: Axes, all_series: Sequence[Series], style: NumberStyle) -> list[str]:
    """Side by side in each slot. A few are written on top; a missing one is "—", never 0."""
    width = 0.76 / max(len(all_series), 1)
    few = sum(len(series.values) for series in all_series) <= MOST_WRITTEN_BARS
    for place, (series, colour) in enumerate(_coloured(all_series)):
        offset = (place - (len(all_series) - 1) / 2) * width
        known = [
            (at + offset, value) for at, value in enumerate(series.values) if value is not None
        ]
        # The edge shows a 0 as a thin line.
        axes.bar(
            [at for at, _ in known], [value for _, value in known], width * 0.9,
            label=series.label, color=colour, edgecolor=colour, linewidth=3, zorder=3,
        )  # fmt: skip
        missing = [(at + offset, 0.0) for at, value in enumerate(series.values) if value is None]
        words = [(point, "—") for point in missing]
        if few:
            words += [(point, style.value(point[1])) for point in known]
        for (at, value), word in words:
            axes.annotate(
                word, (at, value), (0, -12 if value < 0 else 12), textcoords="offset points",
                color=QUIET if word == "—" else TEXT, size=LABEL,
                ha="center", va="top" if value < 0 else "bottom", annotation_clip=False, zorder=4,
            )  # fmt: skip
    return []


def _coloured(all_series: Sequence[Series]) -> list[tuple[Series, str]]:
    """Muted ones are grey, the others take their colours in turn."""
    coloured = []
    taken = 0
    for series in all_series:
        coloured.append((series, MUTED if series.muted else COLOURS[taken % len(COLOURS)]))
        taken += not series.muted
    return coloured


def _write_title(figure: Figure, title: str, top: float) -> float:
    """Made smaller to fit, then cut. Answers the height it takes."""
    room = WIDTH - 2 * MARGIN
    size = max(
        SMALLEST_TITLE, min(TITLE, TITLE * room / max(1, _width(figure, title, TITLE, bold=True)))
    )
    text = _shortened(figure, title, size, bold=True)
    _write(figure, MARGIN, top, text, size=size, color=TEXT, weight="bold", va="top")
    return TITLE + 56


def _write_legend(figure: Figure, spec: ChartSpec, top: float) -> float:
    """A stroke and a name for each series, made smaller to fit, then cut. Answers the height."""
    left: float = MARGIN
    room = WIDTH - 2 * MARGIN - 140 * len(spec.series)
    names = [drawable(series.label) for series in spec.series]
    size = LABEL * room / max(1, sum(_width(figure, name, LABEL) for name in names))
    size = max(SMALLEST_LEGEND, min(LABEL, size))
    if sum(_width(figure, name, size) for name in names) > room:
        names = [_shortened(figure, name, size, room=room / len(names)) for name in names]
    for name, (series, colour) in zip(names, _coloured(spec.series), strict=True):
        stroke = _Stroke(12) if spec.kind is ChartKind.BARS else _stroke_of(series)
        figure.add_artist(
            Line2D(
                [left / WIDTH, (left + 64) / WIDTH],
                [(top - LABEL / 2) / HEIGHT] * 2,
                color=colour,
                solid_capstyle="butt",
                linewidth=stroke.width,
                alpha=stroke.alpha,
                linestyle=stroke.pattern,
            )
        )
        _write(figure, left + 84, top, name, size=size, va="top")
        left += 84 + _width(figure, name, size) + 56
    return LABEL + 48


def _write_labels(figure: Figure, axes: Axes, spec: ChartSpec, room: float) -> None:
    """Every label, or every second, third …, so that none touches the next; the last is written.

    Those at the ends are aligned inside the plot, ``room`` pixels wide.
    """
    start, end = axes.get_xlim()
    labels = []
    for at, label in enumerate(spec.labels):
        if word := drawable(label):
            place = (at - start) / (end - start) * room
            width = _width(figure, word, LABEL)
            left = max(0, min(place - width / 2, room - width))
            labels.append((left, left + width, word))
    labels.reverse()
    step = max(1, math.ceil(len(labels) / MOST_LABELS))
    while any(before[1] + LABEL > after[0] for after, before in pairwise(labels[::step])):
        step += 1
    axes.set_xticks([])
    for left, _, word in labels[::step]:
        axes.annotate(
            word, (left / room, 0), (0, -LABEL_GAP), xycoords="axes fraction",
            textcoords="offset points", color=QUIET, size=LABEL, va="top", annotation_clip=False,
        )  # fmt: skip


def _write(figure: Figure, x: float, y: float, text: str, **look: Any) -> Text:
    return figure.text(x / WIDTH, y / HEIGHT, text, **({"color": QUIET} | look))


def _shortened(
    figure: Figure, text: str, size: float, *, bold: bool = False, room: float = WIDTH - 2 * MARGIN
) -> str:
    """``text``, its end replaced by "…" if it is wider than ``room``."""
    shown = text
    while len(shown) > 1 and _width(figure, shown, size, bold=bold) > room:
        shown = shown[:-2].rstrip() + "…"
    return shown


def _width(figure: Figure, text: str, size: float, *, bold: bool = False) -> float:
    """In pixels."""
    measured = Text(0, 0, text, size=size, weight="bold" if bold else "normal", figure=figure)
    return measured.get_window_extent().width
