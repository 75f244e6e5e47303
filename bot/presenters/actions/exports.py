"""Taking along, and leaving."""

from dataclasses import dataclass

from bot.domain.exports import ExportFormat, ExportKind, ExportSpan


@dataclass(frozen=True)
class AskDeleteMe:
    """What deleting everything of the person would mean."""


@dataclass(frozen=True)
class DeleteMe:
    """``asked_at``: when the question was asked, as Unix time; an old answer to it is none."""

    asked_at: int = 0


@dataclass(frozen=True)
class OpenExport:
    """What there is to take along."""


@dataclass(frozen=True)
class SwitchExport:
    """The account becomes the current one: what there is to take along is of that one."""

    account_id: int


@dataclass(frozen=True)
class ExportEverything:
    """``before_deleting``: then ask whether to delete it."""

    before_deleting: bool = False


@dataclass(frozen=True)
class OpenExportKinds:
    """Of what a table shall be."""


@dataclass(frozen=True)
class OpenExportSpans:
    """Of which time; ``more``: months, and everything."""

    kind: ExportKind
    more: bool = False


@dataclass(frozen=True)
class OpenExportFormats:
    """In which form."""

    kind: ExportKind
    span: ExportSpan


@dataclass(frozen=True)
class ExportNumbers:
    kind: ExportKind
    span: ExportSpan
    form: ExportFormat


@dataclass(frozen=True)
class OpenReports:
    """Of which month a report shall be."""


@dataclass(frozen=True)
class ExportReport:
    """``month`` as in ``2026-10``."""

    month: str
