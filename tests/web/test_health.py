"""What supervisors ask: does it live, and can it do its work?"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web import health
from bot.web.health import Readiness, create_health_app

Asking = TestClient[web.Request, web.Application]


@dataclass
class Needs:
    fault: Exception | None = None
    asked: int = field(default=0)

    async def check(self) -> None:
        self.asked += 1
        if self.fault is not None:
            raise self.fault


async def queue() -> None:
    pass


@pytest.fixture
def needs() -> Needs:
    return Needs()


@pytest.fixture
async def client(needs: Needs, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Asking]:
    monkeypatch.setattr(health, "REMEMBERED", -1.0)
    app = create_health_app(Readiness({"database": needs.check, "queue": queue}))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_ready_while_everything_answers(client: Asking) -> None:
    answer = await client.get("/readyz")
    assert answer.status == 200
    assert await answer.json() == {"ready": True}


@pytest.mark.proves("S23")
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (ConnectionError("postgresql://anna:hunter2@host"), "no answer"),
        (TimeoutError(), "no answer in 3 s"),
    ],
)
async def test_what_does_not_answer_is_named_and_the_process_lives(
    client: Asking, needs: Needs, fault: Exception, words: str
) -> None:
    needs.fault = fault
    answer = await client.get("/readyz")
    assert answer.status == 503
    assert await answer.json() == {"ready": False, "database": words}
    assert (await client.get("/livez")).status == 200
    needs.fault = None
    assert (await client.get("/readyz")).status == 200


async def test_however_often_it_is_asked_the_database_is_not(
    client: Asking, needs: Needs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "REMEMBERED", 1000.0)
    for _ in range(20):
        assert (await client.get("/readyz")).status == 200
    assert needs.asked == 1


async def test_there_is_nothing_else(client: Asking) -> None:
    assert (await client.get("/")).status == 404
