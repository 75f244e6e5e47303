"""One bot and one Instagram for the linking machine, and a watch over every token there is.

The same steps exist twice: through the use cases with Instagram in the process, which is quick, and
as browsers make them, over HTTP.
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy import text
from yarl import URL

from bot.chance import new_secret, new_typed_code
from bot.domain.secret import Secret
from bot.instagram.client import InstagramClient
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.errors import ErrorReply, not_an_answer, refused
from bot.instagram.http import Call, InstagramHttp
from bot.instagram.oauth import InstagramOAuthClient
from bot.sandbox.app import Sandbox
from bot.sandbox.clock import WorldClock
from bot.sandbox.instagram.errors import CodeExchangeError
from bot.sandbox.instagram.oauth import OAuth
from bot.sandbox.instagram.request import GraphRequest
from bot.sandbox.instagram.tokens import LONG, SHORT, Token, Tokens
from bot.services.begin_authorization import BeginAuthorization
from bot.services.finish_linking import FinishLinking
from bot.services.link_refusals import LinkDenied, LinkExpired
from bot.services.link_state import LinkStates
from bot.services.receive_authorization import ReceiveAuthorization
from bot.services.show_link_page import ShowLinkPage
from bot.services.start_linking import StartLinking
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from bot.strict_json import JsonObject
from tests.support.clock import START
from tests.support.databases import KEYRING
from tests.support.product import SCOPES, SEED, Product, codes_on, start_product

Answer = TypeVar("Answer")

PUBLIC_URL = URL("https://bot.example")
BASE = "https://instagram.example/instagram"


class Watch:
    """Stands at Instagram and sees which code was asked for, and which token came of it.

    ``spent`` are the codes that Instagram has taken; ``origin`` names the code behind a token.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        instagram: Any = sandbox.instagram
        self.asked: list[str] = []
        self.spent: set[str] = set()
        self.origin: dict[str, str] = {}
        self._watch_exchanges(instagram._oauth)
        self._watch_tokens(instagram._tokens)

    def _watch_exchanges(self, oauth: OAuth) -> None:
        exchange = oauth.exchange

        def watched(form: Mapping[str, str]) -> dict[str, Any]:
            self.asked.append(form["code"])
            reply = exchange(form)
            self.spent.add(form["code"])
            self.origin[reply["access_token"]] = form["code"]
            return reply

        oauth.exchange = watched  # type: ignore[method-assign]

    def _watch_tokens(self, tokens: Tokens) -> None:
        require_kind, issue = tokens.require_kind, tokens.issue
        shown: list[str] = []

        def watched_require(access_token: str | None, kind: str) -> Token:
            token = require_kind(access_token, kind)
            if kind == SHORT:
                shown.append(token.access_token)
            return token

        def watched_issue(kind: str, user_id: str, *rest: Any, **named: Any) -> Token:
            token = issue(kind, user_id, *rest, **named)
            if kind == LONG and shown:
                self.origin[token.access_token] = self.origin[shown[-1]]
            return token

        tokens.require_kind = watched_require  # type: ignore[method-assign]
        tokens.issue = watched_issue  # type: ignore[method-assign]


