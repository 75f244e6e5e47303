"""What waits for its hour as JSON comes back as it was."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presenters import digest
from bot.presenters.actions import OpenHome
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.results import Digest, DigestOfAll
from bot.telegram.screen_json import from_json, to_json
from tests.unit.presenters.digest_results import digests, digests_of_a_month, digests_of_all
from tests.unit.presenters.results import TASHKENT

SPEECH = Speech("en", TASHKENT)


def there_and_back(screen: Screen) -> Screen:
    return from_json(json.loads(json.dumps(to_json(screen))))


def rows(screen: Screen) -> list[Sequence[Button]]:
    return [list(row) for row in screen.buttons]


@given(digests | digests_of_a_month() | digests_of_all)
def test_every_digest_comes_back(result: Digest | DigestOfAll) -> None:
    screen = digest.message(result, SPEECH)
    back = there_and_back(screen)
    assert (back.text, back.chart, rows(back)) == (screen.text, screen.chart, rows(screen))
    assert back.chart is None or screen.chart is None or back.chart.key() == screen.chart.key()


@given(st.sampled_from(Style))
def test_every_kind_of_button_comes_back(style: Style) -> None:
    buttons = [
        [Button("Go", action=OpenHome(), style=style), Button("There", url="https://example.com/")],
        [Button("Copy", copy_text="abc")],
    ]
    assert there_and_back(Screen("Hello", buttons)) == Screen("Hello", buttons)


def test_what_would_be_lost_on_the_way_is_refused() -> None:
    with pytest.raises(ValueError, match="only"):
        to_json(Screen("Hello", toast="Done"))


@pytest.mark.parametrize(
    "of_another_version",
    [
        {},
        {"text": "Hello", "buttons": [[{"text": "Go", "action": "zz:1"}]], "chart": None},
        {"text": "Hello", "buttons": [[{"text": "Go", "colour": "red"}]], "chart": None},
        {"text": "Hello", "buttons": [], "chart": {"kind": "pie"}},
    ],
)
def test_what_another_version_wrote_is_told_from_what_can_be_read(
    of_another_version: dict[str, object],
) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(of_another_version)
