"""The core knows no framework, also not by way of something that it imports."""

import subprocess
import sys

import pytest

FRAMEWORKS = {"aiogram", "aiohttp", "sqlalchemy", "matplotlib", "apscheduler", "taskiq"}

PROGRAM = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("package", ["bot.domain", "bot.services", "bot.presenters", "bot.locales"])
def test_importing_the_whole_room_brings_no_framework(package: str) -> None:
    imported = subprocess.run(
        [sys.executable, "-c", PROGRAM, package], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "bot" in imported
    assert FRAMEWORKS.isdisjoint(imported)
