"""Background work whole: engine, use cases, database, and a sandbox Instagram over HTTP."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from bot.domain.accounts import InstagramAccount
from bot.domain.digests import AHEAD, ON_TIME, Cadence, DigestSubscription, next_digest
from bot.domain.secret import Secret
from bot.domain.story_life import Ladder, Story, StorySequence
from bot.domain.story_rhythm import Rhythm
from bot.domain.tokens import RENEW_AFTER
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.limits import Limits
from bot.instagram.oauth import InstagramOAuthClient
from bot.instagram.pictures import Pictures
from bot.instagram.subscriptions import InstagramSubscriptionsClient
from bot.instagram.thumbnails import Thumbnails
from bot.instagram.versions import ServedVersions
from bot.sandbox.app import Sandbox
from bot.sandbox.clock import STEP, WorldClock
from bot.scheduler.engine import Engine
from bot.scheduler.lanes import Lane
from bot.services.apply_webhooks import ApplyWebhooks
from bot.services.beat import Beat
from bot.services.capture_stories import CaptureStories
from bot.services.discover_stories import DiscoverStories
from bot.services.draw_ahead import DrawAhead
from bot.services.hold_alerts import HoldAlerts
from bot.services.instagram_access import CallInstagram
from bot.services.keep_story_pictures import KeepStoryPictures
from bot.services.keep_subscribed import KeepSubscribed
from bot.services.list_newest_media import ListNewestMedia
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import (
    Clock,
    IssuedToken,
    NewDigest,
    Outcome,
    OutgoingMessage,
    ReadyDigest,
    Sent,
)
from bot.services.read_account_days import ReadAccountDays
from bot.services.read_audience import ReadAudience
from bot.services.read_online_followers import ReadOnlineFollowers
from bot.services.refresh_accounts import RefreshAccounts
from bot.services.renew_token import RenewToken
from bot.services.renew_tokens import RenewTokens
from bot.services.sample_media import SampleMedia
from bot.services.send_due_digests import SendDueDigests
from bot.services.send_outbox import SendOutbox
from bot.services.share_pace import Pace
from bot.services.wrap_up_sequences import WrapUpSequences
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from tests.support.chaos import ChaosProxy
from tests.support.clock import START, DrivenTime
from tests.support.databases import KEYRING
from tests.support.people import access

ANA, BORIS = 7, 8
STORIES = "instagram GET /{user}/stories"
INSIGHTS = "instagram GET /{media}/insights"
MEDIA_LIST = "instagram GET /{user}/media"
REFRESH_TOKEN = "instagram GET /refresh_access_token"


@dataclass
class Recording:
    """Implements the Delivery port: notes what it is given; the outcomes are the test's."""

    clock: WorldClock
    outcomes: list[Outcome | Exception] = field(default_factory=list)
    unwordable: list[Exception] = field(default_factory=list)
    unpreparable: list[Exception] = field(default_factory=list)
    given: list[tuple[datetime, OutgoingMessage]] = field(default_factory=list)
    prepared: list[tuple[datetime, OutgoingMessage]] = field(default_factory=list)

    async def prepare(self, message: OutgoingMessage) -> ReadyDigest:
        if self.unpreparable:
            raise self.unpreparable.pop(0)
        self.prepared.append((self.clock.now(), message))
        subscription_id = message.payload["subscription_id"]
        assert isinstance(subscription_id, int)
        return ReadyDigest(subscription_id, message.key, "as it was", {"text": "A digest"})

    async def __call__(self, message: OutgoingMessage) -> Callable[[], Awaitable[Outcome]]:
        if self.unwordable:
            raise self.unwordable.pop(0)

        async def send() -> Outcome:
            self.given.append((self.clock.now(), message))
            outcome = self.outcomes.pop(0) if self.outcomes else Sent(len(self.given))
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        return send

    def of_kind(self, kind: str) -> list[OutgoingMessage]:
        return [message for _, message in self.given if message.kind == kind]

    def times_of(self, kind: str) -> list[datetime]:
        return [at for at, message in self.given if message.kind == kind]


@dataclass(frozen=True)
class LinkedShop:
    """An account at Instagram that a person is linked to."""

    account: InstagramAccount
    link_id: int
    token: Secret

    @property
    def id(self) -> int:
        return self.account.id


