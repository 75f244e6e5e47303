"""Alerts, and the hours in which none comes."""

from dataclasses import dataclass

from bot.domain.alerts import AlertGroup, AlertKind


@dataclass(frozen=True)
class OpenAlerts:
    pass


@dataclass(frozen=True)
class OpenAlertKinds:
    """The switches of a group."""

    group: AlertGroup


@dataclass(frozen=True)
class SetAlert:
    """One kind, as it shall be."""

    kind: AlertKind
    on: bool


@dataclass(frozen=True)
class MuteAlert:
    """Nothing of the kind about the account for so many hours from the tap on."""

    account_id: int
    kind: AlertKind
    hours: int


@dataclass(frozen=True)
class EndMutes:
    pass


@dataclass(frozen=True)
class OpenQuietHours:
    pass


@dataclass(frozen=True)
class OpenQuietBegin:
    pass


@dataclass(frozen=True)
class OpenQuietEnd:
    pass


@dataclass(frozen=True)
class SetQuietHours:
    """From one full hour to another, 0 to 23; none where both are the same."""

    begins: int
    ends: int


@dataclass(frozen=True)
class SetUrgent:
    """Whether what is urgent may ring, in quiet hours too."""

    on: bool
