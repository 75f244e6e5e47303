"""What is in the picture: gaps, dots, dashes, labels, and only what the font can draw."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

from bot.charts.card import PAPER
from bot.charts.figure import build_figure, draw_png, draw_svg
from bot.charts.glyphs import drawable
from bot.presenters.screen import ChartKind, ChartSpec, Series

WITH_AXES = [ChartKind.LINE, ChartKind.LIFE_CURVE, ChartKind.BARS]


def line_of(axes: Axes, series: Series) -> Line2D:
    (line,) = (line for line in axes.get_lines() if line.get_label() == series.label)
    return line


def points_of(line: Line2D) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A row (x, y) for each."""
    return np.asarray(line.get_xydata(), dtype=np.float64)


def dots_of(axes: Axes) -> set[tuple[float, float]]:
    return {
        (x, y)
        for line in axes.get_lines()
        if line.get_marker() == "o"
        for x, y in points_of(line).tolist()
    }


def words_of(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("name", ["week", "quarter", "story_life", "bars"])
def test_a_chart_is_a_small_opaque_png_that_telegram_takes_as_a_photo(
    name: str, request: pytest.FixtureRequest
) -> None:
    png = draw_png(request.getfixturevalue(name))
    assert len(png) < 100_000
    with Image.open(BytesIO(png)) as image:
        image.load()
        assert image.format == "PNG"
        # Telegram: width and height together at most 10 000, ratio at most 20.
        assert image.size == (1600, 1000)
        assert not image.has_transparency_data


def test_the_same_spec_gives_the_same_bytes(week: ChartSpec) -> None:
    assert draw_png(week) == draw_png(replace(week))


def test_a_missing_day_is_a_gap_and_a_zero_is_not(week: ChartSpec) -> None:
    series = Series("reach", (120, 130, None, 0, 0, 95, 160))
    (axes,) = build_figure(replace(week, series=(series,))).axes
    drawn = points_of(line_of(axes, series))[:, 1]
    np.testing.assert_array_equal(drawn, [120, 130, np.nan, 0, 0, 95, 160])


def test_a_gap_and_a_zero_look_different(week: ChartSpec) -> None:
    gap = replace(week, series=(Series("reach", (5, 5, 5, None, 5, 5, 5)),))
    zero = replace(week, series=(Series("reach", (5, 5, 5, 0, 5, 5, 5)),))
    assert draw_png(gap) != draw_png(zero)


def test_a_day_between_two_missing_ones_is_a_dot(week: ChartSpec) -> None:
    series = Series("reach", (7, None, 150, None, 80, 90, None))
    (axes,) = build_figure(replace(week, series=(series,))).axes
    assert dots_of(axes) == {(0, 7), (2, 150), (5, 90)}, "the lone ones and the last"


def test_the_last_known_value_is_written(week: ChartSpec) -> None:
    series = Series("reach", (700, 1200, 1500, 80, 90, 12_345, None))
    (axes,) = build_figure(replace(week, series=(series,))).axes
    assert "12\u00a0345" in words_of(axes)


def test_two_lines_that_end_close_together_keep_their_numbers_apart(week: ChartSpec) -> None:
    came, left = (
        Series("came", (10, 20, 30, 40, 50, 60, 71)),
        Series("left", (5, 9, 8, 7, 4, 60, 70)),
    )
    figure = build_figure(replace(week, series=(came, left), note="net"))
    higher, lower = (text for text in figure.axes[0].texts if text.get_text() in {"71", "70"})
    assert not higher.get_window_extent().overlaps(lower.get_window_extent())


def test_the_life_curve_joins_the_looks_and_marks_each(story_life: ChartSpec) -> None:
    (axes,) = build_figure(story_life).axes
    looks = [(4, 290), (8, 455), (12, 560), (16, 655), (20, 731), (23, 771)]
    assert points_of(line_of(axes, story_life.series[0])).tolist() == [list(look) for look in looks]
    assert dots_of(axes) == set(looks)


def test_a_life_with_one_known_look_is_a_dot_with_its_value_on_a_stem(
    story_life: ChartSpec,
) -> None:
    views, reach = Series("views", (None, 1290, None)), Series("reach", (None, 1210, None))
    spec = replace(story_life, labels=("5 min", "1 h", "4 h"), series=(views, reach))
    (axes,) = build_figure(spec).axes
    assert dots_of(axes) == {(1, 1290), (1, 1210)}
    assert {"1,290", "1,210"} <= set(words_of(axes))
    stems = [stem.get_segments()[0].tolist() for stem in axes.findobj(LineCollection)]
    assert sorted(stems) == [[[1, 1210], [1, 0]], [[1, 1290], [1, 0]]]
    start, end = axes.get_xlim()
    assert (start, end) == (-0.5, 2.5), "no dot sits on the edge of the plot"


@pytest.mark.parametrize("name", ["week", "quarter", "story_life", "bars"])
def test_the_smallest_words_can_be_read_where_the_picture_is_a_quarter_as_wide(
    name: str, request: pytest.FixtureRequest
) -> None:
    figure = build_figure(request.getfixturevalue(name))
    sizes = [float(text.get_fontsize()) / 4 for text in figure.findobj(Text) if text.get_text()]
    assert min(sizes) >= 11


def test_the_period_before_is_thinner_and_paler_and_fades_among_many_points(
    week: ChartSpec, quarter: ChartSpec
) -> None:
    looks = []
    for spec in (week, quarter):
        (axes,) = build_figure(spec).axes
        now, before = (line_of(axes, series) for series in spec.series)
        assert before.get_linewidth() < now.get_linewidth()
        assert (before.get_alpha() or 1) < (now.get_alpha() or 1)
        looks.append((before.get_linewidth(), before.get_alpha() or 1))
    assert looks[1] < looks[0]


def test_a_missing_bar_is_a_dash_and_a_zero_is_written(bars: ChartSpec) -> None:
    (axes,) = build_figure(bars).axes
    heights = [bar.get_height() for bar in axes.containers[0]]
    assert heights == [1200, 900, 0, 1420, 2210, 1780]
    assert words_of(axes).count("—") == 1
    assert "0" in words_of(axes)


def test_of_many_bars_the_missing_ones_are_gaps_as_their_dashes_would_look_like_a_line(
    bars: ChartSpec,
) -> None:
    month = replace(
        bars, labels=("",) * 31, series=(Series("a", (900, None, None, 1200, *(None,) * 27)),)
    )
    (axes,) = build_figure(month).axes
    assert len(axes.containers[0]) == 2
    assert "—" not in words_of(axes)


@pytest.mark.parametrize("name", ["week", "quarter", "story_life", "bars"])
def test_on_paper_a_chart_is_light_without_pixels_and_its_words_are_words(
    name: str, request: pytest.FixtureRequest
) -> None:
    spec: ChartSpec = request.getfixturevalue(name)
    svg = draw_svg(spec).decode()
    assert "<image" not in svg
    assert drawable(spec.title)[:20] in svg
    assert "'Noto Sans'" in svg
    assert draw_svg(replace(spec)).decode() == svg
    figure = build_figure(spec, PAPER)
    figure.savefig(raw := BytesIO(), format="rgba")
    picture = Image.frombytes("RGBA", (1600, 1000), raw.getvalue()).convert("L")
    assert picture.getpixel((5, 5)) == 255
    assert picture.histogram()[255] > 0.5 * 1600 * 1000


def test_on_paper_lines_and_words_have_enough_contrast() -> None:
    for colour in (*PAPER.colours, PAPER.text, PAPER.quiet):
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in to_rgb(colour)
        )
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert 1.05 / (luminance + 0.05) >= 4.5, colour


