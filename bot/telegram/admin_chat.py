"""Whether the admin chat can be written to."""

from aiogram.exceptions import AiogramError
from aiogram.methods import SendChatAction

from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.telegram.sender import describe
from bot.telegram.session import make_bot


class AdminChatSilent(BotError):
    """Nothing arrives there."""


async def try_admin_chat(token: Secret, api_base: str, chat_id: int) -> None:
    """Shows "typing…" there, which leaves no message. Raises AdminChatSilent."""
    bot = make_bot(token, api_base)
    try:
        await bot(SendChatAction(chat_id=chat_id, action="typing"))
    except AiogramError as error:
        raise AdminChatSilent(
            f"the chat {chat_id} cannot be written to ({describe(error)}) -> set ADMIN_CHAT_ID to a"
            " chat that the bot is in, or send /start to the bot"
        ) from error
    finally:
        await bot.session.close()
