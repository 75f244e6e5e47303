"""A person's own card in any chat: what everybody there may see of it, and no button."""

from dataclasses import dataclass

from bot.presenters import overview
from bot.presenters.layout import CAPTION, fit, handle
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.results import Overview


@dataclass(frozen=True)
class InlineCard:
    """``key`` tells it from the others of the answer. Telegram: 1 to 64 bytes."""

    key: str
    title: str
    description: str
    screen: Screen


def card(result: Overview, speech: Speech) -> InlineCard:
    days = result.period.days
    text = fit([overview.header(result, speech), *overview.numbers(result, speech)], CAPTION)
    return InlineCard(
        key=f"o{result.account.id}-{days}",
        title=speech.plain("inline-title", account=handle(result.account.username), days=days),
        description=speech.plain(
            "inline-description",
            reach=speech.number(result.total("reach").value),
            period=speech.period(result.period),
        ),
        screen=Screen(text, chart=overview.chart(result, speech, overview.REACH)),
    )


def connect_first(speech: Speech) -> str:
    """Over an empty list, for whoever has no account here."""
    return speech.plain("inline-connect")
