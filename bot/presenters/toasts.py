"""Short words in answer to a tap. Telegram: at most 200 characters."""

from bot.presenters.speech import Speech


def saved(speech: Speech) -> str:
    """A setting was stored."""
    return speech.plain("toast-saved")


def on_its_way(speech: Speech) -> str:
    """What was asked for arrives as a message of its own."""
    return speech.plain("toast-on-its-way")


def button_outdated(speech: Speech) -> str:
    """The button belongs to an older version of the bot."""
    return speech.plain("toast-button-outdated")
