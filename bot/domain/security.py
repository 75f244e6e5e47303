"""What happened that somebody may later ask about, or say that it never did."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SecurityEvent(StrEnum):
    """What happened, a dot, and how it ended. The values are stored: they never change."""

    LINK_STARTED = "link.started"
    LINK_RETURNED = "link.returned"
    """The browser came back from Instagram; nothing is linked yet."""
    LINK_CONFIRMED = "link.confirmed"
    LINK_WRONG_USER = "link.wrong_user"
    """The person came back with a link that somebody else had begun."""
    LINK_EXPIRED = "link.expired"
    """The person came back with a code that opens nothing, or nothing any more."""
    LINK_DENIED = "link.denied"
    LINK_FAILED = "link.failed"
    LINK_CANCELLED = "link.cancelled"
    UNLINKED = "unlink.done"
    ACCESS_REMOVED = "unlink.at_instagram"
    DELETION_ASKED = "deletion.asked"
    DELETION_DONE = "deletion.done"
    DELETED_BY_INSTAGRAM = "deletion.at_instagram"
    EXPORTED = "export.done"
    CHAT_SHOWN = "chat.shown"
    """An account of the person's is shown in a group or channel, by their own wish."""
    CHAT_ENDED = "chat.ended"
    """It is not any more, whoever ended it."""
    API_KEY_MADE = "api_key.made"
    API_KEY_REVOKED = "api_key.revoked"
    WEBHOOK_REFUSED = "webhook.refused"
    KEYS_ROTATED = "key_rotation.done"
    STARTED = "start.done"

    @property
    def what(self) -> str:
        return self.value.partition(".")[0]

    @property
    def result(self) -> str:
        return self.value.partition(".")[2]


@dataclass(frozen=True)
class SecurityEntry:
    at: datetime
    event: SecurityEvent