@pytest.mark.parametrize("kind", WITH_AXES)
@pytest.mark.parametrize(
    "series",
    [(), (Series("a", (None,) * 7),), (Series("a", (None,) * 7), Series("b", (None,) * 7, True))],
)
def test_without_any_number_the_plot_says_so(
    week: ChartSpec, kind: ChartKind, series: tuple[Series, ...]
) -> None:
    (axes,) = build_figure(replace(week, kind=kind, series=series)).axes
    assert "—" in words_of(axes)
    assert draw_png(replace(week, kind=kind, series=series))


@pytest.mark.parametrize("kind", WITH_AXES)
@pytest.mark.parametrize("values", [(4812,), (0,), (-3,), (None,), ()])
def test_one_day_or_none_can_be_drawn(
    week: ChartSpec, kind: ChartKind, values: tuple[float | None, ...]
) -> None:
    spec = replace(week, kind=kind, labels=("22",) * len(values), series=(Series("a", values),))
    assert draw_png(spec)


def test_the_legend_appears_with_the_second_series(week: ChartSpec) -> None:
    now, before = week.series
    both = [text.get_text() for text in build_figure(week).texts]
    one = [text.get_text() for text in build_figure(replace(week, series=(now,))).texts]
    assert {now.label, before.label} <= set(both)
    assert one == [week.title]


@pytest.mark.parametrize("name", ["week", "quarter", "story_life", "bars"])
def test_nothing_that_is_written_overlaps_or_leaves_the_card(
    name: str, request: pytest.FixtureRequest
) -> None:
    spec: ChartSpec = request.getfixturevalue(name)
    figure = build_figure(spec)
    figure.savefig(BytesIO(), format="rgba")
    texts = [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]
    boxes = [text.get_window_extent() for text in texts]
    labels = [text for text in texts if text.get_text() in spec.labels]
    assert 3 <= len(labels) <= 7
    assert labels[0].get_text() == [label for label in spec.labels if label][-1]
    for index, box in enumerate(boxes):
        assert 0 <= box.x0 < box.x1 <= 1600
        assert 0 <= box.y0 < box.y1 <= 1000
        for text, other in zip(texts[:index], boxes[:index], strict=True):
            assert not box.overlaps(other), (texts[index].get_text(), text.get_text())


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        ("🔥 Fuego 👨‍👩‍👧", "Fuego"),
        ("日本 Ёжик ñandú", "Ёжик ñandú"),
        ("two\nlines\tand tabs", "two lines and tabs"),
        ("❤\ufe0f love", "❤ love"),
        ("שלום", "שלום"),
        ("👍", ""),
    ],
)
def test_only_what_the_font_has_is_drawn(given: str, drawn: str) -> None:
    assert drawable(given) == drawn


def test_odd_words_are_drawn_as_they_are_without_a_warning(week: ChartSpec) -> None:
    odd = "🔥 _casa_ $\\x$ שלום مرحبا 日本 "
    spec = replace(
        week,
        title=odd * 9,
        note=odd * 9,
        labels=(odd,) * 7,
        series=tuple(replace(series, label=odd) for series in week.series),
    )
    title = build_figure(spec).texts[0].get_text()
    assert title.startswith("_casa_ $\\x$")
    assert title.endswith("…")
    assert draw_png(spec)
