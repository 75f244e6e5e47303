"""Thousands of digests that are due at the same minute: how fast they leave, and who waits for it.

``farolero run`` as an operator starts it, once on SQLite and twice on one PostgreSQL, against a
bare Bot API. They are drawn ahead, the hour comes, and all of it is measured at the far end.
"""

import argparse
import asyncio
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent))

import aiohttp
from sqlalchemy import func, select, update

from benchmarks.support.bare_bot_api import TOKEN
from benchmarks.support.databases import postgres, sqlite
from benchmarks.support.fleet import ROOT, Member
from benchmarks.support.report import publish
from benchmarks.support.sandboxes import free_port
from bot.chance import new_encryption_key
from bot.clock import SystemClock
from bot.domain.digests import Cadence
from bot.domain.media import MediaDetails, MediaProductType
from bot.domain.periods import Period
from bot.domain.secret import Secret
from bot.roles import Role
from bot.services.pace import OVERALL
from bot.services.ports import (
    AccountTotals,
    DayValue,
    IssuedToken,
    ListedMedia,
    NewDigest,
    Profile,
    Repositories,
)
from bot.services.results import SHOWN_TOTALS
from bot.storage.crypto import Keyring
from bot.storage.engine import open_beside
from bot.storage.migrating import migrate
from bot.storage.tables import DigestSubscriptionRow, DueState, OutboxRow
from bot.storage.unit_of_work import SqlDatabase

BEFORE = 30
"""Questions before the hour: what an answer takes when nothing else is sent."""
ASKED_EVERY = 1.0
PAUSED = 0.01
"""So many of all chats are told once to wait, for 2 to 60 seconds."""
PEOPLE_WHO_ASK = 900_000_000
PATIENCE = 3600.0
"""Seconds; only against hanging."""
LEAD = 5.0
"""Seconds from having drawn to the hour."""
AT_ONCE = 200


@dataclass(frozen=True)
class Fanout:
    """What was measured of one run; times in seconds."""

    drawn_ahead: float
    rate: float
    late: Sequence[float]
    most_in_a_second: int
    doubles: int
    missing: int
    early: int
    instagram: int
    before: Sequence[float]
    during: Sequence[float]
    processor_time: float
    """For each digest, everything that goes on meanwhile included."""
    memory_before: int
    memory_after: int


class FarEnd:
    """The bare Bot API, asked from outside."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.address = address
        self._session = session
        self._asked = 0

    async def ask(self) -> None:
        self._asked += 1
        person = PEOPLE_WHO_ASK + self._asked
        async with self._session.post(f"{self.address}/ask/{person}") as answer:
            answer.raise_for_status()

    async def pause(self, pauses: dict[int, int]) -> None:
        async with self._session.post(f"{self.address}/pauses", json=pauses) as answer:
            answer.raise_for_status()

    async def log(self) -> dict[str, Any]:
        async with self._session.get(f"{self.address}/log") as answer:
            log: dict[str, Any] = await answer.json()
            return log


@contextmanager
def bare_bot_api() -> Iterator[str]:
    """Its address."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.support.bare_bot_api", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@asynccontextmanager
async def far_end() -> AsyncIterator[FarEnd]:
    with bare_bot_api() as address:
        async with aiohttp.ClientSession() as session:
            end = FarEnd(session, address)
            async with asyncio.timeout(60):
                while True:
                    try:
                        await end.log()
                        break
                    except aiohttp.ClientConnectionError:
                        await asyncio.sleep(0.1)
            yield end


async def know(database: SqlDatabase, subscriptions: int, charts: int) -> None:
    """People, their accounts with a week of numbers each, and weekly digests that are far away."""
    now = SystemClock().now()
    for first in range(0, subscriptions, AT_ONCE):
        async with database.transaction() as stored:
            for number in range(first, min(first + AT_ONCE, subscriptions)):
                await _subscribe(stored, number + 1, number % charts, now)


async def _subscribe(stored: Repositories, person: int, shop: int, now: datetime) -> None:
    await stored.people.seen(person, "Ana", None, "en")
    profile = Profile(f"a{shop}", f"u{shop}", f"shop{shop}", None, "BUSINESS", 900 + shop, 1, 1)
    account = await stored.accounts.save_profile(profile, "UTC", now)
    token = IssuedToken(Secret(f"IGAA{shop}"), None, now, now + timedelta(days=60))
    await stored.links.save(person, account.id, token)
    if person <= shop + 1:
        await _know_numbers(stored, account.id, shop, now)
    new = NewDigest(
        person,
        account.id,
        person,
        Cadence.WEEKLY,
        now.time().replace(second=0),
        now.weekday(),
        "UTC",
    )
    await stored.digests.subscribe(new, now + timedelta(days=1))


