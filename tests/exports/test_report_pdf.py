"""The report of a month, read from outside: pages, words, fonts and what lies beyond the edge."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bot.charts.renderer import MatplotlibCharts
from bot.domain.errors import Refusal
from bot.domain.media import MediaProductType
from bot.domain.periods import Period
from bot.exports.legible import legible, reads_from_the_right
from bot.exports.report_fonts import families, glyphs
from bot.exports.report_pdf import MakeMonthReport
from bot.locales import LANGUAGES
from bot.presenters.screen import ChartSpec, PaperChartRenderer
from bot.services.results import MonthReport, Stale
from tests.support.naughty import NAUGHTY_STRINGS
from tests.support.reports import (
    OCTOBER,
    ZONE,
    empty_report,
    huge_report,
    month_report,
    unknown_report,
)

A4 = (595.28, 841.89)


async def draw(spec: ChartSpec) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="100"/>'


async def read(report: MonthReport, draw_chart: PaperChartRenderer = draw) -> PdfReader:
    file = await MakeMonthReport(draw_chart)(report)
    with file.content:
        content = file.content.read()
    assert len(content) == file.size
    return PdfReader(io.BytesIO(content))


def words(pdf: PdfReader) -> str:
    """Everything that is written, on one line, without places to break."""
    text = "\n".join(page.extract_text() for page in pdf.pages)
    return " ".join(text.replace("\u200b", "").split())


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Image.Image]:
    """What is read is drawn, too: so it can be seen where ink is."""
    drawn: list[Image.Image] = []
    real = typst.compile

    def both(main: Path, **options: Any) -> bytes:
        pictures: Any = real(main, **{**options, "format": "png", "ppi": 50})
        drawn.extend(Image.open(io.BytesIO(picture)).convert("L") for picture in pictures)
        return bytes(real(main, **options))

    monkeypatch.setattr(typst, "compile", both)
    return drawn


def in_the_margins(pages: Sequence[Image.Image]) -> list[int]:
    """The numbers of pages with ink at the right, left or lower edge; the cover is all ink."""
    found = []
    for number, page in enumerate(pages[1:], start=2):
        width, height = page.size
        edge = round(15 / 25.4 * 50)
        strips = [
            page.crop((0, 0, edge, height)),
            page.crop((width - edge, 0, width, height)),
            page.crop((0, height - edge // 2, width, height)),
        ]
        if any(min(strip.tobytes()) < 250 for strip in strips):
            found.append(number)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_month_in_every_language(language: str, pages: list[Image.Image]) -> None:
    pdf = await read(month_report(language))
    assert len(pdf.pages) == len(pages) == 7
    assert in_the_margins(pages) == []
    assert all(
        (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=1)
        for page in pdf.pages
    )
    cover, account, audience, posts, reels, stories, about = (
        " ".join(page.extract_text().split()) for page in pdf.pages
    )
    month = {"en": "October 2026", "ru": "Октябрь 2026", "es": "Octubre 2026"}[language]
    assert "@casa.verde" in cover
    assert month in cover
    assert "Casa Verde — plantas y más" in cover
    for number, page in enumerate((account, audience, posts, reels, stories, about), start=2):
        assert month in page
        assert f"{number} / 7" in page
    thousands = {"en": "264,210", "ru": "264 210", "es": "264.210"}[language]
    assert thousands in account
    assert "▼" in account
    assert "Новая коллекция" in posts
    assert "77" in stories
    assert "(likes + comments + saved + shares) / reach" in about
    assert {"en": "Japan", "ru": "Япони", "es": "Japón"}[language] in about
    assert "48" in about
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert month in pdf.metadata.title.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_of_the_audience_says_who_and_when_and_what_nobody_knows(
    language: str,
) -> None:
    pdf = await read(month_report(language))
    page = pdf.pages[2].extract_text().replace("\u200b", "").replace("\u00a0", " ")
    lines = page.splitlines()
    heading, read_on, country, women = {
        "en": ("Audience", "30 Oct 2026", "Uzbekistan", "Women"),
        "ru": ("Аудитория", "30 октября 2026", "Узбекистан", "Женщины"),
        "es": ("Audiencia", "30 oct 2026", "Uzbekistán", "Mujeres"),
    }[language]
    assert heading in lines
    assert read_on in page
    assert "25–34" in page
    assert {"en": "43.0%", "ru": "43,0 %", "es": "43,0 %"}[language] in page
    for name in (country, women, "Москва", "Valencia, Carabobo", "東京"):
        assert name in page
    assert {"en": "12,358", "ru": "12 358", "es": "12.358"}[language] in page
    assert "100" in page
    # Of those who engaged Instagram named nobody of 65 and over, and nobody in Egypt.
    assert sum(line.endswith(" —") for line in lines) == 2


async def test_without_an_audience_there_is_no_page_of_it_and_the_reason_stands_there() -> None:
    text = words(await read(replace(month_report(), audience=[])))
    assert "Gender" not in text
    assert "only from 100 followers on" in text


async def test_of_engaged_people_alone_the_page_tells_of_them_alone() -> None:
    report = month_report()
    engaged = [one for one in report.audience if one.metric.startswith("engaged")]
    page = (await read(replace(report, audience=engaged))).pages[2].extract_text()
    assert "Accounts that engaged" in page.splitlines()
    assert "Women 68.9%" in page
    assert "—" not in page.replace("“—”", "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_charts_are_light_and_sharp_and_speak_the_language(
    language: str, pages: list[Image.Image]
) -> None:
    charts = MatplotlibCharts()
    pdf = await read(month_report(language), charts.on_paper)
    for number, page in enumerate(pages[1:], start=2):
        dark = sum(page.histogram()[:100]) / (page.width * page.height)
        assert dark < 0.06, number
        assert page.histogram()[255] > 0.6 * page.width * page.height, number
    account = pdf.pages[1]
    assert list(account.images) == []
    text = " ".join(account.extract_text().split())
    this_period, by_day = {
        "en": ("This period", "Reach by day"),
        "ru": ("Этот период", "Охват по дням"),
        "es": ("Este periodo", "Alcance por día"),
    }[language]
    assert this_period in text
    assert by_day in text
    assert {"en": "8,000", "ru": "8 000", "es": "8.000"}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_account_of_which_nothing_is_known_has_dashes_and_no_empty_charts(
    language: str, pages: list[Image.Image]
) -> None:
    charts: list[ChartSpec] = []

    async def note(spec: ChartSpec) -> bytes:
        charts.append(spec)
        return await draw(spec)

    pdf = await read(unknown_report(language), note)
    assert charts == []
    account = pdf.pages[1].extract_text()
    assert account.count("—") == 24
    assert "0" not in account.replace("2026", "").replace("30", "").replace("2 / 6", "")
    assert in_the_margins(pages) == []


async def test_an_empty_account_has_no_empty_pages(pages: list[Image.Image]) -> None:
    pdf = await read(empty_report())
    assert len(pdf.pages) == 3
    account = pdf.pages[1].extract_text()
    for heading in ("Account", "Posts", "Reels", "Stories"):
        assert heading in account.splitlines()
    assert in_the_margins(pages) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_huge_numbers_find_room(language: str, pages: list[Image.Image]) -> None:
    charts = MatplotlibCharts()
    text = words(await read(huge_report(language), charts.on_paper)).replace("\u00a0", " ")
    million = {"en": "100M", "ru": "100 млн", "es": "100 M"}[language]
    assert million in text
    assert {"en": "1,215,300,000", "ru": "1 215 300 000", "es": "1.215.300.000"}[language] in text
    assert in_the_margins(pages) == []


async def test_a_table_over_pages_has_its_header_on_each() -> None:
    pdf = await read(month_report(posts=60, reels=0))
    tables = [
        page for page in (one.extract_text() for one in pdf.pages) if "Autumn in the garden" in page
    ]
    assert len(tables) > 1
    assert all("Caption" in page for page in tables)


async def test_of_31_days_unique_numbers_stand_with_their_own_days() -> None:
    text = words(await read(month_report()))
    assert "Reach, 2–31 Oct" in text
    assert "at most 30 days" in text
    september = Period(date(2026, 9, 1), date(2026, 9, 30), ZONE)
    shorter = words(await read(month_report(period=september)))
    assert "Reach, 1" not in shorter
    assert "121,530" in shorter


async def test_every_font_is_embedded_and_part_of_the_text_can_be_found() -> None:
    pdf = await read(month_report())
    fonts = {}
    for page in pdf.pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        for font in resources.get("/Font", DictionaryObject()).values():
            one = font.get_object()
            inner = one["/DescendantFonts"][0].get_object()
            fonts[one["/BaseFont"]] = inner["/FontDescriptor"].keys() & {"/FontFile2", "/FontFile3"}
            assert "/ToUnicode" in one
    assert fonts
    assert all(fonts.values()), fonts
    names = " ".join(fonts)
    for script in ("NotoSans-", "NotoSansCJK", "NotoSansHebrew", "NotoSansArabic", "NotoEmoji"):
        assert script in names
    text = words(pdf)
    assert "新しい植木鉢" in text


@pytest.mark.parametrize("start", range(0, len(NAUGHTY_STRINGS), 130))
async def test_no_naughty_caption_or_name_breaks_a_page(
    start: int, pages: list[Image.Image]
) -> None:
    captions = NAUGHTY_STRINGS[start : start + 130]
    report = month_report(
        posts=len(captions), reels=3, captions=captions, username="a" * 30, name=captions[0]
    )
    pdf = await read(report)
    assert len(pdf.pages) < 25
    assert in_the_margins(pages) == []


@pytest.mark.parametrize(
    "caption",
    ["word " * 440, "x" * 2_200, "🌊" * 1_100, "مرحبا بالعالم " * 150, "你好" * 1_100],
    ids=["words", "one word", "emoji", "arabic", "chinese"],
)
async def test_the_longest_captions_stay_within_their_cells(
    caption: str, pages: list[Image.Image]
) -> None:
    report = month_report(posts=12, reels=12, captions=[caption], name=caption)
    pdf = await read(report)
    assert len(pdf.pages) <= 9
    assert in_the_margins(pages) == []
    assert "…" in words(pdf)


async def test_a_caption_is_no_markup() -> None:
    captions = ["#panic() $x$ *bold* @casa <label> `code` \\u{41} = heading // comment"]
    text = words(await read(month_report(captions=captions)))
    assert captions[0] in text


async def test_a_month_of_nothing_says_so(pages: list[Image.Image]) -> None:
    empty = month_report(posts=0, reels=0, days_with_stories=0)
    pdf = await read(empty)
    text = words(pdf)
    assert text.count("Nothing was published in this time.") == 2
    assert "no story has ended yet" in text
    assert in_the_margins(pages) == []


async def test_without_instagram_it_says_that_numbers_are_the_last_known_ones() -> None:
    report = month_report()
    stale = Stale(Refusal.TRANSIENT)
    shown = replace(report, overview=replace(report.overview, stale=stale))
    assert "could not be asked" in words(await read(shown))


async def test_posts_that_still_count_are_told() -> None:
    report = month_report(made_at=OCTOBER.until + timedelta(hours=1))
    young = sum(one.still_counting(report.made_at) for one in [*report.posts, *report.reels])
    assert young
    assert f"{young} post" in words(await read(report))


async def test_what_instagram_did_not_give_is_a_dash_and_never_summed() -> None:
    report = month_report()
    (blank,) = [one for one in report.posts if one.insights is None]
    assert blank.details.media_product_type is MediaProductType.FEED
    pdf = await read(report)
    row = next(line for line in pdf.pages[3].extract_text().splitlines() if "22 Oct" in line)
    assert "0" not in row.replace("22 Oct", "").replace("20", "")
    assert "—" in pdf.pages[3].extract_text()


async def test_the_file_is_called_by_us() -> None:
    file = await MakeMonthReport(draw)(month_report(username="../../Ünsafe <name>"))
    file.content.close()
    assert file.name == "nsafe-name-report-2026-10.pdf"


def test_the_fonts_have_what_our_languages_and_names_need() -> None:
    assert families()[0] == "Noto Sans"
    wanted = (
        "Az Яё Ññ ¿? Ўғ Қҳ Їґ ğşİ ăș Ệ אב عربي हिन्दी ไทย 日本語 中文 한국어 ქართ ա "
        "▲▼ − — × ❤ 😀 🪴 ☕"
    )
    missing = {one for one in wanted if not one.isspace() and ord(one) not in glyphs()}
    assert missing == set()


def test_a_text_is_made_such_that_a_page_can_hold_it() -> None:
    known = glyphs()
    assert legible("a\n\tb\x00\u202ec", 50, known) == "a bc"
    assert legible("Z" + "\u0300" * 40 + "algo", 50, known) == "Z" + "\u0300" * 3 + "algo"
    long = legible("x" * 60, 100, known)
    assert long.replace("\u200b", "") == "x" * 60
    assert max(map(len, long.split("\u200b"))) <= 8
    family = "👨\u200d👩\u200d👧\u200d👦"
    assert legible(family, 50, known) == family
    assert family in legible(family * 12, 500, known).replace("\u200b", "")
    assert legible("1\ufe0f\u20e3 2\ufe0f\u20e3", 50, known).replace("\ufe0f", "") == "1 2"
    flags = legible("🇺🇿" * 20, 500, known)
    assert flags.replace("\u200b", "") == "🇺🇿" * 20
    assert {len(part) % 2 for part in flags.split("\u200b")} == {0}
    assert len(flags.split("\u200b")) > 2
    assert legible("\U000e0041\ue000ok", 50, known) == "ok"
    assert reads_from_the_right("123 שלום")
    assert not reads_from_the_right("Ana שלום")
