"""The chat page: a messenger in the browser, and a panel that moves the sandbox's world."""

from bot.sandbox.chat.pages import chat_routes

__all__ = ["chat_routes"]