async def _know_numbers(stored: Repositories, account_id: int, shop: int, now: datetime) -> None:
    chance = random.Random(shop)
    yesterday = now.date() - timedelta(days=1)
    week = Period(yesterday - timedelta(days=6), yesterday, ZoneInfo("UTC"))
    for period in (week, week.before()):
        totals = {metric: chance.randint(100, 9000) for metric in SHOWN_TOTALS}
        parts: dict[str, dict[str, int | float]] = {"reach": {}, "follows_and_unfollows": {}}
        await stored.account_numbers.save_totals(
            account_id, period, AccountTotals(now, totals, parts)
        )
    days = [
        DayValue(week.since + timedelta(days=n), chance.randint(100, 900)) for n in range(-7, 9)
    ]
    await stored.account_numbers.save_series(account_id, "reach", days, now)
    details = MediaDetails(
        media_id=f"m{shop}",
        media_type="IMAGE",
        media_product_type=MediaProductType.FEED,
        timestamp=now - timedelta(days=2),
        caption="A post",
        permalink=f"https://www.instagram.com/p/m{shop}/",
        media_url=None,
        thumbnail_url=None,
    )
    await stored.media.save_page(account_id, [ListedMedia(details, 5, 1, None)], now)


async def set_hour(database: SqlDatabase, due_at: datetime, ahead_at: datetime) -> None:
    async with database.session() as session:
        await session.execute(
            update(DigestSubscriptionRow).values(due_at=due_at, available_at=ahead_at)
        )


async def wait_until_drawn(database: SqlDatabase) -> None:
    ahead = DigestSubscriptionRow.available_at < DigestSubscriptionRow.due_at
    while True:
        async with database.session() as session:
            if not await session.scalar(select(func.count()).where(ahead)):
                return
        await asyncio.sleep(0.5)


async def keep_asking(end: FarEnd) -> None:
    while True:
        await end.ask()
        await asyncio.sleep(ASKED_EVERY)


async def wait_until_sent(database: SqlDatabase) -> None:
    """Until the outbox is empty; questions are answered without it."""
    waits = OutboxRow.state.in_([DueState.OPEN, DueState.CLAIMED])
    while True:
        await asyncio.sleep(2)
        async with database.session() as session:
            left = await session.scalar(select(func.count()).select_from(OutboxRow).where(waits))
            due = await session.scalar(
                select(func.count()).where(DigestSubscriptionRow.due_at <= SystemClock().now())
            )
        if not left and not due:
            return


def answers(log: dict[str, Any], since: float, until: float) -> list[float]:
    """How long each question that was handed out in that time waited for its answer."""
    answered: dict[int, float] = {}
    for one in log["taken"]:
        answered.setdefault(one["chat"], one["at"])
    return [
        answered[int(person)] - at
        for person, at in log["asked"].items()
        if since <= at < until and int(person) in answered
    ]


def most_in_a_second(times: Sequence[float]) -> int:
    first, most = 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def summary(
    log: dict[str, Any], subscriptions: int, began: float, due: float, rest: dict[str, Any]
) -> Fanout:
    since = [one for one in log["taken"] if one["at"] >= due - 1]
    digests = sorted(one["at"] for one in since if one["chat"] < PEOPLE_WHO_ASK)
    # Those whose chat was told to wait come last, and the rate is none of theirs.
    end = digests[int(len(digests) * (1 - 2 * PAUSED)) - 1]
    everything = sorted(one["at"] for one in since)
    within = sum(at <= end for at in everything)
    counts = Counter(one["chat"] for one in since if one["chat"] < PEOPLE_WHO_ASK)
    return Fanout(
        rate=(within - 1) / (end - everything[0]),
        late=[at - due for at in digests],
        most_in_a_second=most_in_a_second(everything),
        doubles=sum(count - 1 for count in counts.values()),
        missing=subscriptions - len(counts),
        early=log["early"],
        instagram=log["instagram"],
        before=answers(log, began, due),
        during=answers(log, due, end),
        **rest,
    )


def process_of(member: Member) -> Path:
    """Of the process that listens at the member's port."""
    port = f"HTTP_PORT={member.settings['HTTP_PORT']}\0".encode()
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and port in (folder / "environ").read_bytes():
                return folder
    raise AssertionError("the process is gone")


