"""The product without its Telegram room: web pages, use cases, database, a sandbox Instagram."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.chance import new_confirmation_code, new_secret, new_typed_code
from bot.domain.accounts import InstagramAccount
from bot.domain.secret import Secret
from bot.exports.number_tables import MakeNumbersTable
from bot.http_api import http_api
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.http import InstagramHttp
from bot.instagram.limits import Limits
from bot.instagram.oauth import InstagramOAuthClient
from bot.instagram.versions import ServedVersions
from bot.sandbox.app import Sandbox
from bot.sandbox.clock import WorldClock
from bot.services.begin_authorization import BeginAuthorization
from bot.services.delete_me import DeleteMe
from bot.services.export_numbers import ExportNumbers
from bot.services.finish_linking import FinishLinking
from bot.services.instagram_access import CallInstagram
from bot.services.link_state import LinkStates
from bot.services.meta_requests import Deauthorize, DeleteInstagramData, ShowDataDeletion
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.services.note_trouble import NoteTrouble
from bot.services.ports import IssuedToken
from bot.services.read_account_days import ReadAccountDays
from bot.services.read_audience import ReadAudience
from bot.services.read_online_followers import ReadOnlineFollowers
from bot.services.read_overview import ReadOverview
from bot.services.receive_authorization import ReceiveAuthorization
from bot.services.refresh_accounts import RefreshAccounts
from bot.services.renew_token import RenewToken
from bot.services.results import Linked
from bot.services.show_link_page import ShowLinkPage
from bot.services.start_linking import StartLinking
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from bot.web.api.shares import Shares
from bot.web.app import create_app
from bot.web.linking import LinkPages
from bot.web.meta_callbacks import MetaCallbacks
from bot.web.server import Server
from bot.web.visitors import Ration
from tests.support.clock import START
from tests.support.databases import KEYRING
from tests.support.people import access
from tests.support.ports import unused_port

ANA, BORIS, EVE = 7, 8, 9
BASIC, INSIGHTS, PUBLISH = SCOPES = (
    "instagram_business_basic",
    "instagram_business_manage_insights",
    "instagram_business_content_publish",
)
SEED = 7
BOT_LINK = URL("https://t.me/farolero_sandbox_bot")
EXCHANGE = "instagram POST /oauth/access_token"


@dataclass(frozen=True)
class Answer:
    """What a browser got."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def location(self) -> URL:
        return URL(self.headers["Location"])


@dataclass
class Browser:
    """Keeps cookies, follows no redirect by itself, and remembers every answer."""

    session: ClientSession
    answers: list[Answer] = field(default_factory=list)

    async def get(self, address: URL, **headers: str) -> Answer:
        return await self.ask("GET", address, headers=headers)

    async def post(self, address: URL, form: Mapping[str, Any]) -> Answer:
        return await self.ask("POST", address, data=form)

    async def ask(self, method: str, address: URL, **rest: Any) -> Answer:
        async with self.session.request(method, address, allow_redirects=False, **rest) as response:
            answer = Answer(response.status, dict(response.headers), await response.text())
        self.answers.append(answer)
        return answer


