"""What Telegram says of our webhook."""

from aiogram.exceptions import AiogramError

from bot.domain.errors import BotError
from bot.domain.secret import Secret
from bot.telegram.sender import describe
from bot.telegram.session import make_bot


class WebhookAstray(BotError):
    """Updates do not come here."""


async def check_webhook(token: Secret, api_base: str, expected: str) -> None:
    """Raises WebhookAstray when Telegram calls elsewhere, or could not deliver the last time."""
    bot = make_bot(token, api_base)
    try:
        info = await bot.get_webhook_info()
    except AiogramError as error:
        raise WebhookAstray(f"Telegram does not say ({describe(error)})") from error
    finally:
        await bot.session.close()
    if info.url != expected:
        raise WebhookAstray("Telegram calls another address, or none -> start `farolero run`")
    if info.last_error_message and info.pending_update_count:
        raise WebhookAstray(
            f"{info.pending_update_count} updates wait; Telegram says: {info.last_error_message}"
        )