class InProcess(InstagramHttp):
    """Takes every call to the sandbox's Instagram without a wire in between.

    ``away`` is an endpoint that does not answer; with ``lost`` it does its work before that.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox: Any = sandbox
        self.away: str | None = None
        self.lost = False

    async def ask(self, call: Call, read: Any) -> Any:
        if call.endpoint == self.away:
            if self.lost:
                self._answer(call)
            raise not_an_answer("away")
        status, body = self._answer(call)
        if status != 200:
            raise refused(ErrorReply(status, {}, body, call.metrics), self._sandbox.clock.now())
        return read(body)

    def _answer(self, call: Call) -> tuple[int, JsonObject]:
        params = {
            name: value.reveal() if isinstance(value, Secret) else value
            for name, value in call.params.items()
        }
        instagram = self._sandbox.instagram
        if call.method == "POST":
            try:
                return 200, instagram._oauth.exchange(params)
            except CodeExchangeError as error:
                return 400, error.body()
        token = call.access.token.reveal() if call.access else params.get("access_token")
        segments = URL(call.url).path.removeprefix("/instagram/").split("/")
        asked = GraphRequest(
            method="GET",
            segments=tuple(one for one in segments if not one.startswith("v")),
            params=params,
            access_token=token,
            origin="https://instagram.example",
            version=None,
        )
        answer = instagram._graph.answer(asked)
        return answer.status, json.loads(json.dumps(answer.body))


@dataclass(frozen=True)
class Codes:
    """What the last page shows."""

    return_code: Secret
    typed_code: Secret


class Steps(Protocol):
    """What browsers do. None and False: the page says that the link has expired."""

    async def look(self, ticket: Secret) -> bool: ...

    async def press_continue(self, ticket: Secret) -> URL | None: ...

    async def consent(self, page: URL, account: str, scopes: tuple[str, ...], allow: bool) -> URL:
        """Where Instagram sends the browser."""
        ...

    async def open_callback(self, callback: URL) -> Codes | None: ...

    def instagram_is(self, away: str | None, *, lost: bool = False) -> None:
        """Which endpoint does not answer from now on; with ``lost`` its answers get lost."""
        ...


@dataclass
class UseCaseSteps:
    """Straight to the use cases, and to the sandbox's consent."""

    sandbox: Sandbox
    wire: InProcess
    show_link_page: ShowLinkPage
    begin_authorization: BeginAuthorization
    receive_authorization: ReceiveAuthorization

    async def look(self, ticket: Secret) -> bool:
        try:
            await self.show_link_page(ticket)
        except LinkExpired:
            return False
        return True

    async def press_continue(self, ticket: Secret) -> URL | None:
        try:
            return URL(await self.begin_authorization(ticket, None))
        except LinkExpired:
            return None

    async def consent(self, page: URL, account: str, scopes: tuple[str, ...], allow: bool) -> URL:
        form = dict(page.query) | {
            "account_id": account,
            "decision": "allow" if allow else "deny",
        }
        instagram: Any = self.sandbox.instagram
        back = instagram._oauth.decide(form, list(scopes))
        return URL(back.headers["Location"]).with_fragment(None)

    async def open_callback(self, callback: URL) -> Codes | None:
        code = callback.query.get("code")
        try:
            returned = await self.receive_authorization(
                Secret(callback.query["state"]), Secret(code) if code else None
            )
        except (LinkExpired, LinkDenied):
            return None
        return Codes(returned.return_code, returned.typed_code)

    def instagram_is(self, away: str | None, *, lost: bool = False) -> None:
        self.wire.away, self.wire.lost = away, lost


@dataclass
class HttpSteps:
    """Every page over HTTP, as a browser opens it."""

    product: Product

    async def look(self, ticket: Secret) -> bool:
        return (await self.product.browser.get(self._start_page(ticket))).status == 200

    async def press_continue(self, ticket: Secret) -> URL | None:
        answer = await self.product.browser.post(self._start_page(ticket), {})
        return answer.location if answer.status == 303 else None

    async def consent(self, page: URL, account: str, scopes: tuple[str, ...], allow: bool) -> URL:
        decision = "allow" if allow else "deny"
        return await self.product.consent(page, account, scopes=scopes, decision=decision)

    async def open_callback(self, callback: URL) -> Codes | None:
        answer = await self.product.browser.get(callback)
        if answer.status != 303:
            return None
        return Codes(*codes_on(await self.product.browser.get(answer.location)))

    def instagram_is(self, away: str | None, *, lost: bool = False) -> None:
        faults = self.product.sandbox.faults
        for fault in list(faults._faults):
            faults.remove(fault)
        if away is not None:
            endpoint = away.partition(" ")[2].replace("/me", "/{user}")
            when = "after" if lost else "before"
            faults.add("instagram", "reset", {"endpoint": endpoint, "when": when}, None)

    def _start_page(self, ticket: Secret) -> URL:
        return self.product.public_url / "connect" / ticket.reveal()


