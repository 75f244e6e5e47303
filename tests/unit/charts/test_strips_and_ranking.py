"""Cells of hours and weekdays, and bars of people: readable words, honest colours."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL import Image

from bot.charts.card import MARGIN, WIDTH
from bot.charts.figure import build_figure, draw_png
from bot.presenters.screen import ChartKind, ChartSpec, Series

BANDS = ("0–4", "4–8", "8–12", "12–16", "16–20", "20–24")
DAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")


@pytest.fixture
def strips() -> ChartSpec:
    return ChartSpec(
        kind=ChartKind.STRIPS,
        title="Рилсы: лучшее время, @casa.verde",
        labels=(),
        series=(
            Series(
                "× от обычного по часам, время: Ташкент",
                (None, 0.7, 0.9, 1.0, 1.6, 1.1),
                words=("—", "0,7×", "0,9×", "1,0×", "1,6×", "1,1×"),
                notes=("n=2", "n=9", "n=11", "n=14", "n=23", "n=9"),
                labels=BANDS,
                marked=4,
            ),
            Series(
                "× от обычного по дням недели",
                (1.0, 0.8, 1.4, 1.0, 1.1, 0.9, 1.0),
                muted=True,
                words=("1,0×", "0,8×", "1,4×", "1,0×", "1,1×", "0,9×", "1,0×"),
                notes=("n=10",) * 7,
                labels=DAYS,
            ),
        ),
        decimal_sign=",",
        group_sign="\u00a0",
    )


@pytest.fixture
def ranking() -> ChartSpec:
    return ChartSpec(
        kind=ChartKind.RANKING,
        title="Подписчики по странам, @casa.verde",
        labels=("Испания", "Соединенные Штаты", "Боливарианская Республика Венесуэла и ещё", "X"),
        series=(
            Series("", (6000.0, 3000.0, 60.0, 0.0), words=("66,2 %", "33,1 %", "0,7 %", "0,0 %")),
        ),
        decimal_sign=",",
        group_sign="\u00a0",
    )


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.texts]


def cells(figure: Figure) -> list[FancyBboxPatch]:
    return [one for one in figure.get_children() if isinstance(one, FancyBboxPatch)]


def bars(figure: Figure) -> list[float]:
    """Widths of those in the colour of the series, in pixels."""
    return [
        one.get_width()
        for one in figure.get_children()
        if isinstance(one, Rectangle) and to_hex(one.get_facecolor()) == "#ffb84d"
    ]


def saturation(cell: FancyBboxPatch) -> float:
    colour = to_rgb(cell.get_facecolor())
    return max(colour) - min(colour)


@pytest.mark.parametrize("name", ["strips", "ranking"])
def test_telegram_takes_it_and_the_same_spec_gives_the_same_bytes(
    name: str, request: pytest.FixtureRequest
) -> None:
    spec: ChartSpec = request.getfixturevalue(name)
    png = draw_png(spec)
    assert len(png) < 100_000
    assert png == draw_png(replace(spec))
    with Image.open(BytesIO(png)) as image:
        assert image.size == (1600, 1000)


@pytest.mark.parametrize("name", ["strips", "ranking"])
def test_no_word_leaves_the_card_and_none_is_too_small(
    name: str, request: pytest.FixtureRequest
) -> None:
    """A quarter of it is what a phone shows: 9 pixels are the least that one can read."""
    figure = build_figure(request.getfixturevalue(name))
    for text in figure.texts:
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= WIDTH
        assert box.y0 >= 0
        assert float(text.get_fontsize()) >= 40


def test_every_cell_has_its_words_and_only_the_lead_has_a_frame(strips: ChartSpec) -> None:
    figure = build_figure(strips)
    written = texts(figure)
    for series in strips.series:
        for words in (series.words, series.notes, series.labels):
            assert set(words) <= set(written)
    assert len(cells(figure)) == 13
    assert [cell.get_linewidth() > 0 for cell in cells(figure)].index(True) == 4
    assert sum(cell.get_linewidth() > 0 for cell in cells(figure)) == 1


def test_what_may_be_chance_has_hardly_any_colour(strips: ChartSpec) -> None:
    hours, weekdays = cells(build_figure(strips))[:6], cells(build_figure(strips))[6:]
    assert saturation(hours[4]) > 0.35, "a real lead glows"
    assert max(saturation(cell) for cell in weekdays) < 0.2, "the same lead by chance does not"


def test_words_of_neighbouring_cells_do_not_touch(strips: ChartSpec) -> None:
    wide = replace(
        strips.series[1], words=("12,5×",) * 7, notes=("n=1 234",) * 7, labels=("Miércoles",) * 7
    )
    figure = build_figure(replace(strips, series=(wide,)))
    for kind in (wide.words, wide.notes, wide.labels):
        boxes = [text.get_window_extent() for text in figure.texts if text.get_text() == kind[0]]
        assert len(boxes) == 7
        assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_bars_are_as_long_as_the_numbers_say(ranking: ChartSpec) -> None:
    longest, second, small, nothing = bars(build_figure(ranking))
    assert second == pytest.approx(longest / 2)
    assert small == pytest.approx(longest / 100, abs=1)
    assert 0 < nothing < 5, "a 0 is a thin line"


def test_long_names_are_cut_and_meet_no_bar(ranking: ChartSpec) -> None:
    figure = build_figure(ranking)
    (cut,) = (text for text in figure.texts if text.get_text().endswith("…"))
    starts = [one.get_x() for one in figure.get_children() if isinstance(one, Rectangle)]
    assert MARGIN < cut.get_window_extent().x1 < min(start for start in starts if start > 0)
    assert "Соединенные Штаты" in texts(figure)


def test_a_ranking_of_nothing_is_a_dash(ranking: ChartSpec) -> None:
    assert "—" in texts(build_figure(replace(ranking, labels=(), series=(Series("", ()),))))
