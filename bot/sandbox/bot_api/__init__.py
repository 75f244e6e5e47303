"""The Telegram Bot API and the chats behind it."""
