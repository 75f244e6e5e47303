"""``farolero simulate``: everything of a run put together, and its exit code."""

import asyncio
import hashlib
import socket
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.sandbox.app import Sandbox
from bot.simulate.bot_process import HOST, LIFE, BotProcess, environment
from bot.simulate.kept import kept_stories
from bot.simulate.people import People
from bot.simulate.plan import make_plan
from bot.simulate.report import Figure, figures, table
from bot.simulate.run import Week
from bot.simulate.verdict import judge
from bot.simulate.witness import Witness
from bot.web.server import Server

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there
IN_MEMORY = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
"""The week waits for no disk: what a power cut does is not simulated."""


@dataclass(frozen=True)
class Simulation:
    """``rate``: how much of all calls meets a fault of its own; 0 lets nothing at all go wrong."""

    accounts: int
    days: int
    seed: int
    rate: float
    database_url: str | None = None
    """An empty database; by default a SQLite file that is gone afterwards."""
    life: str = LIFE
    """The module that is the bot's process; the tests have one with a defect in it."""


async def simulate(simulation: Simulation) -> int:
    """Live through it and print the table; 1 when a promise was broken."""
    began = asyncio.get_running_loop().time()
    with tempfile.TemporaryDirectory(prefix="farolero-simulate-", dir=IN_MEMORY) as folder:
        found = await _live(simulation, Path(folder))
    took = asyncio.get_running_loop().time() - began
    _say(
        f"{simulation.accounts} accounts, {simulation.days} days, seed {simulation.seed},"
        f" {100 * simulation.rate:g} % of calls struck by faults;"
        f" lived in {took / 60:.1f} minutes\n"
    )
    _say(table(found))
    return 1 if any(one.kept is False for one in found) else 0


async def _live(simulation: Simulation, folder: Path) -> list[Figure]:
    plan = make_plan(simulation.accounts, simulation.days, simulation.seed, simulation.rate)
    sandbox = Sandbox(None, simulation.seed, plan.start)
    witness = Witness(sandbox, simulation.seed)
    app = sandbox.application()
    app.middlewares.append(witness.watch)
    far_end, here = _free_port(), _free_port()
    key = hashlib.sha256(f"simulated|{simulation.seed}".encode()).digest()
    url = simulation.database_url or f"sqlite+aiosqlite:///{folder / 'farolero.sqlite3'}"
    settings = environment(sandbox.credentials, far_end, here, url, key)
    username = sandbox.credentials.bot_username
    bot = BotProcess(simulation.life, settings, here, username, folder / "bot.log")
    async with AsyncExitStack() as stack:
        server = Server(app, HOST, far_end)
        await server.start()
        stack.push_async_callback(server.stop)
        session = await stack.enter_async_context(
            # By default no cookie is kept for a bare address.
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        )
        stack.push_async_callback(bot.end)
        week = Week(plan, sandbox, witness, bot, People(session, f"http://{HOST}:{far_end}"))
        await week.live(simulation.rate)
    kept = await kept_stories(settings, sandbox.clock, list(week.lived.user_ids.values()))
    return figures(judge(plan, week.lived, witness, kept), week.lived, witness)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
