"""Updates delivered to the bot's own server, each chat's in order, again until it says 2xx."""

import asyncio
import contextlib
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.sandbox.bot_api.errors import bad_request, refusal, too_many_requests
from bot.sandbox.bot_api.links import is_public
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.bot_api.updates import SET_WEBHOOK, Update, Updates
from bot.sandbox.bot_api.world import World
from bot.sandbox.store import Store

PORTS = frozenset({80, 88, 443, 8443})
LONGEST_RETRY_AFTER = 3600
GONE_LIFETIME = 23 * 3600
"""Seconds of HTTP 410 after which the webhook is removed."""

_SETTINGS = "telegram_settings"


@dataclass(frozen=True)
class Settings:
    url: str
    secret_token: str
    max_connections: int
    ip_address: str
    last_error_date: int = 0
    last_error_message: str = ""
    gone_since: int | None = None


class Webhook:
    def __init__(
        self,
        store: Store,
        world: World,
        updates: Updates,
        call: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        """``call`` runs the method that the bot's server may name in its answer."""
        self._store = store
        self._world = world
        self._updates = updates
        self._call = call
        kept = store.load(_SETTINGS).get("webhook")
        self.settings = Settings(**kept) if kept else None
        self._delivery: asyncio.Task[None] | None = None
        self._next_set = 0.0

    async def activate(self, parameters: Parameters, *, strict_urls: bool) -> None:
        url = parameters.text("url")
        if not url:
            await self.delete(parameters)
            return
        now = asyncio.get_running_loop().time()
        if now < self._next_set:
            raise too_many_requests(1)
        settings = _read_settings(parameters, strict_urls=strict_urls)
        self._next_set = now + 1
        drops = parameters.flag("drop_pending_updates")
        if self.settings is not None and _is_same(self.settings, settings) and not drops:
            self._updates.read_allowed(parameters)
            return
        self._updates.end_poll(refusal(409, SET_WEBHOOK))
        await self.stop()
        if drops:
            self._updates.drop()
        self._updates.read_allowed(parameters)
        self._keep(settings)
        self.start()

    async def delete(self, parameters: Parameters) -> None:
        await self.stop()
        if parameters.flag("drop_pending_updates"):
            self._updates.drop()
        self._keep(None)

    def info(self) -> dict[str, Any]:
        settings = self.settings
        info: dict[str, Any] = {
            "url": settings.url if settings else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending()),
        }
        if settings is not None:
            if settings.last_error_date:
                info["last_error_date"] = settings.last_error_date
                info["last_error_message"] = settings.last_error_message
            info["max_connections"] = settings.max_connections
            info["ip_address"] = settings.ip_address or "<unknown>"
        if self._updates.asked_for is not None:
            info["allowed_updates"] = self._updates.asked_for
        return info

    def start(self) -> None:
        """Begins to deliver when a webhook is set; also after a restart."""
        if self.settings is not None and (self._delivery is None or self._delivery.done()):
            # Owned here: stop() cancels and awaits it.
            self._delivery = asyncio.get_running_loop().create_task(self._deliver_all())

    async def stop(self) -> None:
        if self._delivery is not None and self._delivery is not asyncio.current_task():
            self._delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivery
        self._delivery = None

    def _keep(self, settings: Settings | None) -> None:
        self.settings = settings
        if settings is None:
            self._store.delete(_SETTINGS, "webhook")
        else:
            self._store.put(_SETTINGS, "webhook", asdict(settings))

    async def _deliver_all(self) -> None:
        busy: set[str] = set()
        session = ClientSession(timeout=ClientTimeout(total=60))
        async with session, asyncio.TaskGroup() as deliveries:
            while self.settings is not None:
                self._updates.arrived.clear()
                for update in self._updates.pending():
                    if len(busy) >= self.settings.max_connections:
                        break
                    if update.order not in busy:
                        busy.add(update.order)
                        deliveries.create_task(self._deliver(session, update, busy))
                await self._updates.arrived.wait()

    async def _deliver(self, session: ClientSession, update: Update, busy: set[str]) -> None:
        failures = 0
        while self.settings is not None and update in self._updates.pending():
            pause = await self._post(session, self.settings, update)
            if pause is None:
                self._updates.confirm(update)
                break
            # The first retry comes at once, then 2, 4, 8 ... seconds up to one or two minutes.
            doubled = 0.0 if failures == 0 else float(2**failures)
            longest = random.uniform(60, 120)  # noqa: S311 - spreads retries, guards nothing
            failures += 1
            await asyncio.sleep(pause or min(doubled, longest))
        busy.discard(update.order)
        self._updates.arrived.set()

    async def _post(
        self, session: ClientSession, settings: Settings, update: Update
    ) -> float | None:
        """None when it was taken; otherwise the pause that the server asks for, 0 without one."""
        headers = {}
        if settings.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = settings.secret_token
        try:
            async with session.post(
                settings.url, json=update.update_object(), headers=headers, allow_redirects=False
            ) as response:
                if 200 <= response.status < 300:
                    self._note_gone(None)
                    await self._run_answer(response)
                    return None
                self._fail(f"Wrong response from the webhook: {response.status} {response.reason}")
                self._note_gone(response.status)
                return _retry_after(response)
        except TimeoutError:
            self._fail("Read timeout expired")
        except ClientError as error:
            self._fail(f"Connection failed: {type(error).__name__}")
        return 0.0

    async def _run_answer(self, response: ClientResponse) -> None:
        """A method named in the answer is run; its result and its errors are lost."""
        if response.content_type != "application/json":
            return
        try:
            answer = await response.json()
        except ValueError:
            return
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            await self._call(answer)

    def _fail(self, message: str) -> None:
        if self.settings is not None:
            self._keep(
                replace(
                    self.settings,
                    last_error_date=self._world.now(),
                    last_error_message=message,
                )
            )

    def _note_gone(self, status: int | None) -> None:
        settings = self.settings
        if settings is None or (status is None and settings.gone_since is None):
            return
        if status != 410:
            self._keep(replace(settings, gone_since=None))
        elif settings.gone_since is None:
            self._keep(replace(settings, gone_since=self._world.now()))
        elif self._world.now() - settings.gone_since >= GONE_LIFETIME:
            self._keep(None)


def _is_same(kept: Settings, asked: Settings) -> bool:
    """Set again to what it is: deliveries under way go on."""
    return asked == replace(kept, last_error_date=0, last_error_message="", gone_since=None)


def _retry_after(response: ClientResponse) -> float:
    asked = response.headers.get("Retry-After", "")
    return float(min(int(asked), LONGEST_RETRY_AFTER)) if asked.isdigit() else 0.0


def _read_settings(parameters: Parameters, *, strict_urls: bool) -> Settings:
    url = parameters.text("url")
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError as error:
        raise bad_request("invalid webhook URL specified") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in url:
        raise bad_request("invalid webhook URL specified")
    secret_token = parameters.text("secret_token")
    if len(secret_token) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret_token):
        raise bad_request("secret token contains unallowed characters")
    if strict_urls:
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (port or 443) not in PORTS:
            raise bad_request(
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
        if not is_public(parts.geturl()):
            raise bad_request("bad webhook: IP address is reserved")
    return Settings(
        url=parts.geturl(),
        secret_token=secret_token,
        max_connections=parameters.integer("max_connections", 40, 1, 100),
        ip_address=parameters.text("ip_address"),
    )
