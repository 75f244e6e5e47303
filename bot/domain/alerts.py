"""Alerts: what people are told without having asked, and when they want to be left alone."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.quiet_hours import QuietHours


class AlertKind(StrEnum):
    """What an alert tells of. The value is also the kind of its message in the outbox."""

    LINK_BROKEN = "link_broken"
    LINK_ENDS = "link_ends"
    """The token cannot be renewed."""
    STORY_EXPIRING = "story_expiring"
    WRAP_UP = "wrap_up"
    TAKE_OFF = "take_off"
    NEW_REEL = "new_reel"
    DROP = "drop"
    MILESTONE = "milestone"


ALWAYS_ON = frozenset({AlertKind.LINK_BROKEN})
"""A mute takes the sound away, and nothing else."""

URGENT = frozenset({AlertKind.LINK_BROKEN, AlertKind.STORY_EXPIRING})
"""What may pass quiet hours, if the person said so."""

MUTES = (1, 24, 168)
"""For so many hours one kind of alert about one account can be muted."""


class AlertGroup(StrEnum):
    """The kinds whose switches stand together."""

    STORIES = "stories"
    NUMBERS = "numbers"

    @property
    def kinds(self) -> tuple[AlertKind, ...]:
        if self is AlertGroup.STORIES:
            return AlertKind.LINK_ENDS, AlertKind.STORY_EXPIRING, AlertKind.WRAP_UP
        return AlertKind.TAKE_OFF, AlertKind.NEW_REEL, AlertKind.DROP, AlertKind.MILESTONE


@dataclass(frozen=True)
class AlertSettings:
    """What a person wants to hear of: all that is not switched off."""

    off: frozenset[AlertKind] = field(default_factory=frozenset)
    quiet: QuietHours | None = None
    urgent: bool = False
    """Whether what is URGENT may ring, in quiet hours too."""

    def wants(self, kind: AlertKind, *, muted: bool) -> bool:
        return kind in ALWAYS_ON or not (muted or kind in self.off)

    def rings(self, kind: AlertKind, *, muted: bool) -> bool:
        """Whether it comes with a sound: a broken link does, a story that ends if wanted."""
        return kind in URGENT and not muted and (self.urgent or kind in ALWAYS_ON)

    def waits_until(
        self, kind: AlertKind, now: datetime, zone: ZoneInfo, *, rings: bool
    ) -> datetime | None:
        """When the quiet hours end that hold it back; None when it may come now."""
        if self.quiet is None or (rings and self.urgent and kind in URGENT):
            return None
        return self.quiet.until(now, zone)
