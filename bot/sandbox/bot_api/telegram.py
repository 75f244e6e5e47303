"""The Bot API over HTTP."""

import json
import re
from typing import Any

from aiohttp import web

from bot.sandbox.bot_api.control import telegram_control_routes
from bot.sandbox.bot_api.errors import BotApiError, refusal
from bot.sandbox.bot_api.events import Events
from bot.sandbox.bot_api.files import Files
from bot.sandbox.bot_api.methods import Method, find_method
from bot.sandbox.bot_api.parameters import Parameters, read_parameters
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.profile import Profile
from bot.sandbox.bot_api.queries import Queries
from bot.sandbox.bot_api.strikes import Strikes
from bot.sandbox.bot_api.updates import Updates
from bot.sandbox.bot_api.webhook import Webhook
from bot.sandbox.bot_api.world import DEFAULT_BOT_NAME, World
from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.faults import Faults
from bot.sandbox.request_log import Request, RequestLog
from bot.sandbox.store import Store

_UNLOGGED = frozenset({"secret_token"})
_NOT_FOUND = BotApiError(404, "Not Found")


class Telegram:
    """One bot's Telegram, with the people and groups that it talks to."""

    def __init__(
        self,
        store: Store,
        clock: WorldClock,
        faults: Faults,
        requests: RequestLog,
        credentials: Credentials,
    ) -> None:
        self._clock = clock
        self._requests = requests
        self._token = credentials.bot_token
        events = Events()
        world = World(store, clock, events, credentials)
        profile = Profile(store)
        world.bot_name = profile.text("name", "", DEFAULT_BOT_NAME)
        updates = Updates(store, world)
        self._parts = Parts(
            world=world,
            events=events,
            updates=updates,
            webhook=Webhook(store, world, updates, self._run_webhook_answer),
            files=Files(store),
            profile=profile,
            queries=Queries(store, world),
            faults=faults,
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/telegram/bot{token:[^/]*}/{method:[^/]+}", self._answer),
            web.get("/telegram/file/bot{token:[^/]*}/{path:.+}", self._download),
            web.route("*", "/telegram/{rest:.*}", self._nothing_here),
            *telegram_control_routes(self._parts),
        ]

    def start(self) -> None:
        """Goes on delivering to a webhook that was set before a restart; needs a running loop."""
        self._parts.webhook.start()

    async def close(self) -> None:
        """Answers what is waiting and stops delivering; call it before the server waits."""
        self._parts.updates.end_poll(refusal(500, "restart"))
        self._parts.events.close()
        self._parts.queries.close()
        await self._parts.webhook.stop()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        asked = request.match_info["method"]
        found = find_method(asked)
        name = found[0] if found else asked
        parameters = Parameters()
        status = 500
        try:
            self._check_token(request)
            parameters = await read_parameters(request)
            # For whoever watches: a body can be read only once.
            request["parameters"] = parameters
            response = await self._obey(request, name, found[1] if found else None, parameters)
            status = response.status
        except BotApiError as error:
            status = error.error_code
            response = _refused(error)
        except web.HTTPException as error:
            status = error.status
            raise
        finally:
            self._log(name, parameters, status)
        return response

    async def _obey(
        self, request: web.Request, name: str, method: Method | None, parameters: Parameters
    ) -> web.StreamResponse:
        if request.method not in {"GET", "POST"}:
            raise _NOT_FOUND
        if method is None:
            raise BotApiError(404, "Not Found: method not found")
        strikes = Strikes(self._parts.faults, name, parameters)
        await strikes.wait_if_slow()
        reset = strikes.reset()
        if reset is not None and not reset.params.get("after_effect"):
            return _cut(request)
        if garbage := strikes.garbage():
            return garbage
        strikes.refuse()
        result = await method(self._parts, parameters)
        if reset is not None:
            return _cut(request)
        return _json({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            file = self._parts.files.at_path(request.match_info["path"])
            if file is None:
                raise _NOT_FOUND
        except BotApiError as error:
            return _refused(error)
        content = self._parts.files.content(file)
        return web.Response(body=content, content_type="application/octet-stream")

    async def _nothing_here(self, _: web.Request) -> web.StreamResponse:
        return _refused(_NOT_FOUND)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if token == self._token:
            return
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
            raise refusal(401, "invalid token specified")
        raise BotApiError(401, "Unauthorized")

    def _log(self, name: str, parameters: Parameters, status: int) -> None:
        params = {key: text for key, text in parameters.texts.items() if key not in _UNLOGGED}
        for key, upload in parameters.uploads.items():
            params[key] = f"<{upload.file_name}, {len(upload.content)} bytes>"
        self._requests.add(
            Request(self._clock.now(), f"telegram {name}", f"/telegram/{name}", params, status)
        )

    async def _run_webhook_answer(self, answer: dict[str, Any]) -> None:
        """The bot's server may answer an update with a call; results and errors are lost."""
        found = find_method(answer["method"])
        if found is None or found[0] in _NOT_IN_WEBHOOK_ANSWERS or found[0].startswith("get"):
            return
        parameters = Parameters(
            {
                name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                for name, value in answer.items()
                if name != "method" and value is not None
            }
        )
        try:
            await found[1](self._parts, parameters)
            status = 200
        except BotApiError as error:
            status = error.error_code
        self._log(found[0], parameters, status)


_NOT_IN_WEBHOOK_ANSWERS = frozenset({"setWebhook", "deleteWebhook", "close", "logOut"})


def _json(body: dict[str, Any], status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


def _refused(error: BotApiError) -> web.Response:
    response = _json(error.body(), error.error_code)
    if "retry_after" in error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response


def _cut(request: web.Request) -> web.Response:
    """The connection ends without an answer; what is returned here reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
