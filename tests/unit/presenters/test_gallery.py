"""The gallery shows every screen there is, and each as it may be sent."""

import pytest

from bot.locales import LANGUAGES
from tests.gallery.screens import of_an_account, without_data
from tests.gallery.states import NORMAL, STATES, State
from tests.unit.presenters.test_every_screen import SCREENS, SPEECHES, check


def test_no_screen_is_missing_in_it() -> None:
    shown = {*of_an_account(NORMAL), *without_data()}
    assert set(SCREENS) <= shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES, ids=[state.name for state in STATES])
def test_each_can_be_sent(state: State, language: str) -> None:
    for make in [*of_an_account(state).values(), *without_data().values()]:
        check(make(SPEECHES[language]))
