"""Where a conversation starts."""

from bot.domain.accounts import LinkState
from bot.domain.media import MediaProductType
from bot.presenters.actions import (
    OpenExample,
    OpenLanguages,
    OpenMediaList,
    OpenOverview,
    OpenPrivacy,
    OpenSettings,
    OpenStoryArchive,
)
from bot.presenters.buttons import button, connect, link_again
from bot.presenters.layout import handle
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.ports import LinkedAccount
from bot.services.results import Home

TEXTS = {
    LinkState.ACTIVE: "home-menu",
    LinkState.NEEDS_RELINK: "home-broken",
    LinkState.UNLINKED: "home-kept",
}


def screen(home: Home, speech: Speech) -> Screen:
    """One primary button before linking, the account's menu after it."""
    return _welcome(speech) if home.current is None else _menu(home.current, speech)


def _welcome(speech: Speech) -> Screen:
    return Screen(
        speech.text("home-welcome"),
        [
            connect(speech),
            [button(speech, "button-example", OpenExample())],
            [
                button(speech, "button-privacy", OpenPrivacy()),
                button(speech, "button-language", OpenLanguages()),
            ],
        ],
    )


def _menu(current: LinkedAccount, speech: Speech) -> Screen:
    account = current.account
    linked = current.link.state is LinkState.ACTIVE
    return Screen(
        speech.text(
            TEXTS[current.link.state],
            account=handle(account.username),
            followers=speech.number(account.followers_count),
        ),
        [
            *([] if linked else [link_again(speech)]),
            [button(speech, "button-overview", OpenOverview())],
            [
                button(speech, "button-posts", OpenMediaList(MediaProductType.FEED)),
                button(speech, "button-reels", OpenMediaList(MediaProductType.REELS)),
            ],
            [
                button(speech, "button-stories", OpenStoryArchive()),
                button(speech, "button-settings", OpenSettings()),
            ],
        ],
    )
