"""Why a link was not made: each has its own message, and leaves nothing behind.

Only a link that is pending keeps what it needs to be finished.
"""

from collections.abc import Mapping
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


class LinkPending(BotError):
    """Instagram is away. Nothing is lost: it is tried again at ``retry_at``, by itself."""

    message_key = "link-pending"

    def __init__(self, retry_at: datetime) -> None:
        super().__init__("Instagram is away; the link is pending")
        self.retry_at = retry_at


class LinkInterrupted(BotError):
    """Instagram did not go through with it, or the code is used up: the person starts again."""

    message_key = "link-interrupted"


class LinkGaveUp(BotError):
    """Instagram was away until what it had given us ran out."""

    message_key = "link-gave-up"


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


def to_initiator(
    attempt: LinkAttempt, kind: str, payload: Mapping[str, object] | None = None
) -> OutgoingMessage:
    """What the person who began hears when the link ends elsewhere than in their chat."""
    return OutgoingMessage(
        kind=kind,
        key=f"{kind}:{attempt.id}",
        chat_id=attempt.chat_id,
        message_thread_id=None,
        payload=payload or {},
    )


def refusal_to_initiator(attempt: LinkAttempt, refusal: BotError) -> OutgoingMessage:
    """The same for a link that was pending and failed in the end."""
    match refusal:
        case MissingPermissions(missing=missing):
            message = to_initiator(
                attempt, "link_missing_permissions", {"missing": sorted(missing)}
            )
        case NotProfessional(username=username):
            message = to_initiator(attempt, "link_not_professional", {"username": username})
        case LinkGaveUp():
            message = to_initiator(attempt, "link_gave_up")
        case _:
            message = to_initiator(attempt, "link_interrupted")
    return message
