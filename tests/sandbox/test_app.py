"""The whole sandbox on one port, over real HTTP, and over a restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from bot.sandbox.app import Sandbox

START = datetime(2026, 11, 2, 12, tzinfo=UTC)


@asynccontextmanager
async def serve(directory: Path) -> AsyncIterator[tuple[Sandbox, "TestClient[Any, Any]"]]:
    sandbox = Sandbox(directory, seed=1, start=START)
    async with TestClient(TestServer(sandbox.application())) as client:
        yield sandbox, client


async def test_everything_is_behind_one_port(tmp_path: Path) -> None:
    async with serve(tmp_path) as (sandbox, client):
        token = sandbox.credentials.bot_token
        for path, status in (
            ("/chat", 200),
            (f"/telegram/bot{token}/getMe", 200),
            ("/telegram/botnobody/getMe", 401),
            ("/instagram/v26.0/me", 400),
            ("/sandbox/clock", 200),
            ("/sandbox/instagram/accounts", 200),
            ("/sandbox/telegram/users", 200),
        ):
            async with client.get(path) as response:
                assert response.status == status, path


async def test_the_clock_walks_in_steps_and_waits_for_what_listens(tmp_path: Path) -> None:
    async with serve(tmp_path) as (sandbox, client):
        woken: list[datetime] = []

        async def listener() -> None:
            woken.append(sandbox.clock.now())

        sandbox.clock.on_step(listener)
        async with client.post("/sandbox/clock", json={"advance_seconds": 720}) as response:
            assert await response.json() == {"now": (START + timedelta(minutes=12)).isoformat()}
        assert woken == [START + timedelta(minutes=minutes) for minutes in (5, 10, 12)]


async def test_a_jump_wakes_nobody_and_may_go_back(tmp_path: Path) -> None:
    async with serve(tmp_path) as (sandbox, client):
        woken: list[datetime] = []

        async def listener() -> None:
            woken.append(sandbox.clock.now())

        sandbox.clock.on_step(listener)
        async with client.post("/sandbox/clock", json={"jump_seconds": -3600}) as response:
            assert response.status == 200
        assert sandbox.clock.now() == START - timedelta(hours=1)
        assert woken == []


async def test_wrong_control_calls_are_refused_with_a_reason(tmp_path: Path) -> None:
    async with serve(tmp_path) as (_, client):
        for path, body, reason in (
            ("/sandbox/clock", {}, "advance_seconds"),
            ("/sandbox/clock", {"advance_seconds": -1}, "negative"),
            ("/sandbox/clock", {"advance_seconds": "soon"}, "number"),
            ("/sandbox/faults", {"target": "instagram", "fault": "made_up"}, "known:"),
            ("/sandbox/faults", {"target": "nobody", "fault": "x"}, "unknown target"),
            ("/sandbox/faults", {"target": "telegram", "fault": "slow", "times": 0}, "times"),
        ):
            async with client.post(path, json=body) as response:
                assert response.status == 400
                assert reason in (await response.json())["error"]


async def test_clock_accounts_chats_and_faults_survive_a_restart(tmp_path: Path) -> None:
    async with serve(tmp_path) as (_, client):
        await client.post("/sandbox/clock", json={"advance_seconds": 3600})
        await client.post("/sandbox/telegram/users/1001/messages", json={"text": "hello"})
        fault = {"target": "telegram", "fault": "slow", "params": {"seconds": 0}, "times": 3}
        await client.post("/sandbox/faults", json=fault)
        async with client.get("/sandbox/instagram/accounts") as response:
            accounts = await response.json()
    async with serve(tmp_path) as (sandbox, client):
        assert sandbox.clock.now() == START + timedelta(hours=1)
        async with client.get("/sandbox/telegram/chats/1001/messages") as response:
            assert [m["text"] for m in (await response.json())["messages"]] == ["hello"]
        async with client.get("/sandbox/faults") as response:
            assert (await response.json())["faults"][0]["times"] == 3
        async with client.get("/sandbox/instagram/accounts") as response:
            assert await response.json() == accounts


async def test_a_fault_strikes_as_often_as_it_was_told(tmp_path: Path) -> None:
    async with serve(tmp_path) as (sandbox, client):
        fault = {"target": "telegram", "fault": "server_error", "params": {}, "times": 2}
        await client.post("/sandbox/faults", json=fault)
        path = f"/telegram/bot{sandbox.credentials.bot_token}/getMe"
        statuses = []
        for _ in range(3):
            async with client.get(path) as response:
                statuses.append(response.status)
        assert statuses[0] >= 500
        assert statuses[1] >= 500
        assert statuses[2] == 200
