"""Answering where a message or a tap came from."""

from dataclasses import dataclass

from aiogram.types import CallbackQuery, Message

from bot.presenters.screen import Screen
from bot.telegram.callbacks import is_lasting
from bot.telegram.render import Renderer, thread_of


@dataclass(frozen=True)
class Reply:
    """Shows a screen: under a tap in place of the message with the button, else as a new one."""

    renderer: Renderer
    chat_id: int
    message_thread_id: int | None = None
    replaced: Message | None = None

    async def __call__(self, screen: Screen) -> None:
        if self.replaced is not None:
            await self.renderer.replace(self.replaced, screen)
        else:
            await self.renderer.send(self.chat_id, screen, message_thread_id=self.message_thread_id)


def reply_to(event: Message | CallbackQuery, renderer: Renderer) -> Reply:
    """A message that must stay, or is too old for Telegram to show us, is not replaced."""
    if isinstance(event, Message):
        return Reply(renderer, event.chat.id, thread_of(event))
    message = event.message
    if not isinstance(message, Message):
        chat_id = message.chat.id if message else event.from_user.id
        return Reply(renderer, chat_id)
    stays = is_lasting(event.data or "")
    return Reply(renderer, message.chat.id, thread_of(message), None if stays else message)