@dataclass
class Background:
    """Everything that works while nobody talks, and a clock that moves it."""

    sandbox: Sandbox
    origin: str
    session: aiohttp.ClientSession
    database: SqlDatabase
    instagram: InstagramClient
    oauth: InstagramOAuthClient
    subscriptions: InstagramSubscriptionsClient
    delivery: Recording
    engine: Engine
    pace: Pace

    @property
    def clock(self) -> WorldClock:
        return self.sandbox.clock

    @property
    def lanes(self) -> dict[str, Lane]:
        return {lane.name: lane for lane in self.engine.lanes}

    # Time -----------------------------------------------------------------------------------

    async def drain(self) -> None:
        await self.engine.drain()

    async def walk(self, duration: timedelta, step: timedelta = STEP) -> None:
        """Let time pass in steps, each worked off, as the demo does."""
        while duration > timedelta():
            self.clock.jump(min(step, duration))
            duration -= step
            await self.engine.drain()

    async def walk_until(self, at: datetime, step: timedelta = STEP) -> None:
        await self.walk(at - self.clock.now(), step)

    # People ---------------------------------------------------------------------------------

    async def link(
        self, username: str, person: int = ANA, time_zone: str = "Europe/Madrid", **settings: Any
    ) -> LinkedShop:
        """An account at Instagram, linked as the end of linking does it."""
        made = await self.control(
            "/instagram/accounts",
            {"username": username, "followers": 5000, "stories_per_day": 0, "seed": 11} | settings,
        )
        return await self.link_with(Secret(made["access_token"]), person, time_zone)

    async def link_with(
        self, token: Secret, person: int = ANA, time_zone: str = "Europe/Madrid"
    ) -> LinkedShop:
        profile = await self.instagram.profile(access(token))
        now = self.clock.now()
        async with self.database.transaction() as stored:
            await stored.people.seen(person, "Ana", "ana", "en")
            account = await stored.accounts.save_profile(profile, time_zone, now)
            issued = IssuedToken(token, None, now, now + timedelta(days=60))
            link = await stored.links.save(person, account.id, issued)
            await stored.discoveries.start(account.id, now)
            await stored.token_renewals.start(link.id, now + RENEW_AFTER)
        return LinkedShop(account, link.id, token)

    async def link_quietly(
        self, username: str, person: int = ANA, time_zone: str = "Europe/Madrid"
    ) -> LinkedShop:
        """An account that is not searched for stories, where days go by for something else."""
        shop = await self.link(username, person, time_zone)
        await self.search_no_more(shop)
        return shop

    async def search_no_more(self, shop: LinkedShop) -> None:
        async with self.database.session() as session:
            search = text("DELETE FROM discover_plan WHERE account_id = :id")
            await session.execute(search, {"id": shop.id})

    async def subscribe(
        self, shop: LinkedShop, at: time, person: int = ANA, time_zone: str = "Europe/Madrid"
    ) -> DigestSubscription:
        """A daily digest."""
        new = NewDigest(person, shop.id, person, Cadence.DAILY, at, 0, time_zone)
        async with self.database.transaction() as stored:
            account = await stored.accounts.get(shop.id)
            assert account is not None
            due = next_digest(new.cadence, new.at, new.weekday, account.zone, self.clock.now())
            return await stored.digests.subscribe(new, due.due_at)

    # Instagram ------------------------------------------------------------------------------

    async def control(self, path: str, body: dict[str, Any]) -> Any:
        async with self.session.post(f"{self.origin}/sandbox{path}", json=body) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def publish_story(self, shop: LinkedShop, **settings: Any) -> str:
        path = f"/instagram/accounts/{shop.account.user_id}/stories"
        return str((await self.control(path, settings))["id"])

    async def switch(self, fault: str, times: int | None = None, **params: Any) -> str:
        body = {"target": "instagram", "fault": fault, "params": params, "times": times}
        return str((await self.control("/faults", body))["id"])

    def switch_off(self, fault_id: str) -> None:
        assert self.sandbox.faults.remove(fault_id)

    async def ask_instagram(self, shop: LinkedShop, path: str, **params: str) -> Any:
        """What Instagram answers to somebody else, right now."""
        query = {**params, "access_token": shop.token.reveal()}
        async with self.session.get(f"{self.origin}/instagram/v23.0{path}", params=query) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    def asked(self) -> Counter[str]:
        """How often Instagram was asked what since the last time."""
        counts = Counter[str](self.sandbox.requests.report()["by_endpoint"])
        self.sandbox.requests.reset()
        return counts

    # What is kept ---------------------------------------------------------------------------

    async def stories(self, shop: LinkedShop) -> list[Story]:
        return [story for one in await self.sequences(shop) for story in one.stories]

    async def sequences(self, shop: LinkedShop) -> list[StorySequence]:
        """Newest day first."""
        async with self.database.reading() as stored:
            return await stored.stories.sequences(shop.id, 0, 100)

    async def rows(self, query: str, **params: Any) -> Sequence[Any]:
        """Rows that no use case shows, as they are stored."""
        async with self.database.session() as session:
            return (await session.execute(text(query), params)).all()


async def no_pause(_: float) -> None:
    """Between tries nobody waits."""


