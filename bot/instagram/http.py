"""Asking Instagram over HTTP: time limits, tries, and nothing secret in what goes wrong."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Literal, Self, TypeVar

import aiohttp

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.instagram.errors import APP_LACKS_CAPABILITY, ErrorReply, not_an_answer, refused
from bot.instagram.limits import Limits
from bot.instagram.turns import Turns
from bot.instagram.versions import ServedVersions
from bot.metrics.counted import GRAPH_DURATION, GRAPH_REQUESTS, GRAPH_RETRIES, timed
from bot.services.note_trouble import NoteSilence, NoteSkew, NoteTrouble
from bot.services.ports import Access, Clock, Purpose
from bot.strict_json import JsonObject, NotJson, read_object

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

CONNECT_SECONDS = 5.0
BETWEEN_READS_SECONDS = 15.0
LONGEST_BODY = 5_000_000
LONGEST_HEADER = 65_536
"""Usage headers name up to 32 objects, with several entries each."""

LONGEST_TRY = 25.0
"""Seconds; well before other processes may take over the account's turn."""

BETWEEN_LOOKS = (0.02, 0.08)
"""Seconds until it is looked again whether another process is done with the account."""

COMPLAIN_EVERY = timedelta(hours=1)

LEFT_ALONE = timedelta(minutes=3)
LEFT_ALONE_AT_THE_END = timedelta(minutes=1)
"""While nothing is answered, work in the background asks an account's question no sooner again: an
outage must not use up the budget that its end will need. Rows come again anyway. Shorter for a
story that ends, and both so short that a few minutes with answers are noticed."""


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
    method: Literal["GET", "POST", "DELETE"] = "GET"
    metrics: Sequence[str] = field(default=())

    @property
    def patience(self) -> Patience:
        return PATIENCE[Purpose.PERSON if self.access is None else self.access.purpose]