@dataclass
class LinkingWorld:
    """All that the machine needs; it begins anew for every run of it."""

    sandbox: Sandbox
    database: SqlDatabase
    start_linking: StartLinking
    finish_linking: FinishLinking
    steps: Steps
    watch: Watch
    reader: sqlite3.Connection
    """Looks at what is committed, past everything of ours."""
    accounts: list[str]
    personal: set[str] = field(default_factory=set)

    @property
    def clock(self) -> WorldClock:
        return self.sandbox.clock

    async def begin_anew(self) -> None:
        """Nobody has ever spoken to the bot; Instagram's accounts are what they were."""
        self.steps.instagram_is(None)
        async with self.database.session() as session:
            for table in ("outbox", "person", "instagram_account"):
                await session.execute(text(f"DELETE FROM {table}"))


def make_accounts(sandbox: Sandbox) -> tuple[list[str], set[str]]:
    """Three professional accounts and a personal one: their ids, and which is personal."""
    world: Any = sandbox.instagram._world
    made = [
        world.create_account(
            {"username": name, "posts": 0, "reels": 0, "stories_per_day": 0}
        ).user_id
        for name in ("ana.shop", "boris.cafe", "eve.studio")
    ]
    friend = {"username": "leo.at.home", "account_type": "PERSONAL"}
    personal = world.create_account(friend).user_id
    return [*made, personal], {personal}


@asynccontextmanager
async def in_process_world(database_url: str) -> AsyncIterator[LinkingWorld]:
    sandbox = Sandbox(None, SEED, START)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(sandbox.close)
        clock = sandbox.clock
        database = open_database(database_url, clock, KEYRING)
        stack.push_async_callback(database.close)
        wire = InProcess(sandbox)
        endpoints = InstagramEndpoints.at(BASE)
        credentials = sandbox.credentials
        oauth = InstagramOAuthClient(
            wire,
            endpoints,
            credentials.instagram_app_id,
            Secret(credentials.instagram_app_secret),
            str(PUBLIC_URL / "connect" / "callback"),
            SCOPES,
        )
        instagram = InstagramClient(wire, endpoints, clock, database)
        states = LinkStates(Secret("a key for tests only"))
        accounts, personal = make_accounts(sandbox)
        yield LinkingWorld(
            sandbox=sandbox,
            database=database,
            start_linking=StartLinking(database, clock, new_secret, str(PUBLIC_URL), SCOPES),
            finish_linking=FinishLinking(database, clock, oauth, instagram, SCOPES),
            steps=UseCaseSteps(
                sandbox,
                wire,
                ShowLinkPage(database, SCOPES),
                BeginAuthorization(database, clock, new_secret, states, oauth),
                ReceiveAuthorization(database, clock, new_secret, new_typed_code, states),
            ),
            watch=Watch(sandbox),
            reader=stack.enter_context(reader(database_url)),
            accounts=accounts,
            personal=personal,
        )


@asynccontextmanager
async def http_world(database_url: str) -> AsyncIterator[LinkingWorld]:
    """The same around a product whose pages are served on a port."""
    async with AsyncExitStack() as stack:
        product = await stack.enter_async_context(start_product(database_url))
        accounts, personal = make_accounts(product.sandbox)
        yield LinkingWorld(
            sandbox=product.sandbox,
            database=product.database,
            start_linking=product.start_linking,
            finish_linking=product.finish_linking,
            steps=HttpSteps(product),
            watch=Watch(product.sandbox),
            reader=stack.enter_context(reader(database_url)),
            accounts=accounts,
            personal=personal,
        )


def reader(database_url: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(database_url.partition("///")[2]))
