"""The vocabulary between a report's words and whoever sets them: no layout, no wording."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.presenters.screen import ChartSpec


@dataclass(frozen=True)
class Figure:
    """A number that stands alone; ``change`` is empty where none can be told."""

    label: str
    value: str
    change: str = ""


@dataclass(frozen=True)
class Heading:
    """``wide`` columns hold texts and share the room that is left; all others hold numbers."""

    text: str
    wide: bool = False


@dataclass(frozen=True)
class Table:
    headings: Sequence[Heading]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Highlight:
    """What stands out, and why."""

    label: str
    value: str
    title: str


@dataclass(frozen=True)
class Bar:
    """Something named, with a share and its words for each name of the legend."""

    name: str
    shares: Sequence[float | None]
    words: Sequence[str]


@dataclass(frozen=True)
class Bars:
    """The longest bar takes the room there is. ``more`` says what is left out."""

    title: str
    bars: Sequence[Bar]
    more: str = ""


@dataclass(frozen=True)
class Section:
    """One subject. ``charts``: one or two beside each other; a table may go over pages."""

    title: str
    lead: Sequence[str] = ()
    charts: Sequence[ChartSpec] = ()
    highlights: Sequence[Highlight] = ()
    table: Table | None = None
    legend: Sequence[str] = ()
    bars: Sequence[Bars] = ()
    foot: Sequence[str] = ()


@dataclass(frozen=True)
class Explanation:
    """``expression`` is in Meta's own names of metrics; empty where there is none."""

    name: str
    text: str
    expression: str = ""


@dataclass(frozen=True)
class ReportDocument:
    """Foreign texts are in it as they are, only shortened."""

    language: str
    title: str
    account: str
    """As a handle."""
    name: str
    """What the account calls itself; empty where it says nothing else."""
    month: str
    days: str
    made: str
    by: str
    figures: Sequence[Figure]
    """At most six, for the cover."""
    sections: Sequence[Section]
    explanations_title: str
    explanations: Sequence[Explanation]
    notes_title: str
    notes: Sequence[str]
