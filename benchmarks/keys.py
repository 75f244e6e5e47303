"""Encryption keys on a SQLite file with 10,000 tokens: a refused start, and a whole rotation.

A start with a wrong key must be over within two seconds, with exit code 78.
"""

import asyncio
import base64
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.support.report import Spread, publish, wants_json
from bot.clock import SystemClock
from bot.domain.secret import Secret
from bot.services.ports import IssuedToken, Profile
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside
from bot.storage.keys import check_keys
from bot.storage.migrating import migrate

ROOT = Path(__file__).parent.parent
TOKENS = 10_000
STARTS = 5
OLD, NEW = (base64.b64encode(bytes(range(first, first + 32))).decode() for first in (1, 2))
SETTINGS = {
    "TELEGRAM_BOT_TOKEN": "7123456789:AAk3vTq9Zs0Xw2Yb8mD4cF6gH1jL5nP7rQe",
    "INSTAGRAM_APP_ID": "123456789012345",
    "INSTAGRAM_APP_SECRET": "8f14e45fceea167a5a36dedd4bea2543",
    "PUBLIC_URL": "https://bot.example.test",
}


async def fill(url: str) -> None:
    await migrate(url)
    clock = SystemClock()
    database = open_beside(url, clock, Keyring.parse(Secret(f"old:{OLD},new:{NEW}")))
    await check_keys(database)
    now = clock.now()
    async with database.transaction() as work:
        for person in range(1, TOKENS + 1):
            await work.people.seen(person, "Ana", None, "en")
            profile = Profile(f"app-{person}", str(person), "ana", None, "BUSINESS", 1, 1, 1)
            account = await work.accounts.save_profile(profile, "UTC", now)
            token = IssuedToken(Secret("IGAA" + "x" * 180), None, now, now + timedelta(days=60))
            await work.links.save(person, account.id, token)
    await database.close()


def timed(url: str, keys: str, *arguments: str) -> tuple[float, int]:
    """Seconds from the start of the process to its end, and its exit code."""
    environment = {**os.environ, **SETTINGS, "DATABASE_URL": url, "ENCRYPTION_KEYS": keys}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    return time.perf_counter() - began, done.returncode


def main() -> None:
    as_json = wants_json("How long a refused start and a rotation of keys take.")
    rows: list[dict[str, str | int | float | None]] = []

    def measure(figure: str, url: str, keys: str, *arguments: str, times: int = 1) -> None:
        results = [timed(url, keys, *arguments) for _ in range(times)]
        seconds = Spread.of([elapsed for elapsed, _ in results])
        rows.append(
            {
                "figure": figure,
                "exit code": results[0][1],
                "seconds": round(seconds.median, 3),
                "min": round(seconds.least, 3),
                "max": round(seconds.most, 3),
            }
        )

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/farolero.db"
        asyncio.run(fill(url))
        wrong, missing = f"old:{NEW}", f"other:{NEW}"
        measure("run, wrong key", url, wrong, "run", times=STARTS)
        measure("run, key missing", url, missing, "run", times=STARTS)
        measure("keys status", url, f"old:{OLD},new:{NEW}", "keys", "status", times=STARTS)
        both = f"new:{NEW},old:{OLD}"
        measure("keys rotate --dry-run", url, both, "keys", "rotate", "--dry-run")
        measure("keys rotate", url, both, "keys", "rotate")
        measure("keys rotate, nothing left", url, both, "keys", "rotate")
    conditions = {"tokens": f"{TOKENS:,}", "load": f"{os.getloadavg()[0]:.1f}"}
    publish("keys", conditions, rows, as_json=as_json)


if __name__ == "__main__":
    main()
