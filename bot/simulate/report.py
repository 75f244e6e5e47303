"""The table that ``farolero simulate`` prints: each figure with its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.simulate.run import Lived
from bot.simulate.verdict import FINAL, HIDDEN, LOST, PARTIAL, Sent, Verdict
from bot.simulate.witness import Witness

MIB = 1024 * 1024
HOURLY_BUDGET = 200
MOST_GROWTH = 10 * MIB
SETTLED = 3
"""Days until which a process has met everything; from there on it must not grow.

The last one to be killed is killed on the second: whoever follows has not drawn a chart by its end.
"""
LAST_FEW = 5
COME_AND_GO = 5
"""Connections that are kept open, and tasks that serve them, differ by so much at most."""


@dataclass(frozen=True)
class Figure:
    """``kept``: whether a promise holds; None where there is no target."""

    what: str
    measured: str
    target: str = ""
    kept: bool | None = None


def figures(verdict: Verdict, lived: Lived, witness: Witness) -> list[Figure]:
    return [
        *_stories(verdict),
        *_requests(witness),
        *_sent("digests", verdict.digests),
        *_sent("wrap-ups", verdict.wrap_ups),
        *_process(lived),
    ]


def table(found: list[Figure]) -> str:
    rows = [("what", "measured", "target", "")]
    for one in found:
        mark = "" if one.kept is None else "ok" if one.kept else "BROKEN"
        rows.append((one.what, one.measured, one.target, mark))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join(
            [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]
        ).rstrip()
        for row in rows
    )


def _stories(verdict: Verdict) -> list[Figure]:
    promised, broken = verdict.promised, verdict.broken
    seeable = verdict.seeable
    kept = sum(one.state != LOST for one in seeable)
    share = 100 * kept / len(seeable) if seeable else 100.0
    found = [
        Figure("stories published", str(verdict.published)),
        Figure("  still alive at the end, not judged", str(verdict.alive)),
        Figure("  deleted by their owners, not judged", str(verdict.deleted)),
        Figure("stories judged", str(len(verdict.stories))),
        Figure("  final (last numbers at 23 h or later)", str(verdict.count(FINAL))),
        Figure("  partial", str(verdict.count(PARTIAL))),
        Figure("  hidden (fewer than 5 viewers)", str(verdict.count(HIDDEN))),
        Figure("  lost", str(verdict.count(LOST))),
    ]
    for state in (PARTIAL, LOST):
        for reason, count in sorted(verdict.reasons(state).items()):
            found.append(Figure(f"    {state}: {reason}", str(count)))
    return [
        *found,
        Figure(
            "looked at in the last 3 h, where that was possible",
            f"{len(promised) - len(broken)} of {len(promised)}",
            "all",
            not broken,
        ),
        *(
            figure
            for one in broken[:20]
            for figure in (
                Figure(f"    not: {one.story.id} of {one.story.owner.username}", _age(one.age)),
                Figure("        its account was answered at", _ages(one.answered)),
                Figure("        its numbers were given at", _ages(one.told)),
            )
        ),
        Figure(
            "numbers kept, of all that could be seen at all",
            f"{share:.2f} % of {len(seeable)}",
            ">= 99.9 %",
            share >= 99.9,
        ),
        Figure(
            "looks kept that Instagram never gave", str(verdict.made_up), "0", not verdict.made_up
        ),
    ]


def _age(age: object) -> str:
    return "no numbers" if age is None else f"last numbers at {age}"


def _ages(ages: Sequence[timedelta]) -> str:
    """The last few of them."""
    return ", ".join(str(age).partition(".")[0] for age in ages[-LAST_FEW:]) or "no time"


def _requests(witness: Witness) -> list[Figure]:
    total = witness.endpoints.total()
    hour, at_once = witness.most_in_an_hour, witness.most_at_once
    return [
        Figure("requests to Instagram", str(total)),
        *(Figure(f"  {kind}", str(count)) for kind, count in witness.endpoints.most_common()),
        Figure("calls met by a fault of their own", str(witness.struck.total())),
        *(Figure(f"  answered {kind}", str(n)) for kind, n in witness.refused.most_common(8)),
        Figure(
            "most calls of an account in a rolling hour",
            str(hour),
            f"<= {HOURLY_BUDGET}",
            hour <= HOURLY_BUDGET,
        ),
        Figure("most calls of an account at once", str(at_once), "1", at_once <= 1),
    ]


def _sent(what: str, sent: Sent) -> list[Figure]:
    return [
        Figure(
            f"{what} that came",
            f"{sent.came} of {sent.due}"
            + (f", {sent.cut} cut off in sending" if sent.cut else "")
            + (f", {sent.excused} in hours without the bot" if sent.excused else ""),
        ),
        Figure(f"{what} that came twice", str(sent.twice), "0", not sent.twice),
        Figure(f"{what} missing", str(len(sent.missing)), "0", not sent.missing),
        *(Figure(f"    missing: {one}", "") for one in sent.missing[:20]),
    ]


def _process(lived: Lived) -> list[Figure]:
    stops = Figure("times the bot was stopped", str(lived.stops))
    days = sorted(day for day in lived.measured if day >= SETTLED)
    found = [
        Figure(f"bot's memory after day {day}", f"{lived.measured[day]['memory'] / MIB:.1f} MiB")
        for day in days
    ]
    if len(days) < 2:
        return [stops, *found]
    first, last = lived.measured[days[0]], lived.measured[days[-1]]
    growth = last["memory"] - first["memory"]
    tasks, files = (
        max(lived.measured[day][name] for day in days) - first[name] for name in ("tasks", "files")
    )
    span = f"day {days[0]} to {days[-1]}"
    return [
        stops,
        *found,
        Figure(
            f"memory growth, {span}",
            f"{growth / MIB:.1f} MiB",
            "<= 10 MiB",
            growth <= MOST_GROWTH,
        ),
        Figure(f"tasks more, {span}", str(tasks), f"<= {COME_AND_GO}", tasks <= COME_AND_GO),
        Figure(f"open files more, {span}", str(files), f"<= {COME_AND_GO}", files <= COME_AND_GO),
    ]
