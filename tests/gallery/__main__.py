"""Renders every screen in the chat page: ``make gallery``, or ``python -m tests.gallery [DIR]``.

Each screen is sent by the bot's own renderer over HTTP to the sandbox, shown by its chat page at
the width of a phone, and pictured: ``DIR/<language>/<screen>-<state>.png``. Of each screen one
small sheet is made: an ordinary account in all languages side by side, and below, in English, all
other states. ``--docs`` pictures ordinary accounts only, and keeps their sheets in the docs.
"""

import argparse
import asyncio
import io
import re
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import ClientSession, web
from PIL import Image, ImageDraw
from playwright.async_api import Browser, Page, ViewportSize

from bot.charts.contact_sheet import KeptPictures
from bot.charts.renderer import MatplotlibCharts
from bot.domain.secret import Secret
from bot.locales import LANGUAGES
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.sandbox.app import Sandbox
from bot.services.share_pace import Pace
from bot.storage.engine import open_database
from bot.storage.migrating import migrate
from bot.telegram.render import Renderer
from bot.telegram.sender import Sender
from bot.telegram.session import make_bot
from tests.gallery.builders import Make
from tests.gallery.screens import of_an_account, without_data
from tests.gallery.states import NORMAL, STATES, State
from tests.support.browser import chromium
from tests.support.clock import FrozenClock
from tests.support.databases import KEYRING
from tests.unit.presenters.results import NOW, TASHKENT

PHONE: ViewportSize = {"width": 400, "height": 900}
SCALE = 1.5
FIRST_CHAT = 700_000_001
MESSAGES_AT_ONCE = 10
"""More do not fit the largest picture that the browser takes."""
SHEET_QUALITY = 60
SHEET_SCALE = 0.5
GAP = 12
PAPER = (222, 228, 235)
HEADING = """# Every screen

As the sandbox's chat page shows it at the width of a phone, in English, Russian and Spanish. Made
by `python -m tests.gallery --docs`; `make gallery` pictures each for seven kinds of accounts, from
one without anything to one without a single number.
"""
NO_DATA = State("")
ORDINARY = (NORMAL, NO_DATA)
SHADES = ((214, 137, 94), (94, 137, 214), (120, 170, 110), (200, 120, 160), (150, 130, 190))


@dataclass(frozen=True)
class Shown:
    """One screen to be pictured."""

    language: str
    state: State
    name: str
    make: Make

    @property
    def file(self) -> str:
        return f"{self.language}/{_file_name(f'{self.name} {self.state.name}'.strip())}.png"


def _file_name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower())


def everything() -> Iterator[Shown]:
    for language in LANGUAGES:
        for state in STATES:
            for name, make in of_an_account(state).items():
                yield Shown(language, state, name, make)
        for name, make in without_data().items():
            yield Shown(language, NO_DATA, name, make)


async def take(wanted: Sequence[Shown], directory: Path) -> None:
    """A picture of each, in files below ``directory``."""
    async with _telegram() as (renderer, address), chromium() as browser:
        for number, some in enumerate(_by_chat(wanted)):
            chat_id = FIRST_CHAT + number
            await _person(address, chat_id, some[0])
            messages = []
            for shown in some:
                screen = _with_our_pictures(shown.make(Speech(shown.language, TASHKENT)))
                messages.append((await renderer.send(chat_id, screen)).message_id)
            pictures = await _pictures(browser, f"{address}/chat?user={chat_id}", messages)
            for shown, picture in zip(some, pictures, strict=True):
                path = directory / shown.file
                path.parent.mkdir(parents=True, exist_ok=True)
                picture.save(path)


def _by_chat(wanted: Sequence[Shown]) -> Iterator[Sequence[Shown]]:
    """As many as fit one picture of a browser; a person has one language."""
    for language in LANGUAGES:
        of_it = [shown for shown in wanted if shown.language == language]
        for start in range(0, len(of_it), MESSAGES_AT_ONCE):
            yield of_it[start : start + MESSAGES_AT_ONCE]


async def _person(address: str, chat_id: int, shown: Shown) -> None:
    """Somebody who has started the bot, so that it may write."""
    async with ClientSession() as session:
        body = {"id": chat_id, "first_name": "Ana", "language_code": shown.language}
        for path, content in (
            ("/sandbox/telegram/users", body),
            (f"/sandbox/telegram/users/{chat_id}/messages", {"text": "/start"}),
        ):
            async with session.post(address + path, json=content) as answer:
                answer.raise_for_status()


def _with_our_pictures(screen: Screen) -> Screen:
    """Telegram would fetch the https ones itself, and nothing is there."""
    if screen.picture_url is None:
        return screen
    return replace(screen, picture_url=screen.picture_url.replace("https://", "http://"))


async def _pictures(
    browser: Browser, url: str, message_ids: Sequence[int]
) -> Sequence[Image.Image]:
    """One picture of the whole chat, cut into its messages: far quicker than one of each."""
    page = await browser.new_page(viewport=PHONE, device_scale_factor=SCALE)
    await page.goto(url)
    await page.get_by_test_id("chat").first.click()
    await _settled(page, len(message_ids))
    height = await page.evaluate("document.getElementById('messages').offsetHeight")
    await page.set_viewport_size({"width": PHONE["width"], "height": height + PHONE["height"]})
    whole = Image.open(io.BytesIO(await page.screenshot()))
    cut = []
    for message_id in message_ids:
        message = page.locator(f'[data-testid="message"][data-message-id="{message_id}"]')
        box = await message.locator(".content").bounding_box()
        assert box is not None
        left, top = box["x"] * SCALE, box["y"] * SCALE
        right, bottom = left + box["width"] * SCALE, top + box["height"] * SCALE
        cut.append(whole.crop((round(left), round(top), round(right), round(bottom))))
    await page.close()
    return cut


