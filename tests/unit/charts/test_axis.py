"""The value axis is round, holds every value, and its numbers read in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.axis import NumberStyle, axis_for

NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-(10.0**6), 10.0**6).map(lambda x: round(x, 3))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0, 21), (0, 10, 20, 30)),
        ((120, 800), (0, 200, 400, 600, 800)),
        ((0, 0), (0, 1, 2, 3, 4)),
        ((1, 2), (0, 1, 2)),
        ((0.3, 0.1), (0, 0.1, 0.2, 0.3)),
        ((-12, 29), (-20, 0, 20, 40)),
        ((4812,), (0, 2000, 4000, 6000)),
    ],
)
def test_starts_at_zero_with_few_round_ticks(
    values: tuple[float, ...], ticks: tuple[float, ...]
) -> None:
    assert axis_for(values, from_zero=False).ticks == pytest.approx(ticks)


def test_large_and_close_numbers_are_looked_at_closely_unless_zero_must_show() -> None:
    followers = (12_310, 12_333, 12_346)
    assert axis_for(followers, from_zero=False).ticks == (12_310, 12_320, 12_330, 12_340, 12_350)
    assert axis_for(followers, from_zero=True).bottom == 0


def test_a_flat_line_of_large_numbers_runs_through_the_middle() -> None:
    axis = axis_for((12_346, 12_346), from_zero=False)
    assert axis.bottom < 12_346 < axis.top


@given(st.lists(NUMBERS, min_size=1, max_size=9), st.booleans())
def test_every_value_lies_on_the_axis_and_no_two_ticks_read_alike(
    values: list[float], from_zero: bool
) -> None:
    axis = axis_for(values, from_zero=from_zero)
    assert axis.bottom <= min(values) + axis.step * 1e-6
    assert axis.top >= max(values) - axis.step * 1e-6
    assert 2 <= len(axis.ticks) <= 5
    style = NumberStyle.of(axis, ".", ",")
    assert len({style.tick(value) for value in axis.ticks}) == len(axis.ticks)


@pytest.mark.parametrize(
    ("values", "ticks", "last", "written"),
    [
        ((0, 80_000), "0 20.000 40.000 60.000 80.000", 64_210, "64.210"),
        ((0, 190_000), "0 50k 100k 150k 200k", 116_730, "116,7k"),
        ((0, 1_900_000), "0 0,5M 1,0M 1,5M 2,0M", 1_234_567, "1,23M"),
        # Shortened, these would all be 2,00M.
        ((2_000_000, 2_000_030), "2.000.000 2.000.010 2.000.020 2.000.030", 2e6, "2.000.000"),
        ((1.5, 7.1), "0 2 4 6 8", 7.126, "7,13"),
        ((-30, 10), "−30 −20 −10 0 10", -12, "−12"),
    ],
)  # fmt: skip
def test_numbers_carry_the_signs_of_the_language(
    values: tuple[float, ...], ticks: str, last: float, written: str
) -> None:
    axis = axis_for(values, from_zero=False)
    style = NumberStyle.of(axis, ",", ".")
    assert " ".join(style.tick(value) for value in axis.ticks) == ticks
    assert style.value(last) == written


def test_large_numbers_are_shortened_as_the_language_does() -> None:
    axis = axis_for((0, 190_000), from_zero=False)
    style = NumberStyle.of(axis, ",", " ", " тыс.", " млн")
    assert [style.tick(value) for value in axis.ticks][-1] == "200 тыс."
    axis = axis_for((0, 1_900_000), from_zero=False)
    assert NumberStyle.of(axis, ",", " ", " тыс.", " млн").value(1_234_567) == "1,23 млн"
