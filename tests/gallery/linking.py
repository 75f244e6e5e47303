"""From the first word to the linked account, and what can go another way."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.presenters import (
    broken_link,
    example,
    linking,
)
from bot.services.results import (
    BrokenLink,
    CaughtUp,
    FirstSync,
    Home,
    Linked,
    LinkInvitation,
)
from tests.gallery.builders import (
    Make,
    an_account,
    lost_story,
    story,
)
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import ASKED, NOW


def linking_of(state: State) -> Mapping[str, Make]:
    """What is told of an account."""
    instagram_account, moment = an_account(state), NOW - timedelta(hours=1)
    broken = BrokenLink(instagram_account, moment, 3, NOW + timedelta(hours=5), moment, False, NOW)
    caught_up = CaughtUp(
        instagram_account,
        since=NOW - timedelta(hours=9),
        until=NOW,
        alive=[story(state, 1)],
        finished=[story(state, 2)],
        partial=[],
        lost=[lost_story()],
        posts=2,
        own_link=True,
        now=NOW,
    )
    told = Linked(*(instagram_account, frozenset(ASKED), ASKED, 3, False, results.subscription()))
    return {
        "linked": lambda speech: linking.linked(told, speech),
        "linked, zone guessed": lambda speech: linking.linked(
            replace(told, zone_guessed=True), speech
        ),
        "linked while posts are read": lambda speech: linking.linked(
            replace(told, sync=FirstSync(60, state.media)), speech
        ),
        "linked while Instagram pauses": lambda speech: linking.linked(
            replace(told, sync=FirstSync(60, state.media, NOW + timedelta(hours=1))), speech
        ),
        "linked and cut off": lambda speech: linking.linked(
            replace(told, sync=FirstSync(60, state.media, cut_off=True)), speech
        ),
        "link broken": lambda speech: broken_link.alarm(broken, "460", speech),
        "link broken, for a group": lambda speech: broken_link.group_alarm(
            state.username, state.real_name, "https://t.me/farolero_bot?start=accounts", speech
        ),
        "caught up": lambda speech: broken_link.caught_up(caught_up, speech),
        "personal account": lambda speech: linking.personal_account(state.username, speech),
        "link ends": lambda speech: linking.link_ends(
            state.username, NOW + timedelta(days=6), speech, refused=True
        ),
        "second owner": lambda speech: linking.second_owner(state.username, NOW, speech),
    }


def linking_without_data() -> Mapping[str, Make]:
    """The same for everybody."""
    return {
        "invitation": lambda speech: linking.invitation(
            LinkInvitation("https://bot.example/link/x", NOW + timedelta(minutes=10), ASKED), speech
        ),
        "denied": linking.denied,
        "expired": linking.expired,
        "replayed": linking.replayed,
        "interrupted": linking.interrupted,
        "gave up": linking.gave_up,
        "wrong person": linking.wrong_person,
        "wrong code": linking.wrong_code,
        "cancelled": linking.cancelled,
        "linked no more": linking.no_more,
        "nothing pending": linking.nothing_pending,
        "link pending": lambda speech: linking.pending(NOW + timedelta(minutes=5), speech),
        "link still pending": lambda speech: linking.still_pending(
            NOW + timedelta(minutes=5), speech
        ),
        "missing permission": lambda speech: linking.missing_permission(ASKED[1:2], speech),
        "history passed on": lambda speech: linking.history_passed_on("casa.verde", NOW, speech),
        "instagram data deleted": lambda speech: linking.instagram_data_deleted(
            Home(results.person(), []), speech
        ),
        "too many attempts": lambda speech: linking.too_many_attempts(
            NOW + timedelta(minutes=40), speech
        ),
        "example": lambda speech: example.screen(NOW, speech),
    }
