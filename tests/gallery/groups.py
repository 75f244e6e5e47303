"""Groups and channels, and cards for inline mode."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.chat_grants import Allowed, ChatGrant, ChatKind, Place
from bot.presenters import chat_screens, inline_cards, overview, shown_in
from bot.services.results import (
    ChatInvitation,
    ChatSettings,
    Overview,
    PlaceQuestion,
    ShownAccount,
    ShownIn,
)
from tests.gallery.builders import Make, an_account
from tests.gallery.states import State
from tests.unit.presenters.results import NOW, TASHKENT

BOT = "https://t.me/farolero_bot"
PLACE = Place(-100_200)


def groups(state: State, told: Overview) -> Mapping[str, Make]:
    shown, title = shown_account(state, Allowed.OVERVIEW | Allowed.MEDIA), state.real_name
    everything = shown_account(state, Allowed(15))
    return {
        "invitation to a chat": lambda speech: shown_in.invitation(
            ChatInvitation(an_account(state), "g" + "A" * 43, 1), BOT, speech
        ),
        "question about a place": lambda speech: shown_in.question(
            PlaceQuestion(title, "h" + "A" * 38, [an_account(state)]), speech
        ),
        "shown in": lambda speech: shown_in.listed(ShownIn([shown, everything], 0, 2), speech),
        "grant": lambda speech: shown_in.grant(shown, speech),
        "grant ended": lambda speech: shown_in.ended(shown, speech),
        "put out of a chat": lambda speech: shown_in.put_out(state.username, title, speech),
        "silenced in a chat": lambda speech: shown_in.silenced(state.username, title, speech),
        "home of a chat": lambda speech: chat_screens.home([everything], PLACE, speech),
        "an overview in a chat": lambda speech: chat_screens.narrowed(
            overview.screen(told, speech), everything, PLACE
        ),
        "proposal in a chat": lambda speech: chat_screens.proposal(BOT, speech),
        "granted, told to the chat": lambda speech: chat_screens.granted(shown, speech),
        "settings of a chat": lambda speech: chat_screens.settings(
            ChatSettings([shown], speech.language), speech
        ),
        "languages of a chat": lambda speech: chat_screens.languages(
            ChatSettings([shown], speech.language), speech
        ),
        "inline card": lambda speech: inline_cards.card(told, speech).screen,
        "taken away": lambda speech: chat_screens.taken_away(shown, speech),
        "only in private": lambda speech: chat_screens.nothing_here(BOT, speech),
    }


def shown_account(state: State, allowed: Allowed) -> ShownAccount:
    grant = ChatGrant(
        id=3,
        telegram_user_id=42,
        account_id=1,
        place=PLACE,
        kind=ChatKind.SUPERGROUP,
        title=f"{state.real_name} team",
        allowed=allowed,
        language="en",
        granted_at=NOW - timedelta(days=2),
        silenced_at=None,
    )
    return ShownAccount(an_account(state), grant, TASHKENT)
