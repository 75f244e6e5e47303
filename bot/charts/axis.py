"""The value axis: where its ticks lie and how its numbers are written."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

MOST_STEPS = 4
"""At most five gridlines: more cannot be read on a phone."""


@dataclass(frozen=True)
class Axis:
    """From ``first * step`` to ``last * step``, a tick on every step."""

    first: int
    last: int
    step: float

    @property
    def bottom(self) -> float:
        return self.first * self.step

    @property
    def top(self) -> float:
        return self.last * self.step

    @property
    def ticks(self) -> tuple[float, ...]:
        return tuple(index * self.step for index in range(self.first, self.last + 1))


def axis_for(values: Sequence[float], *, from_zero: bool) -> Axis:
    """The finest round axis that holds all ``values`` (at least one).

    It starts at 0, unless the values are large and close, as follower counts are, and
    ``from_zero`` does not insist: from 0, such a line would be flat.
    """
    low, high = min(values), max(values)
    whole = all(float(value).is_integer() for value in values)
    if not from_zero and len(values) > 1 and low >= 100 and high - low < high / 10:
        least = 4 if whole else high / 1000
        widen = max(0.0, least - (high - low)) / 2
        low, high = low - widen, high + widen
    else:
        low, high = min(low, 0), max(high, 0)
        if low == high:
            high = MOST_STEPS
    for step in _round_steps((high - low) / MOST_STEPS, whole=whole):
        # A billionth of a step forgives binary fractions: 0.3 / 0.1 is just below 3.
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= MOST_STEPS:
            return Axis(first, last, step)
    raise AssertionError("the steps grow without end")


def _round_steps(least: float, *, whole: bool) -> Iterator[float]:
    """1, 2, 2.5, 5, 10, 20 … from about ``least`` on; only whole ones if ``whole``."""
    for exponent in count(math.floor(math.log10(least))):
        for factor in (1, 2, 2.5, 5):
            step = factor * 10.0**exponent
            if not whole or step.is_integer():
                yield step


@dataclass(frozen=True)
class NumberStyle:
    """Numbers of one axis, all in one unit, with the signs of the reader's language.

    Full below 100 000, then in thousands (120k, 120 тыс.) or millions (1.2M, 1,2 млн);
    full also where shortening would make neighbouring ticks look the same.
    """

    unit: int
    decimals: int
    decimal_sign: str
    group_sign: str
    suffix: str = ""

    @classmethod
    def of(
        cls,
        axis: Axis,
        decimal_sign: str,
        group_sign: str,
        thousand: str = "k",
        million: str = "M",
    ) -> "NumberStyle":
        largest = max(abs(axis.bottom), abs(axis.top))
        unit = 1 if largest < 100_000 else 1_000 if largest < 1_000_000 else 1_000_000
        if _decimals(axis.step / unit) > 2:
            unit = 1
        suffix = {1: "", 1_000: thousand, 1_000_000: million}[unit]
        return cls(unit, _decimals(axis.step / unit), decimal_sign, group_sign, suffix)

    def tick(self, value: float) -> str:
        return self._write(value, self.decimals) if value else "0"

    def value(self, value: float) -> str:
        """A number in the picture: more exact than the ticks, at most 2 decimals."""
        most = 2 if self.unit == 1 else min(2, self.decimals + 1)
        shown = round(value / self.unit, most)
        return self._write(value, _decimals(shown)) if shown else "0"

    def _write(self, value: float, decimals: int) -> str:
        digits = f"{abs(value) / self.unit:,.{decimals}f}".translate(
            {ord(","): self.group_sign, ord("."): self.decimal_sign}
        )
        return f"{'−' if value < 0 else ''}{digits}{self.suffix}"


def _decimals(number: float) -> int:
    """How many decimals it takes to write ``number``."""
    return next(
        places for places in count() if math.isclose(number, round(number, places), rel_tol=1e-9)
    )
