"""The list of accounts, switching between them, and letting go."""

from dataclasses import replace

import pytest

from bot.domain.accounts import LinkState
from bot.domain.errors import HistoryOnly, Refusal
from bot.locales import LANGUAGES
from bot.presenters import accounts, errors, home, overview, stale, status
from bot.presenters.actions import (
    Action,
    AskUnlink,
    InviteToChat,
    OpenAccounts,
    OpenStatus,
    StartLinking,
    SwitchAccount,
    SwitchOverview,
    Unlink,
)
from bot.presenters.screen import Screen, Style
from bot.presenters.speech import Speech
from bot.services.ports import LinkedAccount
from bot.services.results import Home, Stale, Unlinked, UnlinkQuestion
from tests.support.html import visible_text
from tests.unit.presenters.results import NOW, TASHKENT, account, linked_account, person
from tests.unit.presenters.results import overview as an_overview
from tests.unit.presenters.results import status as a_status

EN = Speech("en", TASHKENT)


def told(screen: Screen) -> str:
    return visible_text(screen.text).replace("\u00a0", " ")


def actions(screen: Screen) -> list[Action]:
    return [button.action for row in screen.buttons for button in row if button.action]


def linked(number: int, state: LinkState = LinkState.ACTIVE) -> LinkedAccount:
    of = replace(account(f"account.{number}"), id=number)
    return linked_account(state, of)


def home_with(*linked_accounts: LinkedAccount, current: int = 1) -> Home:
    return Home(replace(person(), current_account_id=current), linked_accounts)


def switches(screen: Screen) -> list[int]:
    return [one.account_id for one in actions(screen) if isinstance(one, SwitchAccount)]


def test_five_accounts_stand_on_a_page_and_the_current_one_is_on_the_first_shown() -> None:
    twelve = home_with(*(linked(number) for number in range(1, 13)), current=7)
    screen = accounts.screen(twelve, EN)
    assert switches(screen) == [6, 7, 8, 9, 10]
    assert "✓ @account.7" in [button.text for row in screen.buttons for button in row]
    assert "Page 2 of 3" in told(screen)
    assert [one for one in actions(screen) if isinstance(one, OpenAccounts)] == [
        OpenAccounts(0),
        OpenAccounts(2),
    ]
    assert switches(accounts.screen(twelve, EN, 2)) == [11, 12]
    assert switches(accounts.screen(twelve, EN, 99)) == [11, 12]


def test_up_to_five_accounts_are_not_leafed_through() -> None:
    screen = accounts.screen(home_with(*(linked(number) for number in range(1, 6))), EN)
    assert switches(screen) == [1, 2, 3, 4, 5]
    assert "Page" not in told(screen)
    assert not [one for one in actions(screen) if isinstance(one, OpenAccounts)]


def test_what_can_be_done_goes_for_the_current_account() -> None:
    several = home_with(linked(1), linked(2), current=2)
    assert [one for one in actions(accounts.screen(several, EN)) if isinstance(one, AskUnlink)] == [
        AskUnlink(2)
    ]


def test_the_way_to_a_group_gives_place_to_the_arrows_and_is_a_command_there() -> None:
    few = accounts.screen(home_with(linked(1), linked(2), current=2), EN)
    assert InviteToChat(2) in actions(few)
    assert "/here" not in told(few)
    many = accounts.screen(home_with(*(linked(number) for number in range(1, 8)), current=2), EN)
    assert not [one for one in actions(many) if isinstance(one, InviteToChat)]
    assert "Show @account.2 in a group: /here" in told(many)
    kept = home_with(*(linked(number, LinkState.UNLINKED) for number in range(1, 8)), current=2)
    assert "/here" not in told(accounts.screen(kept, EN))


def test_the_health_of_the_links_is_one_tap_from_the_accounts_and_back() -> None:
    for state in LinkState:
        screen = accounts.screen(home_with(linked(1, state)), EN)
        assert OpenStatus() in actions(screen)
    assert OpenStatus() not in actions(accounts.screen(home_with(current=0), EN))
    assert actions(status.screen(a_status(), EN))[-1] == OpenAccounts()


