"""Why a link was not made: each has its own message, and leaves nothing behind."""

from datetime import datetime

from bot.domain.accounts import LinkAttempt
from bot.domain.errors import BotError
from bot.services.ports import OutgoingMessage


class TooManyAttempts(BotError):
    """The person may try again at ``retry_at``, when the oldest attempt counts no more."""

    message_key = "link-too-many-attempts"

    def __init__(self, retry_at: datetime) -> None:
        super().__init__("too many attempts within an hour")
        self.retry_at = retry_at


class LinkExpired(BotError):
    """Unknown, used, replaced or too old: the answer does not tell which."""

    message_key = "link-expired"


class LinkUsed(BotError):
    """The same person has come back with this link before: told apart, since it is theirs."""

    message_key = "link-replayed"


class LinkDenied(BotError):
    """The person pressed Cancel at Instagram."""

    message_key = "link-denied"


class WrongPerson(BotError):
    """Somebody else began this link. Nothing was linked, and the attempt is over."""

    message_key = "link-wrong-person"


class LinkInterrupted(BotError):
    """Instagram did not go through with it; the code is used up, so the person starts again."""

    message_key = "link-interrupted"


class MissingPermissions(BotError):
    """A permission without which nothing can be read was not granted."""

    message_key = "link-missing-permissions"

    def __init__(self, missing: frozenset[str]) -> None:
        super().__init__(f"not granted: {', '.join(sorted(missing))}")
        self.missing = missing


class NotProfessional(BotError):
    """Instagram gives insights of professional accounts only."""

    message_key = "link-not-professional"

    def __init__(self, username: str) -> None:
        super().__init__("a personal account")
        self.username = username


def to_initiator(attempt: LinkAttempt, kind: str) -> OutgoingMessage:
    """What the person who began hears when the link ends elsewhere than in their chat."""
    return OutgoingMessage(
        kind=kind,
        key=f"{kind}:{attempt.id}",
        chat_id=attempt.chat_id,
        message_thread_id=None,
        payload={},
    )
