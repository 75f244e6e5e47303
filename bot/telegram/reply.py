"""Answering where a message or a tap came from."""

from dataclasses import dataclass

from aiogram.types import CallbackQuery, Message

from bot.presenters.layout import Html
from bot.presenters.screen import Screen
from bot.services.ports import ExportedFile
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
            await self.below(screen)

    async def in_place(self, screen: Screen) -> None:
        """Only under a tap: for what speaks of a message that stands below by now."""
        if self.replaced is not None:
            await self.renderer.replace(self.replaced, screen)

    async def below(self, screen: Screen) -> None:
        """As a new message, also under a tap."""
        await self.renderer.send(self.chat_id, screen, message_thread_id=self.message_thread_id)

    async def news(self, screen: Screen) -> int:
        """As a new message that stays, whatever is tapped under it; its id."""
        sent = await self.renderer.send(
            self.chat_id, screen, message_thread_id=self.message_thread_id, lasting=True
        )
        return sent.message_id

    async def file(self, file: ExportedFile, caption: Html) -> None:
        """As a document of its own."""
        await self.renderer.send_file(
            self.chat_id, file, caption, message_thread_id=self.message_thread_id
        )


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
