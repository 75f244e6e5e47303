"""``/api``: the keys to the HTTP API, one of them, and a new one, which is shown once."""

from dataclasses import replace
from html import escape

from bot.domain.accounts import InstagramAccount
from bot.domain.api_keys import ALL_RIGHTS, LIFETIMES, ApiKey, ApiRight
from bot.presenters.actions import (
    MakeApiKey,
    OpenApiKey,
    OpenApiKeys,
    OpenExport,
    OpenNewApiKey,
    RevokeApiKey,
)
from bot.presenters.buttons import back, button, choice, pages
from bot.presenters.layout import BLANK, MESSAGE, Html, Line, fit, handle, join, shorten
from bot.presenters.screen import Button, Screen, Style
from bot.presenters.speech import Speech
from bot.services.results import ApiKeyList, ApiKeyMade

ON_A_PAGE = 5
_ON_A_BUTTON = 28

RIGHTS = (
    (ApiRight.ACCOUNT, "api-right-account"),
    (ApiRight.MEDIA, "api-right-media"),
    (ApiRight.STORIES, "api-right-stories"),
    (ApiRight.EXPORTS, "api-right-exports"),
    (ApiRight.DIGESTS, "api-right-digests"),
)
"""In the order in which they are offered."""


def screen(result: ApiKeyList, docs_url: str, speech: Speech, page: int = 0) -> Screen:
    count = max(1, -(-len(result.keys) // ON_A_PAGE))
    page = min(max(page, 0), count - 1)
    shown = result.keys[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [
        Line(speech.text("api-title")),
        Line(speech.text("api-what")),
        *([BLANK] if shown else []),
        *(Line(_entry(key, result, speech), rank=1) for key in shown),
    ]
    if not result.keys:
        lines += [BLANK, Line(speech.text("api-no-keys"))]
    return Screen(
        fit(lines, MESSAGE),
        [
            *([Button(_label(key, result, speech), action=OpenApiKey(key.id))] for key in shown),
            *pages(page, count, OpenApiKeys),
            [
                button(speech, "button-new-api-key", OpenNewApiKey()),
                Button(speech.plain("button-api-docs"), url=docs_url),
            ],
            back(speech, OpenExport()),
        ],
    )


def card(result: ApiKeyList, key: ApiKey, speech: Speech) -> Screen:
    lines = [
        Line(speech.text("api-key-title", ending=_ending(key))),
        BLANK,
        *_about(result, key, speech),
        Line(speech.text("api-key-used", moment=speech.moment(key.last_used_at)))
        if key.last_used_at
        else Line(speech.text("api-key-unused")),
    ]
    revoke = Button(
        speech.plain("button-revoke-api-key"), action=RevokeApiKey(key.id), style=Style.DANGER
    )
    return Screen(fit(lines, MESSAGE), [[revoke], back(speech, OpenApiKeys())])


def new(result: ApiKeyList, draft: OpenNewApiKey, speech: Speech) -> Screen:
    """What it may read, of which account, for how long; each tap shows it as it would be."""
    rights = ApiRight(draft.rights & ALL_RIGHTS) or ALL_RIGHTS
    draft = replace(draft, rights=int(rights))
    reads = [
        choice(speech.plain(key), right in rights, replace(draft, rights=int(rights ^ right)))
        for right, key in RIGHTS
    ]
    spans = [
        choice(_span(days, speech), days == draft.days, replace(draft, days=days))
        for days in LIFETIMES
    ]
    accounts = [
        [choice(_whose(None, speech), draft.account_id == 0, replace(draft, account_id=0))],
        *(
            [
                choice(
                    _whose(account, speech),
                    draft.account_id == account.id,
                    replace(draft, account_id=account.id),
                )
            ]
            for account in result.accounts
        ),
    ]
    make = Button(
        speech.plain("button-make-api-key"),
        action=MakeApiKey(draft.account_id, draft.rights, draft.days),
        style=Style.PRIMARY,
    )
    return Screen(
        speech.text("api-new"),
        [
            *(accounts if len(result.accounts) > 1 else []),
            [reads[0], reads[2]],
            reads[1:2],
            reads[3:],
            spans[:2],
            spans[2:],
            [make],
            back(speech, OpenApiKeys()),
        ],
    )


def made(result: ApiKeyMade, speech: Speech) -> Screen:
    """The one time that the key itself is shown."""
    secret = result.secret.reveal()
    lines = [
        Line(speech.text("api-made")),
        BLANK,
        Line(Html(f"<code>{escape(secret)}</code>")),
        BLANK,
        *_about(result.listed, result.key, speech),
        BLANK,
        Line(speech.text("api-made-how")),
    ]
    return Screen(
        fit(lines, MESSAGE),
        [
            [Button(speech.plain("button-copy-api-key"), copy_text=secret)],
            [button(speech, "button-hide-api-key", OpenApiKeys())],
            back(speech, OpenApiKeys()),
        ],
    )


def _about(result: ApiKeyList, key: ApiKey, speech: Speech) -> list[Line]:
    reads = [Html(speech.plain(name)) for right, name in RIGHTS if right in key.rights]
    account = result.account_of(key)
    return [
        Line(speech.text("api-key-account", account=_whose(account, speech))),
        Line(speech.text("api-key-reads", what=join(", ", reads))),
        Line(speech.text("api-key-valid", until=_until(key, result, speech))),
    ]


def _entry(key: ApiKey, result: ApiKeyList, speech: Speech) -> Html:
    return speech.text(
        "api-key-entry",
        ending=_ending(key),
        account=_whose(result.account_of(key), speech),
        until=_until(key, result, speech),
    )


def _label(key: ApiKey, result: ApiKeyList, speech: Speech) -> str:
    account = _whose(result.account_of(key), speech)
    return shorten(f"{_ending(key)} · {account}", _ON_A_BUTTON)


def _ending(key: ApiKey) -> str:
    return f"…{key.ending}"


def _whose(account: InstagramAccount | None, speech: Speech) -> str:
    return speech.plain("api-all-accounts") if account is None else handle(account.username)


def _span(days: int, speech: Speech) -> str:
    return speech.plain("api-days", count=days) if days else speech.plain("api-for-ever")


def _until(key: ApiKey, result: ApiKeyList, speech: Speech) -> Html:
    if key.expires_at is None:
        return speech.text("api-key-for-ever")
    name = "api-key-expired" if key.has_expired(result.now) else "api-key-expires"
    return speech.text(name, moment=speech.moment(key.expires_at))
