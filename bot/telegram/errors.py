"""What Telegram's refusals mean. The only place that knows their wording."""

from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

NOT_MODIFIED = "message is not modified"
CANNOT_PARSE = "can't parse entities"
QUERY_TOO_OLD = "query is too old"

NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
NO_SUCH_CHAT = ("chat not found", "chat_id is empty", "PEER_ID_INVALID")
MAY_NOT_WRITE = (
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_SEND_PLAIN_FORBIDDEN",
    "CHAT_SEND_PHOTOS_FORBIDDEN",
)
"""A group or channel in which the bot is, and may not write."""
TOPIC_SHUT = ("TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found")
"""Only that topic: elsewhere in the group it may write."""
TOO_LONG = ("message is too long", "text is too long", "caption is too long")
BAD_PICTURE = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong http url",
    "wrong type of the web page content",
    "failed to get http url content",
    "can't use file of type",
    "file is too big",
    "webpage_curl_failed",
    "webpage_media_empty",
    "photo_invalid_dimensions",
    "image_process_failed",
)


def is_not_modified(error: Exception) -> bool:
    """The edit would change nothing: what was asked for is already shown."""
    return _refused(error, NOT_MODIFIED)


def is_unparsable(error: Exception) -> bool:
    return _refused(error, CANNOT_PARSE)


def is_query_too_old(error: Exception) -> bool:
    """The tap was answered before, or waited too long for an answer."""
    return _refused(error, QUERY_TOO_OLD)


def is_not_editable(error: Exception) -> bool:
    return _refused(error, *NOT_EDITABLE)


def is_bad_picture(error: Exception) -> bool:
    """The picture itself was refused; nothing was sent."""
    return _refused(error, *BAD_PICTURE)


def is_unreachable(error: Exception) -> bool:
    """The person blocked the bot, is gone, or never was there."""
    return isinstance(error, TelegramForbiddenError) or _refused(error, *NO_SUCH_CHAT)


def is_silenced(error: Exception) -> bool:
    """The bot is in the chat and may not write there."""
    return _refused(error, *MAY_NOT_WRITE)


def is_topic_shut(error: Exception) -> bool:
    """The topic is closed or gone; the rest of the group is not."""
    return _refused(error, *TOPIC_SHUT)


def is_too_long(error: Exception) -> bool:
    return _refused(error, *TOO_LONG)


def is_certainly_unsent(error: AiogramError) -> bool:
    """No connection came about, so no request left."""
    return isinstance(error, TelegramNetworkError) and isinstance(
        error.__cause__, ClientConnectorError | ConnectionTimeoutError
    )


def _refused(error: Exception, *wordings: str) -> bool:
    if not isinstance(error, TelegramBadRequest):
        return False
    message = error.message.casefold()
    return any(wording.casefold() in message for wording in wordings)
