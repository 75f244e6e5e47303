"""Chart specifications like those that people see."""

import math

import pytest

from bot.presenters.screen import ChartKind, ChartSpec, Series

NO_BREAK_SPACE = "\u00a0"


def noisy(length: int, middle: int, swing: int) -> tuple[float, ...]:
    """Up and down through the weeks, no two days alike."""
    return tuple(
        round(middle + swing * (math.sin(day * 0.9) + math.sin(day * day)) / 2)
        for day in range(length)
    )


@pytest.fixture
def week() -> ChartSpec:
    return ChartSpec(
        kind=ChartKind.LINE,
        title="@casa.verde · охват по дням",
        labels=tuple(f"{day} нояб." for day in range(16, 23)),
        series=(
            Series("7 дней до 22 ноября", noisy(7, 3100, 900)),
            Series("7 дней до этого", noisy(7, 2900, 900), muted=True),
        ),
        decimal_sign=",",
        group_sign=NO_BREAK_SPACE,
    )


@pytest.fixture
def quarter() -> ChartSpec:
    """The heaviest that a person can ask for."""
    return ChartSpec(
        kind=ChartKind.LINE,
        title="@un.nombre.bastante.largo.aqui · visualizaciones por día",
        labels=tuple(f"{day % 30 + 1} nov" for day in range(90)),
        series=(
            Series("90 días hasta el 22 de noviembre", noisy(90, 64_000, 60_000)),
            Series("90 días antes", noisy(90, 50_000, 50_000)[::-1], muted=True),
        ),
        decimal_sign=",",
        group_sign=".",
        note="Datos de las 09:00; Meta puede añadir más durante 48 h",
    )


@pytest.fixture
def story_life() -> ChartSpec:
    """A slot for each hour; seven looks, the first too early for numbers."""
    looks = {4: 290, 8: 455, 12: 560, 16: 655, 20: 731, 23: 771}
    return ChartSpec(
        kind=ChartKind.LIFE_CURVE,
        title="Story, 22 Nov 09:12 · reach",
        labels=tuple(f"{hour} h" if hour % 4 == 0 else "" for hour in range(25)),
        series=(Series("reach", tuple(looks.get(hour) for hour in range(25))),),
        decimal_sign=".",
        group_sign=",",
    )


@pytest.fixture
def bars() -> ChartSpec:
    return ChartSpec(
        kind=ChartKind.BARS,
        title="Охват историй по дням",
        labels=("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
        series=(Series("охват", (1200, 900, None, 0, 1420, 2210, 1780)),),
        decimal_sign=",",
        group_sign=NO_BREAK_SPACE,
    )
