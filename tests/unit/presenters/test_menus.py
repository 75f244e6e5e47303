"""Few choices a screen, short pages, and a way back: over every screen of the gallery."""

import pytest

from bot.locales import LANGUAGES
from bot.presenters.actions import OpenHome, OpenOverview, OpenStatus
from bot.presenters.buttons import back
from bot.presenters.screen import Button, Screen
from tests.gallery.screens import of_an_account, without_data
from tests.gallery.states import NORMAL, STATES
from tests.support.menus import (
    DIALS,
    MOST,
    WITHOUT_BACK,
    choices,
    entries,
    leads_back,
    room_in_a_row_of,
    width,
)
from tests.unit.presenters.test_every_screen import SPEECHES

EN = SPEECHES["en"]
EVERY = {
    **{(state.name, name): make for state in STATES for name, make in of_an_account(state).items()},
    **{("", name): make for name, make in without_data().items()},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_asks_at_most_five_questions(language: str) -> None:
    speech = SPEECHES[language]
    asked = {of: choices(make(speech), speech) for of, make in EVERY.items()}
    assert {of: many for of, many in asked.items() if len(many) > MOST} == {}


def test_a_page_has_at_most_five_entries_unless_it_is_a_dial() -> None:
    longest = {of: entries(make(EN), EN) for of, make in EVERY.items()}
    assert {name for (_, name), count in longest.items() if count > MOST} <= set(DIALS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_are_not_cut_on_a_phone(language: str) -> None:
    """People's own words (names, topics) and those of places may be."""
    speech = SPEECHES[language]
    ordinary = {**of_an_account(NORMAL), **without_data()}
    cut = {
        (name, button.text)
        for name, make in ordinary.items()
        if name != "cities"
        for row in make(speech).buttons
        for button in row
        if width(button.text) > room_in_a_row_of(len(row))
    }
    assert cut == set()


def test_the_last_row_leads_back_wherever_there_is_somewhere_to_go() -> None:
    ends = {name for (_, name), make in EVERY.items() if not leads_back(make(EN), EN)}
    assert ends == set(WITHOUT_BACK)
    assert set(DIALS) <= {*of_an_account(NORMAL), *without_data()}


def test_what_counts_as_a_choice() -> None:
    week, month = Button("7", action=OpenOverview(7)), Button("28", action=OpenOverview(28))
    elsewhere = Button("Open", url="https://example.com")
    screen = Screen("x", [[week, month], [elsewhere], [Button("Status", action=OpenStatus())]])
    assert choices(screen, EN) == {"OpenOverview", "OpenStatus"}
    assert not leads_back(screen, EN)
    with_back = Screen("x", [*screen.buttons, back(EN, OpenHome())])
    assert choices(with_back, EN) == {"OpenOverview", "OpenStatus"}
    assert leads_back(with_back, EN)
    six = Screen("x", [[Button(str(days), action=OpenOverview(days)) for days in range(6)]])
    assert entries(six, EN) == 6
