"""Which digests there are, each of them in every state, and the questions about a new one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain.chat_grants import AT_FIRST, ChatGrant, ChatKind, Place
from bot.domain.digests import Cadence
from bot.presenters import digest_list, digest_settings, shown_in
from bot.services.results import (
    DigestList,
    DigestOffer,
    DigestSettings,
    DigestsHere,
    Pause,
    ShownAccount,
)
from tests.gallery.builders import Make, an_account
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW, TASHKENT, digest_of

BOT = "https://t.me/farolero_bot?start=digest"


def digest_screens(state: State) -> Mapping[str, Make]:
    weekly, of_all, monthly, silenced, nowhere = _digests(state)
    off = replace(weekly, subscription=replace(weekly.subscription, enabled=False), next_at=None)
    muted = replace(weekly, muted_until=NOW + timedelta(days=7), next_at=NOW + timedelta(days=8))
    every = [weekly, of_all, monthly, silenced, nowhere]
    account = an_account(state)
    places = [_grant(state, 3, ChatKind.CHANNEL), _grant(state, 4, ChatKind.SUPERGROUP, 77)]
    offer = DigestOffer([account, account], None, False, places, None, False)
    return {
        "digests": lambda speech: digest_list.listed(DigestList(every, 0, 2, True), speech),
        "one digest": lambda speech: digest_list.listed(DigestList([off], 0, 1, False), speech),
        "no digest": lambda speech: digest_list.listed(DigestList([], 0, 1, False), speech),
        "digest settings": lambda speech: digest_settings.screen(weekly, speech),
        "daily digest of all accounts": lambda speech: digest_settings.screen(of_all, speech),
        "monthly digest in a topic": lambda speech: digest_settings.screen(monthly, speech),
        "digest that is off": lambda speech: digest_settings.screen(off, speech),
        "digest that is muted": lambda speech: digest_settings.screen(muted, speech),
        "digest that is silenced": lambda speech: digest_settings.screen(silenced, speech),
        "digest that goes nowhere": lambda speech: digest_settings.screen(nowhere, speech),
        "digest hours": lambda speech: digest_settings.hours(weekly, speech),
        "digest weekdays": lambda speech: digest_settings.weekdays(weekly, speech),
        "pause of a digest": lambda speech: digest_settings.pause(weekly, speech),
        "pause of a muted digest": lambda speech: digest_settings.pause(muted, speech),
        "question before a digest goes": lambda speech: digest_settings.removal_question(
            monthly, speech
        ),
        "new digest, of what": lambda speech: digest_list.next_question(offer, 0, speech),
        "new digest, where to": lambda speech: digest_list.next_question(
            replace(offer, account=account, account_known=True), 0, speech
        ),
        "new digest, how often": lambda speech: digest_list.next_question(
            replace(offer, account_known=True, place_known=True), 0, speech
        ),
        "digests of a chat": lambda speech: digest_list.here(
            DigestsHere([monthly, of_all], speech.language), BOT, speech
        ),
        "languages of a grant": lambda speech: shown_in.languages(
            ShownAccount(account, places[0], TASHKENT), speech
        ),
    }


def _digests(state: State) -> list[DigestSettings]:
    account = an_account(state)
    daily = results.subscription(cadence=Cadence.DAILY)
    monthly = results.subscription(cadence=Cadence.MONTHLY)
    topic = _grant(state, 4, ChatKind.SUPERGROUP, 77)
    silenced = replace(_grant(state, 5, ChatKind.GROUP), silenced_at=NOW)
    nowhere = replace(daily, chat_id=-9)
    return [
        digest_of(account=account, accounts=[account]),
        digest_of(
            replace(daily, account_id=None),
            _grant(state, 3, ChatKind.CHANNEL),
            accounts=[account] * 7,
        ),
        digest_of(monthly, topic, account=account, accounts=[account]),
        digest_of(daily, silenced, account=account, next_at=None, pause=Pause.SILENCED),
        digest_of(nowhere, account=account, next_at=None, pause=Pause.NOT_SHOWN),
    ]


def _grant(
    state: State, grant_id: int, kind: ChatKind, message_thread_id: int | None = None
) -> ChatGrant:
    return ChatGrant(
        id=grant_id,
        telegram_user_id=42,
        account_id=1,
        place=Place(-100_200 - grant_id, message_thread_id),
        kind=kind,
        title=f"{state.real_name} team",
        allowed=AT_FIRST,
        language="es",
        granted_at=NOW - timedelta(days=2),
        silenced_at=None,
    )
