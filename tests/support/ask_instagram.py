"""A process of its own that asks Instagram for one account, again and again.

``python -m tests.support.ask_instagram <database URL> <origin> <account id> <times> <purpose>``:
prints a line, waits for one, then asks and prints a line for each answer.
"""

import asyncio
import sys

from bot.clock import SystemClock
from bot.domain.secret import Secret
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.limits import Limits
from bot.instagram.versions import ServedVersions
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import Access, Purpose
from bot.storage.engine import open_beside
from tests.support.databases import KEYRING


async def ask(database_url: str, origin: str, account_id: int, times: int, purpose: str) -> None:
    clock = SystemClock()
    database = open_beside(database_url, clock, KEYRING)
    endpoints = InstagramEndpoints.at(origin)
    limits = Limits(database, clock, 100_000, 200_000)
    versions = ServedVersions(database, clock, endpoints.version)
    async with InstagramHttp(clock, limits, versions, note_trouble=NoteTrouble(database)) as http:
        instagram = InstagramClient(http, endpoints, clock, database)
        print("ready", flush=True)  # noqa: T201 - for the test that started us
        await asyncio.to_thread(sys.stdin.readline)
        for _ in range(times):
            await instagram.profile(Access(Secret(purpose), account_id, Purpose[purpose]))
            print("answered", flush=True)  # noqa: T201
    await database.close()


if __name__ == "__main__":
    url, where, account, often, why = sys.argv[1:]
    asyncio.run(ask(url, where, int(account), int(often), why))
