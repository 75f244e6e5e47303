"""What the Bot API answers when it refuses, in Telegram's own words."""

from typing import Any

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
}

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


class BotApiError(Exception):
    """A refusal; the HTTP status equals ``error_code``."""

    def __init__(self, error_code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.error_code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def refusal(error_code: int, reason: str, **parameters: int) -> BotApiError:
    """The server puts the name of the code before the reason and makes its first letter small.

    The letter stays when the second character is ``_`` or a capital, as in BUTTON_DATA_INVALID.
    """
    second = reason[1:2]
    if second != "_" and not "A" <= second <= "Z":
        reason = reason[:1].lower() + reason[1:]
    return BotApiError(error_code, f"{_PREFIXES[error_code]}: {reason}", **parameters)


def bad_request(reason: str, **parameters: int) -> BotApiError:
    return refusal(400, reason, **parameters)


def forbidden(reason: str) -> BotApiError:
    return refusal(403, reason)


def too_many_requests(retry_after: int) -> BotApiError:
    return refusal(429, f"retry after {retry_after}", retry_after=retry_after)
