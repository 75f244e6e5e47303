"""The composition root: every object is built once, by hand, started and stopped in order."""

import asyncio
import gc
import hashlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from aiogram import Bot
from aiohttp import web

from bot.background import Background
from bot.chance import new_confirmation_code, new_secret, new_typed_code
from bot.charts.contact_sheet import KeptPictures
from bot.charts.renderer import MatplotlibCharts
from bot.config import Settings
from bot.conversation import Conversation
from bot.domain.secret import Secret
from bot.domain.security import SecurityEvent
from bot.domain.story_life import Ladder
from bot.domain.story_rhythm import Rhythm
from bot.health import ReadFigures, ready_checks
from bot.http_api import http_api
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.limits import Limits
from bot.instagram.oauth import InstagramOAuthClient
from bot.instagram.pictures import Pictures
from bot.instagram.subscriptions import InstagramSubscriptionsClient
from bot.instagram.versions import ServedVersions
from bot.machine import Machine, folder_of, host_name
from bot.memory import give_back_memory
from bot.metrics.loop_lag import watch_loop
from bot.roles import Role
from bot.scheduler.engine import Engine
from bot.scheduler.ticks import Ticks
from bot.services.accept_update import (
    AcceptUpdate,
    FinishUpdate,
    UnfinishedUpdates,
)
from bot.services.accept_webhook import AcceptWebhook
from bot.services.begin_authorization import BeginAuthorization
from bot.services.chat_tickets import ChatTickets
from bot.services.finish_linking import FinishLinking
from bot.services.forget_old import ForgetOld
from bot.services.hold_lease import HeldLease, inbox_seat, poller_lease
from bot.services.instagram_access import CallInstagram
from bot.services.keep_story_pictures import ReadStoryPictures
from bot.services.keep_subscribed import EndSubscription
from bot.services.link_state import LinkStates
from bot.services.meta_requests import Deauthorize, DeleteInstagramData, ShowDataDeletion
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.services.note_trouble import NoteSkew, NoteTrouble
from bot.services.ports import Clock, Database
from bot.services.read_overview import ReadOverview
from bot.services.receive_authorization import ReceiveAuthorization
from bot.services.renew_token import RenewToken
from bot.services.resume_linking import (
    ResumeLinking,
)
from bot.services.share_pace import Pace
from bot.services.show_link_page import ShowLinkPage
from bot.services.tell_operator import TellOperator
from bot.stopping import LAST_WORK
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.keys import check_keys
from bot.telegram.chats import TelegramChats
from bot.telegram.dispatcher import allowed_updates, make_dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.profile import Profile
from bot.telegram.ready_digests import ReadyPictures
from bot.telegram.render import Renderer
from bot.telegram.sender import Sender
from bot.telegram.session import make_bot
from bot.telegram.transport import Polling, Webhook
from bot.web.api.gate import WRONG_KEYS
from bot.web.api.shares import Shares
from bot.web.app import create_app
from bot.web.health import Readiness, create_health_app
from bot.web.linking import LinkPages
from bot.web.meta_callbacks import MetaCallbacks
from bot.web.meta_webhook import MetaWebhook
from bot.web.metrics import create_metrics_app
from bot.web.telegram_webhook import PATH as WEBHOOK_PATH
from bot.web.telegram_webhook import webhook_route
from bot.web.visitors import Ration

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Farolero:
    """The product, wired, and the share of it that this process has."""

    role: Role
    web_app: web.Application
    metrics_app: web.Application
    """For an address of its own."""
    engine: Engine
    ticks: Ticks
    updates: Polling | Webhook
    profile: Profile
    charts: MatplotlibCharts

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Work until ``stop`` is set; then let what runs come to its end, or cut it off."""
        ends_at = None
        if self.role.ticks:
            await self.engine.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                beside = [
                    tasks.create_task(_try(what, step)) for what, step in self._beside().items()
                ]
                for part in self._parts():
                    tasks.create_task(part(stop))
                # What lives from here on need not be looked at by every garbage collection.
                gc.freeze()
                ready()
                await stop.wait()
                ends_at = asyncio.get_running_loop().time() + LAST_WORK
                for task in beside:
                    task.cancel()
        finally:
            await self.engine.stop(ends_at)

    def _parts(self) -> Iterator[Callable[[asyncio.Event], Coroutine[Any, Any, None]]]:
        """What goes on until it is told to stop."""
        if self.role.ticks:
            yield self.ticks.run
        if self.role.works:
            yield self.engine.work
        if self.role.meets_people:
            yield self.updates.run
        yield watch_loop

    def _beside(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """What makes the start nicer."""
        steps: dict[str, Callable[[], Awaitable[None]]] = {}
        if self.role.ticks:
            # Before the first minute is over: a process that keeps crashing may not live so long.
            steps["Telling the operator"] = self.ticks.tell_operator
        if self.role.meets_people:
            steps["The bot's profile"] = self.profile
        if self.role is not Role.CLOCK:
            steps["Warming up charts"] = self.charts.warm_up
        return steps


async def _try(what: str, step: Callable[[], Awaitable[None]]) -> None:
    """Its failure is logged and ends nothing else."""
    try:
        await step()
    except Exception:
        logger.exception("%s failed; everything else goes on", what)


@dataclass(frozen=True)
class Waiting:
    """How a piece of work waits for its turn or its next try; where the clock is driven, not."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] = time.monotonic