def memory(process: Path) -> int:
    """MiB."""
    pages = int((process / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def processor_time(process: Path) -> float:
    """Seconds of the processor that it has used."""
    used = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def settings(address: str, database_url: str, key: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": address,
        "INSTAGRAM_APP_ID": "990000000000001",
        "INSTAGRAM_APP_SECRET": secrets.token_hex(16),
        "INSTAGRAM_AUTHORIZE_URL": f"{address}/instagram/oauth/authorize",
        "INSTAGRAM_TOKEN_BASE": f"{address}/instagram",
        "INSTAGRAM_GRAPH_BASE": f"{address}/instagram",
        "PUBLIC_URL": "http://127.0.0.1:8080",
        "DATABASE_URL": database_url,
        "ENCRYPTION_KEYS": key,
        "LOG_LEVEL": "ERROR",
    }


async def measure(url: str, processes: int, subscriptions: int, charts: int) -> Fanout:
    await migrate(url)
    key = new_encryption_key()
    database = open_beside(url, SystemClock(), Keyring.parse(Secret(key)))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        end = await stack.enter_async_context(far_end())
        await know(database, subscriptions, charts)
        members = []
        for number in range(processes):
            listening = {"HTTP_HOST": "127.0.0.1", "HTTP_PORT": str(free_port())}
            member = Member(
                Role.ALL, settings(end.address, url, key) | listening, folder / str(number)
            )
            await stack.enter_async_context(member.running())
            members.append(member)
        async with asyncio.timeout(PATIENCE):
            return await _hour(database, end, members, subscriptions)


async def _hour(
    database: SqlDatabase, end: FarEnd, members: Sequence[Member], subscriptions: int
) -> Fanout:
    await asyncio.sleep(10)
    began = time.monotonic()
    for _ in range(BEFORE):
        await end.ask()
        await asyncio.sleep(ASKED_EVERY)
    processes = [process_of(member) for member in members]
    before = sum(map(memory, processes))
    asked_until = time.monotonic()
    now = SystemClock().now()
    await set_hour(database, now + timedelta(hours=2), now)
    await wait_until_drawn(database)
    drawn_ahead = time.monotonic() - asked_until
    chance = random.Random(7)
    paused = chance.sample(range(1, subscriptions + 1), int(subscriptions * PAUSED))
    await end.pause({chat: chance.randint(2, 60) for chat in paused})
    due = time.monotonic() + LEAD
    due_at = SystemClock().now() + timedelta(seconds=LEAD)
    await set_hour(database, due_at, due_at)
    used = sum(map(processor_time, processes))
    asking = asyncio.create_task(keep_asking(end))  # noqa: TID251 - cancelled below
    await asyncio.sleep(LEAD + 3)
    await wait_until_sent(database)
    asking.cancel()
    used = sum(map(processor_time, processes)) - used
    await asyncio.sleep(3)
    rest = {
        "drawn_ahead": drawn_ahead,
        "processor_time": used / subscriptions,
        "memory_before": before,
        "memory_after": sum(map(memory, processes)),
    }
    return summary(await end.log(), subscriptions, began, due, rest)


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(name: str, measured: Fanout) -> dict[str, str | float | int | None]:
    permitted = 1 / OVERALL.total_seconds()
    usual = statistics.median(measured.before)
    return {
        "figure": name,
        "drawn ahead s": round(measured.drawn_ahead, 1),
        "rate/s": round(measured.rate, 2),
        "of permitted %": round(100 * measured.rate / permitted, 1),
        "most/s": measured.most_in_a_second,
        "late p50 s": round(quantile(measured.late, 0.5), 1),
        "late p99 s": round(quantile(measured.late, 0.99), 1),
        "doubles": measured.doubles,
        "missing": measured.missing,
        "early": measured.early,
        "asked Instagram": measured.instagram,
        "answer p50 ms": round(1000 * usual),
        "added p50 ms": round(1000 * (quantile(measured.during, 0.5) - usual)),
        "added p99 ms": round(1000 * (quantile(measured.during, 0.99) - usual)),
        "processor ms/digest": round(1000 * measured.processor_time),
        "MiB before": measured.memory_before,
        "MiB after": measured.memory_after,
    }


@contextmanager
def databases(which: str) -> Iterator[dict[str, tuple[str, int]]]:
    """URLs by name, with how many processes work on each."""
    with ExitStack() as stack:
        found = {}
        if which != "postgresql":
            found["one process, SQLite"] = (stack.enter_context(sqlite())("digests"), 1)
        if which != "sqlite":
            found["two senders, PostgreSQL"] = (stack.enter_context(postgres())("digests"), 2)
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(description="Digests that are due at the same minute.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--subscriptions", type=int, default=2000, help="how many (2000)")
    parser.add_argument("--charts", type=int, default=200, help="how many are distinct (200)")
    parser.add_argument("--on", choices=["both", "sqlite", "postgresql"], default="both")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with databases(options.on) as found:
        rows = [
            row(
                name,
                asyncio.run(measure(url, processes, options.subscriptions, options.charts)),
            )
            for name, (url, processes) in found.items()
        ]
    conditions = {
        "due at once": f"{options.subscriptions}, {options.charts} distinct charts",
        "told to wait": f"{PAUSED:.0%} of the chats, 2 to 60 s",
        "asking": f"one person every {ASKED_EVERY:.0f} s",
        "far end": "a bare Bot API in a process of its own",
        "load before and after": f"{load:.1f}, {os.getloadavg()[0]:.1f}",
    }
    publish("digests", conditions, rows, as_json=options.json)


if __name__ == "__main__":
    main()
