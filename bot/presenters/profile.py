"""How the bot presents itself in Telegram: its commands and its descriptions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.presenters.speech import Speech


@dataclass(frozen=True)
class Command:
    name: str
    description: str


def commands(speech: Speech) -> Sequence[Command]:
    """The visible menu; everything else is reached by buttons."""
    return [
        Command("overview", speech.plain("command-overview")),
        Command("posts", speech.plain("command-posts")),
        Command("reels", speech.plain("command-reels")),
        Command("stories", speech.plain("command-stories")),
        Command("live", speech.plain("command-live")),
        Command("besttime", speech.plain("command-besttime")),
        Command("audience", speech.plain("command-audience")),
        Command("digest", speech.plain("command-digest")),
        Command("alerts", speech.plain("command-alerts")),
        Command("accounts", speech.plain("command-accounts")),
        Command("status", speech.plain("command-status")),
        Command("why", speech.plain("command-why")),
        Command("settings", speech.plain("command-settings")),
        Command("help", speech.plain("command-help")),
    ]


def chat_commands(speech: Speech) -> Sequence[Command]:
    """What everybody sees in a group; the rest is reached by buttons, as far as it is allowed."""
    return [
        Command("overview", speech.plain("command-chat-overview")),
        Command("help", speech.plain("command-chat-help")),
    ]


def admin_commands(speech: Speech) -> Sequence[Command]:
    """What administrators of a group see."""
    return [
        *chat_commands(speech),
        Command("here", speech.plain("command-here")),
        Command("settings", speech.plain("command-chat-settings")),
    ]


def description(speech: Speech) -> str:
    """Stands in an empty chat. Telegram: at most 512 characters."""
    return speech.plain("profile-description")


def short_description(speech: Speech) -> str:
    """Stands on the bot's page. Telegram: at most 120 characters."""
    return speech.plain("profile-short-description")
