"""What stands behind a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.metrics import AccountMetric, Login, MediaMetric, Replacement, Unit
from bot.services.ports import (
    RefusedMetric,
)


@dataclass(frozen=True)
class MetricExplained:
    """A metric that somebody named, as the registry knows it; one of both kinds is there."""

    asked: str
    metric: str
    replacement: Replacement | None
    """There where Meta has retired the name that was asked for."""
    media: MediaMetric | None
    account: AccountMetric | None
    unit: Unit
    login: Login
    until: date | None
    """The name that was asked for still holds for media published before."""
    refused: Sequence[RefusedMetric]
    now: datetime


@dataclass(frozen=True)
class FormulaExplained:
    """A number that is worked out here: ``expression`` is in the metrics' own names."""

    name: str
    expression: str


@dataclass(frozen=True)
class MetricUnknown:
    """No metric or formula is called so; ``nearest`` are names that look alike."""

    asked: str
    nearest: Sequence[str]


Explanation = MetricExplained | FormulaExplained | MetricUnknown