class InstagramHttp:
    """Owns the session: use as ``async with``. Keeps no cookies and follows no redirects.

    Every try waits for its turn and asks leave of ``limits``; what its headers say is kept. What
    the operator should know of the answers, or of their absence, goes to ``note_trouble``.
    """

    def __init__(
        self,
        clock: Clock,
        limits: Limits,
        versions: ServedVersions,
        *,
        note_trouble: NoteTrouble,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._versions = versions
        self._turns = Turns()
        self._sleep = sleep
        self._session: aiohttp.ClientSession | None = None
        self._complained_at: datetime | None = None
        self._silence = NoteSilence(clock, note_trouble)
        self._note_skew = NoteSkew(clock, note_trouble, "Instagram")
        self._silent_at: dict[_Question, datetime] = {}
        """When a question of an account met silence with all its tries. Empty as soon as any call
        is answered; until then each call has one try."""

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=CONNECT_SECONDS, sock_read=BETWEEN_READS_SECONDS
            ),
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
        )
        # By itself it sends twice what was cut off: past the budget, and nobody is told.
        self._session._retry_connection = False  # noqa: SLF001 - there is no public switch
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
            await self._silence.silent()
        raise not_an_answer(f"no answer in {total:g} s")

    async def _ask_with_tries(self, call: Call, read: Callable[[JsonObject], Answer]) -> Answer:
        patience = call.patience
        self._refuse_to_ask_again(call)
        attempt = 1
        while True:
            try:
                answer = read(await self._ask_once(call))
            except InstagramRefused as error:
                logger.debug("%s: try %d failed: %s", call.endpoint, attempt, error.detail)
                await self._note(error)
                if not self._may_be_tried_again(call, error, attempt):
                    raise
            else:
                self._silent_at.clear()
                await self._silence.answered()
                return answer
            longest = min(patience.longest_pause, patience.pause * 2 ** (attempt - 1))
            attempt += 1
            GRAPH_RETRIES.labels(call.endpoint).inc()
            await self._sleep(random.uniform(0, longest))  # noqa: S311 - jitter, not a secret

    async def _note(self, error: InstagramRefused) -> None:
        """What was not asked at all, because of our own budget, says nothing."""
        if error.refusal is Refusal.TRANSIENT:
            await self._silence.silent()
        elif error.code is not None:
            await self._silence.answered()

    def _may_be_tried_again(self, call: Call, error: InstagramRefused, attempt: int) -> bool:
        is_answer = error.code is not None
        if is_answer:
            self._silent_at.clear()
        if error.refusal is not Refusal.TRANSIENT:
            return False
        if attempt < call.patience.tries and not self._silent_at:
            return True
        if not is_answer:
            self._note_silence(call)
        return False

    def _note_silence(self, call: Call) -> None:
        now = self._clock.now()
        since = now - LEFT_ALONE
        recent = {asked: at for asked, at in self._silent_at.items() if since < at <= now}
        self._silent_at = {**recent, _question(call): now}

    def _refuse_to_ask_again(self, call: Call) -> None:
        """Raises InstagramRefused where the same question met silence a moment ago."""
        silent_at = self._silent_at.get(_question(call))
        if silent_at is None or call.access is None or call.access.purpose is Purpose.PERSON:
            return
        is_ending = call.access.purpose is Purpose.ENDING_STORY
        left_alone = LEFT_ALONE_AT_THE_END if is_ending else LEFT_ALONE
        # A clock that was set back would leave it alone for long.
        if timedelta() <= self._clock.now() - silent_at < left_alone:
            raise not_an_answer("not asked: there was no answer a moment ago")

    async def _ask_once(self, call: Call) -> JsonObject:
        """The JSON object that was answered; raises InstagramRefused for an error in it."""
        async with self._turns.of_account(call.access):
            while True:
                async with self._turns.among_all(call.access):
                    ours = True  # Perhaps, too, when we are cut off while we ask for it.
                    try:
                        ours = await self._limits.ask_leave(call.access)
                        if ours:
                            return await self._ask_in_turn(call)
                    finally:
                        if ours:
                            await self._limits.give_back(call.access)
                # Another process asks for the account: meanwhile the place is for others.
                await asyncio.sleep(random.uniform(*BETWEEN_LOOKS))  # noqa: S311 - no secret

    async def _ask_in_turn(self, call: Call) -> JsonObject:
        try:
            with timed(GRAPH_DURATION, call.endpoint):
                reply = await self._reply(call)
        except InstagramRefused as silence:
            GRAPH_REQUESTS.labels(call.endpoint, silence.refusal.value).inc()
            raise
        await self._note_skew(reply.headers.get("Date"))
        await self._limits.note_usage(call.access, reply.headers)
        if call.access is not None:
            await self._versions.note(reply.headers)
        try:
            answer = self._object(call, reply)
        except InstagramRefused as error:
            GRAPH_REQUESTS.labels(call.endpoint, error.refusal.value).inc()
            await self._limits.cool_down(call.access, error, reply.headers)
            if error.refusal is Refusal.MISCONFIGURED:
                self._complain()
            raise
        GRAPH_REQUESTS.labels(call.endpoint, "ok").inc()
        return answer

    def _complain(self) -> None:
        """To the operator, once an hour: until they mend the app, every call meets it."""
        now = self._clock.now()
        if self._complained_at is None or now - self._complained_at >= COMPLAIN_EVERY:
            self._complained_at = now
            logger.error(APP_LACKS_CAPABILITY)

    async def _reply(self, call: Call) -> "_Reply":
        """Raises InstagramRefused when none came.

        The failure is raised outside of ``except``, so that nothing hangs on to an exception of
        aiohttp: those show the URL and the headers.
        """
        try:
            async with asyncio.timeout(LONGEST_TRY):
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


_Question = tuple[int | None, str, str | Secret]


def _question(call: Call) -> _Question:
    """Whose, where, and for which fields: what is too much to ask at once is no silence on less."""
    account_id = None if call.access is None else call.access.account_id
    return account_id, call.endpoint, call.params.get("fields", "")


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
