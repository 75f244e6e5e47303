"""Asking Instagram over HTTP: time limits, tries, and nothing secret in what goes wrong."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, TypeVar

import aiohttp

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.instagram.errors import ErrorReply, not_an_answer, refused
from bot.instagram.limits import Limits
from bot.instagram.strict_json import JsonObject, NotJson, read_object
from bot.instagram.turns import Turns
from bot.instagram.versions import ServedVersions
from bot.services.ports import Access, Clock, Purpose

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

CONNECT_SECONDS = 5.0
BETWEEN_READS_SECONDS = 15.0
LONGEST_BODY = 5_000_000
LONGEST_HEADER = 65_536
"""Usage headers name up to 32 objects, with several entries each."""


@dataclass(frozen=True)
class Patience:
    """How often a call is tried, and for how many seconds with all its tries and waits.

    Before a further try comes a pause of random length, up to ``pause`` doubled with each one and
    never over ``longest_pause``.
    """

    tries: int
    pause: float
    longest_pause: float
    total: float


WAITED_FOR = Patience(tries=3, pause=0.3, longest_pause=3.0, total=12.0)
STORY = Patience(tries=3, pause=0.3, longest_pause=3.0, total=15.0)
"""A look is a row that is tried again anyway, and others are waiting behind it."""
BACKGROUND = Patience(tries=4, pause=1.0, longest_pause=30.0, total=90.0)

PATIENCE = {
    Purpose.ENDING_STORY: STORY,
    Purpose.PERSON: WAITED_FOR,
    Purpose.STORY: STORY,
    Purpose.DIGEST: BACKGROUND,
    Purpose.REFRESH: BACKGROUND,
    Purpose.BACKFILL: BACKGROUND,
}


@dataclass(frozen=True)
class Call:
    """One question. ``endpoint`` is what logs may know of it; ``metrics`` is what it asks for.

    ``access`` is None while somebody logs in: those addresses have no version and no account.
    """

    endpoint: str
    url: str
    params: Mapping[str, str | Secret]
    access: Access | None = None
    method: Literal["GET", "POST"] = "GET"
    metrics: Sequence[str] = field(default=())

    @property
    def patience(self) -> Patience:
        return PATIENCE[Purpose.PERSON if self.access is None else self.access.purpose]


class InstagramHttp:
    """Owns the session: use as ``async with``. Keeps no cookies and follows no redirects.

    Every try waits for its turn and asks leave of ``limits``; what its headers say is kept. Only
    where a kept connection turns out to be closed, aiohttp sends once more within the same turn.
    """

    def __init__(
        self,
        clock: Clock,
        limits: Limits,
        versions: ServedVersions,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._versions = versions
        self._turns = Turns()
        self._sleep = sleep
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=CONNECT_SECONDS, sock_read=BETWEEN_READS_SECONDS
            ),
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
        )
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def ask(self, call: Call, read: Callable[[JsonObject], Answer]) -> Answer:
        """The answer as ``read`` understands it. Raises InstagramRefused.

        What is TRANSIENT is tried again as the purpose's ``Patience`` allows; nothing else is.
        """
        total = call.patience.total
        try:
            async with asyncio.timeout(total):
                return await self._ask_with_tries(call, read)
        except TimeoutError:
            pass
        raise not_an_answer(f"no answer in {total:g} s")

    async def _ask_with_tries(self, call: Call, read: Callable[[JsonObject], Answer]) -> Answer:
        patience = call.patience
        for attempt in range(1, patience.tries):
            try:
                return read(await self._ask_once(call))
            except InstagramRefused as error:
                if error.refusal is not Refusal.TRANSIENT:
                    raise
                logger.debug("%s: try %d failed: %s", call.endpoint, attempt, error.detail)
            longest = min(patience.longest_pause, patience.pause * 2 ** (attempt - 1))
            await self._sleep(random.uniform(0, longest))  # noqa: S311 - jitter, not a secret
        return read(await self._ask_once(call))

    async def _ask_once(self, call: Call) -> JsonObject:
        """The JSON object that was answered; raises InstagramRefused for an error in it."""
        async with self._turns.turn(call.access):
            await self._limits.ask_leave(call.access)
            reply = await self._reply(call)
            await self._limits.note_usage(call.access, reply.headers)
            if call.access is not None:
                await self._versions.note(reply.headers)
            try:
                return self._object(call, reply)
            except InstagramRefused as error:
                await self._limits.cool_down(call.access, error, reply.headers)
                raise

    async def _reply(self, call: Call) -> "_Reply":
        """Raises InstagramRefused when none came.

        The failure is raised outside of ``except``, so that nothing hangs on to an exception of
        aiohttp: those show the URL and the headers.
        """
        try:
            return await self._send(call)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            failure = type(error).__name__
        raise not_an_answer(failure)

    async def _send(self, call: Call) -> "_Reply":
        assert self._session is not None, "InstagramHttp is used as `async with`"
        params = {
            name: value.reveal() if isinstance(value, Secret) else value
            for name, value in call.params.items()
        }
        is_form = call.method == "POST"
        headers = {"Accept": "application/json"}
        if call.access is not None:
            headers["Authorization"] = f"Bearer {call.access.token.reveal()}"
        began = asyncio.get_running_loop().time()
        async with self._session.request(
            call.method,
            call.url,
            params=None if is_form else params,
            data=params if is_form else None,
            headers=headers,
            allow_redirects=False,
        ) as response:
            body = await _read_body(response)
        milliseconds = 1000 * (asyncio.get_running_loop().time() - began)
        logger.debug("%s: %d in %.0f ms", call.endpoint, response.status, milliseconds)
        return _Reply(response.status, response.headers, body)

    def _object(self, call: Call, reply: "_Reply") -> JsonObject:
        body: JsonObject | None = None
        problem = f"an answer over {LONGEST_BODY} bytes"
        if reply.body is not None:
            try:
                body = read_object(reply.body)
            except NotJson as error:
                problem = str(error)
        is_error = body is not None and ("error" in body or "error_message" in body)
        if reply.status == 200 and body is not None and not is_error:
            return body
        if reply.status == 200 and body is None:
            raise not_an_answer(problem)
        error_reply = ErrorReply(reply.status, reply.headers, body, call.metrics)
        raise refused(error_reply, self._clock.now())


@dataclass(frozen=True)
class _Reply:
    """``body`` is None when it was too long to be read."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None


async def _read_body(response: aiohttp.ClientResponse) -> bytes | None:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > LONGEST_BODY:
            response.close()
            return None
    return bytes(body)
