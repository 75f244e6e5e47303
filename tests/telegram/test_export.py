"""``/export`` in the chat: by buttons in place, and by words."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.locales import LANGUAGES
from bot.presenters.actions import (
    ExportEverything,
    ExportNumbers,
    ExportReport,
    OpenExportFormats,
    OpenExportKinds,
    OpenExportSpans,
    OpenReports,
)
from bot.presenters.export_request import asked_for
from bot.presenters.speech import Speech
from tests.sandbox.telegram.conftest import ANNA
from tests.support.people import listed
from tests.telegram.conftest import World
from tests.telegram.test_conversation import labels, link
from tests.telegram.test_privacy import documents, fetch
from tests.unit.presenters.results import TASHKENT


async def publish_yesterday(world: World) -> None:
    now = world.clock.now()
    async with world.database.transaction() as work:
        (linked,) = await work.accounts.linked_to(ANNA)
        post = listed("post", timestamp=now - timedelta(days=1))
        await work.media.save_page(linked.account.id, [post], now)


async def tapped(
    world: World, shown: dict[str, Any], label: str, words: str = ""
) -> dict[str, Any]:
    """The same message once the tap has made it say so: what is slow says that first."""

    def same(messages: list[dict[str, Any]]) -> dict[str, Any]:
        return next(one for one in messages if one["message_id"] == shown["message_id"])

    await world.tap(shown, label)

    def holds(messages: list[dict[str, Any]]) -> bool:
        text = same(messages)["text"]
        return text != shown["text"] and words in text

    return same(await world.until(ANNA, holds))


async def test_buttons_lead_in_place_to_a_file_below(world: World) -> None:
    async with world.polling():
        await link(world)
        await publish_yesterday(world)
        menu = await world.say("/export")
        assert len(labels(menu)) == 5, "four choices, and back"
        for label, words in (
            ("📊 Numbers as a table", ""),
            ("Posts", ""),
            ("7 days", ""),
            ("XLSX: Excel, Numbers, LibreOffice", "Your file is below"),
        ):
            menu = await tapped(world, menu, label, words)
            assert len(labels(menu)) <= 6
            assert labels(menu)[-1] == "⟵ Back"
        (sent,) = await documents(world)
        content = await fetch(world, sent)
    assert sent["document"]["file_name"].startswith("ana-posts-2026-")
    assert sent["document"]["file_name"].endswith(".xlsx")
    assert "1 row" in sent["caption"]
    assert "48 hours" in sent["caption"]
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A2"].value == "post"


async def test_words_after_the_command_say_it_all(world: World) -> None:
    async with world.polling():
        await link(world)
        await publish_yesterday(world)
        last = await world.say("/export csv Posts 28d")
        (sent,) = await documents(world)
        nothing = await world.say("/export stories 7d csv")
        unknown = await world.say("/export <b>everything</b> & more")
        half = await world.say("/export reels 90d")
    assert last["document"], "nothing below it speaks of a file below"
    assert sent["document"]["file_name"].endswith(".csv")
    assert "I keep nothing of this" in nothing["text"]
    assert "<b>everything</b> & more" in unknown["text"]
    assert "/export posts 28d xlsx" in unknown["text"]
    assert "In which form?" in half["text"]


async def test_a_report_is_sent_as_a_document(world: World) -> None:
    async with world.polling():
        await link(world)
        menu = await world.say("/export report")
        month = labels(menu)[1]
        assert len(labels(menu)) <= 6
        await tapped(world, menu, month, "Your file is below")
        (sent,) = await documents(world)
        pdf = PdfReader(io.BytesIO(await fetch(world, sent)))
        none = await world.say("/export report 2099-01")
    assert sent["document"]["file_name"].startswith("ana-report-2026-")
    assert sent["document"]["file_name"].endswith(".pdf")
    assert len(pdf.pages) == 3
    assert "no complete day yet" in none["text"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "action"),
    [
        (
            "posts 28d xlsx",
            ExportNumbers(ExportKind.POSTS, ExportSpan.FOUR_WEEKS, ExportFormat.XLSX),
        ),
        ("JSON all Days", ExportNumbers(ExportKind.DAYS, ExportSpan.EVERYTHING, ExportFormat.JSON)),
        ("audience 7", OpenExportFormats(ExportKind.AUDIENCE, ExportSpan.WEEK)),
        ("stories", OpenExportSpans(ExportKind.STORIES)),
        ("xlsx", OpenExportKinds()),
        ("lastmonth reels", OpenExportFormats(ExportKind.REELS, ExportSpan.LAST_MONTH)),
        ("report", OpenReports()),
        ("pdf 2026-10", ExportReport("2026-10")),
        ("zip", ExportEverything()),
        ("2026-13", None),
        ("posts tomorrow", None),
        ("=cmd|' /C calc'!A0", None),
    ],
)
def test_words_are_understood_in_any_order(words: str, action: object, language: str) -> None:
    assert asked_for(words, Speech(language, TASHKENT)) == action


def test_kinds_are_understood_in_the_persons_language() -> None:
    assert asked_for("публикации 7d", Speech("ru", TASHKENT)) == OpenExportFormats(
        ExportKind.POSTS, ExportSpan.WEEK
    )
