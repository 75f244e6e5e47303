"""What the metrics say: this process has one registry, so tests look at what they add."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client import Metric

from bot.metrics.counted import REGISTRY

Sample = tuple[str, frozenset[tuple[str, str]]]


def families() -> list[Metric]:
    return list(REGISTRY.collect())


def samples() -> dict[Sample, float]:
    return {
        (one.name, frozenset(one.labels.items())): one.value
        for family in families()
        for one in family.samples
    }


@contextmanager
def counting() -> Iterator[dict[str, float]]:
    """After the block: what it added, as ``name{label=value,…}`` without the prefix."""
    added: dict[str, float] = {}
    before = samples()
    yield added
    for (name, labels), value in samples().items():
        rise = value - before.get((name, labels), 0)
        if rise and name.startswith("farolero_") and "_bucket" not in name:
            said = ",".join(f"{label}={one}" for label, one in sorted(labels))
            added[name.removeprefix("farolero_") + (f"{{{said}}}" if said else "")] = rise


def promtool(*arguments: str | Path, given: str | None = None) -> str:
    """What it says of what is in order; anything else fails."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("no promtool: apt install prometheus")
    done = subprocess.run(
        [tool, *arguments], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
