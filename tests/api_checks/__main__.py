"""The whole of the outside checks: ``make api-checks``. 1 when something was found.

schemathesis as three identities with three seeds, and every word of every list to every place.
Takes about an hour.
"""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.api_checks.judge import Verdict, judge
from tests.api_checks.words import naughty, send_all
from tests.api_checks.world import World, api_world, listening, specification
from tests.support.databases import SqliteDatabases
from tests.support.wordlists import wordlists

SEEDS = (1, 2, 3)
EXAMPLES = 300


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def judged(world: World, folder: Path) -> list[str]:
    verdicts = [
        await judge(world, identity, seed, EXAMPLES, folder / f"{identity.name}-{seed}")
        for identity in world.identities
        for seed in SEEDS
    ]
    say(f"{'operation':60} {'examples, least and most of a run':>34} failures")
    for path in sorted({path for verdict in verdicts for path in verdict.examples}):
        counts = [verdict.examples[path] for verdict in verdicts]
        failures = sum(one.startswith(path) for verdict in verdicts for one in verdict.failures)
        say(f"{path:60} {min(counts):>16,} {max(counts):>17,} {failures:>8}")
    say(f"{len(verdicts)} runs: {_total(verdicts):,} examples")
    return [
        f"{one.identity}, seed {one.seed}: {failure}"
        for one in verdicts
        for failure in one.failures
    ]


def _total(verdicts: Sequence[Verdict]) -> int:
    return sum(verdict.examples.total() for verdict in verdicts)


async def worded(world: World) -> list[str]:
    words = list(dict.fromkeys([*naughty(), *wordlists()]))
    sent = await send_all(world, await specification(world), words)
    say(f"\n{'place':40} words, by status")
    for place in sorted({place for place, _ in sent.answers}):
        by_status = {status: n for (at, status), n in sent.answers.items() if at == place}
        told = ", ".join(f"{status}: {n:,}" for status, n in sorted(by_status.items()))
        say(f"{place:40} {told}")
    say(f"{len(words):,} words, {sent.answers.total():,} requests")
    return sent.failures


async def check(url: str, folder: Path) -> list[str]:
    async with api_world(url) as world:
        with listening() as heard:
            found = [*await judged(world, folder), *await worded(world)]
            return found + heard.errors


def main() -> int:
    # Each request is logged; the log is listened to, not shown.
    logging.lastResort = None
    with tempfile.TemporaryDirectory(prefix="farolero-api-checks-") as name:
        folder = Path(name)
        url = SqliteDatabases(folder).copy_to(folder / "farolero.db")
        found = asyncio.run(check(url, folder))
    for one in found:
        say(one)
    say(f"{len(found)} failures")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
