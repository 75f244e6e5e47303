"""schemathesis, the outside judge: all its checks, in a process of its own, over HTTP."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.api_checks.world import Identity, World

CONFIG = """\
[generation]
database = "none"

[dictionaries.media]
values = {media}
[dictionaries.stories]
values = {stories}
[dictionaries.accounts]
values = {accounts}
[dictionaries.digests]
values = {digests}
[parameters]
"path.digest_id" = {{ dictionary = "digests", probability = 0.4 }}
"path.media_id" = {{ dictionary = "media", probability = 0.4 }}
"path.story_id" = {{ dictionary = "stories", probability = 0.4 }}
"query.media_id" = {{ dictionary = "media", probability = 0.4 }}
"query.cursor" = {{ dictionary = "media", probability = 0.4 }}
"path.user_id" = {{ dictionary = "accounts", probability = 0.4 }}

# Which metrics a post has, and of what type it is, no schema can say.
[[operations]]
include-operation-id = "readInsights"
checks.positive_data_acceptance.expected-statuses = ["2xx", "401", "404", "422"]
"""
PEERS = """
[auth.wfc]
path = {path}
user = {user}
# Neither may see what the other's key opens.
peers = ["ana", "boris"]
"""
PEOPLE = "people.json"


@dataclass(frozen=True)
class Verdict:
    """``examples`` by path; ``failures`` in the judge's own words."""

    identity: str
    seed: int
    examples: Counter[str]
    failures: list[str]


async def judge(
    world: World, identity: Identity, seed: int, examples: int, folder: Path
) -> Verdict:
    """At most ``examples`` an operation and phase; ``folder`` is this run's own."""
    report, config = folder / "report.ndjson", folder / "schemathesis.toml"
    await asyncio.to_thread(_prepare, config, world, identity)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"),
        f"{world.origin}/api/openapi.json",
        *("--checks", "all", "--seed", str(seed), "--max-examples", str(examples)),
        *("--report", "ndjson", "--report-ndjson-path", str(report)),
        *("--continue-on-failure", "--no-color"),
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    counted, failures = await asyncio.to_thread(_read, report)
    if process.returncode and not failures:
        failures = [said.decode(errors="replace")]
    return Verdict(identity.name, seed, counted, failures)


def _prepare(config: Path, world: World, identity: Identity) -> None:
    config.parent.mkdir()
    text = CONFIG.format(
        media=json.dumps(world.media_ids),
        stories=json.dumps(world.media_ids[1:2]),
        digests=json.dumps([world.digest_id]),
        accounts=json.dumps(world.user_ids),
    )
    if identity.key is not None:
        people = config.with_name(PEOPLE)
        people.write_text(_people(world))
        text += PEERS.format(path=json.dumps(str(people)), user=json.dumps(identity.name))
    config.write_text(text)


def _people(world: World) -> str:
    entries = [
        {
            "name": one.name,
            "fixedHeaders": [{"name": name, "value": said} for name, said in one.headers.items()],
        }
        for one in (world.ana, world.boris)
    ]
    return json.dumps({"auth": entries})


def _read(report: Path) -> tuple[Counter[str], list[str]]:
    """How often each path was asked for by GET, and every failure and error."""
    # It holds keys.
    report.with_name(PEOPLE).unlink(missing_ok=True)
    counted: Counter[str] = Counter()
    failures: list[str] = []
    for line in report.read_text().splitlines():
        event = json.loads(line)
        if "ScenarioFinished" in event:
            recorder = event["ScenarioFinished"]["recorder"]
            asked = [case["value"] for case in recorder.get("cases", {}).values()]
            counted.update(one["path"] for one in asked if one["method"] == "GET")
            failures += _failures(recorder)
        elif "NonFatalError" in event or "FatalError" in event:
            failures.append(line[:2000])
    return counted, failures


def _failures(recorder: Any) -> Iterator[str]:
    for case_id, checks in recorder.get("checks", {}).items():
        for check in checks:
            if check["status"] == "failure":
                said = json.dumps(check)[:1500]
                asked = json.dumps(recorder["cases"][case_id]["value"])[:1500]
                yield f"{recorder['cases'][case_id]['value']['path']}: {said}\n  {asked}"
