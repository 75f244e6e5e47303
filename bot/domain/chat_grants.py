"""What the owner of a link lets a group or channel see of an account, and who may do what there."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, IntFlag, StrEnum


class Allowed(IntFlag):
    """What is shown in a chat. The values are stored: they never change."""

    OVERVIEW = 1
    MEDIA = 2
    """Posts and reels."""
    STORIES = 4
    DIGESTS = 8


AT_FIRST = Allowed.OVERVIEW | Allowed.DIGESTS
"""What a new grant allows until its owner says otherwise."""

NOTHING, EVERYTHING = 0, 15


class ChatKind(StrEnum):
    """Telegram's own words."""

    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Rank(IntEnum):
    """What somebody is in a chat at this moment; the higher, the more they may."""

    OUTSIDE = 0
    MEMBER = 1
    ADMIN = 2


@dataclass(frozen=True)
class Place:
    """A chat, or one topic of it. None is a chat without topics, or its general topic."""

    chat_id: int
    message_thread_id: int | None = None


@dataclass(frozen=True)
class ChatGrant:
    """An account is shown in a chat, by the wish of somebody who is linked to it.

    With a topic it is shown in that one only. ``language`` is the chat's own, the same for all
    accounts that are shown there. ``silenced_at``: since when the bot may not write there.
    """

    id: int
    telegram_user_id: int
    account_id: int
    place: Place
    kind: ChatKind
    title: str
    allowed: Allowed
    language: str
    granted_at: datetime
    silenced_at: datetime | None

    def shows(self, wanted: Allowed, place: Place) -> bool:
        """Whether all of ``wanted`` is shown in that place."""
        here = place.chat_id == self.place.chat_id and self.place.message_thread_id in {
            None,
            place.message_thread_id,
        }
        return here and wanted in self.allowed
