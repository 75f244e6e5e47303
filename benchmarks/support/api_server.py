"""The HTTP API over a post that is known and fresh, and beside it a handler that does nothing.

A process of its own: ``python -m benchmarks.support.api_server URL PORT BARE_PORT``. Both are
served by one loop, so that they have the same share of the machine. When both listen it prints the
key.
What it logs is written as in the product, and thrown away.
"""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

from bot.chance import new_encryption_key, new_secret
from bot.clock import SystemClock
from bot.domain.api_keys import ALL_RIGHTS
from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.secret import Secret
from bot.exports.number_tables import MakeNumbersTable
from bot.http_api import http_api
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.limits import Limits
from bot.instagram.oauth import InstagramOAuthClient
from bot.instagram.versions import ServedVersions
from bot.log import configure_logging
from bot.services.accept_webhook import AcceptWebhook
from bot.services.export_numbers import ExportNumbers
from bot.services.instagram_access import CallInstagram
from bot.services.manage_api_keys import ApiKeyChoice, MakeApiKey
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import IssuedToken, ListedMedia, Profile
from bot.services.read_overview import ReadOverview
from bot.services.renew_token import RenewToken
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.migrating import migrate
from bot.storage.unit_of_work import SqlDatabase
from bot.web.api.shares import Shares
from bot.web.app import create_app
from bot.web.meta_webhook import MetaWebhook
from bot.web.server import Server
from bot.web.visitors import Ration

PERSON = 7
MEDIA_ID = "17932174733377207"
PATH = f"/api/instagram/insights/{MEDIA_ID}"
POSTS = 200
"""Of the account: among the newest of them a post is compared."""
METRICS = ("views", "reach", "likes", "comments", "saved", "shares", "total_interactions")
NO_LIMIT = 1_000_000_000
NOWHERE = "http://127.0.0.1:9"
"""Nothing is to be asked of Instagram here; where it is, it shows."""


async def fill(database: SqlDatabase) -> None:
    now = database.clock.now()
    async with database.transaction() as stored:
        await stored.people.seen(PERSON, "Ana", "ana", "en")
        profile = Profile("app-1", "17841400000000001", "tea.shop", None, "BUSINESS", 1, 1, 1)
        account = await stored.accounts.save_profile(profile, "UTC", now)
        token = IssuedToken(Secret("IGAA" + "x" * 180), None, now, now + timedelta(days=60))
        await stored.links.save(PERSON, account.id, token)
        await stored.media.save_page(account.id, _posts(now), now)
        media = await stored.media.find(account.id, MEDIA_ID)
        assert media is not None
        await stored.media.save_insights(media.id, _insights(now))


def _posts(now: datetime) -> list[ListedMedia]:
    return [
        ListedMedia(
            MediaDetails(
                media_id=str(int(MEDIA_ID) + number),
                media_type="IMAGE",
                media_product_type=MediaProductType.FEED,
                timestamp=now - timedelta(days=1 + number),
                caption="Tea",
                permalink=f"https://www.instagram.com/p/{number}/",
                media_url=None,
                thumbnail_url=None,
            ),
            like_count=5,
            comments_count=1,
            insights=_insights(now),
        )
        for number in range(POSTS)
    ]


def _insights(now: datetime) -> Insights:
    return Insights(now, {name: 1000 + number for number, name in enumerate(METRICS)})


@asynccontextmanager
async def served(url: str, port: int) -> AsyncIterator[str]:
    """The API on a port; a key to it."""
    await migrate(url)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        database = open_database(url, clock, Keyring.parse(Secret(new_encryption_key())))
        stack.push_async_callback(database.close)
        await fill(database)
        limits, versions = (
            Limits(database, clock, 200, 200),
            ServedVersions(database, clock, "v26.0"),
        )
        http = await stack.enter_async_context(
            InstagramHttp(clock, limits, versions, note_trouble=NoteTrouble(database))
        )
        endpoints = InstagramEndpoints.at(NOWHERE)
        instagram = InstagramClient(http, endpoints, clock, database)
        oauth = InstagramOAuthClient(http, endpoints, "1", Secret("secret"), NOWHERE, ())
        call = CallInstagram(database, RenewToken(database, clock, oauth))
        public_url = URL(f"http://127.0.0.1:{port}")
        routes = http_api(
            database,
            clock,
            instagram,
            call,
            ReadOverview(database, clock, instagram, call),
            ExportNumbers(database, clock, MakeNumbersTable(), asyncio.Semaphore(1)),
            public_url,
            Ration(),
            Shares(NO_LIMIT),
        )
        refused = NoteRefusedWebhook(database, clock, "Meta")
        webhook = MetaWebhook(Secret("verify"), [Secret("app")], AcceptWebhook(database), refused)
        app = create_app([*routes, *webhook.routes()], public_url, URL(NOWHERE), Ration())
        server = Server(app, "127.0.0.1", port)
        await server.start()
        stack.push_async_callback(server.stop)
        made = await MakeApiKey(database, clock, new_secret)(
            PERSON, ApiKeyChoice(None, int(ALL_RIGHTS), 0)
        )
        yield made.secret.reveal()


@asynccontextmanager
async def bare(port: int, body: Any) -> AsyncIterator[None]:
    """aiohttp as it comes: the same answer from memory, to anybody."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(body)

    app = web.Application()
    app.add_routes([web.get("/", answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()


async def run(url: str, port: int, bare_port: int) -> None:
    """Until standard input ends."""
    async with served(url, port) as key:
        body = await _asked(f"http://127.0.0.1:{port}{PATH}", key)
        async with bare(bare_port, body):
            # As the product does when it has started.
            gc.freeze()
            sys.stdout.write(f"{key}\n")
            sys.stdout.flush()
            await asyncio.to_thread(sys.stdin.read)


async def _asked(address: str, key: str) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(address, headers=headers) as reply,
    ):
        body = await reply.json()
    assert (reply.status, body["status"]) == (200, "complete"), body
    return body


if __name__ == "__main__":
    with Path(os.devnull).open("w") as nowhere:
        configure_logging("INFO", SystemClock(), (), nowhere)
        asyncio.run(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