def test_a_kept_history_is_marked_and_can_be_linked_again_or_deleted() -> None:
    screen = accounts.screen(home_with(linked(1), linked(2, LinkState.UNLINKED), current=2), EN)
    assert "1 linked account\n" in told(screen)
    assert "🗂 @account.2 · not linked, history kept since 23 Nov 2025" in told(screen)
    assert {StartLinking(), AskUnlink(2)} <= set(actions(screen))
    assert "🗑 Delete history" in [button.text for row in screen.buttons for button in row]


def test_a_history_alone_is_the_current_account_and_says_that_it_is_kept() -> None:
    kept = home_with(linked(3, LinkState.UNLINKED), current=0)
    assert kept.current is not None
    screen = home.screen(kept, EN)
    assert "@account.3 is not linked; its history is kept" in told(screen)
    assert actions(screen)[0] == StartLinking()


def test_a_linked_account_comes_before_a_kept_one_where_nothing_was_chosen() -> None:
    current = home_with(linked(3, LinkState.UNLINKED), linked(4), current=0).current
    assert current is not None
    assert current.account.id == 4


def test_unlinking_asks_with_three_choices_and_what_each_means() -> None:
    screen = accounts.unlink_question(UnlinkQuestion(account(), 42, 0, kept=False), EN)
    assert actions(screen) == [Unlink(1, keep=True), Unlink(1), OpenAccounts()]
    assert screen.buttons[1][0].style is Style.DANGER
    assert screen.buttons[0][0].style is None
    assert "Keep the history: 42 captured stories" in told(screen)
    assert "Delete everything:" in told(screen)
    assert "my access to Instagram is deleted at once" in told(screen)


def test_while_others_are_linked_there_is_no_history_to_keep_alone() -> None:
    screen = accounts.unlink_question(UnlinkQuestion(account(), 42, 2, kept=False), EN)
    assert actions(screen) == [Unlink(1), OpenAccounts()]
    assert "2 more people are linked" in told(screen)
    assert "link again and you see everything" in told(screen)


def test_deleting_a_history_asks_first() -> None:
    screen = accounts.unlink_question(UnlinkQuestion(account(), 1, 0, kept=True), EN)
    assert told(screen).startswith("🗑 Delete the history of @casa.verde?")
    assert "1 captured story, whose numbers cannot be read again" in told(screen)
    assert actions(screen) == [Unlink(1), OpenAccounts()]


def test_after_unlinking_it_is_said_whether_the_history_stays() -> None:
    kept = told(accounts.unlinked(Unlinked(account(), kept=True), EN))
    assert "its history stays for you under /accounts" in kept
    assert "history" not in told(accounts.unlinked(Unlinked(account(), kept=False), EN))


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_a_kept_history_are_not_said_to_be_broken(language: str) -> None:
    speech = Speech(language, TASHKENT)
    kept = stale.stale_line(Stale(Refusal.TOKEN, unlinked=True), NOW, speech)
    assert speech.plain("stale-unlinked") in visible_text(kept)
    assert speech.plain("stale-link-broken") not in visible_text(kept)


def test_a_digest_of_a_kept_history_leads_to_linking_again() -> None:
    assert actions(errors.screen(HistoryOnly("x"), EN))[0] == StartLinking()


def test_the_overview_switches_to_the_next_account_in_turn() -> None:
    def others(*ids: int, current: int) -> list[Action]:
        result = an_overview(account=replace(account(), id=current))
        screen = overview.screen(result, EN, overview.FOLLOWERS, [linked(number) for number in ids])
        return [one for one in actions(screen) if isinstance(one, SwitchOverview | OpenAccounts)]

    assert others(1, current=1) == []
    assert others(1, 2, current=2) == [SwitchOverview(1, 7, "followers")]
    assert others(1, 2, 3, current=2) == [SwitchOverview(3, 7, "followers"), OpenAccounts()]
    assert others(1, 2, 3, current=3) == [SwitchOverview(1, 7, "followers"), OpenAccounts()]
