"""How long Meta waits for its answer: deliveries of 1,000 changes, answered after the commit.

Each delivery goes over HTTP through the whole way: signature, strict JSON, one transaction into
the inbox with everything synchronous, 200. Deliveries come one after the other, all of them new;
then the last one comes again and again, as repetitions do.
"""

import asyncio
import gc
import hashlib
import hmac
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import aiohttp
from sqlalchemy import text
from yarl import URL

from benchmarks.support.databases import postgres
from benchmarks.support.report import Row, publish, wants_json
from benchmarks.support.sandboxes import free_port
from bot.chance import new_encryption_key
from bot.clock import SystemClock
from bot.domain.secret import Secret
from bot.services.accept_webhook import AcceptWebhook
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.services.ports import Profile
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.migrating import migrate
from bot.storage.unit_of_work import SqlDatabase
from bot.web.app import create_app
from bot.web.meta_webhook import PATH, MetaWebhook
from bot.web.server import Server
from bot.web.visitors import Ration

CHANGES = 1000
"""Meta: the most that one POST holds."""

DELIVERIES = 200
WARM_UP = 10
TARGET_MS = 200
SECRET = Secret("0123456789abcdef0123456789abcdef")
USER_ID = "17841400000000777"
PROFILE = Profile("27100000000000777", USER_ID, "tea.shop", None, "BUSINESS", None, None, None)


def delivery(number: int) -> bytes:
    """As many comments as fit in, each by somebody else, on a hundred posts."""
    changes = [
        {
            "field": "comments",
            "value": {
                "id": f"17{number:08}{position:05}",
                "text": "How lovely, where can I get this? 🏮",
                "from": {"id": f"99{position:013}", "username": f"visitor.{position}"},
                "media": {"id": f"1801{position % 100:013}", "media_product_type": "FEED"},
            },
        }
        for position in range(CHANGES)
    ]
    entry = {"id": USER_ID, "time": 1_790_000_000 + number, "changes": changes}
    return json.dumps({"object": "instagram", "entry": [entry]}).encode()


def signed(body: bytes) -> dict[str, str]:
    signature = hmac.new(SECRET.reveal().encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}


@asynccontextmanager
async def served(url: str) -> AsyncIterator[tuple[SqlDatabase, str]]:
    await migrate(url)
    clock = SystemClock()
    database = open_database(url, clock, Keyring.parse(Secret(new_encryption_key())))
    async with database.transaction() as stored:
        await stored.accounts.save_profile(PROFILE, "UTC", clock.now())
    refused = NoteRefusedWebhook(database, clock, "Meta")
    webhook = MetaWebhook(Secret("verify"), [SECRET], AcceptWebhook(database), refused)
    instagram = URL("https://www.instagram.com")
    app = create_app(webhook.routes(), URL("http://localhost"), instagram, Ration())
    port = free_port()
    server = Server(app, "127.0.0.1", port)
    await server.start()
    try:
        yield database, f"http://127.0.0.1:{port}{PATH}"
    finally:
        await server.stop()
        await database.close()


@dataclass(frozen=True)
class Took:
    """Milliseconds: what the sender waited, and what both sides worked. The rest is the disk's,
    and that of others on the same machine.
    """

    waited: float
    worked: float


async def measure(url: str) -> dict[str, list[Took]]:
    """What each answer took: of new deliveries, and of one that is known already."""
    new: list[Took] = []
    known: list[Took] = []
    async with served(url) as (database, address), aiohttp.ClientSession() as client:

        async def post(number: int) -> Took:
            body = delivery(number)
            headers = signed(body)
            began, worked = time.perf_counter(), time.process_time()
            async with client.post(address, data=body, headers=headers) as response:
                assert response.status == 200, response.status
            waited, worked = time.perf_counter() - began, time.process_time() - worked
            return Took(1000 * waited, 1000 * worked)

        # As the product does when it has started.
        gc.freeze()
        for number in range(WARM_UP + DELIVERIES):
            took = await post(number)
            if number >= WARM_UP:
                new.append(took)
        known.extend([await post(WARM_UP + DELIVERIES - 1) for _ in range(DELIVERIES)])
        async with database.session() as session:
            kept = await session.scalar(text("SELECT count(*) FROM webhook_entry"))
    assert kept == (WARM_UP + DELIVERIES) * CHANGES, "some changes were lost, or kept twice"
    return {"new": new, "known already": known}


def row(database: str, what: str, answers: list[Took]) -> Row:
    waited = [answer.waited for answer in answers]
    hundredths = statistics.quantiles(waited, n=100)
    return {
        "database": database,
        "delivery": what,
        "p50 ms": round(hundredths[49], 1),
        "p99 ms": round(hundredths[98], 1),
        "max ms": round(max(waited), 1),
        "CPU p50 ms": round(statistics.median(answer.worked for answer in answers), 1),
        f"p99 ≤ {TARGET_MS} ms": "yes" if hundredths[98] <= TARGET_MS else "no",
    }


def main() -> None:
    as_json = wants_json("How long Meta waits for its answer to 1,000 changes.")
    logging.disable(logging.INFO)
    load_before = os.getloadavg()[0]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'farolero.sqlite3'}"
        for what, measured in asyncio.run(measure(url)).items():
            rows.append(row("SQLite, WAL, synchronous=FULL", what, measured))
    with postgres() as make_url:
        for what, measured in asyncio.run(measure(make_url("farolero"))).items():
            rows.append(row("PostgreSQL, synchronous_commit=on", what, measured))
    conditions = {
        "load": f"{load_before:.1f} before, {os.getloadavg()[0]:.1f} after",
        "deliveries": f"{DELIVERIES} of {CHANGES} changes, one after the other",
        "body": f"{len(delivery(0)) // 1000} kB",
        "client": "in the same process, its own work included",
    }
    publish("webhooks", conditions, rows, as_json=as_json)


if __name__ == "__main__":
    main()
