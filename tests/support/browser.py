"""Which browser the tests drive, and how it is started."""

import shutil
from pathlib import Path

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Root in a container needs no-sandbox; the others keep a browser from calling home."""


def find_chromium() -> str | None:
    """Debian's chromium, or the one that Playwright installed."""
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    if system:
        return system
    installed = Path.home().glob(".cache/ms-playwright/chromium-*/chrome-*/chrome")
    return next((str(path) for path in sorted(installed, reverse=True)), None)
