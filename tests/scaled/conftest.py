"""Many processes of ours against one sandbox: started, killed and started again."""

import asyncio
import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer
from sqlalchemy import ColumnElement, func, select

from bot.domain.media import MediaProductType
from bot.domain.secret import Secret
from bot.domain.story_life import Lane, PlannedLook
from bot.roles import Role
from bot.sandbox.app import Sandbox
from bot.services.ports import IssuedToken
from bot.storage.engine import open_beside
from bot.storage.tables import (
    Base,
    CaptureRow,
    DiscoverPlanRow,
    DueState,
    InstagramAccountRow,
    SampleRow,
)
from bot.storage.unit_of_work import SqlDatabase
from tests.commands.conftest import environment
from tests.support.databases import KEY, KEYRING
from tests.support.moved_process import MOVED_TIME, MovedTime
from tests.support.people import listed, profile
from tests.support.ports import unused_port

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0
"""Seconds; only against hanging."""
STALLED = 4.0
"""Seconds without any look: what a crash has lent waits for its lease, and what failed for its
pause, so time is moved on. Where that was in vain the machine is slow, and gets twice as long."""
LONGEST_WAIT = timedelta(minutes=11)


@dataclass
class Member:
    """One process of ours."""

    role: Role
    folder: Path
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings['HTTP_PORT']}"

    def start(self) -> None:
        with (self.folder / "stderr").open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.moved_process", "run", "--role", self.role],
                cwd=self.folder,
                # Its home holds the list of fonts, which takes seconds to make.
                env=environment(HOME=str(Path.home()), **self.settings),
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    async def stop(self) -> int:
        """The exit code after a supervisor's SIGTERM."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            code = await asyncio.to_thread(self.process.wait)
        self.process = None
        return code

    @property
    def last_words(self) -> str:
        return f"{self.role} has ended: {(self.folder / 'stderr').read_text()[-2000:]}"

    @property
    def log(self) -> list[dict[str, str]]:
        lines = (self.folder / "stderr").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]


@dataclass
class Fleet:
    """The processes, their database, and the Instagram and Telegram that they all see."""

    folder: Path
    sandbox: Sandbox
    origin: str
    session: aiohttp.ClientSession
    database: SqlDatabase
    time: MovedTime
    settings: dict[str, str]
    members: list[Member] = field(default_factory=list)
    planned: list[int] = field(default_factory=list)
    """Stories whose looks are due."""

    def start(self, *roles: Role) -> None:
        for role in roles:
            number = len(self.members) + 1
            folder = self.folder / f"{number}-{role}"
            folder.mkdir()
            member = Member(role, folder, {**self.settings, "HTTP_PORT": str(unused_port())})
            self.members.append(member)
            member.start()

    def kill(self) -> None:
        for member in self.members:
            member.kill()

    async def ready(self, member: Member) -> None:
        """When it says so itself."""
        await until(lambda: self.health(member, "readyz"))

    async def health(self, member: Member, what: str) -> bool:
        assert member.process is None or member.process.poll() is None, member.last_words
        try:
            async with self.session.get(f"{member.url}/{what}") as answer:
                return answer.status == 200
        except aiohttp.ClientConnectionError:
            return False

    async def is_not_ready(self, member: Member) -> bool:
        return not await self.health(member, "readyz")

    async def make_instagram_slow(self, seconds: float) -> None:
        body = {"target": "instagram", "fault": "slow", "params": {"seconds": seconds}}
        await self.control("/faults", body)

    async def stories_to_look_at(self, accounts: int, stories: int = 1, slots: int = 1) -> int:
        """So many accounts with so many stories, each with looks that are due now; how many.

        They are finals: looks that never give up.
        """
        for person in range(1, accounts + 1):
            made, account_id = await self.link(person)
            for _ in range(stories):
                path = f"/instagram/accounts/{made['user_id']}/stories"
                published = await self.control(path, {})
                await self._plan(account_id, published["id"], slots)
        self.time.move(timedelta(hours=2))
        return accounts * stories * slots

    async def link(self, person: int) -> tuple[dict[str, Any], int]:
        """A person with an account of their own: at Instagram, and its id here."""
        now, username = self.sandbox.clock.now(), f"shop{person}"
        made = await self.control(
            "/instagram/accounts",
            {"username": username, "followers": 5000, "stories_per_day": 0, "seed": 7},
        )
        token = Secret(made["access_token"])
        async with self.database.transaction() as stored:
            await stored.people.seen(person, "Ana", "ana", "en")
            account = await stored.accounts.save_profile(
                profile(made["user_id"], username), "Europe/Madrid", now
            )
            issued = IssuedToken(token, None, now, now + timedelta(days=60))
            await stored.links.save(person, account.id, issued)
        return made, account.id

    async def discover_now(self) -> None:
        """What stories each account has is to be asked, too, from now on."""
        async with self.database.session() as session:
            ids = list(await session.scalars(select(InstagramAccountRow.id)))
        async with self.database.transaction() as stored:
            for account_id in ids:
                await stored.discoveries.start(account_id, self.time.now())

    async def _plan(self, account_id: int, media_id: str, slots: int) -> None:
        now = self.sandbox.clock.now()
        story = listed(media_id, MediaProductType.STORY, now)
        looks = [
            PlannedLook(slot, Lane.FINAL, now, now + timedelta(hours=23)) for slot in range(slots)
        ]
        async with self.database.transaction() as stored:
            wrap_up_at = now + timedelta(days=2)
            story_id = await stored.stories.add(account_id, story, now.date(), wrap_up_at)
            assert story_id is not None
            await stored.captures.plan(story_id, account_id, looks)
        self.planned.append(story_id)

    async def control(self, path: str, body: dict[str, Any]) -> Any:
        async with self.session.post(f"{self.origin}/sandbox{path}", json=body) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    def asked(self) -> Counter[tuple[str, str]]:
        """How often each call was made to Instagram: for which account, and what was asked."""
        return Counter(
            (one["user_id"], f"{one['path']} {sorted(one['params'].items())}")
            for one in self.sandbox.requests.report()["log"]
            if one["endpoint"].startswith("instagram ")
        )

    # What is kept ------------------------------------------------------------------------------

    async def samples(self) -> int:
        """Of the stories that were planned, not of those that were found."""
        return await self.count(SampleRow, SampleRow.story_id.in_(self.planned))

    async def nothing_is_left(self) -> bool:
        ours = CaptureRow.story_id.in_(self.planned)
        return not await self.count(CaptureRow, ours, CaptureRow.state != DueState.DONE)

    async def lent(self) -> int:
        return await self.count(CaptureRow, CaptureRow.state == DueState.CLAIMED)

    async def in_flight(self) -> int:
        """Looks and discoveries that are lent to some process."""
        return await self.lent() + await self.count(
            DiscoverPlanRow, DiscoverPlanRow.state == DueState.CLAIMED
        )

    async def begun(self) -> int:
        """Of those, which some process works on this moment."""
        looks = await self.count(
            CaptureRow, CaptureRow.state == DueState.CLAIMED, CaptureRow.begun.is_(True)
        )
        return looks + await self.count(
            DiscoverPlanRow,
            DiscoverPlanRow.state == DueState.CLAIMED,
            DiscoverPlanRow.begun.is_(True),
        )

    async def untroubled(self) -> int:
        """Looks that wait to be made and of which none has gone wrong."""
        ours = CaptureRow.story_id.in_(self.planned)
        well = (CaptureRow.failures == 0) & (CaptureRow.crashes == 0)
        return await self.count(CaptureRow, ours, CaptureRow.state == DueState.OPEN, well)

    async def looked(self, rows: int) -> None:
        """Until so many looks are kept; where all stands still, time is moved on."""
        await self.until_all_is_there(self.samples, rows)

    async def until_all_is_there(self, count: Callable[[], Awaitable[int]], most: int) -> None:
        async with asyncio.timeout(PATIENCE):
            seen, since, stalled = -1, 0.0, STALLED
            while (there := await count()) < most:
                now = asyncio.get_running_loop().time()
                if there != seen:
                    seen, since = there, now
                elif now - since > stalled and (there or await self.lent()):
                    self.time.move(LONGEST_WAIT)
                    since, stalled = now, 2 * stalled
                await asyncio.sleep(0.1)

    async def count(self, table: type[Base], *conditions: ColumnElement[bool]) -> int:
        async with self.database.session() as session:
            query = select(func.count()).select_from(table).where(*conditions)
            return int(await session.scalar(query) or 0)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await holds():  # noqa: ASYNC110 - other processes are waited for
            await asyncio.sleep(0.1)


@asynccontextmanager
async def fleet_at(
    folder: Path, database_url: str, queue_url: str, **settings: str
) -> AsyncIterator[Fleet]:
    async with AsyncExitStack() as stack:
        time = MovedTime(folder / "time")
        sandbox = Sandbox(None, 7)
        sandbox.clock.now = time.now  # type: ignore[method-assign]
        server = TestServer(sandbox.application())
        await server.start_server(access_log=None)
        stack.push_async_callback(server.close)
        origin = str(server.make_url("")).rstrip("/")
        database = open_beside(database_url, sandbox.clock, KEYRING)
        stack.push_async_callback(database.close)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        fleet = Fleet(folder, sandbox, origin, session, database, time, {})
        fleet.settings = {
            "TELEGRAM_BOT_TOKEN": sandbox.credentials.bot_token,
            "TELEGRAM_API_BASE": f"{origin}/telegram",
            "TELEGRAM_LINK_BASE": f"{origin}/t.me",
            "INSTAGRAM_APP_ID": sandbox.credentials.instagram_app_id,
            "INSTAGRAM_APP_SECRET": sandbox.credentials.instagram_app_secret,
            "INSTAGRAM_AUTHORIZE_URL": f"{origin}/instagram/oauth/authorize",
            "INSTAGRAM_TOKEN_BASE": f"{origin}/instagram",
            "INSTAGRAM_GRAPH_BASE": f"{origin}/instagram",
            "INSTAGRAM_CALLS_PER_HOUR": "10000",
            "MEDIA_HOSTS": origin.removeprefix("http://"),
            "PUBLIC_URL": "http://127.0.0.1:8080",
            "DATABASE_URL": database_url,
            "QUEUE_URL": queue_url,
            "ENCRYPTION_KEYS": f"test:{KEY}",
            "LOG_LEVEL": "INFO",
            MOVED_TIME: str(folder / "time"),
            **settings,
        }
        stack.callback(fleet.kill)
        yield fleet
