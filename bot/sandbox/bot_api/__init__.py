"""The Telegram Bot API and the chats behind it."""

from bot.sandbox.bot_api.strikes import FAULTS
from bot.sandbox.bot_api.telegram import Telegram

__all__ = ["FAULTS", "Telegram"]
