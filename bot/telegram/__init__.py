"""The only room that knows aiogram."""