REALLY = Waiting()


@asynccontextmanager
async def build(
    settings: Settings,
    clock: Clock,
    bot_username: str,
    role: Role = Role.ALL,
    waiting: Waiting = REALLY,
) -> AsyncIterator[Farolero]:
    """Everything, built bottom up; closed in the opposite order. ``role`` says what of it runs."""
    async with AsyncExitStack() as stack:
        database = open_database(
            settings.database_url, clock, Keyring.parse(settings.encryption_keys)
        )
        stack.push_async_callback(database.close)
        await check_keys(database)
        async with database.transaction() as stored:
            await stored.audit.note(
                SecurityEvent.STARTED,
                settings=settings.fingerprint(),
                process=f"{role} at {host_name()}:{settings.http_port}",
            )
        note_trouble = NoteTrouble(database)

        endpoints = _endpoints(settings)
        limits = Limits(
            database,
            clock,
            settings.instagram_calls_per_hour,
            settings.instagram_burst_per_hour,
        )
        versions = ServedVersions(database, clock, endpoints.version)
        http = await stack.enter_async_context(
            InstagramHttp(clock, limits, versions, note_trouble=note_trouble, sleep=waiting.sleep)
        )
        pictures = await stack.enter_async_context(Pictures(settings.media_hosts))
        instagram = InstagramClient(http, endpoints, clock, database)
        oauth = InstagramOAuthClient(
            http,
            endpoints,
            settings.instagram_app_id,
            settings.instagram_app_secret,
            str(settings.public_url / "connect" / "callback"),
            settings.instagram_scopes,
            settings.instagram_force_reauth,
        )
        subscriptions = InstagramSubscriptionsClient(http, endpoints)
        with_webhooks = settings.meta_webhook_verify_token is not None
        charts = MatplotlibCharts()
        stack.push_async_callback(charts.close)
        telegram = make_bot(
            settings.telegram_bot_token,
            str(settings.telegram_api_base).rstrip("/"),
            NoteSkew(clock, note_trouble, "Telegram"),
        )
        stack.push_async_callback(telegram.session.close)

        # Use cases
        renew_token = RenewToken(database, clock, oauth)
        call_instagram = CallInstagram(database, renew_token)
        read_overview = ReadOverview(database, clock, instagram, call_instagram)
        end_subscription = EndSubscription(database, subscriptions) if with_webhooks else None
        states = LinkStates(_state_key(settings))
        scopes = settings.instagram_scopes
        history = timedelta(days=settings.history_days)
        finish_linking = FinishLinking(database, clock, oauth, instagram, scopes)
        resume_linking = ResumeLinking(database, clock, finish_linking)
        conversation = Conversation(
            settings,
            database,
            clock,
            instagram,
            call_instagram,
            read_overview,
            finish_linking,
            resume_linking,
            end_subscription,
            charts.on_paper,
            TelegramChats(telegram),
            ChatTickets(_state_key(settings)),
        )
        use_cases = conversation.use_cases()

        # Telegram
        pace = Pace(database, clock, waiting.monotonic, waiting.sleep)
        renderer = Renderer(
            Sender(telegram, pace),
            ReadyPictures(database, charts),
            pictures,
            KeptPictures(ReadStoryPictures(database)),
        )
        dispatcher = make_dispatcher(
            use_cases, renderer, clock, str(settings.telegram_link_base).rstrip("/")
        )
        inbox = Inbox(
            telegram,
            dispatcher,
            AcceptUpdate(database),
            FinishUpdate(database),
            UnfinishedUpdates(database),
            partial(inbox_seat, database),
        )
        delivery = conversation.delivery(
            use_cases, renderer, charts, str(settings.telegram_link_base / bot_username)
        )

        # Background work
        background = Background(
            database,
            clock,
            instagram,
            subscriptions,
            call_instagram,
            renew_token,
            resume_linking,
            delivery,
            delivery.prepare,
            conversation.tell_first_sync(use_cases, renderer, pace),
            pace,
            pictures,
            Ladder(settings.story_ladder, settings.story_finals),
            Rhythm(settings.stories_every, settings.instagram_calls_per_hour),
        )
        engine = Engine(
            database,
            clock,
            settings.queue_url,
            background.lanes(with_webhooks=with_webhooks),
            settings.workers,
        )

        # Web
        bot_link = settings.telegram_link_base / bot_username
        link_pages = LinkPages(
            ShowLinkPage(database, scopes),
            BeginAuthorization(database, clock, new_secret, states, oauth),
            ReceiveAuthorization(database, clock, new_secret, new_typed_code, states),
            settings.public_url,
            bot_username,
            bot_link,
        )
        machine = Machine(folder_of(settings.database_url), settings.backup_folder, clock)
        ticks = Ticks(
            engine,
            partial(_tidy, ForgetOld(database, clock, history)),
            TellOperator(database, clock, settings.admin_chat_id, host_name(), machine),
        )
        readiness = Readiness(ready_checks(settings, database, role, ticks))
        routes = [
            *link_pages.routes(),
            *_meta_routes(settings, database, clock),
            *http_api(
                database,
                clock,
                instagram,
                call_instagram,
                read_overview,
                use_cases.export_numbers,
                settings.public_url,
                Ration(settings.trusted_proxies, WRONG_KEYS, WRONG_KEYS / 60),
                Shares(),
            ),
            web.get("/readyz", readiness.answer),
        ]
        if settings.telegram_webhook_secret is not None:
            refused = NoteRefusedWebhook(database, clock, "Telegram")
            routes.append(webhook_route(settings.telegram_webhook_secret, inbox.feed, refused))
        pages = create_app(
            routes,
            settings.public_url,
            settings.instagram_authorize_url,
            Ration(settings.trusted_proxies),
        )
        yield Farolero(
            role,
            pages if role.meets_people else create_health_app(readiness),
            create_metrics_app(ReadFigures(role, database, engine.lanes, machine)),
            engine,
            ticks,
            _updates(
                settings,
                telegram,
                inbox,
                clock,
                allowed_updates(dispatcher),
                poller_lease(database),
                note_trouble,
            ),
            Profile(telegram),
            charts,
        )


