"""Get what the tests need beyond the wheels: a browser. Says plainly what cannot be had."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.browser import find_chromium

PACKAGES = ("chromium", "fonts-noto-color-emoji")
"""The second lets screenshots show what people see."""


def install_chromium() -> None:
    """Debian's package where we may install it, Playwright's build elsewhere."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
            check=False,
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)


def main() -> None:
    if find_chromium() is None:
        install_chromium()
    if find_chromium() is None:
        sys.stderr.write(
            "No browser could be installed: the tests in the browser will be skipped, by name,"
            " at the end of the run.\n"
        )


if __name__ == "__main__":
    main()
