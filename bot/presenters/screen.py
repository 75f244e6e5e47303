"""The one vocabulary between us and a channel: screens, buttons, charts."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Protocol

from bot.presenters.actions import Action


class Style(StrEnum):
    """PRIMARY is the one next step, DANGER unlinks or forgets."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True)
class Button:
    """A button does one of three things: an action of ours, an address, or a copy."""

    text: str
    action: Action | None = None
    url: str | None = None
    copy_text: str | None = None
    style: Style | None = None


class ChartKind(StrEnum):
    LINE = "line"
    LIFE_CURVE = "life_curve"
    BARS = "bars"


@dataclass(frozen=True)
class Series:
    """One line or row of bars; None leaves a gap, it is not 0."""

    label: str
    values: tuple[float | None, ...]
    muted: bool = False
    """Drawn behind and paler: the period before."""


@dataclass(frozen=True)
class ChartSpec:
    """All that a picture depends on, words included, so that equal specs are equal pictures."""

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    """One per value, along the horizontal axis; empty ones are not written."""
    series: tuple[Series, ...]
    decimal_sign: str
    group_sign: str
    note: str = ""

    def key(self) -> str:
        """The same for equal specs, in every process: 64 hex digits."""
        canonical = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


class ChartRenderer(Protocol):
    async def __call__(self, spec: ChartSpec) -> bytes:
        """PNG, under 100 kB."""
        ...


@dataclass(frozen=True)
class Screen:
    """What a person sees: HTML text, perhaps a picture above it, and buttons below.

    With a picture the text is a caption (at most 1024 characters after parsing), else a message
    (4096). ``picture_url`` is an address of Instagram's that Telegram or we may fetch.
    """

    text: str
    buttons: Sequence[Sequence[Button]] = ()
    chart: ChartSpec | None = None
    picture_url: str | None = None
    toast: str | None = None
    """A short word in answer to the tap that led here."""