async def _tidy(forget_old: ForgetOld) -> None:
    await forget_old()
    await asyncio.to_thread(give_back_memory)


def _meta_routes(settings: Settings, database: Database, clock: Clock) -> list[web.RouteDef]:
    """Where Meta asks for things on behalf of people; webhooks only if they are set up."""
    app_secrets = (settings.instagram_app_secret, *settings.meta_app_secret)
    refused = NoteRefusedWebhook(database, clock, "Meta")
    callbacks = MetaCallbacks(
        Deauthorize(database),
        DeleteInstagramData(database, new_confirmation_code),
        ShowDataDeletion(database),
        app_secrets,
        settings.public_url,
        refused,
    )
    verify_token = settings.meta_webhook_verify_token
    if verify_token is None:
        return callbacks.routes()
    webhook = MetaWebhook(verify_token, app_secrets, AcceptWebhook(database), refused)
    return [*callbacks.routes(), *webhook.routes()]


def _updates(
    settings: Settings,
    telegram: Bot,
    inbox: Inbox,
    clock: Clock,
    allowed: list[str],
    lease: HeldLease,
    note_trouble: NoteTrouble,
) -> Polling | Webhook:
    if settings.telegram_mode == "polling" or settings.telegram_webhook_secret is None:
        return Polling(telegram, inbox, clock, allowed, lease, note_trouble)
    return Webhook(
        telegram,
        inbox,
        clock,
        allowed,
        note_trouble,
        url=webhook_url(settings),
        secret_token=settings.telegram_webhook_secret,
    )


def webhook_url(settings: Settings) -> str:
    """Where Telegram is told to call."""
    return f"{str(settings.public_url).rstrip('/')}{WEBHOOK_PATH}"


def _endpoints(settings: Settings) -> InstagramEndpoints:
    return InstagramEndpoints(
        str(settings.instagram_authorize_url),
        str(settings.instagram_token_base).rstrip("/"),
        str(settings.instagram_graph_base).rstrip("/"),
        settings.instagram_api_version,
    )


def _state_key(settings: Settings) -> Secret:
    """Signs states and tickets; made from the app secret: it needs no setting of its own."""
    secret = settings.instagram_app_secret.reveal().encode()
    return Secret(hashlib.sha256(b"farolero link state|" + secret).hexdigest())
