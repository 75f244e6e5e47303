"""The words to the operator: plain, without anybody's name, and with a run-book behind each."""

import re
from datetime import timedelta

import pytest

from bot.domain.operator_alerts import OperatorAlert
from bot.locales import LANGUAGES
from bot.presenters import operator
from bot.presenters.speech import Speech
from tests.gallery.operator import alerts
from tests.support.source import ROOT
from tests.unit.presenters.results import NOW, TASHKENT

RUN_BOOK = (ROOT / operator.RUN_BOOK).read_text()


@pytest.mark.parametrize("kind", OperatorAlert)
def test_the_run_book_has_a_heading_for_each_kind_and_its_message_names_it(
    kind: OperatorAlert,
) -> None:
    assert RUN_BOOK.count(f"\n### {kind}\n") == 1
    for language in LANGUAGES:
        text = alerts()[f"operator {kind}"](Speech(language, TASHKENT)).text
        assert text.endswith(f"docs/operate.md#{kind}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_alerts_are_plain_text_of_a_few_lines(language: str) -> None:
    for name, make in alerts().items():
        screen = make(Speech(language, TASHKENT))
        assert not re.search("[<>&]", screen.text), name
        assert 2 <= len(screen.text.splitlines()) <= 4 or name.endswith(", over"), name
        assert (screen.buttons, screen.has_picture) == ((), False)


def test_a_repetition_says_how_often_and_since_when() -> None:
    screen = operator.alert(
        OperatorAlert.ROWS_SET_ASIDE,
        ["capture", "outbox"],
        Speech("en", TASHKENT),
        count=4,
        more=1,
        since=NOW - timedelta(hours=1),
        again=4,
        over=False,
    )
    first, where, again, _ = screen.text.splitlines()
    assert first == "⚠️ 4 rows of work failed again and again and were set aside."
    assert where == "Where: capture, outbox and 1 more"
    assert again.startswith("It happened 4 times more since I told you last. It began ")
    assert again.endswith("(Asia/Tashkent).")
