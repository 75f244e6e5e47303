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


@dataclass(frozen=True)
class TypedButtons:
    """Two buttons in the place of the letters that people type with; in private chats only.

    The first says where the person is, after Telegram has asked them; the second says its words.
    """

    share_location: str
    back: str


class ChartKind(StrEnum):
    LINE = "line"
    LIFE_CURVE = "life_curve"
    BARS = "bars"
    RANKING = "ranking"
    """Bars from left to right, one below the other, each with its name and its words."""
    STRIPS = "strips"
    """Rows of coloured cells around 1, the usual: above it warm, below it cold."""


@dataclass(frozen=True)
class Series:
    """One line or row of bars; None leaves a gap, it is not 0."""

    label: str
    values: tuple[float | None, ...]
    muted: bool = False
    """Drawn behind and paler: the period before. Of cells: what may be chance has no colour."""
    words: tuple[str, ...] = ()
    """What is written for each value of a ranking or of cells, in the person's way."""
    notes: tuple[str, ...] = ()
    """What stands below that in each cell."""
    labels: tuple[str, ...] = ()
    """Of the cells of one strip, each of which has its own."""
    marked: int | None = None
    """The one cell that is pointed out."""


@dataclass(frozen=True)
class ChartSpec:
    """All that a picture depends on, words included, so that equal specs are equal pictures."""

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    """One per value, along the horizontal axis; empty ones are not written. Strips have theirs."""
    series: tuple[Series, ...]
    decimal_sign: str
    group_sign: str
    note: str = ""
    thousand: str = "k"
    million: str = "M"
    """What large numbers are shortened with, as the person's language does."""

    def key(self) -> str:
        """The same for equal specs, in every process: 64 hex digits."""
        canonical = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


class ChartRenderer(Protocol):
    async def __call__(self, spec: ChartSpec) -> bytes:
        """PNG, under 100 kB."""
        ...


class PaperChartRenderer(Protocol):
    async def __call__(self, spec: ChartSpec) -> bytes:
        """SVG on white, in the fonts of a report."""
        ...


class KeptPictureRenderer(Protocol):
    async def __call__(self, story_ids: Sequence[int | None]) -> bytes | None:
        """One picture of those that are kept; None when none is."""
        ...


@dataclass(frozen=True)
class Screen:
    """What a person sees: HTML text, perhaps a picture above it, and buttons below.

    With a picture the text is a caption (at most 1024 characters after parsing), else a message
    (4096). ``picture_url`` is an address of Instagram's that Telegram or we may fetch;
    ``kept_pictures`` are stories whose kept pictures are shown side by side, in its stead, with
    an empty place for each None.
    """

    text: str
    buttons: Sequence[Sequence[Button]] = ()
    chart: ChartSpec | None = None
    picture_url: str | None = None
    kept_pictures: Sequence[int | None] = ()
    toast: str | None = None
    """A short word in answer to the tap that led here."""
    typed_buttons: TypedButtons | None = None
    """Instead of ``buttons``, and only for a new message, as is the next."""
    letters_again: bool = False
    """Takes typed buttons away again."""

    @property
    def has_picture(self) -> bool:
        return self.chart is not None or bool(self.kept_pictures) or self.picture_url is not None