async def _settled(page: Page, count: int) -> None:
    """All messages are there, and their photos are loaded."""
    await page.wait_for_function(
        """count => {
          const found = document.querySelectorAll('[data-testid="message"][data-from="bot"]');
          const photos = [...document.querySelectorAll('.photo img')];
          photos.forEach(one => { one.loading = 'eager'; });
          return found.length >= count && photos.every(one => one.complete && one.naturalWidth);
        }""",
        arg=count,
        timeout=120_000,
    )


@asynccontextmanager
async def _telegram() -> AsyncIterator[tuple[Renderer, str]]:
    """The sandbox, and the bot's renderer that sends to it without having to wait its turn."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite+aiosqlite:///{folder}/gallery.db"
        await migrate(database_url)
        clock = FrozenClock(NOW)
        database = open_database(database_url, clock, KEYRING)
        sandbox = Sandbox(None, seed=1, start=NOW)
        runner = web.AppRunner(sandbox.application())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        address = f"http://{host}:{port}"
        bot = make_bot(Secret(sandbox.credentials.bot_token), f"{address}/telegram")
        charts = MatplotlibCharts()
        elapsed = 0.0

        async def wait(seconds: float) -> None:
            nonlocal elapsed
            elapsed += seconds

        pace = Pace(database, clock, lambda: elapsed, wait)
        kept = KeptPictures(_slides)
        try:
            yield (
                Renderer(Sender(bot, pace), charts, _photo, kept),
                address,
            )
        finally:
            await charts.close()
            await bot.session.close()
            await runner.cleanup()
            await database.close()


async def _photo(url: str) -> bytes:
    """What stands for a post's or a story's picture."""
    return _drawn(sum(url.encode()), (1080, 1080))


async def _slides(story_ids: Collection[int]) -> Mapping[int, bytes]:
    return {story_id: _drawn(story_id, (540, 960)) for story_id in story_ids}


def _drawn(seed: int, size: tuple[int, int]) -> bytes:
    """A quiet picture that cannot be mistaken for a number of ours."""
    picture = Image.new("RGB", size, SHADES[seed % len(SHADES)])
    pen = ImageDraw.Draw(picture)
    width, height = size
    for ring in range(5):
        shade = SHADES[(seed + ring + 1) % len(SHADES)]
        inset = ring * width // 11
        pen.ellipse((inset, height // 4 + inset, width - inset, height - inset), fill=shade)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


# Sheets ------------------------------------------------------------------------------------------


def make_sheets(wanted: Sequence[Shown], pictures: Path, sheets: Path) -> None:
    """One small picture a screen, and a page that shows them all."""
    sheets.mkdir(parents=True, exist_ok=True)
    for old in sheets.glob("*.webp"):
        old.unlink()
    for name in dict.fromkeys(shown.name for shown in wanted):
        mine = [shown for shown in wanted if shown.name == name]
        first = [shown for shown in mine if shown.state in ORDINARY]
        others = [shown for shown in mine if shown not in first and shown.language == "en"]
        rows = [row for row in (first, others) if row]
        sheet = _sheet([[Image.open(pictures / shown.file) for shown in row] for row in rows])
        sheet.save(sheets / f"{_file_name(name)}.webp", quality=SHEET_QUALITY, method=6)

    names = sorted({_file_name(shown.name) for shown in wanted})
    shown_all = "\n".join(f"## {name}\n\n![{name}]({name}.webp)\n" for name in names)
    (sheets / "README.md").write_text(f"{HEADING}\n{shown_all}")


def _sheet(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    small = [[_small(picture) for picture in row] for row in rows]
    width = max(sum(one.width + GAP for one in row) for row in small) + GAP
    height = sum(max(one.height for one in row) + GAP for row in small) + GAP
    sheet = Image.new("RGB", (width, height), PAPER)
    top = GAP
    for row in small:
        left = GAP
        for one in row:
            sheet.paste(one, (left, top))
            left += one.width + GAP
        top += max(one.height for one in row) + GAP
    return sheet


def _small(picture: Image.Image) -> Image.Image:
    size = (round(picture.width * SHEET_SCALE), round(picture.height * SHEET_SCALE))
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery")
    parser.add_argument("directory", nargs="?", type=Path, default=Path("build/gallery"))
    parser.add_argument("--only", default="", help="screens whose names contain this")
    parser.add_argument("--docs", action="store_true", help="write docs/gallery anew, too")
    asked = parser.parse_args()
    wanted = [
        shown
        for shown in everything()
        if asked.only in shown.name and (not asked.docs or shown.state in ORDINARY)
    ]
    asyncio.run(take(wanted, asked.directory))
    sheets = Path("docs/gallery") if asked.docs else asked.directory / "sheets"
    make_sheets(wanted, asked.directory, sheets)


if __name__ == "__main__":
    main()
