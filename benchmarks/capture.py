"""What capturing stories costs, and what it withstands; figures that belong together in one run.

``--only NAME`` runs one part. Ratios are of figures that were measured in turns.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import mean, median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.support import captures, due_rows, finals, hosts, several_hosts, workers
from benchmarks.support.databases import MakeUrl, postgres, sqlite
from benchmarks.support.fleet import nats_server
from benchmarks.support.report import Row, Spread, publish_one_by_one

DATABASES: Mapping[str, Callable[[], AbstractContextManager[MakeUrl]]] = {
    "SQLite": sqlite,
    "PostgreSQL": postgres,
}
OF_THE_FLOOR = 0.6
AHEAD = (1_000, 100_000, 1_000_000)
GROWTH = 20
"""Percent."""
PAIRS = {0.0: 1, 0.75: 2}
"""Rounds with one worker and with two, by the seconds after which Instagram answers."""


def row(figure: str, target: str | None, measured: str, conditions: str) -> Row:
    return {"figure": figure, "target": target, "measured": measured, "conditions": conditions}


def spread(values: list[float], digits: int = 2) -> str:
    """The median, and the noise between rounds."""
    found = Spread.of(values)
    return f"{found.median:.{digits}f} ({found.least:.{digits}f}-{found.most:.{digits}f})"


def capture_rows() -> Iterator[Row]:
    for database, opened in DATABASES.items():
        with opened() as make_url:
            for arrangement in captures.ARRANGEMENTS:
                with tempfile.TemporaryDirectory() as folder:
                    rounds = asyncio.run(captures.measure(make_url, arrangement, Path(folder)))
                yield from captures_of(database, arrangement, rounds)


def captures_of(
    database: str, arrangement: captures.Arrangement, rounds: list[captures.Round]
) -> Iterator[Row]:
    calls = mean(one.calls / one.looks for one in rounds)
    conditions = f"{database}; {arrangement.name}, {arrangement.looks} looks a round"
    yield row(
        "captures a second, of the floor's",
        f">= {OF_THE_FLOOR}",
        spread([one.ratio for one in rounds]),
        conditions,
    )
    for name, of in (("product", "product"), ("floor", "floor")):
        took: list[captures.Took] = [getattr(one, of) for one in rounds]
        looks = rounds[0].looks
        rate = spread([looks / one.waited for one in took], 0)
        cpu = median(1000 * one.worked / looks for one in took)
        yield row(f"  {name}: looks a second", None, rate, f"{cpu:.1f} ms of processor a look")
    yield row("  calls to Instagram a look", None, f"{calls:.2f}", "product and floor the same")


def claim_rows() -> Iterator[Row]:
    for database, opened in DATABASES.items():
        with opened() as make_url:
            measured = asyncio.run(due_rows.milliseconds_a_look(make_url, AHEAD))
        waited = {ahead: [took.waited for took in measured[ahead]] for ahead in AHEAD}
        worked = {ahead: median(took.worked for took in measured[ahead]) for ahead in AHEAD}
        for ahead in AHEAD:
            conditions = f"{database}; {ahead:,} looks lie ahead, {due_rows.DUE} due a round"
            figure = "due look, claim to sample: ms"
            yield row(figure, None, spread(waited[ahead]), conditions)
            yield row("  of our processor: ms", None, f"{worked[ahead]:.2f}", "without the disk")
        few = AHEAD[0]
        for ahead in AHEAD[1:]:
            figure = f"  growth from {few:,} to {ahead:,}: %"
            of_median = 100 * (median(waited[ahead]) / median(waited[few]) - 1)
            of_least = 100 * (min(waited[ahead]) / min(waited[few]) - 1)
            of_work = 100 * (worked[ahead] / worked[few] - 1)
            conditions = f"least {of_least:.0f}, processor {of_work:.0f}"
            yield row(figure, f"<= {GROWTH}", f"{of_median:.0f}", conditions)


def final_rows() -> Iterator[Row]:
    with sqlite() as make_url, tempfile.TemporaryDirectory() as folder:
        late = asyncio.run(finals.measure(make_url("finals"), Path(folder)))
    conditions = (
        f"SQLite, one process; {finals.LIVE:,} live stories, {len(late.finals)} finals"
        f" and {len(late.others)} other looks in {finals.WINDOW.seconds} s:"
        f" {finals.TIMES_A_PEAK} times a day's peak, each story asked by itself"
    )
    yield row(
        "final looks, late: s, p99", None, f"{quantiles(late.finals, n=100)[98]:.1f}", conditions
    )
    yield row("  s, worst", None, f"{max(late.finals):.1f}", "")
    yield row("  least time left to the deadline: s", "> 0", f"{late.least_left:.0f}", "")
    yield row("  other looks, late: s, p99", None, f"{quantiles(late.others, n=100)[98]:.1f}", "")
    yield row("  looks not made", "0", str(late.not_made), "")


def worker_rows() -> Iterator[Row]:
    with (
        postgres() as make_url,
        tempfile.TemporaryDirectory() as folder,
        nats_server(Path(folder) / "nats") as port,
    ):
        for seconds, pairs in PAIRS.items():
            work = workers.measure(make_url, port, Path(folder) / f"{seconds}", seconds, pairs)
            yield from workers_of(seconds, asyncio.run(work))
        jobs = asyncio.run(workers.trivial_jobs(f"nats://127.0.0.1:{port}", workers.LOOKS))
        conditions = f"{workers.LOOKS} jobs that do nothing, NATS, both ends in one process"
        yield row("taskiq alone: jobs a second", None, f"{jobs:.0f}", conditions)
    jobs = asyncio.run(workers.trivial_jobs_in_memory(workers.LOOKS))
    yield row("taskiq alone: jobs a second", None, f"{jobs:.0f}", "the same, memory://")


def workers_of(seconds: float, scaled: workers.Scaled) -> Iterator[Row]:
    looks = f"{workers.LOOKS} looks a round, two calls each"
    answers = f"Instagram answers after {seconds} s" if seconds else "the sandbox answers at once"
    yield row("two workers, of one's throughput", None, spread(scaled.ratios), answers)
    yield row("  one worker: looks a second", None, spread(list(scaled.one), 1), looks)
    yield row("  two workers: looks a second", None, spread(list(scaled.two), 1), looks)
    yield row("  looks lost", "0", str(scaled.lost), "")
    yield row("  calls made twice", "0", str(scaled.duplicates), "")
    conditions = f"an account wanted {2 * workers.GREEDY} calls and got {scaled.greedy_calls}"
    yield row("  calls above budget", "0", str(scaled.above_budget), conditions)


def host_rows() -> Iterator[Row]:
    figure = "looks lost, one of several hosts cut off"
    if hosts.why_not() is not None:
        yield row(figure, "0", "not measured", f"{hosts.why_not()}")
        return
    with (
        postgres() as make_url,
        tempfile.TemporaryDirectory() as folder,
        nats_server(Path(folder) / "nats") as port,
    ):
        cut = asyncio.run(several_hosts.measure(make_url, port, Path(folder)))
    conditions = (
        f"a clock and two workers in network namespaces, {several_hosts.LOOKS} looks;"
        f" one worker without a network for {several_hosts.SECONDS_AWAY:.0f} s"
    )
    yield row(figure, "0", str(cut.lost), conditions)
    yield row("  calls made once more", None, str(cut.asked_again), "their answers were cut off")
    yield row("  all stored after: s", None, f"{cut.seconds:.0f}", "a lease lasts three minutes")


PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "captures": capture_rows,
    "claims": claim_rows,
    "finals": final_rows,
    "workers": worker_rows,
    "hosts": host_rows,
}
WIDTHS = {"figure": 40, "target": 8, "measured": 22, "conditions": 70}


def main() -> None:
    parser = argparse.ArgumentParser(description="What capturing stories costs.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    options = parser.parse_args()
    logging.disable(logging.INFO)
    conditions = {"load": f"{os.getloadavg()[0]:.1f} before"}
    chosen = [options.only] if options.only else list(PARTS)
    rows = (one for name in chosen for one in PARTS[name]())
    publish_one_by_one("capture", conditions, rows, WIDTHS, as_json=options.json)


if __name__ == "__main__":
    main()
