"""The way to Telegram's servers: counted, timed, and their clock noted."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TypeVar

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import LinkPreviewOptions
from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams

from bot.domain.secret import Secret
from bot.metrics.counted import (
    TELEGRAM_DURATION,
    TELEGRAM_REQUESTS,
    TELEGRAM_RETRY_AFTER,
    timed,
)

Result = TypeVar("Result")

CALL_TIMEOUT = 30.0
POLLS = "getUpdates"


class DatedSession(AiohttpSession):
    """Says what ``Date`` each answer of Telegram carries; aiogram itself shows no headers."""

    def __init__(
        self, note_date: Callable[[str | None], Awaitable[None]], api: TelegramAPIServer
    ) -> None:
        super().__init__(api=api, timeout=CALL_TIMEOUT)
        self._note_date = note_date

    async def create_session(self) -> ClientSession:
        session = await super().create_session()
        if not session.trace_configs:
            trace = TraceConfig()
            trace.on_request_end.append(self._note)
            trace.freeze()
            session.trace_configs.append(trace)
        return session

    async def make_request(
        self, bot: Bot, method: TelegramMethod[Result], timeout: int | None = None
    ) -> Result:
        """Counted; a poll lasts as long as there is nothing, which says nothing."""
        name = method.__api_method__
        clock = nullcontext() if name == POLLS else timed(TELEGRAM_DURATION, name)
        try:
            with clock:
                answer = await super().make_request(bot, method, timeout)
        except AiogramError as error:
            TELEGRAM_REQUESTS.labels(name, _outcome(error)).inc()
            if isinstance(error, TelegramRetryAfter):
                TELEGRAM_RETRY_AFTER.labels(name).inc(error.retry_after)
            raise
        TELEGRAM_REQUESTS.labels(name, "ok").inc()
        return answer

    async def _note(
        self, _: ClientSession, __: SimpleNamespace, ended: TraceRequestEndParams
    ) -> None:
        await self._note_date(ended.response.headers.get("Date"))


OUTCOMES: Mapping[type[AiogramError], str] = {
    TelegramRetryAfter: "throttled",
    TelegramForbiddenError: "forbidden",
    TelegramConflictError: "conflict",
    TelegramBadRequest: "bad_request",
    TelegramServerError: "server_error",
    TelegramNetworkError: "no_answer",
}


def _outcome(error: AiogramError) -> str:
    return next((name for kind, name in OUTCOMES.items() if isinstance(error, kind)), "refused")


async def _ignore(_: str | None) -> None:
    """Nobody asks what time it is at Telegram."""


def make_bot(
    token: Secret,
    api_base: str | None,
    note_date: Callable[[str | None], Awaitable[None]] = _ignore,
) -> Bot:
    """``api_base`` is the address of another Bot API server than Telegram's own."""
    server = PRODUCTION if api_base is None else TelegramAPIServer.from_base(api_base)
    return Bot(
        token.reveal(),
        session=DatedSession(note_date, server),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )
