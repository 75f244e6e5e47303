"""The HTTP face of this Instagram: routes, the request log, and outages of the transport."""

import asyncio
import hashlib
import json
import re
from collections.abc import Callable, Mapping

from aiohttp import web

from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.instagram.control import Control
from bot.sandbox.instagram.errors import CodeExchangeError
from bot.sandbox.instagram.graph import Graph
from bot.sandbox.instagram.installed_app import InstalledApp
from bot.sandbox.instagram.oauth import APP_NAME, OAuth
from bot.sandbox.instagram.pictures import SIZES, picture
from bot.sandbox.instagram.request import Answer, GraphRequest, endpoint
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.token_endpoints import TOKEN_PATHS
from bot.sandbox.instagram.tokens import Tokens
from bot.sandbox.instagram.versions import split_version
from bot.sandbox.instagram.webhooks import Subscriptions, Webhooks
from bot.sandbox.instagram.world import World
from bot.sandbox.instagram.wrong_pictures import wrong_picture
from bot.sandbox.request_log import Request, RequestLog
from bot.sandbox.store import Store

_HEX = re.compile(r"[0-9a-f]{1,12}")
_SECRET_PARAMS = frozenset(
    {
        "access_token",
        "appsecret_proof",
        "batch",
        "client_secret",
        "code",
        "signed_request",
        "state",
    }
)

Answering = Callable[[Mapping[str, str]], web.Response]


