"""Series as lines: their strokes, what lies below them, and the last value beside each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from bot.charts.axis import Axis, NumberStyle
from bot.charts.card import LOWEST_PLOT, MOST_POINTS_APART, VALUE, Theme
from bot.presenters.screen import ChartKind, ChartSpec, Series

_Pattern = Literal["solid"] | tuple[float, tuple[float, ...]]
"""Of a line, as matplotlib takes it."""


@dataclass(frozen=True)
class Stroke:
    width: float
    alpha: float = 1
    pattern: _Pattern = "solid"


def stroke_of(series: Series, theme: Theme) -> Stroke:
    crowded = len(series.values) > MOST_POINTS_APART
    if series.muted:
        if crowded:
            return Stroke(4 * theme.stroke, 0.6)
        return Stroke(7 * theme.stroke, 0.85, (0, (2.2, 1.6)))
    return Stroke((8 if crowded else 12) * theme.stroke)


def draw_lines(
    axes: Axes, spec: ChartSpec, axis: Axis, style: NumberStyle, theme: Theme
) -> list[str]:
    """Answers the numbers that were written to the right of the plot."""
    ends: list[tuple[float, int, str]] = []
    for series, colour in coloured_series(spec.series, theme):
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
        stroke = stroke_of(series, theme)
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
            axes.vlines(
                *known[0], axis.bottom, color=colour, linewidth=stroke.width, alpha=theme.glow
            )
        dots = known if spec.kind is ChartKind.LIFE_CURVE else _alone(series.values)
        if not series.muted:
            if axis.bottom == 0:
                _fill_below(axes, points, axis, colour, theme)
            dots = [*dots, known[-1]]
            ends.append((known[-1][1], known[-1][0], colour))
        if dots:
            axes.plot(
                *zip(*dots, strict=True),
                linestyle="none",
                marker="o",
                markersize=2 * stroke.width if series.muted else theme.dot,
                markerfacecolor=colour,
                markeredgecolor=theme.ground,
                markeredgewidth=4,
                zorder=front + 1,
                clip_on=False,
            )
    return _write_ends(axes, ends, axis, style, theme)


def _write_ends(
    axes: Axes, ends: Sequence[tuple[float, int, str]], axis: Axis, style: NumberStyle, theme: Theme
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
            zorder=5, **_apart(theme),
        )  # fmt: skip
    return written


def _apart(theme: Theme) -> dict[str, Any]:
    """What keeps words readable above lines."""
    if theme.shapes_only:
        return {"bbox": {"facecolor": theme.ground, "edgecolor": "none", "pad": 0}}
    return {"path_effects": [withStroke(linewidth=10, foreground=theme.ground)]}


def _fill_below(
    axes: Axes, points: Sequence[tuple[float, float]], axis: Axis, colour: str, theme: Theme
) -> None:
    """A glow that fades towards 0, or an even tint."""
    ats, values = zip(*points, strict=True)
    if theme.shapes_only:
        axes.fill_between(ats, values, color=colour, alpha=theme.glow, linewidth=0)
        return
    area = axes.fill_between(ats, values, color="none")
    glow = axes.imshow(
        [[(*to_rgb(colour), theme.glow * step / 255)] for step in range(256)],
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


def coloured_series(all_series: Sequence[Series], theme: Theme) -> list[tuple[Series, str]]:
    """Muted ones are grey, the others take their colours in turn."""
    coloured = []
    taken = 0
    for series in all_series:
        colour = theme.colours[taken % len(theme.colours)]
        coloured.append((series, theme.muted if series.muted else colour))
        taken += not series.muted
    return coloured
