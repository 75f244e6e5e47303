"""The composition root: every object is built once, by hand, started and stopped in order."""

import asyncio
import base64
import gc
import hashlib
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aiogram import Bot
from aiohttp import web

from bot.charts.renderer import MatplotlibCharts
from bot.config import Settings
from bot.domain.secret import Secret
from bot.domain.story_life import Ladder
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.limits import Limits
from bot.instagram.oauth import InstagramOAuthClient
from bot.instagram.pictures import Pictures
from bot.instagram.versions import ServedVersions
from bot.scheduler.broker import make_broker
from bot.scheduler.engine import Engine
from bot.scheduler.lanes import Lane
from bot.scheduler.ticks import Ticks
from bot.services.accept_update import (
    AcceptUpdate,
    FinishUpdate,
    ForgetOld,
    UnfinishedUpdates,
)
from bot.services.awaits_typed_code import AwaitsTypedCode
from bot.services.begin_authorization import BeginAuthorization
from bot.services.capture_stories import CaptureStories
from bot.services.change_digest import ChangeDigest, SendDigestNow
from bot.services.change_settings import ChangeSettings
from bot.services.compose_digest import ComposeDigest
from bot.services.delete_me import AskDeleteMe, DeleteMe
from bot.services.describe_broken_link import DescribeBrokenLink
from bot.services.describe_linked import DescribeLinked
from bot.services.discover_stories import DiscoverStories
from bot.services.explain_metric import ExplainMetric
from bot.services.finish_linking import FinishLinking
from bot.services.instagram_access import CallInstagram
from bot.services.link_state import LinkStates
from bot.services.list_newest_media import ListNewestMedia
from bot.services.manage_accounts import (
    AskUnlink,
    MeetPerson,
    NoteBlocked,
    ShowHome,
    SwitchAccount,
    UnlinkAccount,
)
from bot.services.ports import Clock
from bot.services.read_account_days import ReadAccountDays
from bot.services.read_audience import ReadAudience
from bot.services.read_overview import ReadOverview
from bot.services.receive_authorization import ReceiveAuthorization
from bot.services.refresh_accounts import RefreshAccounts
from bot.services.renew_tokens import RenewTokens
from bot.services.resume_linking import (
    CancelLinking,
    ResumeLinking,
    ShowPendingLink,
    TryLinkingNow,
)
from bot.services.retention import privacy_terms
from bot.services.sample_media import SampleMedia
from bot.services.send_due_digests import SendDueDigests
from bot.services.send_outbox import SendAgain, SendOutbox
from bot.services.show_album import ShowAlbum
from bot.services.show_link_page import ShowLinkPage
from bot.services.show_media import ListMedia, ShowMedia
from bot.services.show_overview import ShowOverview
from bot.services.show_status import ShowStatus
from bot.services.show_stories import ListStories, ShowLiveStories, ShowSequence, ShowStory
from bot.services.start_linking import StartLinking
from bot.services.wrap_up_sequences import WrapUpSequences
from bot.storage.crypto import Keyring
from bot.storage.engine import open_database
from bot.storage.keys import check_keys
from bot.telegram.delivery import TelegramDelivery
from bot.telegram.dispatcher import allowed_updates, make_dispatcher
from bot.telegram.pace import Pace
from bot.telegram.profile import Profile
from bot.telegram.render import Renderer
from bot.telegram.sender import Sender
from bot.telegram.transport import Inbox, Polling, Webhook, make_bot
from bot.telegram.use_cases import UseCases
from bot.web.app import create_app
from bot.web.linking import LinkPages
from bot.web.telegram_webhook import PATH as WEBHOOK_PATH
from bot.web.telegram_webhook import webhook_route

logger = logging.getLogger(__name__)

DISCOVER_EVERY = timedelta(minutes=30)
REFRESH_EVERY = timedelta(hours=24)
NEWEST_MEDIA_EVERY = timedelta(hours=1)


class SystemClock:
    """The machine's own time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place where real time comes in


def new_secret() -> Secret:
    """32 random bytes as 43 characters of base64url."""
    return Secret(secrets.token_urlsafe(32))


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_typed_code() -> Secret:
    """Eight characters that are hard to mistake for one another: 40 bits, for ten minutes.

    One of them at least is a digit, which tells a code from a word.
    """
    while True:
        code = "".join(secrets.choice(CROCKFORD) for _ in range(8))
        if any(sign.isdigit() for sign in code):
            return Secret(code)


def new_encryption_key() -> str:
    """A line for ENCRYPTION_KEYS: a label of today and 32 random bytes."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return f"{SystemClock().now():%Y%m%d}:{key}"


