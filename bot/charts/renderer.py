"""The chart renderer: one thread that draws, and the pictures it drew last."""

import asyncio
import atexit
import os
import shutil
import tempfile
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from bot.presenters.screen import ChartKind, ChartSpec, Series

PICTURES_KEPT = 64
"""A few megabytes at 20-50 kB each; Telegram keeps what was sent, under its ``file_id``."""

_WARM_UP = ChartSpec(
    kind=ChartKind.LINE,
    title="Farolero",
    labels=("1", "2"),
    series=(Series("1", (1, 2)), Series("2", (2, 1), muted=True)),
    decimal_sign=".",
    group_sign=",",
)


class MatplotlibCharts:
    """Draws charts with matplotlib, each once, away from the event loop.

    A single thread imports matplotlib with the first chart and draws them all, one after another.
    """

    def __init__(self) -> None:
        self._pictures: OrderedDict[str, Future[bytes]] = OrderedDict()

    async def __call__(self, spec: ChartSpec) -> bytes:
        """PNG, under 100 kB. Callers who ask for a chart in the making wait for the same one."""
        key = spec.key()
        if key not in self._pictures:
            self._pictures[key] = _worker().submit(_draw, spec)
        self._pictures.move_to_end(key)
        picture = self._pictures[key]
        if len(self._pictures) > PICTURES_KEPT:
            self._pictures.popitem(last=False)
        try:
            # Shielded: a caller who gives up must not cancel the picture for the others.
            return await asyncio.shield(asyncio.wrap_future(picture))
        except Exception:
            self._pictures.pop(key, None)
            raise

    async def on_paper(self, spec: ChartSpec) -> bytes:
        """SVG for a white page; not kept, as a report is made once."""
        return await asyncio.wrap_future(_worker().submit(_draw_on_paper, spec))

    async def warm_up(self) -> None:
        """Import matplotlib and draw once, which takes seconds, before somebody waits for it."""
        await asyncio.wrap_future(_worker().submit(_draw, _WARM_UP))

    async def close(self) -> None:
        """Finish what was asked for."""
        await asyncio.wrap_future(_worker().submit(lambda: None))


@cache
def _worker() -> ThreadPoolExecutor:
    """The one of the process: matplotlib is not thread-safe, and loads its fonts for each thread
    anew, for ever."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")


def _draw(spec: ChartSpec) -> bytes:
    _provide_config_directory()
    # Here and not above: matplotlib costs a second and 60 MiB, and some processes never draw.
    from bot.charts.figure import draw_png  # noqa: PLC0415

    return draw_png(spec)


def _draw_on_paper(spec: ChartSpec) -> bytes:
    _provide_config_directory()
    from bot.charts.figure import draw_svg  # noqa: PLC0415

    return draw_svg(spec)


@cache
def _provide_config_directory() -> None:
    """matplotlib writes its list of fonts when imported; $HOME may be missing or read-only."""
    configured = os.environ.get("MPLCONFIGDIR")
    if configured and os.access(configured, os.W_OK):
        return
    directory = tempfile.mkdtemp(prefix="farolero-charts-")
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    os.environ["MPLCONFIGDIR"] = directory
