"""Get what tests need beyond wheels: browser, Redis, promtool, words; say what is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.browser import find_chromium
from tests.support.wordlists import WORDLISTS

BROWSER = ("chromium", "fonts-noto-color-emoji")
"""The second lets screenshots show what people see."""
REDIS = ("redis-server",)
WORDS = ("wfuzz",)
"""Its lists only: the program needs more, and is not run."""
PROMETHEUS = ("prometheus",)
"""Only its ``promtool`` is used."""


def may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(packages: Iterable[str]) -> None:
    """Debian's packages. Their servers are not started: each test starts its own."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1", **os.environ}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )


def install_chromium() -> None:
    """Debian's package where we may install it, Playwright's build elsewhere."""
    if may_install():
        install(BROWSER)
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)


def main() -> None:
    if shutil.which("redis-server") is None and may_install():
        install(REDIS)
    if shutil.which("redis-server") is None:
        sys.stderr.write(
            "There is no redis-server: the tests with Redis will be skipped, by name, at the end of"
            " the run.\n"
        )
    if not WORDLISTS.is_dir() and may_install():
        install(WORDS)
    if not WORDLISTS.is_dir():
        sys.stderr.write(
            "There are no word lists of wfuzz: the test with them will be skipped, by name, at the"
            " end of the run.\n"
        )
    if shutil.which("promtool") is None and may_install():
        install(PROMETHEUS)
    if shutil.which("promtool") is None:
        sys.stderr.write(
            "There is no promtool: the tests of metrics and alert rules will be skipped, by name,"
            " at the end of the run.\n"
        )
    if find_chromium() is None:
        install_chromium()
    if find_chromium() is None:
        sys.stderr.write(
            "No browser could be installed: the tests in the browser will be skipped, by name,"
            " at the end of the run.\n"
        )


if __name__ == "__main__":
    main()