@dataclass(frozen=True)
class Farolero:
    """The product, wired. ``drain`` works off all that is due, for a clock moved by hand."""

    web_app: web.Application
    engine: Engine
    ticks: Ticks
    updates: Polling | Webhook
    profile: Profile
    charts: MatplotlibCharts

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Work until ``stop`` is set; then let what runs come to its end."""
        await self.engine.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                beside = [
                    tasks.create_task(_try("The bot's profile", self.profile)),
                    tasks.create_task(_try("Warming up charts", self.charts.warm_up)),
                ]
                tasks.create_task(self.ticks.run(stop))
                tasks.create_task(self.updates.run(stop))
                # What lives from here on need not be looked at by every garbage collection.
                gc.freeze()
                ready()
                await stop.wait()
                for task in beside:
                    task.cancel()
        finally:
            await self.engine.stop()


async def _try(what: str, step: Callable[[], Awaitable[None]]) -> None:
    """What makes the start nicer: its failure is logged and ends nothing else."""
    try:
        await step()
    except Exception:
        logger.exception("%s failed; everything else goes on", what)


@asynccontextmanager
async def build(settings: Settings, clock: Clock, bot_username: str) -> AsyncIterator[Farolero]:
    """Everything, built bottom up; closed in the opposite order."""
    async with AsyncExitStack() as stack:
        database = open_database(
            settings.database_url, clock, Keyring.parse(settings.encryption_keys)
        )
        stack.push_async_callback(database.close)
        await check_keys(database)

        endpoints = _endpoints(settings)
        limits = Limits(
            database,
            clock,
            settings.instagram_calls_per_hour,
            settings.instagram_burst_per_hour,
        )
        versions = ServedVersions(database, clock, endpoints.version)
        http = await stack.enter_async_context(InstagramHttp(clock, limits, versions))
        pictures = await stack.enter_async_context(Pictures(settings.media_hosts))
        instagram = InstagramClient(http, endpoints, clock, database)
        oauth = InstagramOAuthClient(
            http,
            endpoints,
            settings.instagram_app_id,
            settings.instagram_app_secret,
            str(settings.public_url / "connect" / "callback"),
            settings.instagram_scopes,
        )
        charts = MatplotlibCharts()
        stack.push_async_callback(charts.close)
        telegram = make_bot(
            settings.telegram_bot_token, str(settings.telegram_api_base).rstrip("/")
        )
        stack.push_async_callback(telegram.session.close)

        # Use cases
        call_instagram = CallInstagram(database)
        read_overview = ReadOverview(database, clock, instagram, call_instagram)
        states = LinkStates(_state_key(settings))
        public_url = str(settings.public_url).rstrip("/")
        scopes = settings.instagram_scopes
        history = timedelta(days=settings.history_days)
        finish_linking = FinishLinking(database, clock, oauth, instagram, scopes)
        resume_linking = ResumeLinking(database, clock, finish_linking)
        use_cases = UseCases(
            meet_person=MeetPerson(database),
            note_blocked=NoteBlocked(database, clock),
            show_home=ShowHome(database),
            start_linking=StartLinking(database, clock, new_secret, public_url, scopes),
            awaits_typed_code=AwaitsTypedCode(database),
            finish_linking=finish_linking,
            show_pending_link=ShowPendingLink(database),
            try_linking_now=TryLinkingNow(database, resume_linking),
            cancel_linking=CancelLinking(database),
            switch_account=SwitchAccount(database),
            ask_unlink=AskUnlink(database),
            unlink_account=UnlinkAccount(database),
            show_overview=ShowOverview(database, clock, read_overview),
            list_media=ListMedia(database, clock),
            show_media=ShowMedia(database, clock, instagram, call_instagram),
            show_album=ShowAlbum(database, clock, instagram, call_instagram),
            show_live_stories=ShowLiveStories(database, clock, DISCOVER_EVERY),
            list_stories=ListStories(database, clock),
            show_sequence=ShowSequence(database, clock),
            show_story=ShowStory(database, clock),
            change_digest=ChangeDigest(database, clock),
            send_digest_now=SendDigestNow(database, clock),
            change_settings=ChangeSettings(database, clock),
            send_again=SendAgain(database),
            show_status=ShowStatus(database, clock, settings.instagram_calls_per_hour),
            explain_metric=ExplainMetric(database, clock),
            privacy_terms=privacy_terms(history),
            ask_delete_me=AskDeleteMe(database),
            delete_me=DeleteMe(database),
        )

        # Telegram
        renderer = Renderer(Sender(telegram, Pace()), charts, pictures)
        dispatcher = make_dispatcher(
            use_cases, renderer, clock, str(settings.telegram_link_base).rstrip("/")
        )
        inbox = Inbox(
            telegram,
            dispatcher,
            AcceptUpdate(database),
            FinishUpdate(database),
            UnfinishedUpdates(database),
        )
        delivery = TelegramDelivery(
            renderer=renderer,
            clock=clock,
            show_home=use_cases.show_home,
            note_blocked=use_cases.note_blocked,
            compose_digest=ComposeDigest(database, clock, read_overview),
            show_sequence=use_cases.show_sequence,
            describe_broken_link=DescribeBrokenLink(database),
            describe_linked=DescribeLinked(database, scopes),
        )

        # Background work
        capture = CaptureStories(database, clock, instagram, call_instagram)
        discover = DiscoverStories(
            database, clock, instagram, call_instagram, Ladder(), DISCOVER_EVERY
        )
        refresh = RefreshAccounts(
            database,
            clock,
            instagram,
            call_instagram,
            ReadAccountDays(database, clock, instagram, call_instagram),
            ReadAudience(database, clock, instagram, call_instagram),
            REFRESH_EVERY,
        )
        newest_media = ListNewestMedia(
            database, clock, instagram, call_instagram, NEWEST_MEDIA_EVERY, REFRESH_EVERY
        )
        sample = SampleMedia(database, clock, instagram, call_instagram)
        engine = Engine(
            database,
            clock,
            make_broker(settings.queue_url),
            [
                Lane("final", lambda stored: stored.captures, capture, 5, 50, column="final"),
                Lane("capture", lambda stored: stored.captures, capture, 10, 100, column="capture"),
                Lane("discover", lambda stored: stored.discoveries, discover, 10, 100),
                Lane("pending_link", lambda stored: stored.pending_links, resume_linking, 1, 8),
                Lane(
                    "wrap_up",
                    lambda stored: stored.wrap_ups,
                    WrapUpSequences(database, clock),
                    10,
                    100,
                ),
                Lane("newest", lambda stored: stored.newest_media, newest_media, 5, 50),
                Lane("ladder", lambda stored: stored.media_looks, sample, 5, 50, column="ladder"),
                Lane("refresh", lambda stored: stored.refreshes, refresh, 1, 8),
                Lane(
                    "backfill", lambda stored: stored.media_looks, sample, 1, 4, column="backfill"
                ),
                Lane(
                    "digest",
                    lambda stored: stored.digests,
                    SendDueDigests(database, clock),
                    10,
                    100,
                ),
                Lane(
                    "token",
                    lambda stored: stored.token_renewals,
                    RenewTokens(database, clock, oauth, call_instagram),
                    1,
                    8,
                ),
                Lane(
                    "send",
                    lambda stored: stored.outbox,
                    SendOutbox(database, clock, delivery),
                    1,
                    50,
                ),
            ],
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
        routes = link_pages.routes()
        if settings.telegram_webhook_secret is not None:
            routes.append(webhook_route(settings.telegram_webhook_secret, inbox.feed))
        yield Farolero(
            create_app(routes, settings.public_url, settings.instagram_authorize_url),
            engine,
            Ticks(engine, ForgetOld(database, clock, history)),
            _updates(settings, telegram, inbox, clock, allowed_updates(dispatcher)),
            Profile(telegram),
            charts,
        )


def _updates(
    settings: Settings, telegram: Bot, inbox: Inbox, clock: Clock, allowed: list[str]
) -> Polling | Webhook:
    if settings.telegram_mode == "polling" or settings.telegram_webhook_secret is None:
        return Polling(telegram, inbox, clock, allowed)
    return Webhook(
        telegram,
        inbox,
        clock,
        allowed,
        url=f"{str(settings.public_url).rstrip('/')}{WEBHOOK_PATH}",
        secret_token=settings.telegram_webhook_secret,
    )


def _endpoints(settings: Settings) -> InstagramEndpoints:
    return InstagramEndpoints(
        str(settings.instagram_authorize_url),
        str(settings.instagram_token_base).rstrip("/"),
        str(settings.instagram_graph_base).rstrip("/"),
        settings.instagram_api_version,
    )


def _state_key(settings: Settings) -> Secret:
    """Signs states; made from the app secret, so that it needs no setting of its own."""
    secret = settings.instagram_app_secret.reveal().encode()
    return Secret(hashlib.sha256(b"farolero link state|" + secret).hexdigest())
