"""``kill -9`` of any process: every look is kept, every story found, every message sent; once."""

import random
from pathlib import Path

import pytest

from bot.roles import Role
from tests.scaled.conftest import LONGEST_WAIT, Fleet, fleet_at, until
from tests.scaled.other_lanes import OtherLanes
from tests.support.brokers import BrokerServer

pytestmark = pytest.mark.timeout(1200)

KILLS = 3


async def other_lanes(fleet: Fleet) -> OtherLanes:
    filled = OtherLanes(fleet)
    await filled.fill(people=4)
    return filled


async def kill_now_and_then(fleet: Fleet, rows: int) -> None:
    """A process at random, each time that some more looks were made; it is started again."""
    chance = random.Random(7)
    for kill in range(1, KILLS + 1):
        await fleet.looked(rows * kill // (KILLS + 2))
        victim = chance.choice(fleet.members)
        victim.kill()
        victim.start()
        # What it had lent is free at once.
        fleet.time.move(LONGEST_WAIT)


async def every_look_is_kept_once(fleet: Fleet, rows: int) -> None:
    await fleet.looked(rows)
    await until(fleet.nothing_is_left)
    # A sample is unique by story and look, so as many as rows means: none missing, none twice.
    assert await fleet.samples() == rows


@pytest.mark.proves("E1", "E2")
async def test_killed_again_and_again_on_sqlite_in_one_process(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with fleet_at(tmp_path, sqlite_url, "memory://") as fleet:
        rows = await fleet.stories_to_look_at(accounts=12, stories=1, slots=5)
        others = await other_lanes(fleet)
        fleet.start(Role.ALL)
        await kill_now_and_then(fleet, rows)
        await every_look_is_kept_once(fleet, rows)
        await others.are_done()


@pytest.mark.proves("E1", "E2")
async def test_killed_again_and_again_on_postgresql_and_a_broker(
    postgres_url: str, broker_server: BrokerServer, tmp_path: Path
) -> None:
    async with fleet_at(tmp_path, postgres_url, broker_server.url) as fleet:
        rows = await fleet.stories_to_look_at(accounts=12, stories=1, slots=5)
        others = await other_lanes(fleet)
        fleet.start(Role.ALL, Role.CLOCK, Role.WORKER)
        await kill_now_and_then(fleet, rows)
        await every_look_is_kept_once(fleet, rows)
        await others.are_done()
