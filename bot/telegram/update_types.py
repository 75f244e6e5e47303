"""What kind of update came, for counting."""

from aiogram.types import TelegramObject, Update
from aiogram.types.update import UpdateTypeLookupError

UNKNOWN = "unknown"


def type_of(event: TelegramObject) -> str:
    """One of Telegram's own names: message, callback_query …"""
    try:
        return event.event_type if isinstance(event, Update) else UNKNOWN
    except UpdateTypeLookupError:
        return UNKNOWN
