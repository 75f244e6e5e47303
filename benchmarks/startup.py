"""What it costs to import the core and to start the demo, each in a fresh process.

The core (``bot.domain``, ``bot.services``, ``bot.presenters``) must stay far below what importing
aiogram costs: tests, tools and presenters pay it each time.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.support.report import Spread, publish, wants_json
from benchmarks.support.sandboxes import free_port

ROOT = Path(__file__).parent.parent
ROUNDS = 3
STARTS = 2

IMPORTS = {
    "an interpreter alone": "",
    "bot.domain + bot.services + bot.presenters": """
import importlib, pkgutil, bot.domain, bot.services, bot.presenters
for package in (bot.domain, bot.services, bot.presenters):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
""",
    "aiogram": "import aiogram",
    "the whole product (bot.main)": "import bot.main",
}

PROGRAM = """
import sys, time
began = time.perf_counter()
{imports}
elapsed = time.perf_counter() - began
with open("/proc/self/status") as status:
    resident = next(line for line in status if line.startswith("VmRSS"))
print(elapsed, resident.split()[1], "aiogram" in sys.modules)
"""


def import_once(imports: str) -> tuple[float, float, bool]:
    """Seconds of importing, MiB resident after it, and whether aiogram came along."""
    program = PROGRAM.format(imports=imports)
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    elapsed, resident, with_aiogram = output.split()
    return float(elapsed), int(resident) / 1024, with_aiogram == "True"


def seconds_to_ready(folder: Path) -> float:
    """From starting the process until the demo prints its address."""
    command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port())]
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, "--data", str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as demo:
        try:
            assert demo.stdout is not None
            line = demo.stdout.readline()
            elapsed = time.perf_counter() - began
        finally:
            demo.terminate()
    assert "http://" in line, "the demo did not start"
    return elapsed


def main() -> None:
    as_json = wants_json("Import time, memory, and how long the demo takes to be ready.")
    # A first import compiles.
    import_once("import bot.main")
    measured = {
        figure: [import_once(imports) for _ in range(ROUNDS)] for figure, imports in IMPORTS.items()
    }
    rows: list[dict[str, str | int | float | None]] = []
    for figure, results in measured.items():
        seconds = Spread.of([elapsed for elapsed, _, _ in results])
        resident = Spread.of([mebibytes for _, mebibytes, _ in results])
        rows.append(
            {
                "figure": f"import {figure}" if IMPORTS[figure] else figure,
                "seconds": round(seconds.median, 3),
                "min": round(seconds.least, 3),
                "max": round(seconds.most, 3),
                "RSS, MiB": round(resident.median, 1),
                "aiogram in sys.modules": "yes" if results[0][2] else "no",
            }
        )
    with tempfile.TemporaryDirectory() as folder:
        first = [seconds_to_ready(Path(folder) / str(number)) for number in range(STARTS)]
        again = [seconds_to_ready(Path(folder) / str(number)) for number in range(STARTS)]
    for figure, taken in (("demo ready, new", first), ("demo ready, its data kept", again)):
        ready = Spread.of(taken)
        rows.append(
            {
                "figure": figure,
                "seconds": round(ready.median, 3),
                "min": round(ready.least, 3),
                "max": round(ready.most, 3),
                "RSS, MiB": None,
                "aiogram in sys.modules": "yes",
            }
        )
    conditions = {
        "rounds": f"{ROUNDS} imports and {STARTS} starts, each in a fresh process",
        "load": _load(),
    }
    publish("startup", conditions, rows, as_json=as_json)


def _load() -> str:
    """How busy the machine was: start-up times double when others use its cores."""
    return f"{os.getloadavg()[0]:.1f} over the last minute"


if __name__ == "__main__":
    main()
