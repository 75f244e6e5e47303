"""Charts are drawn once, in a thread of their own, and need no home directory."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.charts.renderer import MatplotlibCharts, _worker
from bot.presenters.screen import ChartRenderer, ChartSpec, Series


@pytest.fixture
async def charts() -> AsyncIterator[MatplotlibCharts]:
    charts = MatplotlibCharts()
    yield charts
    await charts.close()


async def test_it_is_a_chart_renderer(charts: MatplotlibCharts, week: ChartSpec) -> None:
    renderer: ChartRenderer = charts
    assert (await renderer(week)).startswith(b"\x89PNG\r\n")


async def test_a_chart_that_was_drawn_is_answered_while_the_thread_is_busy(
    charts: MatplotlibCharts, week: ChartSpec
) -> None:
    drawn = await charts(week)
    gate = threading.Event()
    _worker().submit(gate.wait)
    try:
        assert await charts(replace(week)) is drawn
    finally:
        gate.set()


async def test_a_chart_in_the_making_is_shared_and_outlives_a_caller_who_gives_up(
    charts: MatplotlibCharts, week: ChartSpec
) -> None:
    gate = threading.Event()
    _worker().submit(gate.wait)
    async with asyncio.TaskGroup() as group:
        impatient = group.create_task(charts(week))
        patient = [group.create_task(charts(week)) for _ in range(2)]
        await asyncio.sleep(0)
        impatient.cancel()
        gate.set()
    assert impatient.cancelled()
    assert patient[0].result() is patient[1].result()


async def test_the_picture_not_asked_for_longest_makes_room(
    charts: MatplotlibCharts, week: ChartSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.charts.renderer.PICTURES_KEPT", 2)
    first, second, third = (replace(week, title=title) for title in ("1", "2", "3"))
    kept, dropped = await charts(first), await charts(second)
    await charts(first)
    await charts(third)
    assert await charts(first) is kept
    again = await charts(second)
    assert again == dropped
    assert again is not dropped


async def test_the_event_loop_runs_while_a_chart_is_drawn(
    charts: MatplotlibCharts, week: ChartSpec
) -> None:
    turns = 0
    async with asyncio.TaskGroup() as group:
        drawing = group.create_task(charts(week))
        while not drawing.done():
            await asyncio.sleep(0)
            turns += 1
    assert turns > 5


async def test_a_chart_that_cannot_be_drawn_says_so_each_time_and_stops_no_other(
    charts: MatplotlibCharts, week: ChartSpec
) -> None:
    endless = replace(week, series=(Series("reach", (float("inf"),) * 7),))
    for _ in range(2):
        with pytest.raises(OverflowError):
            await charts(endless)
    assert await charts(week)


async def test_two_renderers_draw_in_one_thread_with_fonts_that_are_loaded_once(
    charts: MatplotlibCharts, week: ChartSpec
) -> None:
    await charts(week)
    fonts = _fonts_open()
    assert fonts
    other = MatplotlibCharts()
    await other(week)
    await other.close()
    assert _fonts_open() == fonts


def _fonts_open() -> list[str]:
    return sorted(name for name in _open_files() if name.endswith(".ttf"))


def _open_files() -> list[str]:
    """Files may be closed while one looks."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(descriptor.readlink()))
    return found


def test_matplotlib_comes_with_the_first_chart_needs_no_home_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    program = """
import asyncio, sys
from bot.charts.renderer import MatplotlibCharts

async def main():
    charts = MatplotlibCharts()
    assert "matplotlib" not in sys.modules
    await charts.warm_up()
    assert "matplotlib" in sys.modules
    assert "matplotlib.pyplot" not in sys.modules
    await charts.close()

asyncio.run(main())
"""
    environment = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=environment | {"HOME": "/dev/null", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
