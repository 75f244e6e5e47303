"""Accounts: linking, switching, letting go, and the overview of one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpenHome:
    pass


@dataclass(frozen=True)
class StartLinking:
    """``anew``: also while a link waits for Instagram, which is given up then."""

    anew: bool = False


@dataclass(frozen=True)
class TryLinkingNow:
    """Ask Instagram before it is time whether a pending link can be finished."""


@dataclass(frozen=True)
class CancelLinking:
    """Give a pending link up."""


@dataclass(frozen=True)
class OpenExample:
    """What a linked person will see, with made-up numbers."""


@dataclass(frozen=True)
class OpenOverview:
    """``force``: read anew, however fresh what is known."""

    days: int = 7
    chart: str = "reach"
    force: bool = False


@dataclass(frozen=True)
class SwitchOverview:
    """Another of the person's accounts becomes the current one, and is shown like this one."""

    account_id: int
    days: int = 7
    chart: str = "reach"


@dataclass(frozen=True)
class OpenAccounts:
    """``page`` counts from 0; -1 is the one with the current account."""

    page: int = -1


@dataclass(frozen=True)
class SwitchAccount:
    account_id: int


@dataclass(frozen=True)
class AskUnlink:
    account_id: int


@dataclass(frozen=True)
class Unlink:
    """``keep``: the history stays readable."""

    account_id: int
    keep: bool = False
