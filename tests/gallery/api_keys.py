"""Keys to the HTTP API."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.api_keys import ALL_RIGHTS, ApiKey, ApiRight
from bot.domain.secret import Secret
from bot.presenters import api_keys
from bot.presenters.actions import OpenNewApiKey
from bot.services.results import ApiKeyList, ApiKeyMade
from tests.gallery.builders import Make, an_account
from tests.gallery.states import State
from tests.unit.presenters.results import NOW

DOCS = "https://bot.example/api/docs"


def api_keys_of(state: State) -> Mapping[str, Make]:
    account = an_account(state)
    used = ApiKey(
        id=1,
        telegram_user_id=42,
        account_id=account.id,
        rights=ApiRight.MEDIA | ApiRight.STORIES,
        ending="k3Qz",
        created_at=NOW - timedelta(days=40),
        expires_at=NOW - timedelta(days=2),
        last_used_at=NOW - timedelta(days=3),
    )
    for_all = ApiKey(2, 42, None, ALL_RIGHTS, "_7aB", NOW, None, None)
    listed = ApiKeyList([used, for_all, *([for_all] * 5)], [account], NOW)
    made = ApiKeyMade(listed, for_all, Secret("farolero_" + "A" * 39 + "_7aB"))
    return {
        "keys": lambda speech: api_keys.screen(listed, DOCS, speech),
        "no keys": lambda speech: api_keys.screen(ApiKeyList([], [account], NOW), DOCS, speech),
        "a key": lambda speech: api_keys.card(listed, used, speech),
        "a new key": lambda speech: api_keys.new(
            ApiKeyList([], [account, account], NOW), OpenNewApiKey(account.id, 5, 0), speech
        ),
        "a key that was made": lambda speech: api_keys.made(made, speech),
    }
