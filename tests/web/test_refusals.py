"""What a person reads in the chat when linking did not work: each case in its own words."""

import pytest

from bot.domain.accounts import LANGUAGES
from bot.domain.errors import BotError
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.link_refusals import (
    LinkDenied,
    LinkExpired,
    LinkGaveUp,
    LinkInterrupted,
    LinkPending,
    LinkUsed,
    MissingPermissions,
    NotProfessional,
    TooManyAttempts,
    WrongPerson,
)
from bot.telegram.refusals import refusal_screen
from bot.web.language import UTC_ZONE
from tests.support.clock import START
from tests.support.product import INSIGHTS

REFUSALS: list[BotError] = [
    LinkDenied("…"),
    LinkExpired("…"),
    LinkUsed("…"),
    WrongPerson("…"),
    MissingPermissions(frozenset({INSIGHTS})),
    NotProfessional("leo.at.home"),
    TooManyAttempts(START),
    LinkInterrupted("…"),
    LinkGaveUp("…"),
    LinkPending(START),
]


def screen(error: BotError, language: str) -> Screen:
    return refusal_screen(error, Speech(language, UTC_ZONE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_case_has_its_own_words_and_a_way_on(language: str) -> None:
    screens = [screen(error, language) for error in REFUSALS]

    assert len({str(each.text) for each in screens}) == len(REFUSALS)
    assert all(each.buttons for each in screens)


@pytest.mark.parametrize(
    "error",
    [error for error in REFUSALS if not isinstance(error, TooManyAttempts | LinkPending)],
    ids=repr,
)
def test_whoever_may_try_again_is_offered_to(error: BotError) -> None:
    connect = screen(LinkExpired("…"), "en").buttons[0]
    shown = screen(error, "en")

    assert connect in shown.buttons
