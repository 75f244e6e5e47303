"""A month as PDF, set by typst: tagged for screen readers, every font embedded, A4.

typst reads the template beside this file, and words and charts as data: all in a folder of their
own that is gone afterwards; it sees nothing outside of it. It works outside of Python's lock; a
report takes a fraction of a second.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.exports.file_names import report_name
from bot.exports.legible import legible, reads_from_the_right
from bot.exports.zip_parts import temporary
from bot.presenters.report import document
from bot.presenters.report_document import Bars, ReportDocument, Section, Table
from bot.presenters.screen import PaperChartRenderer
from bot.presenters.speech import Speech
from bot.services.ports import ExportedFile
from bot.services.results import MonthReport

TEMPLATE = "report.typ"
_LONGEST = 200
"""UTF-16 units of a text that somebody wrote."""


@dataclass(frozen=True)
class MakeMonthReport:
    """Implements the MakeReport port."""

    draw: PaperChartRenderer

    async def __call__(self, report: MonthReport) -> ExportedFile:
        what = document(report, Speech(report.language, report.period.zone))
        charts: dict[str, bytes] = {}
        names: list[list[str]] = []
        numbered = count(1)
        for section in what.sections:
            names.append([])
            for spec in section.charts:
                name = f"chart-{next(numbered)}.svg"
                charts[name] = await self.draw(spec)
                names[-1].append(name)
        pdf = await asyncio.to_thread(_set, what, names, charts, int(report.made_at.timestamp()))
        content = temporary()
        content.write(pdf)
        content.seek(0)
        return ExportedFile(report_name(report.account.username, report.period), len(pdf), content)


def _set(
    what: ReportDocument,
    names: Sequence[Sequence[str]],
    charts: Mapping[str, bytes],
    made_at: int,
) -> bytes:
    # Here and not above: typst and the fonts take a moment, and some processes never need them.
    import typst  # noqa: PLC0415

    from bot.exports.report_fonts import families, fonts, glyphs  # noqa: PLC0415

    known = glyphs()

    def foreign(text: str) -> dict[str, object]:
        clean = legible(text, _LONGEST, known)
        return {"text": clean, "rtl": reads_from_the_right(clean)}

    def table(one: Table | None) -> dict[str, object] | None:
        if one is None:
            return None
        return {
            "headings": [vars(heading) for heading in one.headings],
            "rows": [[foreign(cell) for cell in row] for row in one.rows],
        }

    def bars(one: Bars) -> dict[str, object]:
        return {
            "title": one.title,
            "bars": [vars(bar) | {"name": foreign(bar.name)} for bar in one.bars],
            "more": one.more,
        }

    def section(one: Section, charts_of_it: Sequence[str]) -> dict[str, object]:
        return {
            "title": one.title,
            "lead": one.lead,
            "charts": [
                {"file": name, "words": spec.title}
                for name, spec in zip(charts_of_it, one.charts, strict=True)
            ],
            "highlights": [
                {"label": high.label, "value": high.value, "title": foreign(high.title)}
                for high in one.highlights
            ],
            "table": table(one.table),
            "legend": one.legend,
            "bars": [bars(block) for block in one.bars],
            "foot": one.foot,
        }

    data = {
        "fonts": families(),
        "language": what.language,
        "heading": f"{what.title} · {what.account} · {what.month}",
        "title": what.title,
        "account": foreign(what.account),
        "name": foreign(what.name),
        "month": what.month,
        "days": what.days,
        "made": what.made,
        "by": what.by,
        "figures": [vars(figure) for figure in what.figures],
        "sections": [
            section(one, charts_of_it)
            for one, charts_of_it in zip(what.sections, names, strict=True)
        ],
        "explanations_title": what.explanations_title,
        "explanations": [vars(one) for one in what.explanations],
        "notes_title": what.notes_title,
        "notes": what.notes,
    }
    # Its files in memory have to be text, which charts are not.
    with TemporaryDirectory(prefix="farolero-report-") as folder:
        root = Path(folder)
        main = root / TEMPLATE
        main.write_bytes(files("bot.exports").joinpath(TEMPLATE).read_bytes())
        (root / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, svg in charts.items():
            (root / name).write_bytes(svg)
        return typst.compile(
            main,
            root=root,
            format="pdf",
            font_paths=fonts(),
            ignore_system_fonts=True,
            timestamp=made_at,
        )
