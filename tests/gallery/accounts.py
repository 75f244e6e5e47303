"""The start, accounts, and how their links are."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.accounts import LinkState
from bot.domain.story_coverage import Coverage
from bot.presenters import (
    accounts,
    home,
    status,
)
from bot.services.results import (
    Home,
    Unlinked,
    UnlinkQuestion,
)
from tests.gallery.builders import (
    Make,
    an_account,
    linked,
)
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW


def at_home(state: State) -> Home:
    other = replace(results.account("studio.norte", 2_410), id=2)
    broken = results.linked_account(LinkState.NEEDS_RELINK, other)
    return Home(results.person(), [linked(state), broken])


def _agency(state: State) -> Home:
    """More accounts than one page shows."""
    others = [
        results.linked_account(of=replace(results.account(f"client.{number:02}"), id=number))
        for number in range(2, 16)
    ]
    return Home(results.person(), [linked(state), *others])


def accounts_of(state: State) -> Mapping[str, Make]:
    """An account among others."""
    instagram_account = an_account(state)
    return {
        "welcome": lambda speech: home.screen(Home(results.person(), []), speech),
        "home": lambda speech: home.screen(at_home(state), speech),
        "accounts": lambda speech: accounts.screen(at_home(state), speech),
        "a page of accounts": lambda speech: accounts.screen(_agency(state), speech, 1),
        "unlink question": lambda speech: accounts.unlink_question(
            UnlinkQuestion(instagram_account, 31, 1, False), speech
        ),
        "unlinked": lambda speech: accounts.unlinked(Unlinked(instagram_account, True), speech),
        "status": lambda speech: status.screen(
            results.status(
                results.account_status(
                    linked=linked(state),
                    coverage=Coverage(NOW.date().replace(day=1), 96, 2, 3, 1, 4, []),
                )
            ),
            speech,
        ),
    }