class Instagram:
    """The Instagram Platform with Instagram Login, over one world that is kept in ``store``."""

    def __init__(
        self,
        store: Store,
        clock: WorldClock,
        faults: Faults,
        requests: RequestLog,
        credentials: Credentials,
        seed: int,
    ) -> None:
        self._clock = clock
        self._requests = requests
        self._switches = Switches(faults)
        self._world = World(store, clock, seed)
        self._tokens = tokens = Tokens(store, clock, seed, credentials.instagram_app_id)
        subscriptions = Subscriptions(store)
        self._webhooks = Webhooks(store, clock, self._switches, credentials, subscriptions)
        self._oauth = OAuth(self._world, tokens, self._switches, credentials)
        self._graph = Graph(
            world=self._world,
            tokens=tokens,
            clock=clock,
            switches=self._switches,
            credentials=credentials,
            subscriptions=subscriptions,
        )
        self._app = InstalledApp(self._world, tokens, subscriptions, self._webhooks, APP_NAME)
        self._control = Control(
            self._world, tokens, clock, subscriptions, self._webhooks, self._app
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            *self._control.routes(),
            *self._app.routes(),
            web.get("/instagram/cdn/{shape}/{subject}.jpg", self._picture),
            web.get("/instagram/oauth/authorize", self._authorize),
            web.post("/instagram/oauth/authorize/decision", self._decide),
            web.post("/instagram/oauth/access_token", self._exchange),
            web.route("*", "/instagram/{path:.*}", self._graph_call),
        ]

    def register_callbacks(self, deauthorize: str, deletion: str) -> None:
        """Where this Instagram tells the app that it was removed, or that data is to go."""
        self._webhooks.register_callbacks(deauthorize, deletion)

    def account_of(self, request: web.Request) -> str | None:
        """The ``user_id`` of the account whose token, dead or alive, the request brings."""
        return self._tokens.owner(_token(request, request.query), None)

    async def close(self) -> None:
        await self._webhooks.close()

    async def _authorize(self, request: web.Request) -> web.Response:
        return await self._observed(request, "/oauth/authorize", self._oauth.authorize)

    async def _decide(self, request: web.Request) -> web.Response:
        form = await request.post()
        posted = [str(text) for text in form.getall("scopes", [])]
        granted = ",".join(posted).replace(" ", ",").split(",")

        def answer(params: Mapping[str, str]) -> web.Response:
            return self._oauth.decide(params, granted)

        return await self._observed(request, "/oauth/authorize/decision", answer)

    async def _exchange(self, request: web.Request) -> web.Response:
        def answer(params: Mapping[str, str]) -> web.Response:
            try:
                return web.json_response(self._oauth.exchange(params))
            except CodeExchangeError as error:
                return web.json_response(error.body(), status=400)

        return await self._observed(request, "/oauth/access_token", answer)

    async def _graph_call(self, request: web.Request) -> web.Response:
        version, segments = split_version(request.match_info["path"])
        template = f"/{segments[0]}" if segments[:1] in _TOKEN_SEGMENTS else endpoint(segments)

        def answer(params: Mapping[str, str]) -> web.Response:
            answered = self._graph.answer(
                GraphRequest(
                    method=request.method,
                    segments=segments,
                    params=params,
                    access_token=_token(request, params),
                    origin=str(request.url.origin()),
                    version=version,
                )
            )
            return self._response(request, answered)

        return await self._observed(request, template, answer)

    def _response(self, request: web.Request, answer: Answer) -> web.Response:
        body, headers = json.dumps(answer.body), answer.headers
        if self._switches.choice("etag", "mode", "absent") == "present" and answer.status == 200:
            etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:40]}"'
            headers = {**headers, "etag": etag}
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers=headers)
        return web.json_response(text=body, status=answer.status, headers=headers)

    async def _observed(
        self, request: web.Request, template: str, answer: Answering
    ) -> web.Response:
        """Lets an ordered outage strike, and logs the request without anything secret."""
        params = await _params(request)
        response = await self._struck(request, template, lambda: answer(params))
        self._requests.add(
            Request(
                at=self._clock.now(),
                endpoint=f"instagram {request.method} {template}",
                path=request.path,
                user_id=self._tokens.owner(_token(request, params), params.get("code")),
                params={n: v for n, v in params.items() if n not in _SECRET_PARAMS},
                status=response.status,
            )
        )
        return response

    async def _struck(
        self, request: web.Request, template: str, answer: Callable[[], web.Response]
    ) -> web.Response:
        where = {"endpoint": template}
        if slow := self._switches.strike("slow", **where):
            await asyncio.sleep(float(slow.params.get("seconds", 1)))
        if broken := self._switches.strike("server_error", **where):
            status = int(broken.params.get("status", 502))
            return web.Response(
                status=status, text="<html><h1>Sorry, something went wrong.</h1></html>"
            )
        if self._switches.strike("garbage", **where):
            return web.Response(text='{"data":[{"id":"1801', content_type="application/json")
        if reset := self._switches.strike("reset", **where):
            if reset.params.get("when") == "after":
                answer()
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=499)
        return answer()

    async def _picture(self, request: web.Request) -> web.Response:
        shape, subject = request.match_info["shape"], request.match_info["subject"]
        if shape not in SIZES:
            raise web.HTTPNotFound
        if self._link_has_expired(request.query.get("oe")):
            raise web.HTTPForbidden(text="URL signature expired")
        label = self._label(shape, subject)
        if (fault := self._fault_of_picture(subject)) is not None:
            return await wrong_picture(fault.params)
        body = await asyncio.to_thread(picture, shape, subject, label)
        return web.Response(
            body=body, content_type="image/jpeg", headers={"Cache-Control": "max-age=86400"}
        )

    def _fault_of_picture(self, subject: str) -> Fault | None:
        owner = next(
            (one for one in self._world.accounts() if self._world.find_media(one, subject)), None
        )
        user_id = None if owner is None else owner.user_id
        return self._switches.strike("picture", user_id=user_id, media_id=subject)

    def _link_has_expired(self, expires: str | None) -> bool:
        """``expires``: hexadecimal Unix time. The consent page links without it."""
        if expires is None:
            return False
        return not _HEX.fullmatch(expires) or self._clock.now().timestamp() > int(expires, 16)

    def _label(self, shape: str, subject: str) -> str:
        if shape == "profile":
            account = self._world.account(subject)
            return account.username[:1].upper() if account else ""
        for account in self._world.accounts():
            if media := self._world.find_media(account, subject):
                return f"{media.media_product_type.lower()} {media.timestamp:%d.%m.%y}"
        raise web.HTTPNotFound


_TOKEN_SEGMENTS = tuple((path,) for path in TOKEN_PATHS)


def _token(request: web.Request, params: Mapping[str, str]) -> str | None:
    """From the parameters, or else from the Authorization header."""
    if named := params.get("access_token"):
        return named
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def _params(request: web.Request) -> dict[str, str]:
    """Query and form together; of a repeated name the last one counts."""
    form = await request.post()
    posted = {name: value for name, value in form.items() if isinstance(value, str)}
    return {**request.query, **posted}
