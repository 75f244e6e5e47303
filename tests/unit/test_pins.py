"""What is pinned works together: it can be installed, and every client can be imported and made."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from taskiq_nats import PullBasedJetStreamBroker
from taskiq_redis import RedisStreamBroker

from bot.scheduler.broker import make_broker

ROOT = Path(__file__).parents[2]

TOGETHER = {
    "taskiq": "0.13.0",
    "taskiq-nats": "0.7.0",
    "nats-py": "2.16.0",
    "taskiq-redis": "1.2.4",
    "redis": "8.1.0",
}
"""Others of these pass ``pip check`` and cannot be imported, or fail under load."""


def test_taskiq_and_its_brokers_are_pinned_together() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = dict(one.split("==") for one in project["dependencies"] if "==" in one)
    assert {name: pinned[name] for name in TOGETHER} == TOGETHER
    for lock in ("requirements.lock", "requirements-dev.lock"):
        locked = (ROOT / lock).read_text()
        for name, version in TOGETHER.items():
            assert f"\n{name}=={version} " in locked, f"{lock}: {name}"


@pytest.mark.proves("E17")
@pytest.mark.parametrize("url", ["memory://", "nats://127.0.0.1:1", "redis://127.0.0.1:1"])
def test_every_transport_can_be_imported_and_made(url: str) -> None:
    """In a process of its own: nothing else has imported it before."""
    program = (
        "import asyncio; from bot.scheduler.broker import make_broker\n"
        f"async def make(): print(type(make_broker({url!r}, 'final')).__name__)\n"
        "asyncio.run(make())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("Broker")


async def test_every_lane_has_a_queue_of_its_own() -> None:
    for lane in ("final", "send"):
        nats = make_broker("nats://127.0.0.1:1", lane)
        assert isinstance(nats, PullBasedJetStreamBroker)
        assert nats.subject == f"farolero.{lane}"
        assert nats.stream_name == nats.durable == f"farolero_{lane}"
        redis = make_broker("redis://127.0.0.1:1", lane)
        assert isinstance(redis, RedisStreamBroker)
        assert redis.queue_name == f"farolero:{lane}"


@pytest.mark.proves("E17")
def test_what_is_installed_fits_together() -> None:
    """No distribution lacks what it asks for, or has another version of it."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
