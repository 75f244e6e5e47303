"""Who the bot is, as Telegram says."""

from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError

from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.telegram.sender import describe
from bot.telegram.session import make_bot


class TokenRefused(BotError):
    """Telegram does not know the bot token."""


class TelegramAway(BotError):
    """Telegram cannot be reached."""


async def identify(token: Secret, api_base: str) -> str:
    """The bot's username. Raises TokenRefused and TelegramAway."""
    bot = make_bot(token, api_base)
    try:
        me = await bot.get_me()
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRefused("Telegram refuses the bot token") from error
    except AiogramError as error:
        raise TelegramAway(
            f"Telegram cannot be reached at {api_base}: {describe(error)}"
        ) from error
    finally:
        await bot.session.close()
    return me.username or ""