@asynccontextmanager
async def start_background(
    database_url: str,
    start: datetime = START,
    *,
    sandbox_directory: Path | None = None,
    ours: Callable[[WorldClock], Clock] = lambda clock: clock,
    proxy: ChaosProxy | None = None,
) -> AsyncIterator[Background]:
    """A sandbox that is kept in a directory goes on there, as the database does.

    ``ours`` makes our own clock from Instagram's, where the two differ; ``proxy`` stands between.
    """
    async with AsyncExitStack() as stack:
        sandbox = Sandbox(sandbox_directory, 7, start)
        server = TestServer(sandbox.application())
        await server.start_server(access_log=None)
        stack.push_async_callback(server.close)
        origin = str(server.make_url("")).rstrip("/")
        clock = ours(sandbox.clock)
        database = open_database(database_url, clock, KEYRING)
        stack.push_async_callback(database.close)

        limits = Limits(database, clock, 200, 200)
        versions = ServedVersions(database, clock, "v26.0")
        http = await stack.enter_async_context(
            InstagramHttp(
                clock, limits, versions, note_trouble=NoteTrouble(database), sleep=no_pause
            )
        )
        graph = origin
        if proxy is not None:
            assert server.port is not None
            proxy.upstream_port = server.port
            graph = f"http://127.0.0.1:{proxy.port}"
        endpoints = InstagramEndpoints.at(f"{graph}/instagram")
        instagram = InstagramClient(http, endpoints, clock, database)
        credentials = sandbox.credentials
        oauth = InstagramOAuthClient(
            http,
            endpoints,
            credentials.instagram_app_id,
            Secret(credentials.instagram_app_secret),
            "https://bot.example.test/connect/callback",
            (),
        )
        renew_token = RenewToken(database, clock, oauth)
        call_instagram = CallInstagram(database, renew_token)
        capture = CaptureStories(database, clock, instagram, call_instagram)
        discover = DiscoverStories(database, clock, instagram, call_instagram, Ladder(), Rhythm())
        refresh = RefreshAccounts(
            database,
            clock,
            instagram,
            call_instagram,
            ReadAccountDays(database, clock, instagram, call_instagram),
            ReadAudience(database, clock, instagram, call_instagram),
            ReadOnlineFollowers(database, clock, instagram, call_instagram),
            timedelta(hours=24),
        )
        newest_media = ListNewestMedia(
            database, clock, instagram, call_instagram, timedelta(hours=1), timedelta(hours=24)
        )
        sample = SampleMedia(database, clock, instagram, call_instagram)
        cdn = await stack.enter_async_context(Pictures([origin.removeprefix("http://")]))
        keep_pictures = KeepStoryPictures(
            database, clock, instagram, call_instagram, Thumbnails(cdn)
        )
        wrap_up = WrapUpSequences(database, clock)
        digest = SendDueDigests(database, clock)
        delivery = Recording(sandbox.clock)
        draw_ahead = DrawAhead(database, clock, delivery.prepare)
        renew = RenewTokens(database, clock, renew_token, call_instagram)
        driven = DrivenTime(clock)
        pace = Pace(database, clock, driven.monotonic, driven.sleep)
        send = SendOutbox(database, clock, HoldAlerts(database, clock, delivery), pace)
        subscriptions = InstagramSubscriptionsClient(http, endpoints)
        apply_webhooks = ApplyWebhooks(database, clock)
        keep_subscribed = KeepSubscribed(database, clock, subscriptions, call_instagram)
        engine = Engine(
            database,
            clock,
            "memory://",
            [
                Lane("final", lambda stored: stored.captures, capture, 5, 50, column="final"),
                Lane("capture", lambda stored: stored.captures, capture, 10, 100, column="capture"),
                Lane("discover", lambda stored: stored.discoveries, discover, 10, 100),
                Lane("heartbeat", lambda stored: stored.heartbeat, Beat(database, clock), 1, 1),
                Lane("wrap_up", lambda stored: stored.wrap_ups, wrap_up, 10, 100),
                Lane("picture", lambda stored: stored.story_pictures, keep_pictures, 1, 4),
                Lane("newest", lambda stored: stored.newest_media, newest_media, 5, 50),
                Lane("ladder", lambda stored: stored.media_looks, sample, 5, 50, column="ladder"),
                Lane("refresh", lambda stored: stored.refreshes, refresh, 1, 8),
                Lane(
                    "backfill", lambda stored: stored.media_looks, sample, 1, 4, column="backfill"
                ),
                Lane("digest", lambda stored: stored.digests, digest, 10, 100, column=ON_TIME),
                Lane("draw_ahead", lambda stored: stored.digests, draw_ahead, 1, 10, column=AHEAD),
                Lane("token", lambda stored: stored.token_renewals, renew, 1, 8),
                Lane("send", lambda stored: stored.outbox, send, 5, 50),
                Lane("webhook", lambda stored: stored.webhook_entries, apply_webhooks, 100, 400),
                Lane(
                    "subscription",
                    lambda stored: stored.webhook_subscriptions,
                    keep_subscribed,
                    1,
                    8,
                ),
            ],
        )
        await engine.start()
        stack.push_async_callback(engine.stop)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Background(
            sandbox,
            origin,
            session,
            database,
            instagram,
            oauth,
            subscriptions,
            delivery,
            engine,
            pace,
        )
