"""A chart specification drawn with matplotlib: one card, 1600 × 1000 pixels.

Importing this module imports matplotlib. Nothing here is thread-safe.
"""

import math
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from PIL import Image

from bot.charts.axis import NumberStyle, axis_for
from bot.charts.card import (
    CHAT,
    HEIGHT,
    LABEL,
    LABEL_GAP,
    MARGIN,
    MOST_DASHES,
    MOST_LABELS,
    MOST_WRITTEN_BARS,
    NOTE,
    PAPER,
    SMALLEST_LEGEND,
    TITLE,
    VALUE,
    WIDTH,
    Card,
    Theme,
    shortened,
    width_of,
    write,
    write_title,
)
from bot.charts.glyphs import FONT, PAPER_FONT, drawable
from bot.charts.lines import Stroke, coloured_series, draw_lines, stroke_of
from bot.charts.ranking import draw_ranking
from bot.charts.strips import draw_strips
from bot.presenters.screen import ChartKind, ChartSpec, Series


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


def draw_svg(spec: ChartSpec) -> bytes:
    """For a white page: no pixels but shapes and words, sharp at any size.

    Words stay words, so that they can be found and are set in the page's own font, which is
    narrower than the one they are measured in.
    """
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "farolero"}):
        svg = BytesIO()
        build_figure(spec, PAPER).savefig(svg, format="svg", metadata={"Date": None})
    return svg.getvalue().replace(f"'{FONT}'".encode(), f"'{PAPER_FONT}', '{FONT}'".encode())


def build_figure(spec: ChartSpec, theme: Theme = CHAT) -> Card:
    """The chart before it is drawn: one axes, each series an artist labelled with its name."""
    figure = Card(theme)
    top: float = HEIGHT - MARGIN
    top -= write_title(figure, drawable(spec.title), top)
    if spec.kind in {ChartKind.STRIPS, ChartKind.RANKING}:
        draw = draw_strips if spec.kind is ChartKind.STRIPS else draw_ranking
        draw(figure, spec, MARGIN + (_write_note(figure, spec) if spec.note else 0), top)
        return figure
    if len(spec.series) > 1:
        top -= _write_legend(figure, spec, top)
    bottom: float = MARGIN + LABEL + LABEL_GAP
    if spec.note:
        bottom += _write_note(figure, spec)
    axes = figure.add_axes((0, 0, 1, 1), facecolor=theme.ground)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, pad=18, colors=theme.quiet, labelsize=LABEL)
    left, right = _draw_values(figure, axes, spec)
    axes.set_position(
        (left / WIDTH, bottom / HEIGHT, (right - left) / WIDTH, (top - bottom) / HEIGHT)
    )
    _write_labels(figure, axes, spec, right - left)
    return figure


def _write_note(figure: Card, spec: ChartSpec) -> float:
    """At the lower edge. Answers the height it takes."""
    note = shortened(figure, drawable(spec.note), NOTE)
    write(figure, MARGIN, MARGIN - 12, note, size=NOTE)
    return NOTE + 24


def _draw_values(figure: Card, axes: Axes, spec: ChartSpec) -> tuple[float, float]:
    """Draws all series; answers where the plot begins and ends, beside its numbers."""
    theme = figure.theme
    known = [value for series in spec.series for value in series.values if value is not None]
    axes.set_xlim(*_horizontal_limits(spec))
    axes.set_yticks([])
    axes.autoscale(enable=False)
    if not known:
        axes.axhline(0, color=theme.grid, linewidth=3 * theme.stroke)
        axes.set_ylim(0, 1)
        axes.text(
            0.5, 0.5, "—", transform=axes.transAxes, color=theme.quiet, size=2 * TITLE,
            ha="center", va="center",
        )  # fmt: skip
        return MARGIN, WIDTH - MARGIN
    axis = axis_for(known, from_zero=spec.kind is not ChartKind.LINE)
    style = NumberStyle.of(axis, spec.decimal_sign, spec.group_sign, spec.thousand, spec.million)
    axes.set_ylim(axis.bottom, axis.top)
    ticks = [style.tick(value) for value in axis.ticks]
    axes.set_yticks(axis.ticks, ticks)
    axes.grid(axis="y", color=theme.grid, linewidth=2)
    axes.set_axisbelow(True)
    if axis.bottom <= 0:
        axes.axhline(0, color=theme.muted, linewidth=3 * theme.stroke, zorder=1)
    if spec.kind is ChartKind.BARS:
        # Room for the numbers on top and below.
        span = axis.top - axis.bottom
        axes.set_ylim(axis.bottom - (0.09 * span if axis.bottom < 0 else 0), axis.top + 0.09 * span)
        written = _draw_bars(axes, spec.series, style, theme)
    else:
        written = draw_lines(axes, spec, axis, style, theme)
    left = MARGIN + 18 + max(width_of(figure, text, LABEL) for text in ticks)
    beside = max((width_of(figure, text, VALUE, bold=True) for text in written), default=0)
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


def _draw_bars(
    axes: Axes, all_series: Sequence[Series], style: NumberStyle, theme: Theme
) -> list[str]:
    """Side by side in each slot. A few are written on top; a missing one is "—", never 0."""
    width = 0.76 / max(len(all_series), 1)
    slots = sum(len(series.values) for series in all_series)
    for place, (series, colour) in enumerate(coloured_series(all_series, theme)):
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
        words = [(point, "—") for point in missing] if slots <= MOST_DASHES else []
        if slots <= MOST_WRITTEN_BARS:
            words += [(point, style.value(point[1])) for point in known]
        for (at, value), word in words:
            axes.annotate(
                word, (at, value), (0, -12 if value < 0 else 12), textcoords="offset points",
                color=theme.quiet if word == "—" else theme.text, size=LABEL,
                ha="center", va="top" if value < 0 else "bottom", annotation_clip=False, zorder=4,
            )  # fmt: skip
    return []


def _write_legend(figure: Card, spec: ChartSpec, top: float) -> float:
    """A stroke and a name for each series, made smaller to fit, then cut. Answers the height."""
    left: float = MARGIN
    room = WIDTH - 2 * MARGIN - 140 * len(spec.series)
    names = [drawable(series.label) for series in spec.series]
    size = LABEL * room / max(1, sum(width_of(figure, name, LABEL) for name in names))
    size = max(SMALLEST_LEGEND, min(LABEL, size))
    if sum(width_of(figure, name, size) for name in names) > room:
        names = [shortened(figure, name, size, room=room / len(names)) for name in names]
    for name, (series, colour) in zip(
        names, coloured_series(spec.series, figure.theme), strict=True
    ):
        stroke = Stroke(12) if spec.kind is ChartKind.BARS else stroke_of(series, figure.theme)
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
        write(figure, left + 84, top, name, size=size, va="top")
        left += 84 + width_of(figure, name, size) + 56
    return LABEL + 48


def _write_labels(figure: Card, axes: Axes, spec: ChartSpec, room: float) -> None:
    """Every label, or every second, third …, so that none touches the next; the last is written.

    Those at the ends are aligned inside the plot, ``room`` pixels wide.
    """
    start, end = axes.get_xlim()
    labels = []
    for at, label in enumerate(spec.labels):
        if word := drawable(label):
            place = (at - start) / (end - start) * room
            width = width_of(figure, word, LABEL)
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
            textcoords="offset points", color=figure.theme.quiet, size=LABEL, va="top",
            annotation_clip=False,
        )  # fmt: skip