@dataclass
class Product:
    """One bot and one Instagram in one process, on two ports, with a clock that stands still."""

    sandbox: Sandbox
    origin: str
    public_url: URL
    database: SqlDatabase
    browser: Browser
    start_linking: StartLinking
    begin_authorization: BeginAuthorization
    receive_authorization: ReceiveAuthorization
    finish_linking: FinishLinking
    states: LinkStates
    instagram: InstagramClient
    call_instagram: CallInstagram
    read_overview: ReadOverview
    refresh_accounts: RefreshAccounts

    @property
    def clock(self) -> WorldClock:
        return self.sandbox.clock

    def later(self, **duration: float) -> None:
        self.clock.jump(timedelta(**duration))

    # People ---------------------------------------------------------------------------------

    async def meet(self, person: int = ANA, language: str = "en") -> None:
        async with self.database.transaction() as stored:
            await stored.people.seen(person, "Ana", "ana", language)

    async def invite(self, person: int = ANA) -> URL:
        """The address behind the button in the chat."""
        await self.meet(person)
        return URL((await self.start_linking(person, person)).url)

    async def press_continue(self, address: URL, time_zone: str = "") -> URL:
        """Instagram's consent page, where the form leads."""
        answer = await self.browser.post(address, {"time_zone": time_zone})
        assert answer.status == 303, answer.text
        return answer.location

    async def consent(
        self,
        consent_page: URL,
        account: str,
        *,
        scopes: tuple[str, ...] = SCOPES,
        decision: str = "allow",
    ) -> URL:
        """Where Instagram sends the browser back to."""
        form = [*consent_page.query.items(), ("account_id", account), ("decision", decision)]
        form += [("scopes", scope) for scope in scopes]
        async with self.browser.session.post(
            f"{self.origin}/instagram/oauth/authorize/decision", data=form, allow_redirects=False
        ) as response:
            return URL(response.headers["Location"]).with_fragment(None)

    async def go_through_instagram(
        self, account: str, person: int = ANA, scopes: tuple[str, ...] = SCOPES
    ) -> URL:
        """From the button in the chat to our callback, which has not been opened yet."""
        consent_page = await self.press_continue(await self.invite(person))
        return await self.consent(consent_page, account, scopes=scopes)

    async def return_codes(self, callback: URL) -> tuple[Secret, Secret]:
        """Return code and typed code, as the last page shows them."""
        answer = await self.browser.get(callback)
        assert answer.status == 303, answer.text
        return codes_on(await self.browser.get(answer.location))

    async def link(
        self, account: str, person: int = ANA, scopes: tuple[str, ...] = SCOPES
    ) -> Linked:
        """The whole way, back by the deep link."""
        callback = await self.go_through_instagram(account, person, scopes)
        return_code, _ = await self.return_codes(callback)
        return await self.finish_linking.by_return_code(person, return_code)

    async def linked(self, person: int = ANA) -> list[InstagramAccount]:
        async with self.database.reading() as stored:
            return [each.account for each in await stored.accounts.linked_to(person)]

    async def delete_everything(self, person: int = ANA) -> None:
        """What the person's confirmation of ``/delete_me`` does."""
        asked_at = int(self.clock.now().timestamp())
        await DeleteMe(self.database, self.clock)(person, asked_at)

    async def outbox(self) -> list[tuple[str, int]]:
        """Kind and chat of every message that waits to be sent; they count as sent from now on."""
        async with self.database.transaction() as stored:
            refs = await stored.outbox.claim(100, timedelta(minutes=1))
            waiting = [
                (await stored.outbox.begin_wording(ref, timedelta(minutes=1))).to_word
                for ref in refs
            ]
            for ref in refs:
                await stored.outbox.begin_sending(ref, timedelta(minutes=1))
        return [(each.message.kind, each.message.chat_id) for each in waiting if each is not None]

    # Instagram ------------------------------------------------------------------------------

    async def account(self, **settings: Any) -> dict[str, str]:
        """A professional account at Instagram: ``user_id`` and a long-lived ``access_token``."""
        made: dict[str, str] = await self.control("/instagram/accounts", {"seed": 3} | settings)
        return made

    async def link_with_token(
        self, made: Mapping[str, str], person: int = ANA, *, days: int = 60
    ) -> int:
        """A link without the way through the browser; the account's id."""
        token = Secret(made["access_token"])
        profile = await self.instagram.profile(access(token))
        now = self.clock.now()
        issued = IssuedToken(token, frozenset(SCOPES), now, now + timedelta(days=days))
        async with self.database.transaction() as stored:
            await stored.people.seen(person, "Ana", "ana", "en")
            account = await stored.accounts.save_profile(profile, "UTC", now)
            link = await stored.links.save(person, account.id, issued)
            await stored.token_renewals.start(link.id, link.token_life.renewed_from)
            await stored.people.set_current_account(person, account.id)
            await stored.refreshes.start(account.id, now)
        return account.id

    async def sync(self) -> None:
        """Read the accounts whose turn it is, with all their posts."""
        async with self.database.transaction() as stored:
            refs = await stored.refreshes.claim(100, timedelta(minutes=1))
        await self.refresh_accounts(refs)

    async def control(self, path: str, body: Mapping[str, Any]) -> Any:
        async with self.browser.session.post(f"{self.origin}/sandbox{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def switch(self, fault: str, times: int | None = None, /, **params: Any) -> str:
        body = {"target": "instagram", "fault": fault, "params": params, "times": times}
        return str((await self.control("/faults", body))["id"])

    def asked(self) -> Counter[str]:
        """How often Instagram was asked what."""
        return Counter(self.sandbox.requests.report()["by_endpoint"])

    def secrets_given(self) -> list[str]:
        """Every token and authorization code that Instagram gave out."""
        store = self.sandbox._store
        return [*store.load("instagram_tokens"), *store.load("instagram_codes")]


def codes_on(page: Answer) -> tuple[Secret, Secret]:
    """Return code and typed code from the page that leads back to Telegram."""
    assert page.status == 200, page.text
    return_code = page.text.partition("?start=L")[2].partition('"')[0]
    typed_code = page.text.partition('data-testid="typed-code">')[2].partition("<")[0]
    return Secret(return_code), Secret(typed_code)


async def no_pause(_: float) -> None:
    """Between tries nobody waits."""


@asynccontextmanager
async def start_product(
    database_url: str,
    sandbox_directory: Path | None = None,
    shares: Shares | None = None,
    calls_per_hour: int = 200,
) -> AsyncIterator[Product]:
    """A sandbox that is kept in a directory goes on there, as the database does.

    ``shares``: how often each key may ask the HTTP API, if it is not as ever; ``calls_per_hour``:
    how often each account may be asked about.
    """
    async with AsyncExitStack() as stack:
        sandbox = Sandbox(sandbox_directory, SEED, START)
        server = TestServer(sandbox.application())
        # Its access log shows what it was sent; that is Instagram's log, not ours.
        await server.start_server(access_log=None)
        stack.push_async_callback(server.close)
        origin = str(server.make_url("")).rstrip("/")
        clock = sandbox.clock
        database = open_database(database_url, clock, KEYRING)
        stack.push_async_callback(database.close)

        limits = Limits(database, clock, calls_per_hour, calls_per_hour)
        versions = ServedVersions(database, clock, "v26.0")
        http = await stack.enter_async_context(
            InstagramHttp(
                clock, limits, versions, note_trouble=NoteTrouble(database), sleep=no_pause
            )
        )
        base = f"{origin}/instagram"
        endpoints = InstagramEndpoints.at(base)
        # By name: cookies of a bare address would not be kept by anybody.
        public_url = URL(f"http://localhost:{unused_port()}")
        credentials = sandbox.credentials
        instagram = InstagramClient(http, endpoints, clock, database)
        oauth = InstagramOAuthClient(
            http,
            endpoints,
            credentials.instagram_app_id,
            Secret(credentials.instagram_app_secret),
            f"{public_url.origin()}/connect/callback",
            SCOPES,
        )
        states = LinkStates(Secret("a key for tests only"))
        call_instagram = CallInstagram(database, RenewToken(database, clock, oauth))
        begin = BeginAuthorization(database, clock, new_secret, states, oauth)
        receive = ReceiveAuthorization(database, clock, new_secret, new_typed_code, states)
        pages = LinkPages(
            ShowLinkPage(database, SCOPES),
            begin,
            receive,
            public_url,
            credentials.bot_username,
            BOT_LINK,
        )
        meta_callbacks = MetaCallbacks(
            Deauthorize(database),
            DeleteInstagramData(database, new_confirmation_code),
            ShowDataDeletion(database),
            (Secret(credentials.instagram_app_secret), Secret(credentials.meta_app_secret)),
            public_url,
            NoteRefusedWebhook(database, clock, "Meta"),
        )
        ration = Ration(burst=1_000_000)
        routes = [
            *pages.routes(),
            *meta_callbacks.routes(),
            *http_api(
                database,
                clock,
                instagram,
                call_instagram,
                ReadOverview(database, clock, instagram, call_instagram),
                ExportNumbers(database, clock, MakeNumbersTable(), asyncio.Semaphore(1)),
                public_url,
                ration,
                shares or Shares(),
            ),
        ]
        app = create_app(routes, public_url, URL(endpoints.authorize_url), ration)
        assert public_url.port is not None
        web_server = Server(app, "127.0.0.1", public_url.port)
        await web_server.start()
        stack.push_async_callback(web_server.stop)
        session = await stack.enter_async_context(ClientSession())
        yield Product(
            sandbox=sandbox,
            origin=origin,
            public_url=public_url,
            database=database,
            browser=Browser(session),
            start_linking=StartLinking(
                database, clock, new_secret, str(public_url).rstrip("/"), SCOPES
            ),
            begin_authorization=begin,
            receive_authorization=receive,
            finish_linking=FinishLinking(database, clock, oauth, instagram, SCOPES),
            states=states,
            instagram=instagram,
            call_instagram=call_instagram,
            read_overview=ReadOverview(database, clock, instagram, call_instagram),
            refresh_accounts=RefreshAccounts(
                database,
                clock,
                instagram,
                call_instagram,
                ReadAccountDays(database, clock, instagram, call_instagram),
                ReadAudience(database, clock, instagram, call_instagram),
                ReadOnlineFollowers(database, clock, instagram, call_instagram),
                timedelta(hours=24),
            ),
        )
