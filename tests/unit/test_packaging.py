"""What is installed by pip has every file that the product opens, not only its modules."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_file_beside_the_modules_is_package_data() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packaged = {
        path
        for package, patterns in project["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }

    needed = {
        path
        for package in ("bot", "migrations")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert {path.suffix for path in needed} >= {".ftl", ".html", ".css", ".js", ".svg"}
    assert needed - packaged == set()
