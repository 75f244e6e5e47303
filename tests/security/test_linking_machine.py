"""T-COSF-7 and rows 1 and 2: no token for a person who did not link it, in any order of steps."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import aiosqlite
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.instagram.http import PATIENCE, WAITED_FOR
from bot.services.ports import Purpose
from bot.storage import engine
from bot.storage.repositories import link_attempts
from tests.security.linking_machine import TAKES_TURNS, LinkingMachine, Totals
from tests.security.linking_world import LinkingWorld, http_world, in_process_world
from tests.support.security_report import SecurityReport

T = TypeVar("T")

FLOWS = 10_000
FLOWS_OVER_HTTP = 300


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test's database and a guessed code cost is of no interest here."""
    pragmas = (*engine.SQLITE_PRAGMAS, "PRAGMA synchronous = OFF")
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", pragmas)
    monkeypatch.setattr(link_attempts, "SCRYPT_COST", 2)
    monkeypatch.setattr(aiosqlite.Connection, "_execute", at_once)
    monkeypatch.setitem(PATIENCE, Purpose.PERSON, replace(WAITED_FOR, total=2.0))


async def at_once(_: object, statement: Callable[..., T], *rest: Any, **named: Any) -> T:
    """Without the way to a thread and back, which takes ten times as long as the statement."""
    if TAKES_TURNS.get():
        await asyncio.sleep(0)
    return statement(*rest, **named)


@contextmanager
def machine(
    world_of: AbstractAsyncContextManager[LinkingWorld],
) -> Iterator[type[LinkingMachine]]:
    """A machine with a world of its own."""
    with asyncio.Runner() as runner:
        world = runner.run(world_of.__aenter__())
        try:

            class Machine(LinkingMachine):
                pass

            Machine.world, Machine.loop, Machine.totals = world, runner.get_loop(), Totals()
            yield Machine
        finally:
            runner.run(world_of.__aexit__(None, None, None))


def run(a_machine: type[LinkingMachine], runs: int, steps: int) -> Totals:
    run_state_machine_as_test(
        a_machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return a_machine.totals


def report(totals: Totals) -> dict[str, int]:
    return {
        "flows tried": totals.flows,
        "tokens issued": totals.tokens,
        "returns refused": totals.refused,
        "tokens wrongly issued": totals.wrong_tokens,
        "codes wrongly exchanged": totals.wrong_exchanges,
    }


@pytest.mark.proves("S1")
@pytest.mark.timeout(1800)
def test_in_ten_thousand_flows_nobody_gets_a_token_that_is_not_theirs(
    sqlite_url: str, security_report: SecurityReport
) -> None:
    """T-COSF-7, T-COSF-1, rows 1 and 2."""
    with machine(in_process_world(sqlite_url)) as a_machine:
        try:
            totals = run(a_machine, 360, 100)
        finally:
            security_report.add("linking", report(a_machine.totals))
    assert totals.flows >= FLOWS
    assert totals.tokens >= FLOWS // 20, "a machine that links nobody proves nothing"
    assert totals.refused >= FLOWS // 20
    assert totals.wrong_tokens == totals.wrong_exchanges == 0


@pytest.mark.timeout(600)
def test_the_same_over_http(sqlite_url: str, security_report: SecurityReport) -> None:
    """T-COSF-7 with every page and every call to Instagram over a wire."""
    with machine(http_world(sqlite_url)) as a_machine:
        try:
            totals = run(a_machine, 14, 80)
        finally:
            security_report.add("linking over HTTP", report(a_machine.totals))
    assert totals.flows >= FLOWS_OVER_HTTP
    assert totals.tokens >= FLOWS_OVER_HTTP // 20
    assert totals.wrong_tokens == totals.wrong_exchanges == 0
