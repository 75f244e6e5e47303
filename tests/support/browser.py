"""Which browser the tests drive, and how it is started."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

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


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless browser; where none can be had, the test says so by name."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no browser: apt install chromium, or playwright install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable, args=CHROMIUM_ARGUMENTS
        )
        try:
            yield browser
        finally:
            await browser.close()
